import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chisquareUpper } from '../distributions/distributions.ts'
import { tauInterval } from './between-variance.ts'
import { pooledLogRank } from './counts.ts'
import { effectFromCounts, effectFromInterval, effectFromMeans, hedgesCorrection, logGamma } from './effect-sizes.ts'
import { pool } from './pool.ts'

// Three studies with variances 1, 1/2, 1/2: weights 1, 2, 2.
const three = { effect: [1, 2, 4], variance: [1, 1 / 2, 1 / 2] }

test('the common effect and Q are those worked by hand', () => {
  const fit = pool({ ...three, method: 'FE' })
  expect(fit.terms[0]).toMatchObject({ coef: 13 / 5, se: Math.sqrt(1 / 5) })
  const q = 1 * (8 / 5) ** 2 + 2 * (3 / 5) ** 2 + 2 * (7 / 5) ** 2
  expect(fit.q.chisq).toBeCloseTo(q, 13)
  expect(fit.q.p).toBeCloseTo(chisquareUpper(q, 2), 13)
  expect(fit.tau2).toBeNull()
  expect(fit.predictionLow).toBeNull()
})

test('DerSimonian and Laird: (Q − df) / (Σw − Σw²/Σw)', () => {
  expect(pool({ ...three, method: 'DL' }).tau2).toBeCloseTo((7.2 - 2) / (5 - 9 / 5), 13)
})

const studies = fc.array(
  fc.record({
    effect: fc.double({ min: -2, max: 2, noNaN: true }),
    variance: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  { minLength: 3, maxLength: 15 },
)
const split = (s: readonly { effect: number; variance: number }[]) => ({
  effect: s.map((x) => x.effect),
  variance: s.map((x) => x.variance),
})

test('Paule and Mandel: at its τ² the generalized Q equals its degrees of freedom', () => {
  fc.assert(
    fc.property(studies, (s) => {
      const { effect, variance } = split(s)
      const { tau2 } = pool({ effect, variance, method: 'PM' })
      fc.pre(tau2! > 0)
      const w = variance.map((v) => 1 / (v + tau2!))
      const mean = w.reduce((a, x, i) => a + x * effect[i]!, 0) / w.reduce((a, x) => a + x, 0)
      expect(w.reduce((a, x, i) => a + x * (effect[i]! - mean) ** 2, 0)).toBeCloseTo(s.length - 1, 8)
    }),
  )
})

test('REML: no τ² beside the estimate has a higher restricted likelihood', () => {
  const likelihood = ({ effect, variance }: { effect: number[]; variance: number[] }, tau2: number) => {
    const w = variance.map((v) => 1 / (v + tau2))
    const total = w.reduce((a, x) => a + x, 0)
    const mean = w.reduce((a, x, i) => a + x * effect[i]!, 0) / total
    return w.reduce((a, x, i) => a + Math.log(x) - x * (effect[i]! - mean) ** 2, 0) - Math.log(total)
  }
  fc.assert(
    fc.property(studies, (s) => {
      const data = split(s)
      const tau2 = pool(data).tau2!
      const best = likelihood(data, tau2)
      for (const other of [tau2 + 1e-4, Math.max(0, tau2 - 1e-4)])
        expect(likelihood(data, other)).toBeLessThanOrEqual(best + 1e-9)
    }),
  )
})

test('with τ² = 0 random effects are the common effect', () => {
  const alike = { effect: [1, 1.01, 0.99], variance: [0.2, 0.3, 0.4] }
  for (const method of ['DL', 'PM', 'REML'] as const) {
    const fit = pool({ ...alike, method })
    expect(fit.tau2).toBe(0)
    expect(fit.terms[0]!.coef).toBeCloseTo(pool({ ...alike, method: 'FE' }).terms[0]!.coef, 14)
  }
})

test('the order of studies does not matter, and turning all effects round turns the result round', () => {
  fc.assert(
    fc.property(studies, (s) => {
      const a = pool(split(s)).terms[0]!
      expect(pool(split([...s].reverse())).terms[0]!.coef).toBeCloseTo(a.coef, 9)
      expect(pool(split(s.map((x) => ({ ...x, effect: -x.effect })))).terms[0]!.coef).toBeCloseTo(-a.coef, 9)
    }),
  )
})

test('adhoc is never shorter than the usual standard error, knha can be', () => {
  const alike = { effect: [1, 1.01, 0.99], variance: [0.2, 0.3, 0.4] }
  const usual = pool(alike).terms[0]!.se
  expect(pool({ ...alike, test: 'knha' }).terms[0]!.se).toBeLessThan(usual)
  expect(pool({ ...alike, test: 'adhoc' }).terms[0]!.se).toBeCloseTo(usual, 14)
})

test('an empty Q-profile says so', () => {
  expect(tauInterval({ effect: [1, 1, 1, 1.0001], variance: [1, 1, 1, 1] })).toMatchObject({
    low: null,
    high: null,
    reason: expect.stringContaining('empty'),
  })
  expect(tauInterval({ effect: [0, 1, 5], variance: [0.1, 0.1, 0.1] }).low).toBeGreaterThan(0)
})

test('log-rank tests of several places pool as ΣU / ΣV, also where an arm has no event', () => {
  expect(
    pooledLogRank([
      { u: -3, v: 4 },
      { u: 1, v: 2 },
      { u: 0, v: 0 },
    ]),
  ).toMatchObject({ k: 2, estimate: -1 / 3, se: 1 / Math.sqrt(6) })
})

test('a cell of 0 gets one half in four cells for OR and RR, not for RD; nobody with the event has no Peto effect', () => {
  const counts = { eventsT: 0, nT: 10, eventsC: 2, nC: 12 }
  expect(effectFromCounts('OR', counts)).toEqual({
    effect: Math.log((0.5 * 10.5) / (10.5 * 2.5)),
    variance: 1 / 0.5 + 1 / 10.5 + 1 / 2.5 + 1 / 10.5,
    corrected: true,
  })
  expect(effectFromCounts('RD', counts)).toMatchObject({ effect: -1 / 6, corrected: false })
  expect(effectFromCounts('PETO', { ...counts, eventsC: 0 })).toBeNull()
})

test("Hedges's correction and the interval of a ratio", () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14)
  expect(logGamma(6)).toBeCloseTo(Math.log(120), 13)
  expect(hedgesCorrection(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 13)
  expect(effectFromMeans('MD', { meanT: 3, sdT: 2, nT: 4, meanC: 1, sdC: 3, nC: 9 })).toMatchObject({
    effect: 2,
    variance: 2,
  })
  const e = effectFromInterval(true, 2, 1, 4)
  expect(e.effect).toBeCloseTo(Math.log(2), 14)
  expect(Math.sqrt(e.variance)).toBeCloseTo(Math.log(4) / (2 * 1.959963984540054), 13)
})

test.each([
  [{ effect: [1, 2], variance: [1, 0] }, 'out_of_range'],
  [{ effect: [1, Number.NaN], variance: [1, 1] }, 'not_a_number'],
  [{ effect: [1, 2], variance: [1] }, 'length_mismatch'],
  [{ effect: [], variance: [] }, 'no_rows'],
  [{ effect: [1, 2, 3], variance: [1, 1, 1], method: 'FE' as const, test: 'knha' as const }, 'bad_option'],
  [{ effect: [1], variance: [1], test: 'knha' as const }, 'too_few_studies'],
  [{ effect: [1, 2, 3], variance: [1, 1, 1], moderators: [[5, 5, 5]], names: ['year'] }, 'aliased_covariate'],
])('%j is refused as %s', (input, code) => {
  expect(() => pool(input)).toThrow(expect.objectContaining({ code }))
})

test('studies that agree exactly leave Hartung and Knapp a standard error of 0, not of rounding', () => {
  const variance = [0.3557, 0.1619, 0.2515, 0.0491, 0.6361, 0.2].map((s) => s * s)
  const [mean] = pool({ effect: variance.map(() => -0.3), variance, test: 'knha' }).terms
  expect(mean!.se).toBe(0)
  expect(mean!.coef).toBeCloseTo(-0.3, 12)
  expect([mean!.low, mean!.high]).toEqual([mean!.coef, mean!.coef])
})
