import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen, plainDozen } from '../testing/cox-dozen.ts'
import { type CoxInput, cox } from './cox.ts'
import { baselineHazard, predictedSurvival } from './cox-baseline.ts'
import { coxResiduals } from './cox-diagnostics.ts'

// Test data 1 and 2 of R's survival (Therneau & Grambsch, appendix E), with solutions in closed form.
const one: CoxInput = { time: [9, 1, 1, 6, 6, 8], event: [1, 1, 0, 1, 1, 0], x: [[0, 1, 1, 1, 0, 0]], names: ['x'] }

test('Breslow: the root of a quadratic, log((3 + √33) / 2)', () => {
  const fit = cox({ ...one, ties: 'breslow' })
  expect(fit.terms[0]!.coef).toBeCloseTo(Math.log((3 + Math.sqrt(33)) / 2), 12)
  const r = fit.terms[0]!.hr
  expect(fit.logLik.fitted).toBeCloseTo(2 * Math.log(r) - Math.log(3 * r + 3) - 2 * Math.log(r + 3), 12)
  expect(1 / fit.terms[0]!.se ** 2).toBeCloseTo(r / (r + 1) ** 2 + (6 * r) / (r + 3) ** 2, 12)
})

test('Efron: the root of a cubic', () => {
  const root = 2 * Math.sqrt(23 / 3) * Math.cos(Math.acos((45 / 23) * Math.sqrt(3 / 23)) / 3)
  expect(cox(one).terms[0]!.coef).toBeCloseTo(Math.log(root), 12)
})

test('without ties Efron and Breslow are the same', () => {
  const data = { ...one, time: [9, 1, 2, 6, 7, 8], x: [[1, 1, 0, 0, 1, 0]] }
  expect(cox({ ...data, ties: 'breslow' }).terms[0]!.coef).toBeCloseTo(cox(data).terms[0]!.coef, 13)
})

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 15 }),
    event: fc.constantFrom(0, 1, 1),
    x: fc.integer({ min: -5, max: 5 }),
    y: fc.integer({ min: 0, max: 9 }),
    w: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 12, maxLength: 40 },
)
type Row = { time: number; event: number; x: number; y: number; w: number }
const input = (data: readonly Row[]): CoxInput => ({
  time: data.map((d) => d.time),
  event: data.map((d) => d.event),
  x: [data.map((d) => d.x), data.map((d) => d.y)],
  names: ['x', 'y'],
})
const fitOrNothing = (given: CoxInput) => {
  try {
    return cox(given)
  } catch {
    return undefined
  }
}

test('for Breslow weight 2 is the row twice; for Efron it is not', () => {
  fc.assert(
    fc.property(rows, (data) => {
      const weighted = fitOrNothing({ ...input(data), weights: data.map((d) => d.w), ties: 'breslow' })
      const repeated = fitOrNothing({
        ...input(data.flatMap((d) => Array.from({ length: d.w }, () => d))),
        ties: 'breslow',
      })
      fc.pre(weighted !== undefined && repeated !== undefined)
      for (const k of [0, 1]) {
        expect(weighted!.terms[k]!.coef).toBeCloseTo(repeated!.terms[k]!.coef, 7)
        expect(weighted!.terms[k]!.se).toBeCloseTo(repeated!.terms[k]!.se, 7)
      }
    }),
  )
  const heavy = { ...one, weights: [1, 1, 1, 2, 1, 1] }
  const twice: CoxInput = {
    time: [9, 1, 1, 6, 6, 6, 8],
    event: [1, 1, 0, 1, 1, 1, 0],
    x: [[0, 1, 1, 1, 1, 0, 0]],
    names: ['x'],
  }
  expect(cox(heavy).terms[0]!.coef).not.toBeCloseTo(cox(twice).terms[0]!.coef, 3)
})

test('order of rows, unit of time, and cutting a follow-up in two change nothing', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(1e-6, 1 / 3, 1e6), (data, unit) => {
      const plain = fitOrNothing(input(data))
      fc.pre(plain !== undefined)
      const turned = cox(input([...data].reverse().map((d) => ({ ...d, time: d.time * unit }))))
      const halves = data.flatMap((d) => [
        { ...d, start: 0, time: d.time / 2, event: 0 },
        { ...d, start: d.time / 2 },
      ])
      const cut = cox({ ...input(halves), start: halves.map((h) => h.start) })
      for (const other of [turned, cut]) {
        expect(other.terms[0]!.coef).toBeCloseTo(plain!.terms[0]!.coef, 7)
        expect(other.terms[1]!.se).toBeCloseTo(plain!.terms[1]!.se, 7)
      }
    }),
  )
})

test('a covariate in other units has its coefficient in other units', () => {
  const fit = cox(one)
  const scaled = cox({ ...one, x: [[0, 1000, 1000, 1000, 0, 0]] })
  expect(scaled.terms[0]!.coef * 1000).toBeCloseTo(fit.terms[0]!.coef, 12)
  expect(scaled.terms[0]!.z).toBeCloseTo(fit.terms[0]!.z, 12)
})

test('martingale residuals and score residuals add up to nothing', () => {
  const { martingale, score } = coxResiduals(one, cox(one))
  expect(martingale.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12)
  expect(score[0]!.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 10)
})

test('the predicted curve at zero covariates is exp(−baseline hazard)', () => {
  const fit = cox(one)
  const [baseline] = baselineHazard(one, fit)
  const curve = predictedSurvival(one, fit, [0])
  for (const [k, step] of baseline!.steps.entries()) expect(curve[k]!.survival).toBeCloseTo(Math.exp(-step.hazard), 13)
})

test('with clusters the Wald test is robust; likelihood ratio and score stay the model’s, and the robust score stands beside', () => {
  // R: m <- coxph(Surv(time, event) ~ x + y + cluster(rep(1:6, 2)), d); summary(m)$logtest, $sctest, $robscore; m$wald.test
  const { tests, variance } = cox({ ...plainDozen, cluster: [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6] })
  expect(variance).toBe('robust')
  expect(tests.likelihoodRatio.chisq).toBeCloseTo(1.4807863160928, 11)
  expect(tests.score.chisq).toBeCloseTo(1.4830349405764, 11)
  expect(tests.robustScore!.chisq).toBeCloseTo(1.2641343623856, 11)
  expect(tests.wald.chisq).toBeCloseTo(1.61671879346, 9)
  expect(cox(plainDozen).tests).not.toHaveProperty('robustScore')
})

test('two clusters cannot test two coefficients together: rounding once made it 5e16', () => {
  const { terms, tests } = cox({ ...plainDozen, cluster: coxDozen.strata })
  expect(terms[0]!.robustSe).toBeGreaterThan(0)
  expect(tests.wald.chisq).toBeNaN()
  expect(tests.wald.p).toBeNaN()
})

test('separation is said, not returned as a huge number', () => {
  expect(() =>
    cox({ time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 0, 0], x: [[1, 1, 1, 0, 0, 0]], names: ['mentor'] }),
  ).toThrow(expect.objectContaining({ code: 'separation', fields: expect.objectContaining({ column: 'mentor' }) }))
})

test.each([
  ['nobody has the event', { event: [0, 0, 0, 0, 0, 0] }, 'no_events', 'event'],
  ['a covariate never changes', { x: [[2, 2, 2, 2, 2, 2]] }, 'constant_covariate', 'x'],
  ['a covariate changes between strata only', { strata: [1, 2, 2, 2, 1, 1] }, 'aliased_covariate', 'x'],
  [
    'a column repeats another',
    {
      x: [
        [0, 1, 1, 1, 0, 0],
        [2, 5, 5, 5, 2, 2],
      ],
      names: ['x', 'x again'],
    },
    'aliased_covariate',
    'x again',
  ],
  ['a covariate is missing', { x: [[0, 1, Number.NaN, 1, 0, 0]] }, 'not_a_number', 'x'],
])('%s: refused with the column', (_, change, code, column) => {
  expect(() => cox({ ...one, ...change })).toThrow(
    expect.objectContaining({ code, fields: expect.objectContaining({ column }) }),
  )
})
