import { expect, test } from 'vitest'
import { pool } from './pool.ts'
import { cumulative, influence, leaveOneOut } from './sensitivity.ts'

const four = { effect: [0.1, 0.5, 0.3, 1.4], variance: [0.04, 0.09, 0.02, 0.1] }
const without = (i: number) => ({
  effect: four.effect.filter((_, k) => k !== i),
  variance: four.variance.filter((_, k) => k !== i),
})

test('without each study in turn is the pooled effect of the others', () => {
  for (const [i, fit] of leaveOneOut({ ...four, method: 'DL' }).entries())
    expect(fit.terms[0]!.coef).toBe(pool({ ...without(i), method: 'DL' }).terms[0]!.coef)
})

test('study after study begins with the first alone and ends with all', () => {
  const fits = cumulative({ ...four, method: 'REML', test: 'knha' })
  expect(fits[0]!.terms[0]!.coef).toBeCloseTo(0.1, 14)
  expect(fits[3]!.terms[0]!.coef).toBe(pool({ ...four, method: 'REML', test: 'knha' }).terms[0]!.coef)
})

test('the study that stands out moves the result most; Cook’s distance is its squared change over the variance', () => {
  const all = pool({ ...four, method: 'DL' })
  const diagnostics = influence({ ...four, method: 'DL' })
  const most = diagnostics.reduce((best, d, i) => (d.cookD > diagnostics[best]!.cookD ? i : best), 0)
  expect(most).toBe(3)
  const change = all.terms[0]!.coef - pool({ ...without(3), method: 'DL' }).terms[0]!.coef
  expect(diagnostics[3]!.cookD).toBeCloseTo(change ** 2 / all.covariance[0]!, 12)
  expect(diagnostics.reduce((s, d) => s + d.hat, 0)).toBeCloseTo(1, 12)
})

test('one study alone cannot be left out', () => {
  expect(() => leaveOneOut({ effect: [1], variance: [1] })).toThrow(
    expect.objectContaining({ code: 'too_few_studies' }),
  )
})
