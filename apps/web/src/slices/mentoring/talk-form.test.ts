import { changeTalk, logTalk, type Talk } from '@cairn/contract/talks.ts'
import { expect, test } from 'vitest'
import {
  beginTalk,
  bodyOf,
  changeableUntil,
  changeOf,
  formOf,
  missingIn,
  plannedFrom,
  quickTalk,
  toggled,
} from './talk-form.ts'

const zone = 'America/Chicago'
const id = '0199d6d0-0000-7000-8000-000000000001'
const now = Date.parse('2026-11-24T18:40:00Z')
const rosa = { id: '0199d6d0-0000-7000-8000-000000000002', name: 'Rosa' }

const occurrence = {
  id: '0199d6d0-0000-7000-8000-000000000003',
  kind: 'meeting' as const,
  status: 'planned' as const,
  seriesId: null,
  participant: rosa,
  host: null,
  name: null,
  startsAt: '2026-11-24T17:55:00Z',
  endsAt: '2026-11-24T18:40:00Z',
  timeZone: zone,
  day: '2026-11-24',
  time: '11:55',
  minutes: 45,
  way: 'in_person' as const,
  place: 'Library, second floor',
  link: null,
  movedToId: null,
  version: 1,
}
const draft = {
  participant: rosa,
  occurrence,
  outcome: 'happened' as const,
  startedAt: occurrence.startsAt,
  minutes: 45,
  way: 'in_person' as const,
  place: occurrence.place,
  overlaps: [],
  lastNextStep: null,
  nextTime: { day: '2026-12-01', time: '11:55', timeZone: zone },
}
const begun = (at = now, given: typeof draft | undefined = draft) => beginTalk(given, { id, now: at, zone })

test('a scheduled meeting that has ended needs nothing but Save', () => {
  const form = begun()
  expect(form).toMatchObject({ outcome: 'happened', day: '2026-11-24', clock: '11:55', minutes: 45, way: 'in_person' })
  expect(missingIn(form, now, zone)).toEqual([])
  expect(logTalk.schema.body.safeParse(bodyOf(form, { now, zone })).error).toBeUndefined()
})

test('before the planned end nothing is preselected, and Save waits for an answer', () => {
  const form = begun(now - 60_000)
  expect(form.outcome).toBeNull()
  expect(missingIn(form, now, zone)).toEqual(['outcome'])
})

test('a draft that was kept for days gives its length and way, and the talk ends now', () => {
  const later = now + 5 * 86_400_000
  expect(begun(later)).toMatchObject({
    occurrenceId: null,
    outcome: null,
    day: '2026-11-29',
    clock: '11:55',
    minutes: 45,
  })
})

test('without any draft it begins half an hour ago and asks how', () => {
  const form = { ...beginTalk(undefined, { id, now, zone }), outcome: 'happened' as const }
  expect(form).toMatchObject({ clock: '12:10', minutes: 30, way: null })
  expect(missingIn(form, now, zone)).toEqual(['way'])
})

test('who could not come takes two taps, and nothing of a talk is stored', () => {
  const form = {
    ...begun(),
    outcome: 'participant_could_not_come' as const,
    workedOn: ['plan' as const],
    nextStep: 'x',
  }
  expect(missingIn(form, now, zone)).toEqual([])
  const body = bodyOf(form, { now, zone })
  expect(body).toMatchObject({ minutes: null, way: null, place: null, workedOn: [], nextStep: null })
  expect(logTalk.schema.body.safeParse(body).error).toBeUndefined()
})

test('a place belongs to a talk in person only', () => {
  expect(bodyOf({ ...begun(), way: 'phone' }, { now, zone }).place).toBeNull()
  expect(bodyOf(begun(), { now, zone }).place).toBe('Library, second floor')
})

test('a talk cannot have happened later than now', () => {
  expect(missingIn({ ...begun(), clock: '23:00' }, now, zone)).toEqual(['start'])
})

test('supervision is off until it is turned on, and then needs its words', () => {
  expect(bodyOf(begun(), { now, zone })).not.toHaveProperty('bringToSupervision')
  expect(missingIn({ ...begun(), bring: { id, words: ' ' } }, now, zone)).toEqual(['bring'])
})

test('nothing is booked untapped; what is tapped keeps length and way', () => {
  expect(bodyOf(begun(), { now, zone })).not.toHaveProperty('nextTime')
  const booked = bodyOf({ ...begun(), nextTime: { id, day: '2026-12-01', clock: '11:55' } }, { now, zone })
  expect(booked.nextTime).toMatchObject({ day: '2026-12-01', time: '11:55', minutes: 45, way: 'in_person' })
})

test('the quick log is fifteen minutes by phone that end now', () => {
  const body = quickTalk({ id, now, zone })
  expect(body).toMatchObject({ outcome: 'happened', minutes: 15, way: 'phone', startedAt: '2026-11-24T18:25:00Z' })
  expect(logTalk.schema.body.safeParse(body).error).toBeUndefined()
})

test('an entry can be changed for a day', () => {
  expect(changeableUntil(now)).toBe('2026-11-25T18:40:00.000Z')
})

test('a chip tapped twice is off again', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b'])
})

test('without a network the meeting that today’s list knows of begins the log, and only with this person', () => {
  const meeting = {
    occurrenceId: occurrence.id,
    kind: 'one_to_one' as const,
    with: 'Rosa',
    startsAt: occurrence.startsAt,
    minutes: 45,
    how: 'in_person',
    place: occurrence.place,
  }
  const today = {
    name: 'Dana',
    today: '2026-11-24',
    people: [{ person: rosa, need: null, lastTalkOn: null, next: meeting, tie: 'mentor' as const }],
    groups: [],
    toLog: [],
    awayUntil: null,
    onCall: null,
  }
  expect(beginTalk(plannedFrom(today, rosa.id, now), { id, now, zone })).toMatchObject({
    outcome: 'happened',
    occurrenceId: occurrence.id,
    clock: '11:55',
    minutes: 45,
    way: 'in_person',
    place: 'Library, second floor',
  })
  expect(plannedFrom(today, 'somebody-else', now)).toBeUndefined()
  const passed = { person: rosa, occurrenceId: occurrence.id, startedAt: occurrence.startsAt, minutes: 45 }
  expect(plannedFrom({ ...today, toLog: [passed] }, rosa.id, now)!.occurrence).toMatchObject({ way: null, minutes: 45 })
  const dayBefore = now - 86_400_000
  expect(beginTalk(plannedFrom(today, rosa.id, dayBefore), { id, now: dayBefore, zone })).toMatchObject({
    outcome: null,
    occurrenceId: null,
    day: '2026-11-23',
    minutes: 45,
    way: 'in_person',
  })
})

test('a changed entry may say another time, length or that it did not happen; what the form does not show stays', () => {
  const talk = {
    id,
    participant: rosa,
    mentor: rosa,
    outcome: 'happened',
    occurrenceId: occurrence.id,
    startedAt: '2026-11-24T17:55:00Z',
    timeZone: zone,
    day: '2026-11-24',
    minutes: 45,
    way: 'phone',
    place: null,
    workedOn: ['plan'],
    steps: [{ id: occurrence.id, done: true }],
    tried: ['walk'],
    triedOwn: [occurrence.id],
    nextStep: 'Call the clinic',
    line: 'A good day',
    addenda: [],
    joinedBy: [],
    confirmation: null,
    clockIsOff: false,
    loggedAt: '2026-11-24T18:45:00Z',
    changeableUntil: '2026-11-25T18:45:00Z',
    version: 3,
  } satisfies Talk
  const same = changeOf(formOf(talk), talk, now)
  expect(same).toMatchObject({
    version: 3,
    steps: talk.steps,
    triedOwn: talk.triedOwn,
    tried: ['walk'],
    line: 'A good day',
    minutes: 45,
  })
  expect(Date.parse(same.startedAt)).toBe(Date.parse(talk.startedAt))
  expect(changeTalk.schema.body.safeParse(same).error).toBeUndefined()
  const moved = changeOf({ ...formOf(talk), clock: '10:00', outcome: 'participant_could_not_come' }, talk, now)
  expect([moved.startedAt, moved.minutes, moved.way]).toEqual(['2026-11-24T16:00:00Z', null, null])
  expect(changeTalk.schema.body.safeParse(moved).error).toBeUndefined()
})
