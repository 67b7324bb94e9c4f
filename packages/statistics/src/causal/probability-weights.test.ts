import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectiveSampleSize } from './effective-sample-size.ts'
import { logistic } from './logistic.ts'
import { overlapWeights } from './overlap-weights.ts'
import { cumulativeWeights, treatmentWeights, truncateWeights } from './probability-weights.ts'
import { quantile } from './quantile.ts'

test('weights by hand: three of four treated with a probability of 3/4, one of four with 1/4', () => {
  const treatment = [1, 1, 1, 0, 1, 0, 0, 0]
  const probability = [0.75, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25]
  const plain = treatmentWeights({ treatment, probability, stabilized: false })
  expect([...plain]).toEqual([4 / 3, 4 / 3, 4 / 3, 4, 4, 4 / 3, 4 / 3, 4 / 3])
  const stabilized = treatmentWeights({ treatment, probability })
  expect([...stabilized]).toEqual(plain.length ? [...plain].map((w) => expect.closeTo(w / 2, 14)) : [])
  // Each arm then stands for all eight.
  expect(treatment.reduce((s, a, i) => s + a * plain[i]!, 0)).toBeCloseTo(8, 12)
})

test('without confounding, weights are 1', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 3, maxLength: 30 }), (treatment) => {
      const share = treatment.reduce<number>((a, b) => a + b, 0) / treatment.length
      fc.pre(share > 0 && share < 1)
      for (const w of treatmentWeights({ treatment, probability: treatment.map(() => share) }))
        expect(w).toBeCloseTo(1, 12)
    }),
  )
})

test("a person's factors multiply from row to row and begin anew with the next person", () => {
  const w = cumulativeWeights({
    person: [7, 7, 7, 3, 3],
    denominator: [1 / 2, 1 / 4, 1, 1 / 2, 1 / 2],
    numerator: [1, 1 / 2, 1, 1 / 4, 1],
  })
  expect([...w]).toEqual([2, 4, 4, 0.5, 1])
})

test('truncation sets what lies beyond a percentile to it and counts it', () => {
  const weights = Array.from({ length: 101 }, (_, i) => i + 1)
  expect(quantile(weights, 0.99)).toBe(100)
  const { weights: cut, high, truncated } = truncateWeights(weights, 0.99)
  expect([Math.max(...cut), high, truncated]).toEqual([100, 100, 1])
  expect(truncateWeights(weights, 1).truncated).toBe(0)
  expect(truncateWeights(weights, 0.99, 0.01)).toMatchObject({ low: 2, truncated: 2 })
  expect(quantile([1, 2], 0.25)).toBe(1.25)
})

test('effective n: n for equal weights, 1 for a dominant one, whatever the scale', () => {
  expect(effectiveSampleSize([2, 2, 2])).toBe(3)
  expect(effectiveSampleSize([1, 0, 0])).toBe(1)
  expect(effectiveSampleSize([1, 2, 3])).toBeCloseTo(36 / 14, 14)
})

test('overlap weights after a logistic model balance its covariates exactly', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: fc.constantFrom(0, 1), x: fc.integer({ min: -3, max: 3 }) }), {
        minLength: 10,
        maxLength: 40,
      }),
      (data) => {
        let fitted: Float64Array
        try {
          fitted = logistic({ y: data.map((d) => d.a), x: [data.map((d) => d.x)], names: ['x'] }).fitted
        } catch {
          return
        }
        const w = overlapWeights(
          data.map((d) => d.a),
          fitted,
        )
        const mean = (arm: number) => {
          const total = data.reduce((s, d, i) => s + (d.a === arm ? w[i]! : 0), 0)
          expect(total).toBeCloseTo(data.filter((d) => d.a === arm).length, 8)
          return data.reduce((s, d, i) => s + (d.a === arm ? w[i]! * d.x : 0), 0) / total
        }
        expect(mean(1)).toBeCloseTo(mean(0), 7)
      },
    ),
  )
})

test.each([
  ['a probability of 1', () => treatmentWeights({ treatment: [1, 0], probability: [1, 0.5] }), 'out_of_range'],
  ['half a treatment', () => treatmentWeights({ treatment: [0.5], probability: [0.5] }), 'bad_event'],
  ['too few probabilities', () => treatmentWeights({ treatment: [1, 0], probability: [0.5] }), 'length_mismatch'],
  ['a denominator of 0', () => cumulativeWeights({ person: [1], denominator: [0] }), 'out_of_range'],
  ['a numerator above 1', () => cumulativeWeights({ person: [1], denominator: [1], numerator: [2] }), 'out_of_range'],
  ['rows of a person apart', () => cumulativeWeights({ person: [1, 2, 1], denominator: [1, 1, 1] }), 'bad_option'],
  ['a percentile of 99', () => truncateWeights([1, 2], 99), 'bad_option'],
  ['only weights of 0', () => effectiveSampleSize([0, 0]), 'bad_weight'],
  ['one arm', () => overlapWeights([1, 1], [0.5, 0.5]), 'too_few_groups'],
  ['a quantile of nothing', () => quantile([], 0.5), 'no_rows'],
] as const)('%s is refused', (_, call, code) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})
