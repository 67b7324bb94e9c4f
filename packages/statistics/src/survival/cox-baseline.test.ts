import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen, plainDozen, stratifiedDozen } from '../testing/cox-dozen.ts'
import { type CoxInput, cox } from './cox.ts'
import { baselineHazard, predictedSurvival } from './cox-baseline.ts'

const nearly = (ours: readonly number[], theirs: readonly number[], digits = 9) => {
  expect(ours).toHaveLength(theirs.length)
  for (const [k, v] of ours.entries()) expect(v).toBeCloseTo(theirs[k]!, digits)
}

// Three people, an event each: with r the hazard ratio the risk sets weigh 2 + r, 1 + r and 1.
const three: CoxInput = {
  time: [1, 2, 3, 4],
  event: [1, 1, 1, 0],
  x: [[0, 1, 0, 0]],
  names: ['x'],
  ties: 'breslow',
}

test('the baseline hazard by hand: one over the sum of the hazard ratios of those at risk', () => {
  const fit = cox(three)
  const r = fit.terms[0]!.hr
  const [{ steps, stratum }] = baselineHazard(three, fit) as [ReturnType<typeof baselineHazard>[number]]
  expect(stratum).toBe(0)
  expect(steps.map((s) => s.time)).toEqual([1, 2, 3])
  nearly(
    steps.map((s) => s.hazard),
    [1 / (3 + r), 1 / (3 + r) + 1 / (2 + r), 1 / (3 + r) + 1 / (2 + r) + 1 / 2],
    12,
  )
})

test('the predicted curve by hand: for x = 0, exp(−hazard), and with x = 1 to the power of the hazard ratio', () => {
  const fit = cox(three)
  const [baseline] = baselineHazard(three, fit)
  const { hr } = fit.terms[0]!
  nearly(
    predictedSurvival(three, fit, [0]).map((s) => s.survival),
    baseline!.steps.map((s) => Math.exp(-s.hazard)),
    12,
  )
  nearly(
    predictedSurvival(three, fit, [1]).map((s) => s.survival),
    baseline!.steps.map((s) => Math.exp(-s.hazard) ** hr),
    12,
  )
})

test.each([
  // R: basehaz(coxph(Surv(time, event) ~ x + y, d, ties = …), centered = FALSE), at the times with events
  [
    'efron',
    [
      0.0067399204309, 0.0158144627244, 0.0360473692615, 0.0479076820858, 0.0624415442795, 0.0983592974283,
      0.1884675818751,
    ],
  ],
  [
    'breslow',
    [
      0.00631708234035, 0.01487753461884, 0.03299751453135, 0.04414529233306, 0.05781116081506, 0.09143937837178,
      0.17506453825103,
    ],
  ],
] as const)('the baseline hazard with %s ties is that of basehaz', (ties, hazards) => {
  const input = { ...plainDozen, ties }
  const [baseline] = baselineHazard(input, cox(input))
  expect(baseline!.steps.map((s) => s.time)).toEqual([2, 3, 4, 5, 6, 8, 10])
  nearly(
    baseline!.steps.map((s) => s.hazard),
    hazards,
    11,
  )
})

test('every stratum has its own baseline, under the number it has; late entry and weights count', () => {
  // R: basehaz(coxph(Surv(start, time, event) ~ x + y + strata(s), d, weights = w), centered = FALSE)
  const hazards = baselineHazard(stratifiedDozen, cox(stratifiedDozen))
  expect(hazards.map((h) => h.stratum)).toEqual([1, 2])
  nearly(
    hazards[0]!.steps.map((s) => s.hazard),
    [0.0879652366784, 0.3949616210128, 0.616172073823, 1.2037964790335],
  )
  nearly(
    hazards[1]!.steps.map((s) => s.hazard),
    [0.1212690459384, 0.3981555021996, 1.4751392232101],
  )
})

test('with an offset the baseline is at offset 0: R’s, which is at the mean offset, taken there', () => {
  // R: m <- coxph(Surv(time, event) ~ x + offset(o), d); basehaz(m, centered = FALSE)$hazard * exp(-mean(d$o))
  const input = { ...plainDozen, x: [coxDozen.x], names: ['x'], offset: coxDozen.offset }
  const [baseline] = baselineHazard(input, cox(input))
  nearly(
    baseline!.steps.map((s) => s.hazard),
    [
      0.0586054382164, 0.1254956713519, 0.2835958581296, 0.3805697233357, 0.5014605939014, 0.8119957450174,
      1.8119957450174,
    ],
  )
})

test('a predicted curve is at offset 0 too', () => {
  const input = { ...plainDozen, offset: coxDozen.offset }
  const fit = cox(input)
  const [baseline] = baselineHazard(input, fit)
  nearly(
    predictedSurvival(input, fit, [0, 0]).map((s) => s.survival),
    baseline!.steps.map((s) => Math.exp(-s.hazard)),
    12,
  )
})

test('a predicted curve has survfit’s standard error and log interval', () => {
  // R: survfit(coxph(Surv(time, event) ~ x + y, d), newdata = data.frame(x = 1, y = 4), conf.type = "log")
  const curve = predictedSurvival(plainDozen, cox(plainDozen), [1, 4])
  nearly(
    curve.map((s) => s.survival),
    [0.934834188123, 0.853752542886, 0.697394780161, 0.619412577605, 0.53563941427, 0.374036535008, 0.151933932764],
  )
  nearly(
    curve.map((s) => s.se),
    [
      0.0671687482143, 0.1004211333567, 0.1337016847067, 0.1434592202014, 0.1524781428965, 0.1788805316075,
      0.1818137085374,
    ],
  )
  nearly(
    curve.map((s) => s.low),
    [
      0.812035331327, 0.6779707131455, 0.4789495858371, 0.3934026241472, 0.3065947292431, 0.1464982519802,
      0.0145563814534,
    ],
  )
  nearly(
    curve.map((s) => s.high),
    [1, 1, 1, 0.975265333136, 0.935794241564, 0.954982927304, 1],
  )
})

test('the stratum chooses the curve; without one the first is taken', () => {
  const fit = cox(stratifiedDozen)
  const times = (stratum?: number) => predictedSurvival(stratifiedDozen, fit, [1, 4], stratum).map((s) => s.time)
  expect(times(1)).toEqual([3, 4, 5, 6])
  expect(times(2)).toEqual([2, 8, 10])
  expect(times()).toEqual(times(1))
})

test('where zero is does not matter to a person: shifting a covariate divides the baseline by its ratio and moves no curve', () => {
  const fit = cox(plainDozen)
  const [baseline] = baselineHazard(plainDozen, fit)
  const curve = predictedSurvival(plainDozen, fit, [1, 4])
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (shift) => {
      const moved = { ...plainDozen, x: [coxDozen.x, coxDozen.y.map((v) => v + shift)] }
      const other = cox(moved)
      const ratio = Math.exp(fit.coefficients[1]! * shift)
      for (const [k, s] of baselineHazard(moved, other)[0]!.steps.entries())
        expect((s.hazard * ratio) / baseline!.steps[k]!.hazard).toBeCloseTo(1, 8)
      for (const [k, s] of predictedSurvival(moved, other, [1, 4 + shift]).entries()) {
        expect(s.survival).toBeCloseTo(curve[k]!.survival, 9)
        expect(s.se).toBeCloseTo(curve[k]!.se, 9)
      }
    }),
    { numRuns: 30 },
  )
})

test('a baseline that no number holds is refused, and the covariate that does it is named', () => {
  const years: CoxInput = {
    ...three,
    time: [1, 2, 3, 4, 5, 6],
    event: [1, 1, 1, 1, 1, 0],
    x: [
      [2001.03, 2001.02, 2001.04, 2001, 2001.01, 2001],
      [0, 1, 0, 1, 1, 0],
    ],
    names: ['year', 'x'],
  }
  expect(() => baselineHazard(years, cox(years))).toThrow(
    expect.objectContaining({ code: 'out_of_range', fields: { column: 'year' } }),
  )
})

test.each([
  ['a value too few', [1], undefined, 'length_mismatch', {}],
  ['a value too many', [1, 2, 3], undefined, 'length_mismatch', {}],
  ['a stratum that is not there', [1, 4], 3, 'out_of_range', { column: 'strata' }],
])('%s: refused', (_, x, stratum, code, fields) => {
  expect(() => predictedSurvival(stratifiedDozen, cox(stratifiedDozen), x, stratum)).toThrow(
    expect.objectContaining({ code, fields }),
  )
})
