import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { randomizationTest } from './lottery-permutation.ts'

const outcome = [0, 0, 0, 1, 1, 1]
const difference = (offered: Uint8Array) => {
  const mean = (arm: number) => {
    const of = outcome.filter((_, i) => offered[i] === arm)
    return of.reduce((a, b) => a + b, 0) / of.length
  }
  return mean(1) - mean(0)
}

test('Fisher’s tea: of the 20 ways to offer three of six places two are as far as the one that was drawn', () => {
  const { statistic, p } = randomizationTest({
    offered: [1, 1, 1, 0, 0, 0],
    block: [0, 0, 0, 0, 0, 0],
    statistic: difference,
    random: createRandom(3),
    replicates: 19_999,
  })
  expect(statistic).toBe(-1)
  expect(Math.abs(p - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 20_000))
})

test('offers stay within their block, and the same seed gives the same p', () => {
  const seen: string[] = []
  const run = () =>
    randomizationTest({
      offered: [1, 0, 0, 1, 1, 0],
      block: [0, 0, 0, 1, 1, 1],
      statistic: (z) => {
        seen.push([...z].join(''))
        return difference(z)
      },
      random: createRandom(5),
      replicates: 200,
    }).p
  expect(run()).toBe(run())
  const count = (text: string) => [...text].filter((c) => c === '1').length
  expect(seen.every((z) => count(z.slice(0, 3)) === 1 && count(z.slice(3)) === 2)).toBe(true)
  expect(new Set(seen).size).toBe(9)
})

test.each([
  [{ offered: [], block: [] }, 'no_rows'],
  [{ replicates: 0 }, 'bad_option'],
  [{ statistic: () => Number.NaN }, 'not_a_number'],
  [{ offered: [2, 0, 0, 0, 0, 0] }, 'bad_event'],
])('%j is refused as %s', (change, code) => {
  const input = {
    offered: [1, 1, 1, 0, 0, 0],
    block: [0, 0, 0, 0, 0, 0],
    statistic: difference,
    random: createRandom(3),
  }
  expect(() => randomizationTest({ ...input, ...change })).toThrow(expect.objectContaining({ code }))
})
