import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beggTest, eggerTest, trimAndFill } from './bias.ts'

test('Egger by hand: a straight line through effect = 1 + 2 se has no residual but its slope', () => {
  const se = [0.1, 0.2, 0.4, 0.5]
  const shift = [0.01, -0.02, 0.03, -0.01]
  const { df, t } = eggerTest({ effect: se.map((s, i) => 1 + 2 * s + shift[i]!), variance: se.map((s) => s * s) })!
  expect(df).toBe(2)
  // Weighted least squares written out: weights 1/se².
  const w = se.map((s) => 1 / (s * s))
  const total = w.reduce((a, b) => a + b, 0)
  const y = se.map((s, i) => 1 + 2 * s + shift[i]!)
  const mx = se.reduce((s, v, i) => s + (w[i]! * v) / total, 0)
  const my = y.reduce((s, v, i) => s + (w[i]! * v) / total, 0)
  const sxx = se.reduce((s, v, i) => s + w[i]! * (v - mx) ** 2, 0)
  const slope = se.reduce((s, v, i) => s + w[i]! * (v - mx) * (y[i]! - my), 0) / sxx
  const rest = y.reduce((s, v, i) => s + w[i]! * (v - my - slope * (se[i]! - mx)) ** 2, 0)
  expect(t).toBeCloseTo(slope / Math.sqrt(rest / 2 / sxx), 10)
})

test('Begg with four studies in perfect order: tau 1, and 2 of 24 orders are as far', () => {
  const { tau, p, exact } = beggTest({ effect: [0.1, 0.4, 0.9, 2], variance: [0.1, 0.2, 0.3, 0.4] })!
  expect([tau, exact]).toEqual([1, true])
  expect(p).toBeCloseTo(2 / 24, 12)
})

const studies = fc.array(fc.record({ y: fc.integer({ min: -20, max: 20 }), v: fc.integer({ min: 1, max: 50 }) }), {
  minLength: 3,
  maxLength: 12,
})
test('turning all effects round turns the tests round; order is irrelevant; the filled studies mirror real ones', () => {
  fc.assert(
    fc.property(studies, (list) => {
      const of = (s: typeof list, sign = 1) => ({
        effect: s.map((d) => (sign * d.y) / 10),
        variance: s.map((d) => d.v / 50),
      })
      const egger = eggerTest(of(list))
      fc.pre(egger !== null && Number.isFinite(egger.t))
      expect(eggerTest(of(list, -1))!.t).toBeCloseTo(-egger!.t, 6)
      expect(eggerTest(of([...list].reverse()))!.t).toBeCloseTo(egger!.t, 6)
      const begg = beggTest(of(list))
      if (begg) expect(beggTest(of(list, -1))!.p).toBeCloseTo(begg.p, 9)
      const filled = trimAndFill(of(list), 'DL')
      expect(filled.filled).toHaveLength(filled.missing)
      for (const f of filled.filled) expect(list.some((d) => d.v / 50 === f.variance)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('equal effects have no test: what differs is rounding', () => {
  // Six times −0.3: rounding once gave t = −2.17, p = .07, and a rank correlation of 1.
  const variance = [0.3557, 0.1619, 0.2515, 0.0491, 0.6361, 0.2].map((s) => s * s)
  const effect = variance.map(() => -0.3)
  expect([eggerTest({ effect, variance }), beggTest({ effect, variance })]).toEqual([null, null])
})

test('two studies, or equal standard errors, have no test', () => {
  expect(eggerTest({ effect: [1, 2], variance: [1, 2] })).toBeNull()
  expect(eggerTest({ effect: [1, 2, 3], variance: [1, 1, 1] })).toBeNull()
  expect(beggTest({ effect: [1, 2], variance: [1, 2] })).toBeNull()
  expect(() => trimAndFill({ effect: [1, 2], variance: [1, 2] })).toThrow(
    expect.objectContaining({ code: 'too_few_studies' }),
  )
})
