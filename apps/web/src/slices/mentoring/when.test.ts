import { expect, test } from 'vitest'
import {
  addDays,
  clockOf,
  dayOf,
  daysFrom,
  instantOf,
  sayList,
  sayLong,
  sayMinutes,
  sayMoment,
  sayRange,
} from './when.ts'

const chicago = 'America/Chicago'
const now = Date.parse('2026-11-22T16:12:00Z')

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

test('a moment of today is its time, of tomorrow says so', () => {
  expect(sayMoment('2026-11-22T17:00:00Z', now, 'en', chicago)).toMatch(/^11:00.AM$/u)
  expect(sayMoment('2026-11-23T16:12:00Z', now, 'en', chicago)).toMatch(/^tomorrow 10:12.AM$/u)
  expect(sayMoment('2026-11-23T16:12:00Z', now, 'es', chicago)).toMatch(/^mañana 10:12/u)
  expect(sayMoment('2026-11-26T16:12:00Z', now, 'en', chicago)).toMatch(/^Thu, Nov 26 10:12/u)
})

test('how long something waits is said in its largest unit', () => {
  expect(sayLong('2026-11-22T16:11:00Z', now, 'en')).toBe('1 minute')
  expect(sayLong('2026-11-22T12:12:00Z', now, 'es')).toBe('4 horas')
  expect(sayLong('2026-11-19T16:12:00Z', now, 'en')).toBe('3 days')
  expect(sayLong('2026-11-23T16:12:00Z', now, 'en')).toBe('0 minutes')
})

test('lengths, ranges and lists read as people say them', () => {
  expect([15, 60, 90].map(sayMinutes)).toEqual(['15 min', '1 h', '1 h 30 min'])
  expect(sayRange('2026-05-03', '2026-05-08', 'en')).toMatch(/^May 3.–.8$/u)
  expect(sayRange('2026-05-03', '2026-05-03', 'es')).toBe('3 may')
  expect(sayList(['Ana', 'Luis', 'Rosa'], 'es')).toBe('Ana, Luis y Rosa')
})
