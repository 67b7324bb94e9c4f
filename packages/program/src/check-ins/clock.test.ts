import { expect, test } from 'vitest'
import { checkClock } from './clock.ts'

const minute = 60_000
const hour = 60 * minute
/** 2026-11-16 15:00 UTC, which is 10:00 in New York. */
const serverNow = Date.UTC(2026, 10, 16, 15)
const today = 20773
const newYork = { serverNow, zoneOffsetMinutes: -300, localDay: today }

test.each([
  [0, 'fine'],
  [10 * minute, 'fine'],
  [-10 * minute, 'fine'],
  [11 * minute, 'flagged'],
  [-3 * hour, 'flagged'],
  [-24 * hour, 'flagged'],
  [-24 * hour - 1, 'ask'],
  [24 * hour + 1, 'ask'],
])('a clock %i ms off today is %s', (skew, kind) => {
  expect(checkClock({ ...newYork, phoneNow: serverNow + skew })).toMatchObject({ kind, skewMinutes: skew / minute })
})

test('a day that has not come where the person is is refused, whatever the phone says', () => {
  expect(checkClock({ ...newYork, phoneNow: serverNow, localDay: today + 1 })).toMatchObject({
    kind: 'refused',
    reason: 'future_day',
  })
  expect(checkClock({ ...newYork, phoneNow: serverNow + 48 * hour, localDay: today + 2 }).kind).toBe('refused')
})

test('the day is read in the zone of the phone: tomorrow in Auckland is today there', () => {
  const auckland = { serverNow, zoneOffsetMinutes: 13 * 60, phoneNow: serverNow }
  expect(checkClock({ ...auckland, localDay: today + 1 }).kind).toBe('fine')
  expect(checkClock({ ...newYork, phoneNow: serverNow, localDay: today + 1 }).kind).toBe('refused')
})

test('a phone some minutes fast just before midnight is not refused', () => {
  const beforeMidnight = Date.UTC(2026, 10, 17, 4, 55)
  const facts = { serverNow: beforeMidnight, zoneOffsetMinutes: -300, localDay: today + 1 }
  expect(checkClock({ ...facts, phoneNow: beforeMidnight + 6 * minute }).kind).toBe('fine')
  expect(checkClock({ ...facts, serverNow: beforeMidnight - 10 * minute, phoneNow: beforeMidnight }).kind).toBe(
    'refused',
  )
})

test('an entry written offline three days ago and sent by a right clock is fine', () => {
  expect(checkClock({ ...newYork, phoneNow: serverNow + minute, localDay: today - 3 }).kind).toBe('fine')
})
