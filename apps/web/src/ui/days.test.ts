import { expect, test } from 'vitest'
import { addDays, clockOf, dayOf, daysFrom, instantOf } from './days.ts'

const chicago = 'America/Chicago'

test('a day is the day of the zone, not of UTC', () => {
  expect(dayOf('2026-11-23T03:00:00Z', chicago)).toBe('2026-11-22')
  expect(clockOf('2026-11-23T03:05:00Z', chicago)).toBe('21:05')
  expect(clockOf('2026-11-22T06:00:00Z', chicago)).toBe('00:00')
})

test('a local time becomes its instant, on both sides of a change of clocks', () => {
  expect(instantOf('2026-11-22', '10:12', chicago)).toBe('2026-11-22T16:12:00Z')
  expect(instantOf('2026-07-01', '10:12', chicago)).toBe('2026-07-01T15:12:00Z')
})

test('days are counted across months and leap days', () => {
  expect(daysFrom('2028-02-28', '2028-03-01')).toBe(2)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})
