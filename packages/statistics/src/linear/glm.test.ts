import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glm } from './glm.ts'

test('Poisson with one group is the log of the mean, with variance 1 / events', () => {
  const fit = glm({ family: 'poisson', y: [2, 4, 3], x: [], names: [] })
  expect(fit.terms[0]!.coef).toBeCloseTo(Math.log(3), 10)
  expect(fit.terms[0]!.se).toBeCloseTo(1 / Math.sqrt(9), 9)
})

test('complementary log-log with one group is log(−log(1 − share))', () => {
  const fit = glm({ family: 'cloglog', y: [1, 0, 0, 1, 0], x: [], names: [] })
  expect(fit.terms[0]!.coef).toBeCloseTo(Math.log(-Math.log(1 - 2 / 5)), 9)
})

const cells = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 9 }),
    x: fc.integer({ min: -3, max: 3 }),
    w: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 6, maxLength: 25 },
)
test('Poisson: fitted counts add up to the counts, weight 2 is the row twice, a warm start ends where a cold one does', () => {
  fc.assert(
    fc.property(cells, (data) => {
      fc.pre(data.some((d) => d.y > 0) && new Set(data.filter((d) => d.y > 0).map((d) => d.x)).size > 1)
      const of = (list: typeof data) => ({
        family: 'poisson' as const,
        y: list.map((d) => d.y),
        x: [list.map((d) => d.x)],
        names: ['x'],
      })
      const fit = glm(of(data))
      expect(fit.fitted.reduce((a, b) => a + b, 0)).toBeCloseTo(
        data.reduce((s, d) => s + d.y, 0),
        6,
      )
      const weighted = glm({ ...of(data), weights: data.map((d) => d.w) })
      const repeated = glm(of(data.flatMap((d) => Array.from({ length: d.w }, () => d))))
      expect(weighted.terms[1]!.coef).toBeCloseTo(repeated.terms[1]!.coef, 7)
      expect(weighted.terms[1]!.se).toBeCloseTo(repeated.terms[1]!.se, 7)
      expect(glm({ ...of(data), start: [0.3, -0.1] }).terms[1]!.coef).toBeCloseTo(fit.terms[1]!.coef, 7)
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['no rows', { y: [] }, 'no_rows'],
  ['a negative count', { y: [1, -1, 2] }, 'out_of_range'],
  ['a column that is constant', { y: [1, 2, 3], x: [[4, 4, 4]], names: ['x'] }, 'aliased_covariate'],
  ['a negative weight', { y: [1, 2, 3], weights: [1, -1, 1] }, 'bad_weight'],
])('%s: refused', (_, change, code) => {
  expect(() => glm({ family: 'poisson', x: [], names: [], ...change })).toThrow(expect.objectContaining({ code }))
})
