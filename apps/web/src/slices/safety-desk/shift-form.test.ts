import { addShift } from '@cairn/contract/safety.ts'
import { expect, test } from 'vitest'
import { beginShift, digitsOf, faultsOf, shiftsOf } from './shift-form.ts'

const zone = 'America/New_York'
const now = Date.parse('2026-10-30T20:20:00Z')
const person = '018f0000-0000-7000-8000-000000000001'
const filled = {
  ...beginShift({ fromMs: Date.parse('2026-10-31T00:00:00Z'), untilMs: null }, now, zone),
  personId: person,
}

test('a new shift fills the gap, or twelve hours of what is open; with nobody now it begins at the hour that is running', () => {
  expect(filled).toMatchObject({ fromDay: '2026-10-30', fromTime: '20:00', untilDay: '2026-10-31', untilTime: '08:00' })
  expect(beginShift({ fromMs: now, untilMs: null }, now, zone)).toMatchObject({
    fromDay: '2026-10-30',
    fromTime: '16:00',
  })
  const untilMs = Date.parse('2026-10-31T06:30:00Z')
  expect(beginShift({ fromMs: now, untilMs }, now, zone)).toMatchObject({ untilDay: '2026-10-31', untilTime: '02:30' })
})

test('three nights in a row keep their local hours when the clocks go back, and the server takes each', () => {
  let made = 0
  const shifts = shiftsOf({ ...filled, days: '3', phone: '(555) 010-0100' }, zone, () =>
    person.replace(/1$/, String(++made + 1)),
  )
  expect(shifts.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ['2026-10-31T00:00:00Z', '2026-10-31T12:00:00Z'],
    ['2026-11-01T00:00:00Z', '2026-11-01T13:00:00Z'],
    ['2026-11-02T01:00:00Z', '2026-11-02T13:00:00Z'],
  ])
  for (const body of shifts) expect(addShift.schema.body.safeParse(body).success).toBe(true)
  expect(new Set(shifts.map(({ phone }) => phone))).toEqual(new Set(['5550100100']))
})

test('what is missing or wrong is named by field', () => {
  expect(faultsOf(filled, now, zone)).toEqual({})
  expect(faultsOf({ ...filled, personId: '', fromTime: '', phone: 'call me', days: '0' }, now, zone)).toEqual({
    personId: 'who',
    fromTime: 'fromTime',
    phone: 'phone',
    days: 'days',
  })
  expect(faultsOf({ ...filled, untilDay: '2026-10-30', untilTime: '19:00' }, now, zone)).toEqual({ untilDay: 'order' })
  expect(faultsOf({ ...filled, untilDay: '2027-10-30' }, now, zone)).toEqual({ untilDay: 'far' })
  expect(faultsOf({ ...filled, fromDay: '2026-10-01', untilDay: '2026-10-02' }, now, zone)).toEqual({
    untilDay: 'past',
  })
  expect(faultsOf({ ...filled, untilDay: '2026-11-02', days: '2' }, now, zone)).toEqual({ days: 'overlap' })
})

test('a phone number may be typed as people write it', () => {
  expect(digitsOf(' +1 (555) 010-0100 ')).toBe('+15550100100')
  expect(digitsOf('')).toBe('')
  expect(digitsOf('12')).toBeUndefined()
})
