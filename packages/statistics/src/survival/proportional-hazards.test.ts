import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { plainDozen, stratifiedDozen } from '../testing/cox-dozen.ts'
import { type CoxInput, cox } from './cox.ts'
import { proportionalHazardsTest } from './proportional-hazards.ts'

/** People whose hazard ratio is `early` before time 1 and `late` after it. */
function people(early: number, late: number) {
  const r = createRandom(5, 'proportional')
  const x = Array.from({ length: 400 }, (_, i) => i % 2)
  const time = x.map((v) => {
    const [a, b] = v ? [early, late] : [1, 1]
    const hazard = r.exponential()
    return hazard < a ? hazard / a : 1 + (hazard - a) / b
  })
  return { time, event: x.map(() => 1), x: [x], names: ['x'] }
}

test.each([
  // R: cox.zph(coxph(Surv(time, event) ~ x + y, d), transform = …)$table
  ['km', plainDozen, [1.0311843944359, 0.1950164979885, 1.0416763682873]],
  ['identity', plainDozen, [0.9521675485096, 0.06934504662173, 0.96960868911214]],
  ['rank', plainDozen, [0.9020369363382, 0.2749679690586, 0.9249857423558]],
  // R: cox.zph(coxph(Surv(start, time, event) ~ x + y + strata(s), d))$table
  ['km', { ...stratifiedDozen, weights: undefined }, [0.594734341416948, 0.004929873300101, 1.06311278580535]],
] as const)('a dozen people, time as %s: the tests are those of cox.zph', (transform, data, chisq) => {
  const { weights: _, ...input } = data as CoxInput
  const { terms, global } = proportionalHazardsTest(input, cox(input), { transform })
  for (const [k, t] of [...terms, global].entries()) expect(t.chisq).toBeCloseTo(chisq[k]!, 9)
  expect(global.df).toBe(2)
})

test('a hazard ratio that turns round is found, one that stays is not', () => {
  const [stays, turns] = [people(0.6, 0.6), people(0.4, 2.5)]
  expect(proportionalHazardsTest(stays, cox(stays)).global.p).toBeGreaterThan(0.05)
  expect(proportionalHazardsTest(turns, cox(turns)).global.p).toBeLessThan(1e-6)
})

test('with one covariate its test is the test of all; units of covariate and, for ranks, of time do not matter', () => {
  const data = people(0.5, 1.2)
  for (const transform of ['km', 'rank', 'identity', 'log'] as const) {
    const { terms, global } = proportionalHazardsTest(data, cox(data), { transform })
    expect(terms[0]!.chisq).toBeCloseTo(global.chisq, 10)
    const other = { ...data, time: data.time.map((t) => 365 * t), x: [data.x[0]!.map((v) => 10 * v)] }
    expect(proportionalHazardsTest(other, cox(other), { transform }).global.chisq).toBeCloseTo(global.chisq, 6)
  }
})

test('where time says nothing there is no test, and a sentence', () => {
  const data = { time: [1, 1, 2, 2], event: [1, 1, 0, 0], x: [[0, 1, 1, 0]], names: ['x'] }
  expect(() => proportionalHazardsTest(data, cox(data))).toThrow(
    expect.objectContaining({ code: 'singular', message: expect.stringContaining('no test of proportional hazards') }),
  )
})
