import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestImbalance, standardizedDifferences } from './standardized-differences.ts'

const treatment = [1, 1, 1, 0, 0, 0]

test('by hand: numbers by the mean of sample variances, shares by p(1 − p), levels one by one', () => {
  const [age, woman, ...levels] = standardizedDifferences({
    treatment,
    weights: [1, 1, 2, 1, 1, 1],
    covariates: [
      { kind: 'continuous', name: 'age', values: [20, 30, 40, 10, 20, 30] },
      { kind: 'binary', name: 'woman', values: [1, 1, 0, 1, 0, 0] },
      { kind: 'categorical', name: 'drug', codes: [0, 1, 2, 0, 0, 1], levels: ['a', 'b', 'c'] },
    ],
  })
  // Means 30 and 20, standard deviations 10; weighted 32.5 and 20.
  expect(age).toEqual({ name: 'age', treated: 32.5, control: 20, before: 1, after: 1.25 })
  expect(woman!.before).toBeCloseTo((2 / 3 - 1 / 3) / Math.sqrt(2 / 9), 14)
  expect(woman!.after).toBeCloseTo((2 / 4 - 1 / 3) / Math.sqrt(2 / 9), 14)
  expect(levels.map((l) => [l.name, l.level])).toEqual([
    ['drug', 'a'],
    ['drug', 'b'],
    ['drug', 'c'],
  ])
  expect(levels[2]!.before).toBeCloseTo(1 / 3 / Math.sqrt(2 / 9 / 2), 14)
  expect(largestImbalance([age!, woman!, ...levels])?.name).toBe('drug')
})

test('what never varies is balanced if its means agree, and infinitely unbalanced otherwise', () => {
  const of = (values: number[]) =>
    standardizedDifferences({ treatment, covariates: [{ kind: 'continuous', name: 'x', values }] })[0]!.after
  expect(of([2, 2, 2, 2, 2, 2])).toBe(0)
  expect(of([2, 2, 2, 1, 1, 1])).toBe(Number.POSITIVE_INFINITY)
})

test('swapping the arms flips the sign, and weights of 1 change nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }), (values) => {
      const covariates = [{ kind: 'continuous', name: 'x', values }] as const
      const [plain] = standardizedDifferences({ treatment, covariates, weights: [1, 1, 1, 1, 1, 1] })
      const [swapped] = standardizedDifferences({ treatment: treatment.map((a) => 1 - a), covariates })
      expect(plain!.after).toBe(plain!.before)
      expect(swapped!.after + plain!.after || 0).toBe(0)
    }),
  )
})

test.each([
  ['nobody', { treatment: [], covariates: [] }, 'no_rows'],
  ['one arm', { treatment: [1, 1], covariates: [] }, 'too_few_groups'],
  ['an arm without weight', { treatment: [1, 0], weights: [1, 0], covariates: [] }, 'too_few_groups'],
  [
    'a level outside the list',
    { treatment: [1, 0], covariates: [{ kind: 'categorical', name: 'g', codes: [0, 3], levels: ['a'] }] },
    'not_a_number',
  ],
  [
    'a third value of a binary',
    { treatment: [1, 0], covariates: [{ kind: 'binary', name: 'b', values: [0, 3] }] },
    'bad_event',
  ],
] as const)('%s is refused', (_, input, code) => {
  expect(() => standardizedDifferences(input)).toThrow(expect.objectContaining({ code }))
})
