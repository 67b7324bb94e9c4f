/**
 * Indices that put `keys` in ascending order; equal keys keep their order (stable). −0 counts as 0; what is not a number goes last.
 *
 * A radix sort of the upper halves of the numbers (sign, exponent, 20 bits), eleven bits at a time, each key beside its index; whole
 * numbers need no more. Where upper halves are equal, the few numbers between are put in order by themselves.
 */
export function orderOf(keys: ArrayLike<number>): Int32Array {
  const n = keys.length
  const values = keys instanceof Float64Array ? keys : Float64Array.from(keys)
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * n)
  const pairs = new Uint32Array(2 * n)
  let lower = 0
  for (let i = 0; i < n; i++) {
    lower |= words[2 * i]!
    const word = words[2 * i + 1]!
    // As an unsigned number that rises with the value: below zero all bits turn, else the sign.
    let key = word ^ ((word >> 31) | 0x80000000)
    if (word === NEGATIVE_ZERO && values[i] === 0) key = 0x80000000
    else if (word >= NEGATIVE_INFINITY && word < 0 && Number.isNaN(values[i]!)) key = 0xffffffff
    pairs[2 * i] = key
    pairs[2 * i + 1] = i
  }
  const sorted = radix(pairs)
  const order = new Int32Array(n)
  for (let k = 0; k < n; k++) order[k] = sorted[2 * k + 1]!
  if (lower === 0) return order
  for (let from = 0; from < n; ) {
    const key = sorted[2 * from]!
    let to = from + 1
    while (to < n && sorted[2 * to] === key) to++
    if (to > from + 1) orderRun(values, words, order, from, to)
    from = to
  }
  return order
}

const NEGATIVE_ZERO = -0x80000000
/** Upper half of −∞; what lies between it and −1 is not a number. */
const NEGATIVE_INFINITY = -0x100000

/** Orders numbers whose upper halves are equal, in place: places from … to − 1. */
function orderRun(values: Float64Array, words: Int32Array, order: Int32Array, from: number, to: number): void {
  if (to - from > 32) {
    const flip = values[order[from]!]! < 0 ? -1 : 0
    const pairs = new Uint32Array(2 * (to - from))
    for (let k = from; k < to; k++) {
      pairs[2 * (k - from)] = words[2 * order[k]!]! ^ flip
      pairs[2 * (k - from) + 1] = order[k]!
    }
    const sorted = radix(pairs)
    for (let k = from; k < to; k++) order[k] = sorted[2 * (k - from) + 1]!
    return
  }
  for (let k = from + 1; k < to; k++) {
    const index = order[k]!
    const value = values[index]!
    let j = k - 1
    for (; j >= from && values[order[j]!]! > value; j--) order[j + 1] = order[j]!
    order[j + 1] = index
  }
}

const DIGITS = 2048

/** Sorts pairs of key and index by key; uses its argument up. */
function radix(pairs: Uint32Array): Uint32Array {
  const n = pairs.length / 2
  const counts = new Uint32Array(3 * DIGITS)
  for (let i = 0; i < 2 * n; i += 2) {
    const key = pairs[i]!
    counts[key & 2047]!++
    counts[DIGITS + ((key >>> 11) & 2047)]!++
    counts[2 * DIGITS + (key >>> 22)]!++
  }
  let from = pairs
  let to: Uint32Array | undefined
  for (let pass = 0; pass < 3; pass++) {
    const place = counts.subarray(pass * DIGITS, (pass + 1) * DIGITS)
    if (n === 0 || place[(from[0]! >>> (11 * pass)) & 2047] === n) continue
    for (let d = 0, total = 0; d < DIGITS; d++) {
      const c = place[d]!
      place[d] = total
      total += c
    }
    to ??= new Uint32Array(2 * n)
    scatter(from, to, place, 11 * pass)
    ;[from, to] = [to, from]
  }
  return from
}

function scatter(from: Uint32Array, to: Uint32Array, place: Uint32Array, shift: number): void {
  for (let i = 0; i < from.length; i += 2) {
    const key = from[i]!
    const at = 2 * place[(key >>> shift) & 2047]!++
    to[at] = key
    to[at + 1] = from[i + 1]!
  }
}
