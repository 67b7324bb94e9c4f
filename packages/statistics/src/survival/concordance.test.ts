import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen, plainDozen } from '../testing/cox-dozen.ts'
import { concordance } from './concordance.ts'
import { cox } from './cox.ts'

test.each([
  // R: summary(coxph(Surv(time, event) ~ x + y, d))$concordance; and Surv(start, time, event) ~ x + y + strata(s)
  ['as it is', plainDozen, 0.5686274509804, 0.1598136693935],
  [
    'with strata and late entry',
    { ...plainDozen, start: coxDozen.start, strata: coxDozen.strata },
    0.72222222222222,
    0.09943829440486,
  ],
])('a dozen people, %s: estimate and standard error are those of coxph', (_, input, estimate, se) => {
  const c = concordance({ ...input, predictor: cox(input).linearPredictor })
  expect(c.estimate).toBeCloseTo(estimate, 12)
  expect(c.se).toBeCloseTo(se, 11)
})

test('it counts every pair in which one has the event while the other is at risk and goes on', () => {
  const row = fc.record({
    time: fc.integer({ min: 1, max: 8 }),
    early: fc.double({ min: 0.1, max: 1, noNaN: true }),
    event: fc.integer({ min: 0, max: 1 }),
    predictor: fc.integer({ min: 0, max: 5 }),
    weight: fc.integer({ min: 1, max: 3 }),
    stratum: fc.integer({ min: 0, max: 1 }),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 25 }), fc.boolean(), (rows, hasEntry) => {
      const starts = rows.map((r) => Math.floor(r.time * (1 - r.early)))
      let [concordant, discordant, tied] = [0, 0, 0]
      for (const [i, a] of rows.entries())
        for (const [j, b] of rows.entries()) {
          if (i === j || a.stratum !== b.stratum || !a.event) continue
          const goesOn = b.time > a.time || (b.time === a.time && !b.event)
          if (!goesOn || (hasEntry && starts[j]! >= a.time)) continue
          const weight = a.weight * b.weight
          if (a.predictor > b.predictor) concordant += weight
          else if (a.predictor < b.predictor) discordant += weight
          else tied += weight
        }
      const result = concordance({
        time: rows.map((r) => r.time),
        event: rows.map((r) => r.event),
        predictor: rows.map((r) => r.predictor),
        weights: rows.map((r) => r.weight),
        strata: rows.map((r) => r.stratum),
        ...(hasEntry ? { start: starts } : {}),
      })
      expect([result.concordant, result.discordant, result.tied]).toEqual([concordant, discordant, tied])
      const pairs = concordant + discordant + tied
      if (pairs === 0) expect(result.estimate).toBeNull()
      else expect(result.estimate).toBeCloseTo((concordant + tied / 2) / pairs, 12)
    }),
  )
})
