import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logistic } from './logistic.ts'
import { overlapWeights } from './overlap-weights.ts'

test('four people by hand: the chance of the other arm, scaled to each arm’s number', () => {
  // Treated with .8 and .4 weigh .2 and .6; others with .5 and .25 weigh .5 and .25.
  expect([...overlapWeights([1, 1, 0, 0], [0.8, 0.4, 0.5, 0.25])].map((w) => Number(w.toFixed(12)))).toEqual([
    0.5,
    1.5,
    Number((4 / 3).toFixed(12)),
    Number((2 / 3).toFixed(12)),
  ])
})

test('with one covariate of two values the weighted shares are those of the overlap, n11 n01 / (n11 + n01) by value', () => {
  // x = 1: 3 of 4 treated; x = 0: 1 of 4. Both values overlap equally (3/4), so half of each arm has x = 1.
  const x = [1, 1, 1, 1, 0, 0, 0, 0]
  const a = [1, 1, 1, 0, 1, 0, 0, 0]
  const w = overlapWeights(a, logistic({ y: a, x: [x], names: ['x'] }).fitted)
  for (const arm of [0, 1]) {
    const rows = [...a.keys()].filter((i) => a[i] === arm)
    const total = rows.reduce((s, i) => s + w[i]!, 0)
    expect(rows.reduce((s, i) => s + w[i]! * x[i]!, 0) / total).toBeCloseTo(1 / 2, 9)
  }
})

const people = fc.array(fc.record({ a: fc.constantFrom(0, 1), e: fc.double({ min: 0.02, max: 0.98, noNaN: true }) }), {
  minLength: 2,
  maxLength: 30,
})
test('each arm weighs its number; nobody weighs more than 1/e would; swapping arms swaps weights', () => {
  fc.assert(
    fc.property(people, (data) => {
      fc.pre(new Set(data.map((d) => d.a)).size === 2)
      const [a, e] = [data.map((d) => d.a), data.map((d) => d.e)]
      const w = overlapWeights(a, e)
      for (const arm of [0, 1])
        expect(w.reduce((s, v, i) => s + (a[i] === arm ? v : 0), 0)).toBeCloseTo(a.filter((v) => v === arm).length, 9)
      const swapped = overlapWeights(
        a.map((v) => 1 - v),
        e.map((v) => 1 - v),
      )
      for (const [i, v] of swapped.entries()) expect(v).toBeCloseTo(w[i]!, 9)
    }),
  )
})

test.each([
  ['nobody', [], [], 'no_rows'],
  ['one arm', [1, 1], [0.5, 0.5], 'too_few_groups'],
  ['a probability of 1', [1, 0], [1, 0.5], 'out_of_range'],
  ['a treatment of 2', [2, 0], [0.5, 0.5], 'bad_event'],
  ['a probability too few', [1, 0], [0.5], 'length_mismatch'],
])('%s: refused', (_, treatment, probability, code) => {
  expect(() => overlapWeights(treatment, probability)).toThrow(expect.objectContaining({ code }))
})
