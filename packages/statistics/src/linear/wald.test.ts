import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waldEstimate } from './wald.ts'

test('by hand: two standard errors from nothing', () => {
  // R: 2 * pnorm(-2); 0.5 + c(-1, 1) * qnorm(.975) * 0.25
  const { z, p, low, high } = waldEstimate(0.5, 0.25, null)
  expect(z).toBe(2)
  expect(p).toBeCloseTo(0.045500263896358, 14)
  expect(low).toBeCloseTo(0.010009003864987, 14)
  expect(high).toBeCloseTo(0.989990996135014, 14)
})

test('where there is a robust standard error the test and the interval use it; both are told', () => {
  const robust = waldEstimate(0.5, 0.1, 0.25)
  expect(robust).toEqual({ ...waldEstimate(0.5, 0.25, null), se: 0.1, robustSe: 0.25 })
})

test('the interval holds 0 exactly when p is above .05, and turning the sign turns the interval', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true })
  fc.assert(
    fc.property(number, fc.double({ min: 0.01, max: 5, noNaN: true }), (coef, se) => {
      const { low, high, p, z } = waldEstimate(coef, se, null)
      fc.pre(Math.abs(p - 0.05) > 1e-12)
      expect(low <= 0 && high >= 0).toBe(p > 0.05)
      expect(waldEstimate(-coef, se, null)).toMatchObject({ z: -z, p, low: -high, high: -low })
    }),
  )
})
