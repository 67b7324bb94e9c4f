import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logistic } from './logistic.ts'
import type { LogisticInput } from './logistic-rows.ts'

// Twelve people: 4 of 6 with x = 1 and 2 of 6 with x = 0 have the outcome, so the odds ratio is (4/2)/(2/4) = 4.
const dozen: LogisticInput = {
  y: [1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0],
  x: [[1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]],
  names: ['mentor'],
}

test('a two by two table by hand: odds ratio 4, variance 1/4 + 1/2 + 1/2 + 1/4', () => {
  const fit = logistic(dozen)
  expect(fit.terms[1]!.or).toBeCloseTo(4, 12)
  expect(fit.terms[1]!.se).toBeCloseTo(Math.sqrt(1.5), 12)
  expect(fit.terms[0]!.coef).toBeCloseTo(Math.log(1 / 2), 12)
  expect(fit.fitted[0]).toBeCloseTo(2 / 3, 12)
  expect(fit.nullDeviance).toBeCloseTo(-2 * 12 * Math.log(0.5), 12)
  expect(fit.deviance).toBeCloseTo(-2 * (8 * Math.log(2 / 3) + 4 * Math.log(1 / 3)), 12)
})

test('with two clusters an arm the sandwich is that by hand', () => {
  // Scores of mentor: sums of y − μ within clusters are ±1/3 and so on; by hand for four clusters of three.
  const fit = logistic({ ...dozen, cluster: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] })
  // Arm 1: cluster sums 1 and −1; arm 0: 1 and −1. Information of an arm is 6 · 2/9 = 4/3. Variance of the log odds of an arm: 2 / (16/9).
  expect(fit.terms[1]!.robustSe).toBeCloseTo(Math.sqrt(2 * (2 / (16 / 9))), 12)
  expect(fit.terms[0]!.robustSe).toBeCloseTo(Math.sqrt(2 / (16 / 9)), 12)
})

const people = fc.array(
  fc.record({
    y: fc.constantFrom(0, 1),
    x: fc.integer({ min: -4, max: 4 }),
    z: fc.integer({ min: 0, max: 3 }),
    w: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 14, maxLength: 40 },
)
type Person = { y: number; x: number; z: number; w: number }
const input = (data: readonly Person[]): LogisticInput => ({
  y: data.map((d) => d.y),
  x: [data.map((d) => d.x), data.map((d) => d.z)],
  names: ['x', 'z'],
})
const fitOrNothing = (given: LogisticInput) => {
  try {
    return logistic(given)
  } catch {
    return undefined
  }
}

test('weight 2 is the row twice, weight 1 is no weight, weight 0 is no row', () => {
  fc.assert(
    fc.property(people, (data) => {
      const plain = fitOrNothing(input(data))
      const repeated = fitOrNothing(input(data.flatMap((d) => Array.from({ length: d.w }, () => d))))
      fc.pre(plain !== undefined && repeated !== undefined)
      const weighted = logistic({ ...input(data), weights: data.map((d) => d.w) })
      const ones = logistic({ ...input(data), weights: data.map(() => 1) })
      const extra = [...data, { y: 1, x: 3, z: 9, w: 0 }]
      const zero = logistic({ ...input(extra), weights: extra.map((d) => (d.w === 0 ? 0 : 1)) })
      for (const k of [0, 1, 2]) {
        expect(weighted.terms[k]!.coef).toBeCloseTo(repeated!.terms[k]!.coef, 7)
        expect(weighted.terms[k]!.se).toBeCloseTo(repeated!.terms[k]!.se, 7)
        expect(ones.terms[k]!.coef).toBe(plain!.terms[k]!.coef)
        expect(zero.terms[k]!.coef).toBeCloseTo(plain!.terms[k]!.coef, 7)
      }
    }),
  )
})

test('row order is irrelevant, calling the outcome its opposite turns every sign, and a warm start ends where a cold one does', () => {
  fc.assert(
    fc.property(people, (data) => {
      const plain = fitOrNothing(input(data))
      fc.pre(plain !== undefined)
      const turned = logistic(input([...data].reverse()))
      const opposite = logistic(input(data.map((d) => ({ ...d, y: 1 - d.y }))))
      const warm = logistic({ ...input(data), start: plain!.coefficients.map((c) => c + 0.1) })
      for (const k of [0, 1, 2]) {
        expect(turned.coefficients[k]).toBeCloseTo(plain!.coefficients[k]!, 8)
        expect(opposite.coefficients[k]).toBeCloseTo(-plain!.coefficients[k]!, 8)
        expect(warm.coefficients[k]).toBeCloseTo(plain!.coefficients[k]!, 8)
      }
    }),
  )
})

test('fitted probabilities add up to the outcomes, for every column', () => {
  fc.assert(
    fc.property(people, (data) => {
      const fit = fitOrNothing(input(data))
      fc.pre(fit !== undefined)
      for (const of of [() => 1, (d: Person) => d.x, (d: Person) => d.z])
        expect(data.reduce((s, d, i) => s + of(d) * (d.y - fit!.fitted[i]!), 0)).toBeCloseTo(0, 7)
    }),
  )
})

test.each([
  ['everybody with a mentor and nobody without', { x: [[1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]] }, 'mentor'],
  ['everybody above an age', { x: [[60, 61, 59, 70, 20, 22, 65, 66, 30, 31, 35, 40]], names: ['age'] }, 'age'],
  ['nobody in one level', { x: [[0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0]], names: ['level'] }, 'level'],
])('separation is named, not returned as a huge number: %s', (_, change, column) => {
  expect(() => logistic({ ...dozen, ...change })).toThrow(
    expect.objectContaining({ code: 'separation', fields: expect.objectContaining({ column }) }),
  )
})

const twice = [
  [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  [3, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 5],
]
test.each([
  ['no rows', { y: [], x: [[]] }, 'no_rows', undefined],
  ['an outcome of 2', { y: [2, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0] }, 'bad_event', 'y'],
  ['an outcome that is always 1', { y: new Array(12).fill(1) }, 'no_events', 'y'],
  ['a constant column', { x: [new Array(12).fill(3)] }, 'constant_covariate', 'mentor'],
  ['a column that repeats another', { x: twice, names: ['mentor', 'again'] }, 'aliased_covariate', 'again'],
  ['a missing value', { x: [[Number.NaN, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]] }, 'not_a_number', 'mentor'],
  ['a negative weight', { weights: [-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }, 'bad_weight', 'weights'],
  ['too few weights', { weights: [1] }, 'length_mismatch', 'weights'],
  ['too few names', { names: [] }, 'length_mismatch', undefined],
  ['a start of the wrong length', { start: [1] }, 'length_mismatch', undefined],
] as const)('%s: refused by its name', (_, change, code, column) => {
  expect(() => logistic({ ...dozen, ...change })).toThrow(expect.objectContaining({ code }))
  if (column)
    expect(() => logistic({ ...dozen, ...change })).toThrow(
      expect.objectContaining({ fields: expect.objectContaining({ column }) }),
    )
})
