import { expect, test } from 'vitest'
import { phoneTimeOf } from './phone-time.ts'

test('the day is the phone’s own, also when it is already tomorrow in UTC', () => {
  const late = Temporal.ZonedDateTime.from('2026-11-22T22:30:00.123-06:00[America/Chicago]')
  expect(phoneTimeOf(late)).toEqual({
    recordedAt: '2026-11-23T04:30:00.123Z',
    zone: 'America/Chicago',
    day: '2026-11-22',
  })
})
