import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { cox } from './cox.ts'
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
