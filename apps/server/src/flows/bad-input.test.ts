import { bookMeeting, listGroups, listMyCalendar, openGroup, recordAttendance } from '@cairn/contract/calendar.ts'
import { enroll } from '@cairn/contract/intake.ts'
import { answerMatch, proposeMatch } from '@cairn/contract/matching.ts'
import { addMentor, changeMentor, getMentor, listMentors } from '@cairn/contract/mentors.ts'
import { getOrganization } from '@cairn/contract/organizations.ts'
import { logTalk } from '@cairn/contract/talks.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let dana: TestPerson
let coordinator: TestPerson

const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization()
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  coordinator = await app.aPerson(here, 'coordinator')
  const matchId = id()
  await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId } })
  await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
})
afterAll(() => app.close())

const talk = (over: object = {}) => ({
  id: id(),
  outcome: 'happened' as const,
  startedAt: '2026-06-01T14:00:00Z',
  timeZone: 'America/New_York',
  day: '2026-06-01',
  minutes: 30,
  way: 'phone' as const,
  recordedAt: '2026-06-01T15:00:00Z',
  ...over,
})
const arrival = (over: object = {}) => ({
  id: id(),
  name: 'New',
  language: 'es' as const,
  contact: { reach: 'app' as const },
  leaveMessage: false,
  phoneIsWatched: false,
  helpFirst: [],
  timeZone: 'America/New_York',
  done: { mode: 'together' as const },
  ...over,
})
const group = (over: object = {}) => ({
  id: id(),
  name: { en: 'Group', es: 'Grupo' },
  languages: ['es' as const],
  firstDay: '2026-06-01',
  time: '10:30',
  timeZone: 'America/New_York',
  minutes: 60,
  way: 'in_person' as const,
  facilitatorId: dana.personId,
  ...over,
})
const raw = (person: TestPerson, method: 'POST' | 'PUT' | 'GET', url: string, payload?: object | string) =>
  app.rawCall(person, { method, url: `/api${url}`, ...(payload !== undefined && { payload }) })

test('no wrong type, unknown field, endless text or impossible time is stored, and each is named', async () => {
  const bodies: [string, object][] = [
    ['minutes', talk({ minutes: -5 })],
    ['minutes', talk({ minutes: '30' })],
    ['minutes', talk({ minutes: 1e9 })],
    ['day', talk({ day: '2026-02-30' })],
    ['day', talk({ day: '0000-01-01' })],
    ['startedAt', talk({ startedAt: 'yesterday' })],
    ['startedAt', talk({ startedAt: '0000-01-01T00:00:00Z' })],
    ['timeZone', talk({ timeZone: '+05:00' })],
    ['way', talk({ way: 'telepathy' })],
    ['line', talk({ line: 'x'.repeat(281) })],
    ['line', talk({ line: 'a\u0000b' })],
    ['place', talk({ place: 'Library' })],
    ['id', talk({ id: 'one' })],
    ['bringToSupervision.words', talk({ bringToSupervision: { id: id(), words: 'x'.repeat(141) } })],
  ]
  const before = await app.countRows('talks')
  for (const [field, body] of bodies) {
    const reply = await raw(dana, 'POST', `/people/${rosa.personId}/talks`, body)
    expect([field, reply.statusCode]).toEqual([field, 422])
    expect(Object.keys(reply.json().fields)).toContain(field)
  }
  for (const body of ['{', '[]', '"x"', '{"id":1}', '{"__proto__":{"a":1}}']) {
    const reply = await app.rawCall(dana, {
      method: 'POST',
      url: `/api/people/${rosa.personId}/talks`,
      payload: body,
      headers: { 'content-type': 'application/json' },
    })
    expect([body, reply.statusCode]).toEqual([body, 422])
  }
  expect((await raw(dana, 'POST', `/people/${rosa.personId}/talks`, { ...talk(), mood: 3 })).statusCode).toBe(422)
  expect((await raw(dana, 'POST', '/people/not-a-uuid/talks', talk())).statusCode).toBe(422)
  expect(await app.countRows('talks')).toBe(before)
})

test('a log cannot take over a meeting or a group’s session by using its id', async () => {
  await app.as(coordinator)(openGroup, { body: group() })
  const session = (await app.as(dana)(listMyCalendar)).items.find((item) => item.kind === 'group')!
  const other = await app.aPerson(here, 'participant')
  const theirs = id()
  await app.as(coordinator)(bookMeeting, {
    params: { id: other.personId },
    body: {
      id: theirs,
      hostId: dana.personId,
      day: '2026-06-03',
      time: '10:00',
      timeZone: 'America/New_York',
      minutes: 30,
      way: 'phone',
    },
  })
  for (const taken of [session.id, theirs])
    expect(await app.refusal(dana, logTalk, { params: { id: rosa.personId }, body: talk({ id: taken }) })).toBe(
      'id_taken',
    )
  for (const occurrenceId of [session.id, theirs])
    expect(await app.refusal(dana, logTalk, { params: { id: rosa.personId }, body: talk({ occurrenceId }) })).toBe(
      'not_found',
    )
  const { rows } = await app.owner.query(
    'select kind, status, participant_id from calendar_occurrences where id = any($1) order by kind',
    [[session.id, theirs]],
  )
  expect(rows).toEqual([
    { kind: 'group', status: 'planned', participant_id: null },
    { kind: 'meeting', status: 'planned', participant_id: other.personId },
  ])
})

test('nobody is written down twice in one list, and a link is never a script', async () => {
  const [session] = (await app.as(dana)(listMyCalendar)).items.filter((item) => item.kind === 'group')
  const twice = [1, 2].map(() => ({ personId: rosa.personId, status: 'came' as const }))
  expect(await app.refusal(dana, recordAttendance, { params: { id: session!.id }, body: { people: twice } })).toBe(
    'invalid_input',
  )
  expect(await app.refusal(coordinator, openGroup, { body: group({ link: 'javascript:alert(1)' }) })).toBe(
    'invalid_input',
  )
})

test('a group that began long ago is planned from today on', async () => {
  const body = group({ firstDay: '1990-01-01' })
  await app.as(coordinator)(openGroup, { body })
  const { rows } = await app.owner.query(
    'select count(*)::int as count, min(local_on)::text as first from calendar_occurrences where series_id = $1',
    [body.id],
  )
  expect(rows).toEqual([{ count: 9, first: '2026-06-01' }])
  expect((await app.as(coordinator)(listGroups)).items.find((item) => item.id === body.id)!.weekday).toBe(1)
})

test('the same arrival sent five times at once is one person, and no answer is a broken server', async () => {
  const body = arrival()
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => raw(coordinator, 'POST', '/people', body)))
  expect(replies.map((reply) => reply.statusCode).filter((status) => status !== 201 && status !== 409)).toEqual([])
  expect(replies.filter((reply) => reply.statusCode === 201).length).toBeGreaterThan(0)
  expect((await app.owner.query('select count(*)::int as count from intakes where id = $1', [body.id])).rows).toEqual([
    { count: 1 },
  ])
  expect(await app.refusal(coordinator, enroll, { body: { ...body, id: rosa.personId } })).toBe('id_taken')
})

test('SQL and HTML in a name are only a name', async () => {
  const name = `'); drop table people; -- <script>`
  const body = arrival({ name })
  await app.as(coordinator)(enroll, { body })
  const reply = await raw(coordinator, 'GET', `/people/${body.id}`)
  expect(reply.json().name).toBe(name)
})

const profile = {
  capacity: 3,
  languages: ['en' as const],
  gender: null,
  times: [],
  ways: [],
  hoursWords: null,
  livedExperience: [],
  about: 'Ten years here.',
}

test('a mentor is added once, changes her own page and not her status; who pays attention to whom stays in its organization', async () => {
  const mentor = {
    id: id(),
    name: 'Eve',
    language: 'en' as const,
    email: 'eve@example.org',
    supervisorId: null,
    ...profile,
  }
  await app.as(coordinator)(addMentor, { body: mentor })
  await app.as(coordinator)(addMentor, { body: mentor })
  expect(await app.refusal(coordinator, addMentor, { body: { ...mentor, name: 'Adam' } })).toBe('id_taken')
  // Whether an address is somebody's is told to nobody: until she has proven it, it is a way to reach her.
  await app.as(coordinator)(addMentor, { body: { ...mentor, id: id(), name: 'Eva' } })
  expect((await app.as(coordinator)(listMentors)).items.map((item) => item.name)).toEqual(['Dana', 'Eva', 'Eve'])
  const params = { id: dana.personId }
  expect(await app.refusal(dana, changeMentor, { params, body: { version: 1, status: 'paused', ...profile } })).toBe(
    'not_allowed',
  )
  expect(await app.as(dana)(changeMentor, { params, body: { version: 1, ...profile } })).toMatchObject({
    about: 'Ten years here.',
    capacity: 3,
    freePlaces: 2,
    version: 2,
  })
  expect(await app.refusal(dana, changeMentor, { params, body: { version: 1, ...profile } })).toBe('stale_version')
  expect(await app.refusal(dana, getMentor, { params: { id: mentor.id } })).toBe('not_found')
  const outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
  expect(await app.refusal(outsider, changeMentor, { params, body: { version: 2, ...profile } })).toBe('not_found')
  expect((await app.as(outsider)(getOrganization)).name).toBe('Elsewhere')
  expect(await app.refusal({ ...outsider, organizationId: here }, getOrganization)).toBe('not_found')
})
