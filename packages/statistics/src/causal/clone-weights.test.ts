import { expect, test } from 'vitest'
import { cloneFactors, strategyHazards } from './clone-weights.ts'
import { prepareClones } from './clones.ts'

test('h* keeps the order in which people begin, and everybody has begun by the end of the grace period', () => {
  // f̄ = 1/2, 1/4, 1/8 of those at the start; kept to the grace period 4/7, 2/7, 1/7.
  const h = strategyHazards([1 / 2, 1 / 2, 1 / 2], 3)
  expect(h[0]).toBeCloseTo(4 / 7, 14)
  expect(h[1]).toBeCloseTo(2 / 3, 14)
  expect(h[2]).toBe(1)
  // Probability of beginning in each interval under h*.
  expect((1 - h[0]!) * h[1]!).toBeCloseTo(2 / 7, 14)
})

test('an interval in which nobody begins has h* = 0, except that the last one takes the rest', () => {
  expect([...strategyHazards([0, 0.5, 0], 3)]).toEqual([0, 1, 1])
  expect([...strategyHazards([0.5, 0, 0], 3)]).toEqual([1, 0, 1])
})

const prepared = prepareClones({
  time: [30, 30],
  cause: [0, 0],
  treatmentTime: [10, Number.POSITIVE_INFINITY],
  control: 'later',
  width: 7,
  grace: 2,
  tau: 28,
})

test('factors: treated while waiting and on beginning, control while untreated', () => {
  // Rows: person 0 in weeks 1 and 2 (begins), person 1 in weeks 1 and 2 (does not).
  const { treated, control } = cloneFactors(prepared, [1 / 4, 1 / 3, 1 / 5, 1 / 2], [1 / 4, 1 / 3])
  const h1 = 1 / 4 / (1 / 4 + 1 / 4)
  expect(treated[0]).toBeCloseTo((1 - h1) / (3 / 4), 14)
  expect(treated[1]).toBeCloseTo(3, 14)
  expect(treated[2]).toBeCloseTo((1 - h1) / (4 / 5), 14)
  expect(treated[3]).toBe(0)
  expect(control[0]).toBeCloseTo(1, 14)
  expect(control[1]).toBe(1)
  expect(control[2]).toBeCloseTo(3 / 4 / (4 / 5), 14)
  expect(control[3]).toBeCloseTo(2 / 3 / (1 / 2), 14)
})

test('a hazard that what happened contradicts is refused', () => {
  expect(() => cloneFactors(prepared, [1 / 4, 0, 1 / 5, 1 / 2], [1 / 4, 1 / 3])).toThrow('began')
  expect(() => cloneFactors(prepared, [1, 1 / 3, 1 / 5, 1 / 2], [1 / 4, 1 / 3])).toThrow('did not')
  expect(() => cloneFactors(prepared, [1 / 4], [1 / 4, 1 / 3])).toThrow(
    expect.objectContaining({ code: 'length_mismatch' }),
  )
})
