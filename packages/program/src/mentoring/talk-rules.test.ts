import { expect, test } from 'vitest'
import { changeableUntil, draftOf, meetingToLog } from './talk-rules.ts'

const at = (text: string) => Temporal.Instant.from(`2026-06-01T${text}:00Z`)
const meeting = (id: string, from: string, to: string) => ({
  id,
  startsAt: at(from),
  endsAt: at(to),
  minutes: 60,
  way: 'video' as const,
})

test('an entry is changeable for exactly a day', () => {
  expect(changeableUntil(at('10:12')).toString()).toBe('2026-06-02T10:12:00Z')
})

test('the log tells of the meeting that is nearest now, from an hour before to twelve hours after', () => {
  const [morning, noon] = [meeting('morning', '08:00', '09:00'), meeting('noon', '12:00', '13:00')]
  expect(meetingToLog([morning, noon], at('11:30'))?.id).toBe('noon')
  expect(meetingToLog([morning, noon], at('09:30'))?.id).toBe('morning')
  expect(meetingToLog([noon], at('10:59'))).toBeUndefined()
  expect(meetingToLog([morning], at('21:01'))).toBeUndefined()
})

test('yes stands there only when the planned end has passed; without a meeting nothing is preselected', () => {
  const planned = meeting('m', '10:00', '11:00')
  expect(draftOf(planned, undefined, at('10:59')).outcome).toBeNull()
  expect(draftOf(planned, undefined, at('11:00')).outcome).toBe('happened')
  const last = { minutes: 15, way: 'phone' as const }
  expect(draftOf(undefined, last, at('10:00'))).toEqual({
    outcome: null,
    startedAt: at('09:45'),
    minutes: 15,
    way: 'phone',
  })
  expect(draftOf(undefined, undefined, at('10:00'))).toMatchObject({ minutes: 30, way: null })
})
