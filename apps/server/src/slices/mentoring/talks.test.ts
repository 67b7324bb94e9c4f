import { bookMeeting, listOccurrences } from '@cairn/contract/calendar.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { answerMatch, proposeMatch } from '@cairn/contract/matching.ts'
import { getMyMentor, listMyPeople } from '@cairn/contract/mentoring.ts'
import { getMyMentorPage, logHours } from '@cairn/contract/mentors.ts'
import { addSupervisionItem, listSupervisionItems, removeSupervisionItem } from '@cairn/contract/supervision.ts'
import {
  addToTalk,
  changeTalk,
  confirmTalk,
  draftTalk,
  getTalk,
  joinTalk,
  listTalks,
  listToConfirm,
  logTalk,
} from '@cairn/contract/talks.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let dana: TestPerson
let ana: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const NOW = '2026-06-01T15:00:00Z' // Monday, 11:00 in New York
const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization()
  coordinator = await app.aPerson(here, 'coordinator', { name: 'Cora' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana', capacity: 40 })
  ana = await app.aPerson(here, 'mentor', { name: 'Ana', capacity: 40 })
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())

/** Rosa and Dana, matched a moment ago. */
beforeEach(async () => {
  app.clock.moveTo(NOW)
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa', language: 'es' })
  const matchId = id()
  await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId } })
  await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
})

const params = () => ({ id: rosa.personId })
const talk = (over: object = {}) => ({
  id: id(),
  outcome: 'happened' as const,
  startedAt: '2026-06-01T14:00:00Z',
  timeZone: 'America/New_York',
  day: '2026-06-01',
  minutes: 45,
  way: 'in_person' as const,
  place: 'Library',
  workedOn: ['triggers' as const],
  tried: ['walk' as const],
  nextStep: 'Call the clinic',
  line: 'We talked about Friday.',
  recordedAt: NOW,
  ...over,
})
const change = (body: ReturnType<typeof talk>, version: number, over: object = {}) => {
  const { id: _, recordedAt: __, ...rest } = body
  return { version, ...rest, ...over }
}

test('a talk is logged once: she reads it, the calendar has it held and attended, the day is the phone’s', async () => {
  const body = talk()
  const saved = await app.as(dana)(logTalk, { params: params(), body })
  expect(saved).toMatchObject({
    mentor: { name: 'Dana' },
    minutes: 45,
    place: 'Library',
    line: 'We talked about Friday.',
    changeableUntil: '2026-06-02T15:00:00Z',
    version: 1,
    clockIsOff: false,
  })
  expect((await app.as(rosa)(listTalks, { params: params() })).items).toMatchObject([
    { id: body.id, line: 'We talked about Friday.', nextStep: 'Call the clinic' },
  ])
  const [occurrence] = (await app.as(rosa)(listOccurrences, { params: params() })).items
  expect(occurrence).toMatchObject({ status: 'held', minutes: 45, day: '2026-06-01', time: '10:00' })
  const { rows } = await app.owner.query(
    'select status, minutes from attendance where occurrence_id = $1 and person_id = $2',
    [occurrence!.id, rosa.personId],
  )
  expect(rows).toEqual([{ status: 'came', minutes: 45 }])
  const kept = await app.owner.query('select * from talks where id = $1', [body.id])
  expect(
    JSON.stringify(kept.rows[0], (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    ),
  ).not.toMatch(/Friday|Library|clinic/)
})

test('the same entry sent twice, also at the same time, is there once; its id with another body is refused', async () => {
  const body = talk()
  await Promise.all([1, 2, 3].map(() => app.as(dana)(logTalk, { params: params(), body })))
  expect((await app.as(dana)(listTalks, { params: params() })).items).toHaveLength(1)
  expect(
    await app.refusal(dana, logTalk, { params: params(), body: { ...body, line: 'WE TALKED ABOUT FRIDAY.' } }),
  ).toBe('id_taken')
})

test('a talk that did not happen has no length, and lets the planned meeting go', async () => {
  const occurrenceId = id()
  await app.as(dana)(bookMeeting, {
    params: params(),
    body: {
      id: occurrenceId,
      day: '2026-06-01',
      time: '11:30',
      timeZone: 'America/New_York',
      minutes: 30,
      way: 'phone',
    },
  })
  expect(
    await app.refusal(dana, logTalk, { params: params(), body: talk({ outcome: 'participant_could_not_come' }) }),
  ).toBe('invalid_input')
  await app.as(dana)(logTalk, {
    params: params(),
    body: talk({
      outcome: 'participant_could_not_come',
      minutes: null,
      way: null,
      place: null,
      occurrenceId,
      startedAt: '2026-06-01T15:30:00Z',
    }),
  })
  expect((await app.as(dana)(listOccurrences, { params: params() })).items).toEqual([])
  const { rows } = await app.owner.query('select status from attendance where occurrence_id = $1', [occurrenceId])
  expect(rows).toEqual([{ status: 'could_not_come' }])
})

test('the log begins with the planned meeting; yes stands there only when its end has passed', async () => {
  const occurrenceId = id()
  await app.as(dana)(bookMeeting, {
    params: params(),
    body: {
      id: occurrenceId,
      day: '2026-06-01',
      time: '11:30',
      timeZone: 'America/New_York',
      minutes: 60,
      way: 'video',
      place: 'Park',
    },
  })
  const before = await app.as(dana)(draftTalk, { params: params(), query: {} })
  expect(before).toMatchObject({
    occurrence: { id: occurrenceId },
    outcome: null,
    startedAt: '2026-06-01T15:30:00Z',
    minutes: 60,
    way: 'video',
    place: 'Park',
  })
  expect(before.nextTime).toEqual({ day: '2026-06-08', time: '11:30', timeZone: 'America/New_York' })
  app.clock.forward({ hours: 2 })
  expect((await app.as(dana)(draftTalk, { params: params(), query: {} })).outcome).toBe('happened')
  await app.as(dana)(logTalk, {
    params: params(),
    body: talk({
      occurrenceId,
      startedAt: '2026-06-01T15:30:00Z',
      minutes: 20,
      way: 'phone',
      place: null,
      recordedAt: '2026-06-01T17:00:00Z',
    }),
  })
  const after = await app.as(dana)(draftTalk, { params: params(), query: {} })
  expect(after).toMatchObject({
    occurrence: null,
    outcome: null,
    minutes: 20,
    way: 'phone',
    lastNextStep: 'Call the clinic',
    startedAt: '2026-06-01T16:40:00Z',
  })
})

test('an overlap is said, and the same meeting logged by another is joined instead of written again', async () => {
  const body = talk()
  await app.as(dana)(logTalk, { params: params(), body })
  await standsBeside(app, ana, rosa, 'cover')
  const draft = await app.as(ana)(draftTalk, {
    params: params(),
    query: { startedAt: '2026-06-01T14:30:00Z', minutes: 30 },
  })
  expect(draft.overlaps).toMatchObject([{ talkId: body.id, mentor: { name: 'Dana' }, sameMeeting: true }])
  // Before she joins, another mentor's words are not hers to read.
  expect(await app.as(ana)(getTalk, { params: { id: body.id } })).toMatchObject({
    minutes: 45,
    line: null,
    nextStep: null,
    place: null,
  })
  // Nor hers to change, although she covers.
  expect(await app.refusal(ana, changeTalk, { params: { id: body.id }, body: change(body, 1) })).toBe('not_found')
  expect(await app.refusal(ana, addToTalk, { params: { id: body.id }, body: { id: id(), words: 'x' } })).toBe(
    'not_found',
  )
  await app.as(ana)(joinTalk, { params: { id: body.id } })
  await app.as(ana)(joinTalk, { params: { id: body.id } })
  expect(await app.as(ana)(getTalk, { params: { id: body.id } })).toMatchObject({
    joinedBy: [{ name: 'Ana' }],
    line: 'We talked about Friday.',
  })
  // It is not offered to her again.
  const after = await app.as(ana)(draftTalk, {
    params: params(),
    query: { startedAt: '2026-06-01T14:30:00Z', minutes: 30 },
  })
  expect([...draft.overlaps, ...after.overlaps].map((one) => one.joined)).toEqual([false, true])
  expect(await app.refusal(dana, joinTalk, { params: { id: body.id } })).toBe('not_possible_now')
})

test('an entry is changed for 24 hours by its version, then only added to', async () => {
  const body = talk()
  await app.as(dana)(logTalk, { params: params(), body })
  const changed = await app.as(dana)(changeTalk, {
    params: { id: body.id },
    body: change(body, 1, { minutes: 30, line: null }),
  })
  expect(changed).toMatchObject({ minutes: 30, line: null, version: 2 })
  expect((await app.owner.query('select minutes from attendance where occurrence_id = $1', [body.id])).rows).toEqual([
    { minutes: 30 },
  ])
  expect(await app.refusal(dana, changeTalk, { params: { id: body.id }, body: change(body, 1) })).toBe('stale_version')
  expect(await app.refusal(ana, changeTalk, { params: { id: body.id }, body: change(body, 2) })).toBe('not_found')
  app.clock.forward({ hours: 24 })
  expect(await app.refusal(dana, changeTalk, { params: { id: body.id }, body: change(body, 2) })).toBe('log_closed')
  const addendum = { id: id(), words: 'It was the small library.' }
  await app.as(dana)(addToTalk, { params: { id: body.id }, body: addendum })
  const twice = await app.as(dana)(addToTalk, { params: { id: body.id }, body: addendum })
  expect(twice.addenda).toMatchObject([{ by: { name: 'Dana' }, words: 'It was the small library.' }])
})

test('a log that moves from one planned meeting to another leaves the first one open again', async () => {
  const [first, second] = [id(), id()]
  for (const [meeting, time] of [
    [first, '11:30'],
    [second, '13:00'],
  ] as const)
    await app.as(dana)(bookMeeting, {
      params: params(),
      body: { id: meeting, day: '2026-06-01', time, timeZone: 'America/New_York', minutes: 30, way: 'phone' },
    })
  app.clock.forward({ hours: 4 })
  const body = talk({ occurrenceId: first, recordedAt: '2026-06-01T19:00:00Z' })
  await app.as(dana)(logTalk, { params: params(), body })
  await app.as(dana)(changeTalk, { params: { id: body.id }, body: change(body, 1, { occurrenceId: second }) })
  const states = Object.fromEntries(
    (await app.as(dana)(listOccurrences, { params: params() })).items.map((one) => [one.id, one.status]),
  )
  expect(states).toEqual({ [first]: 'planned', [second]: 'held' })
  expect(
    (await app.owner.query('select occurrence_id from attendance where person_id = $1', [rosa.personId])).rows,
  ).toEqual([{ occurrence_id: second }])
})

test('the next time is booked only when it was tapped', async () => {
  await app.as(dana)(logTalk, { params: params(), body: talk() })
  expect((await app.as(rosa)(getMyMentor)).next).toBeNull()
  const nextTime = { id: id(), day: '2026-06-08', time: '10:00', minutes: 30, way: 'phone' as const }
  await app.as(dana)(logTalk, { params: params(), body: talk({ nextTime }) })
  expect((await app.as(rosa)(getMyMentor)).next).toMatchObject({
    id: nextTime.id,
    startsAt: '2026-06-08T14:00:00Z',
    host: { name: 'Dana' },
  })
})

test('a day that has not come is refused; a clock that is off is flagged, not corrected', async () => {
  expect(await app.refusal(dana, logTalk, { params: params(), body: talk({ day: '2026-06-03' }) })).toBe('future_day')
  expect(
    await app.refusal(dana, logTalk, { params: params(), body: talk({ startedAt: '2026-06-01T18:00:00Z' }) }),
  ).toBe('future_day')
  const flagged = await app.as(dana)(logTalk, { params: params(), body: talk({ recordedAt: '2026-06-01T15:40:00Z' }) })
  expect(flagged.clockIsOff).toBe(true)
  const late = await app.as(dana)(logTalk, {
    params: params(),
    body: talk({ recordedAt: '2026-05-30T15:00:00Z', startedAt: '2026-05-30T14:00:00Z', day: '2026-05-30' }),
  })
  expect(late).toMatchObject({ clockIsOff: false, day: '2026-05-30' })
})

test('her card asks right or not; a change of the entry asks her again', async () => {
  const body = talk()
  await app.as(dana)(logTalk, { params: params(), body })
  expect((await app.as(rosa)(listToConfirm)).items.map((one) => one.id)).toEqual([body.id])
  await app.as(rosa)(confirmTalk, {
    params: { id: body.id },
    body: { right: false, face: 'okay', words: 'It was 20 minutes' },
  })
  expect((await app.as(rosa)(listToConfirm)).items).toEqual([])
  expect((await app.as(dana)(getTalk, { params: { id: body.id } })).confirmation).toMatchObject({
    right: false,
    face: 'okay',
    words: 'It was 20 minutes',
  })
  await app.as(dana)(changeTalk, { params: { id: body.id }, body: change(body, 1, { minutes: 20 }) })
  expect((await app.as(rosa)(listToConfirm)).items.map((one) => one.minutes)).toEqual([20])
})

test('what is brought to supervision is outside her record: the mentor and that mentor’s supervisor read it, nobody else', async () => {
  const sam = await app.aPerson(here, 'supervisor', { name: 'Sam' })
  const other = await app.aPerson(here, 'supervisor')
  await app.owner.query('update mentors set supervisor_id = $1 where id = $2', [sam.personId, dana.personId])
  await app.as(dana)(logTalk, {
    params: params(),
    body: talk({ bringToSupervision: { id: id(), words: 'I felt out of my depth' } }),
  })
  const [mine] = (await app.as(dana)(listSupervisionItems)).items
  expect(mine!.words).toBe('I felt out of my depth')
  expect((await app.as(sam)(listSupervisionItems)).items).toMatchObject([
    { author: { name: 'Dana' }, words: 'I felt out of my depth' },
  ])
  expect((await app.as(other)(listSupervisionItems)).items).toEqual([])
  expect((await app.as(ana)(listSupervisionItems)).items).toEqual([])
  expect(await app.refusal(coordinator, listSupervisionItems)).toBe('not_allowed')
  const columns = await app.owner.query(
    "select column_name from information_schema.columns where table_name = 'supervision_items' and column_name like '%participant%'",
  )
  expect(columns.rows).toEqual([])
  expect(await app.refusal(dana, addSupervisionItem, { body: { id: id(), words: 'x'.repeat(141) } })).toBe(
    'invalid_input',
  )
  expect(await app.refusal(sam, removeSupervisionItem, { params: { id: mine!.id } })).toBe('not_allowed')
  await app.as(dana)(removeSupervisionItem, { params: { id: mine!.id } })
  expect((await app.as(sam)(listSupervisionItems)).items).toEqual([])
})

test('a mentor’s own month counts talks by themselves, and hours and miles beside them', async () => {
  const eve = await app.aPerson(here, 'mentor', { name: 'Eve' })
  await standsBeside(app, eve, rosa, 'cover')
  await app.as(eve)(logTalk, { params: params(), body: talk() })
  await app.as(eve)(logTalk, { params: params(), body: talk({ startedAt: '2026-05-31T14:00:00Z', day: '2026-05-31' }) })
  const hours = { id: id(), day: '2026-06-01', kind: 'travel' as const, minutes: 20, miles: 11.5 }
  await app.as(eve)(logHours, { body: hours })
  await app.as(eve)(logHours, { body: hours })
  expect((await app.as(eve)(getMyMentorPage)).month).toEqual({
    from: '2026-06-01',
    minutesTalked: 45,
    minutesOther: 20,
    miles: 11.5,
    talks: 1,
    people: 1,
  })
  expect((await app.as(eve)(listMyPeople)).items).toMatchObject([
    { person: { name: 'Rosa' }, tie: 'cover', stage: 'accepted', lastTalk: { outcome: 'happened' } },
  ])
})

test('a talk settles what she had asked of this mentor before it, and nothing else', async () => {
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { needs: ['call'] }) })
  const isOpen = async () =>
    (await app.as(dana)(getMentorToday, {})).people
      .filter(({ person }) => person.id === rosa.personId)
      .flatMap(({ need }) => need?.items ?? [])
      .some(({ signal }) => signal === 'asked_for_call')
  const log = (mentor: TestPerson, startedAt: string) =>
    app.as(mentor)(logTalk, { params: params(), body: talk({ startedAt }) })
  await log(dana, '2026-06-01T14:00:00Z')
  expect(await isOpen()).toBe(true)
  app.clock.forward({ hours: 1 })
  await standsBeside(app, ana, rosa, 'cover')
  await log(ana, '2026-06-01T15:10:00Z')
  expect(await isOpen()).toBe(true)
  await log(dana, '2026-06-01T15:30:00Z')
  expect(await isOpen()).toBe(false)
})

test('to another organization, to a mentor without a tie and to another participant the log does not exist', async () => {
  const body = talk()
  await app.as(dana)(logTalk, { params: params(), body })
  const of = { id: body.id }
  const stranger = await app.aPerson(here, 'mentor')
  for (const somebody of [outsider, stranger])
    expect(
      await Promise.all([
        app.refusal(somebody, draftTalk, { params: params(), query: {} }),
        app.refusal(somebody, logTalk, { params: params(), body: talk() }),
        app.refusal(somebody, listTalks, { params: params() }),
        app.refusal(somebody, getTalk, { params: of }),
        app.refusal(somebody, changeTalk, { params: of, body: change(body, 1) }),
        app.refusal(somebody, addToTalk, { params: of, body: { id: id(), words: 'x' } }),
        app.refusal(somebody, joinTalk, { params: of }),
      ]),
    ).toEqual(Array(7).fill('not_found'))
  const participant = await app.aPerson(here, 'participant')
  expect(await app.refusal(participant, getTalk, { params: of })).toBe('not_found')
  expect(await app.refusal(participant, confirmTalk, { params: of, body: { right: true, face: null } })).toBe(
    'not_found',
  )
  expect(await app.refusal(coordinator, listTalks, { params: { id: outsider.personId } })).toBe('not_found')
})

test('every look at her record by another is in the audit, and her own is not', async () => {
  const body = talk()
  await app.as(dana)(logTalk, { params: params(), body })
  await app.as(coordinator)(listTalks, { params: params() })
  await app.as(coordinator)(listTalks, { params: params() })
  await app.as(rosa)(listTalks, { params: params() })
  const { rows } = await app.owner.query(
    `select act, action, actor_id from audit where subject_id = $1 and action like 'talk.%' order by act, action`,
    [rosa.personId],
  )
  expect(rows).toEqual([
    { act: 'read', action: 'talk.read', actor_id: coordinator.personId },
    { act: 'write', action: 'talk.write', actor_id: dana.personId },
  ])
})
