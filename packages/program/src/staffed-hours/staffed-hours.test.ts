import { expect, test } from 'vitest'
import {
  addStaffedHours,
  isStaffed,
  nextStaffed,
  type StaffedHours,
  staffedHoursBetween,
  staffedUntil,
} from './staffed-hours.ts'

const week: StaffedHours = {
  timeZone: 'America/New_York',
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '17:00' })),
  holidays: ['2026-11-26'],
}
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('America/New_York').toInstant()
const local = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('America/New_York').toPlainDateTime().toString()

test('a clock that starts on Friday afternoon goes on on Monday morning', () => {
  expect(local(addStaffedHours(week, at('2026-11-20T15:00'), 4))).toBe('2026-11-23T11:00:00')
})

test('a clock that starts at night starts when the doors open', () => {
  expect(local(addStaffedHours(week, at('2026-11-22T23:00'), 8))).toBe('2026-11-23T17:00:00')
})

test('a holiday is passed over', () => {
  expect(local(addStaffedHours(week, at('2026-11-25T16:00'), 2))).toBe('2026-11-27T10:00:00')
})

test('an hour is an hour on the day on which clocks change', () => {
  const sunday: StaffedHours = { ...week, weekly: [{ weekday: 7, from: '00:00', until: '06:00' }] }
  // On 2026-03-08 the night has five hours until six o'clock, on 2026-11-01 it has seven.
  expect(staffedHoursBetween(sunday, at('2026-03-08T00:00'), at('2026-03-08T06:00'))).toBe(5)
  expect(staffedHoursBetween(sunday, at('2026-11-01T00:00'), at('2026-11-01T06:00'))).toBe(7)
})

test('adding and counting staffed hours agree', () => {
  for (const hours of [0.5, 3, 8, 17.25, 40])
    for (const start of ['2026-11-20T08:00', '2026-11-20T12:30', '2026-11-21T12:00', '2026-11-25T16:59']) {
      const end = addStaffedHours(week, at(start), hours)
      expect([start, hours, staffedHoursBetween(week, at(start), end)]).toEqual([start, hours, hours])
    }
})

test('without any staffed hours the clock runs day and night, and a negative amount is refused', () => {
  const none = { ...week, weekly: [] }
  expect(local(addStaffedHours(none, at('2026-11-21T12:00'), 4))).toBe('2026-11-21T16:00:00')
  expect(() => addStaffedHours(week, at('2026-11-21T12:00'), -1)).toThrow(RangeError)
})

test('it says whether somebody is there, until when, and when again', () => {
  expect(isStaffed(week, at('2026-11-23T09:00'))).toBe(true)
  expect(isStaffed(week, at('2026-11-23T17:00'))).toBe(false)
  expect(local(staffedUntil(week, at('2026-11-23T12:00'))!)).toBe('2026-11-23T17:00:00')
  expect(staffedUntil(week, at('2026-11-26T12:00'))).toBeNull()
  expect(local(nextStaffed(week, at('2026-11-25T18:00')))).toBe('2026-11-27T09:00:00')
})
