import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOn, weeklyTimes } from './weekly.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const series = (over: object = {}) => ({
  firstOn: day('2026-03-01'),
  time: '18:00',
  timeZone: 'America/New_York',
  minutes: 60,
  everyWeeks: 1,
  untilOn: null,
  ...over,
})
const starts = (times: { startsAt: Temporal.Instant }[]) => times.map((one) => one.startsAt.toString())

test('six in the evening stays six in the evening when the clock goes forward', () => {
  expect(starts(weeklyTimes(series(), day('2026-03-01'), day('2026-03-15')))).toEqual([
    '2026-03-01T23:00:00Z',
    '2026-03-08T22:00:00Z',
    '2026-03-15T22:00:00Z',
  ])
})

test('a time that the clock skips begins an hour later; of a time that comes twice it is the first', () => {
  expect(
    timeOn(day('2026-03-08'), '02:30', 'America/New_York', 30)
      .startsAt.toZonedDateTimeISO('America/New_York')
      .toPlainTime()
      .toString(),
  ).toBe('03:30:00')
  expect(timeOn(day('2026-11-01'), '01:30', 'America/New_York', 30).startsAt.toString()).toBe('2026-11-01T05:30:00Z')
})

test('the length is elapsed minutes, also over the change', () => {
  const { startsAt, endsAt } = timeOn(day('2026-11-01'), '00:30', 'America/New_York', 120)
  expect(startsAt.until(endsAt).total('minutes')).toBe(120)
})

test('every second week keeps its rhythm wherever one begins to look, and ends on its last day', () => {
  const fortnight = series({ everyWeeks: 2, untilOn: day('2026-04-12') })
  expect(weeklyTimes(fortnight, day('2026-03-09'), day('2026-12-31')).map((one) => one.on.toString())).toEqual([
    '2026-03-15',
    '2026-03-29',
    '2026-04-12',
  ])
  expect(weeklyTimes(fortnight, day('2026-04-13'), day('2026-12-31'))).toEqual([])
})

test('nothing happens before the first day', () => {
  expect(weeklyTimes(series(), day('2025-01-01'), day('2026-02-28'))).toEqual([])
})

test('looking at a year in pieces gives the same times as looking at it at once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 363 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'Pacific/Pago_Pago'),
      (cut, everyWeeks, timeZone) => {
        const one = series({ everyWeeks, timeZone })
        const [from, middle, until] = [day('2026-01-01'), day('2026-01-01').add({ days: cut }), day('2026-12-31')]
        expect(
          starts([...weeklyTimes(one, from, middle), ...weeklyTimes(one, middle.add({ days: 1 }), until)]),
        ).toEqual(starts(weeklyTimes(one, from, until)))
      },
    ),
    { numRuns: 60 },
  )
})
