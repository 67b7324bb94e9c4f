import { expect, test } from 'vitest'
import { eValue, riskRatioFromHazardRatio } from './e-value.ts'

test('VanderWeele and Ding 2017: risk ratio 3.9 (1.8 to 8.7) has E-values 7.26 and 3.0', () => {
  const e = eValue(3.9, 1.8, 8.7)
  expect(e.estimate).toBeCloseTo(7.26, 2)
  expect(e.interval).toBeCloseTo(3.0, 2)
})

test('a protective ratio is turned over, and an interval that holds 1 has the E-value 1', () => {
  expect(eValue(0.5, 0.4, 0.8)).toEqual(eValue(2, 1.25, 2.5))
  expect(eValue(0.86, 0.7, 1.1).interval).toBe(1)
  expect(eValue(1).estimate).toBe(1)
  expect(eValue(2).interval).toBeNull()
})

test('a hazard ratio of a common event is a smaller risk ratio', () => {
  expect(riskRatioFromHazardRatio(1, 0.5)).toBe(1)
  expect(riskRatioFromHazardRatio(0.7, 0.1)).toBe(0.7)
  expect(riskRatioFromHazardRatio(0.7, 0.5)).toBeCloseTo(
    (1 - 0.5 ** Math.sqrt(0.7)) / (1 - 0.5 ** Math.sqrt(1 / 0.7)),
    14,
  )
})

test('a ratio that is not above 0, or outside its interval, is refused', () => {
  expect(() => riskRatioFromHazardRatio(-1, 0.5)).toThrow(expect.objectContaining({ code: 'out_of_range' }))
  expect(() => eValue(0, 0, 1)).toThrow(expect.objectContaining({ code: 'out_of_range' }))
  expect(() => eValue(3, 1, 2)).toThrow(expect.objectContaining({ code: 'out_of_range' }))
})
