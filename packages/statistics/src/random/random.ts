/**
 * A seeded source of random numbers. The same seed and stream name give the same numbers on every machine.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state; seeded by hashing seed and name.
 */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  readonly uniform: () => number
  /** A whole number from 0 to n − 1, without modulo bias. */
  readonly below: (n: number) => number
  /** Standard normal (polar method of Marsaglia). */
  readonly normal: () => number
  /** Exponential with mean 1. */
  readonly exponential: () => number
  /** Poisson count with the given mean. */
  readonly poisson: (mean: number) => number
  /** An independent source; the same name always gives the same one, whatever was drawn before. */
  readonly stream: (name: string) => Random
  /** Puts an array in random order, in place (Fisher–Yates), and returns it. */
  readonly shuffle: <T>(items: T[]) => T[]
}

/** Makes the source for a seed; `name` separates uses that must not share numbers. */
export function createRandom(seed: number | string, name = ''): Random {
  const next32 = sfc32(hash128(`${seed}\u0000${name}`))
  const uniform = () => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992
  let spare: number | undefined
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const factor = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * factor
      return u * factor
    }
  }
  const below = (n: number): number => Math.floor(uniform() * n)
  const poisson = (mean: number): number => {
    if (!(mean >= 0)) return Number.NaN
    let left = mean
    let count = 0
    // Long means are cut into pieces so that exp(−mean) does not underflow.
    while (left > 0) {
      const piece = Math.min(left, 500)
      left -= piece
      const limit = Math.exp(-piece)
      let product = uniform()
      while (product > limit) {
        count++
        product *= uniform()
      }
    }
    return count
  }
  return {
    uniform,
    below,
    normal,
    exponential: () => -Math.log1p(-uniform()),
    poisson,
    stream: (child) => createRandom(seed, `${name}/${child}`),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const item = items[i]!
        items[i] = items[j]!
        items[j] = item
      }
      return items
    },
  }
}

function sfc32(state: Uint32Array): () => number {
  let [a, b, c, counter] = [state[0]! | 0, state[1]! | 0, state[2]! | 0, state[3]! | 0]
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + result) | 0
    return result >>> 0
  }
  for (let i = 0; i < 20; i++) next()
  return next
}

/** Four 32-bit words from text: four FNV-1a passes with different offsets, each finished by murmur3's mixer. */
function hash128(text: string): Uint32Array {
  const out = new Uint32Array(4)
  for (let k = 0; k < 4; k++) {
    let h = (0x811c9dc5 ^ Math.imul(k + 1, 0x9e3779b1)) >>> 0
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    out[k] = (h ^ (h >>> 16)) >>> 0
  }
  return out
}
