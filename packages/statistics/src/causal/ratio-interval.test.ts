import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ratioInterval } from './ratio-interval.ts'

const independent = {
  numerator: 4,
  denominator: 2,
  varianceNumerator: 1,
  varianceDenominator: 0,
  covariance: 0,
  critical: 2,
}

test('a known denominator gives the plain interval divided by it', () => {
  expect(ratioInterval(independent)).toEqual({
    estimate: 2,
    set: { kind: 'interval', low: 1, high: 3 },
    unbounded: false,
  })
})

test('a denominator that cannot be told from 0 gives an unbounded set, and it says so', () => {
  // (4 − θ)² ≤ 4 (1 + θ²) always fails to exclude large θ: 3θ² + 8θ − 12 ≥ 0.
  const { set, unbounded } = ratioInterval({ ...independent, denominator: 1, varianceDenominator: 1 })
  expect(unbounded).toBe(true)
  const root = Math.sqrt(64 + 144)
  expect(set).toEqual({
    kind: 'outside',
    below: expect.closeTo((-8 - root) / 6, 12),
    above: expect.closeTo((-8 + root) / 6, 12),
  })
  // Neither numerator nor denominator: nothing is excluded.
  expect(ratioInterval({ ...independent, numerator: 1, denominator: 1, varianceDenominator: 1 }).set).toEqual({
    kind: 'everything',
  })
  // Exactly at the edge: a half-line, 16 − 8θ·… ≤ 4.
  expect(ratioInterval({ ...independent, denominator: 2, varianceDenominator: 1 }).set).toEqual({
    kind: 'interval',
    low: 0.75,
    high: Number.POSITIVE_INFINITY,
  })
})

test('the set holds exactly the ratios that the test does not reject, and the estimate is among them', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true })
  const positive = fc.double({ min: 0.01, max: 4, noNaN: true })
  fc.assert(
    fc.property(
      number,
      number,
      positive,
      positive,
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      number,
      (a, b, va, vb, rho, theta) => {
        fc.pre(Math.abs(b) > 1e-3)
        const covariance = rho * Math.sqrt(va * vb)
        const { set, estimate } = ratioInterval({
          numerator: a,
          denominator: b,
          varianceNumerator: va,
          varianceDenominator: vb,
          covariance,
        })
        const inside = (x: number) =>
          set.kind === 'everything' ||
          (set.kind === 'interval' ? x >= set.low && x <= set.high : x <= set.below || x >= set.above)
        const gap = (a - theta * b) ** 2 - 1.959963984540054 ** 2 * (va - 2 * theta * covariance + theta ** 2 * vb)
        fc.pre(Math.abs(gap) > 1e-6)
        expect(inside(theta)).toBe(gap < 0)
        expect(inside(estimate)).toBe(true)
      },
    ),
  )
})

test.each([
  [{ denominator: 0 }, 'singular'],
  [{ varianceNumerator: -1 }, 'out_of_range'],
  [{ covariance: 1 }, 'out_of_range'],
  [{ numerator: Number.NaN }, 'not_a_number'],
  [{ confLevel: 95 }, 'bad_option'],
])('%j is refused as %s', (change, code) => {
  expect(() => ratioInterval({ ...independent, ...change })).toThrow(expect.objectContaining({ code }))
})
