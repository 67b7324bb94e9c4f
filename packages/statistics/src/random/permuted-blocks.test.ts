import fc from 'fast-check'
import { expect, test } from 'vitest'
import { permutedBlocks } from './permuted-blocks.ts'
import { createRandom } from './random.ts'

test('after every full block a stratum has the arms in the ratio', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.nat(2), { minLength: 1, maxLength: 80 }),
      fc.constantFrom([1, 1], [2, 1], [1, 1, 1]),
      (seed, stratum, ratio) => {
        const unit = ratio.reduce((a, b) => a + b, 0)
        const { arm, block } = permutedBlocks({
          stratum,
          ratio,
          blockSizes: [unit, 2 * unit],
          random: createRandom(seed),
        })
        for (const s of new Set(stratum)) {
          const members = stratum.flatMap((v, i) => (v === s ? [i] : []))
          const last = Math.max(...members.map((i) => block[i]!))
          for (let b = 1; b < last; b++) {
            const inside = members.filter((i) => block[i] === b)
            for (const [a, r] of ratio.entries())
              expect(inside.filter((i) => arm[i] === a).length * unit).toBe(r * inside.length)
          }
        }
      },
    ),
  )
})

test("a stratum's list does not depend on who arrives in the others, and follows the seed", () => {
  const list = (stratum: number[], seed = 1) =>
    [...permutedBlocks({ stratum, ratio: [1, 1], blockSizes: [4, 6], random: createRandom(seed) }).arm].filter(
      (_, i) => stratum[i] === 0,
    )
  const alone = list(new Array(30).fill(0))
  expect(list(Array.from({ length: 60 }, (_, i) => i % 2))).toEqual(alone)
  expect(list(new Array(30).fill(0), 2)).not.toEqual(alone)
})

test('every order of a block comes up equally often', () => {
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 6000; seed++) {
    const { arm } = permutedBlocks({
      stratum: [0, 0, 0, 0],
      ratio: [1, 1],
      blockSizes: [4],
      random: createRandom(seed),
    })
    counts.set(arm.join(''), (counts.get(arm.join('')) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const c of counts.values()) expect(Math.abs(c - 1000)).toBeLessThan(5 * Math.sqrt(1000 * (5 / 6)))
})

test.each([[{ ratio: [1] }], [{ ratio: [1, 0.5] }], [{ blockSizes: [] }], [{ blockSizes: [3] }]])(
  '%j is refused',
  (change) => {
    const input = { stratum: [0], ratio: [1, 1], blockSizes: [4], random: createRandom(1) }
    expect(() => permutedBlocks({ ...input, ...change })).toThrow(expect.objectContaining({ code: 'bad_option' }))
  },
)
