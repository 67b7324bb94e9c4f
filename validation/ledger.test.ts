import { expect, test } from 'vitest'
import { Difference, Ledger } from './ledger.ts'

test('a number may differ by the tolerance times the larger of R’s number and the scale, and not by more', () => {
  const ledger = new Ledger()
  ledger.compare('q', 'here', 1 + 0.9e-6, 1)
  ledger.compare('q', 'here', 0.9e-6, 0, { scale: 1 })
  ledger.compare('loose', 'here', 1.00009, 1, { tolerance: 1e-4 })
  expect(() => ledger.compare('q', 'here', 1 + 1.1e-6, 1)).toThrow(Difference)
  expect(() => ledger.compare('q', 'here', 0.9e-6, 0)).toThrow(/q of here: ours is 9e-7, R's is 0/)
  expect(() => ledger.compare('q', 'here', Number.NaN, 1)).toThrow(Difference)
})

test('what does not exist must not exist for R either', () => {
  const ledger = new Ledger()
  ledger.compare('q', 'here', null, null)
  ledger.compare('q', 'here', undefined, null)
  expect(() => ledger.compare('q', 'here', 1, null)).toThrow(Difference)
  expect(() => ledger.compare('q', 'here', null, 1)).toThrow(Difference)
})

test('the report tells every quantity, how often it was compared, and its largest error with where', () => {
  const ledger = new Ledger()
  ledger.compare('estimate', 'lung', 2 + 1e-7, 2)
  ledger.compare('estimate', 'veteran', 2 + 1e-8, 2)
  expect(ledger.report().split('\n')[1]).toMatch(/^estimate +2 +5\.0e-8 +1e-6 +lung$/)
})
