import {
  bookMeeting,
  cancelMeeting,
  cancelSession,
  changeGroup,
  getAttendance,
  listGroups,
  listMyCalendar,
  listOccurrences,
  listSessions,
  moveMeeting,
  openGroup,
  recordAttendance,
} from '@cairn/contract/calendar.ts'
import { CallError } from '@cairn/contract/call.ts'
import { makeInvitation, openInvitation } from '@cairn/contract/invitations.ts'
import { addExclusion } from '@cairn/contract/people.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let dana: TestPerson
let ana: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const NOW = '2026-10-19T14:00:00Z' // Monday, 10:00 in New York; clocks go back on November 1
const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp({ now: NOW })
  here = await app.anOrganization()
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  ana = await app.aPerson(here, 'mentor', { name: 'Ana' })
  coordinator = await app.aPerson(here, 'coordinator')
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())

async function matched(name = 'Rosa') {
  const person = await app.aPerson(here, 'participant', { name })
  await standsBeside(app, dana, person)
  return { person, params: { id: person.personId } }
}

const booking = (over: object = {}) => ({
  id: id(),
  day: '2026-10-20',
  time: '18:00',
  timeZone: 'America/New_York',
  minutes: 45,
  way: 'in_person' as const,
  place: 'Library',
  ...over,
})
const group = (over: object = {}) => ({
  id: id(),
  name: { en: 'Tuesday group', es: 'Grupo del martes' },
  languages: ['es' as const],
  firstDay: '2026-10-20',
  time: '09:00',
  timeZone: 'America/New_York',
  minutes: 60,
  way: 'in_person' as const,
  place: 'Room 2',
  kidsWelcome: true,
  facilitatorId: dana.personId,
  ...over,
})

test('a weekly meeting stays at its local time on both sides of the clock change', async () => {
  const { person, params } = await matched()
  await app.as(person)(bookMeeting, { params, body: booking({ everyWeeks: 1 }) })
  const { items } = await app.as(person)(listOccurrences, { params })
  expect(items.map((item) => [item.day, item.time, item.startsAt])).toEqual([
    ['2026-10-20', '18:00', '2026-10-20T22:00:00Z'],
    ['2026-10-27', '18:00', '2026-10-27T22:00:00Z'],
    ['2026-11-03', '18:00', '2026-11-03T23:00:00Z'],
    ['2026-11-10', '18:00', '2026-11-10T23:00:00Z'],
  ])
  expect(items[0]).toMatchObject({ host: { name: 'Dana' }, participant: { name: 'Rosa' }, place: 'Library' })
  const { rows } = await app.owner.query('select place_sealed from calendar_series where participant_id = $1', [
    person.personId,
  ])
  expect(rows[0].place_sealed.toString('latin1')).not.toContain('Library')
})

test('a mentor books herself, her cover or nobody; another mentor’s name comes into a calendar only by staff, and not if they must not meet', async () => {
  const { person, params } = await matched('Inés')
  const host = (hostId: string) => ({ params, body: booking({ hostId }) })
  for (const who of [dana, person]) expect(await app.refusal(who, bookMeeting, host(ana.personId))).toBe('not_found')
  expect((await app.as(dana)(bookMeeting, host(dana.personId))).host?.name).toBe('Dana')
  await standsBeside(app, ana, person, 'cover')
  for (const who of [dana, person, ana])
    expect((await app.as(who)(bookMeeting, host(ana.personId))).host?.name).toBe('Ana')

  const eli = await app.aPerson(here, 'mentor', { name: 'Eli' })
  expect((await app.as(coordinator)(bookMeeting, host(eli.personId))).host?.name).toBe('Eli')
  await app.as(person)(addExclusion, { params, body: { id: id(), personId: eli.personId } })
  expect(await app.refusal(coordinator, bookMeeting, host(eli.personId))).toBe('limits_not_met')
  // Her own mentor does not learn by a refusal that she is on the list.
  await app.as(person)(addExclusion, { params, body: { id: id(), personId: dana.personId } })
  expect(await app.refusal(dana, bookMeeting, host(dana.personId))).toBeUndefined()
})

test('booked twice by the same id it is there once; with another time the id is refused; the past cannot be booked', async () => {
  const { person, params } = await matched()
  const body = booking()
  await app.as(person)(bookMeeting, { params, body })
  await app.as(person)(bookMeeting, { params, body })
  expect((await app.as(person)(listOccurrences, { params })).items).toHaveLength(1)
  expect(await app.refusal(person, bookMeeting, { params, body: { ...body, time: '19:00' } })).toBe('id_taken')
  expect(await app.refusal(person, bookMeeting, { params, body: booking({ day: '2026-10-18' }) })).toBe(
    'not_possible_now',
  )
})

test('one meeting of a series is moved or cancelled alone, or the rest with it', async () => {
  const { person, params } = await matched()
  const body = booking({ everyWeeks: 1 })
  await app.as(person)(bookMeeting, { params, body })
  const moved = await app.as(dana)(moveMeeting, {
    params: { id: body.id },
    body: { id: id(), version: 1, day: '2026-10-22', time: '12:00' },
  })
  expect(moved).toMatchObject({ day: '2026-10-22', time: '12:00', minutes: 45, place: 'Library', status: 'planned' })
  expect(
    await app.refusal(dana, moveMeeting, {
      params: { id: body.id },
      body: { id: id(), version: 1, day: '2026-10-23', time: '12:00' },
    }),
  ).toBe('stale_version')
  const days = async () => (await app.as(person)(listOccurrences, { params })).items.map((item) => item.day)
  expect(await days()).toEqual(['2026-10-22', '2026-10-27', '2026-11-03', '2026-11-10'])
  const second = (await app.as(person)(listOccurrences, { params })).items[2]!
  await app.as(person)(cancelMeeting, {
    params: { id: second.id },
    body: { version: second.version, scope: 'from_here_on' },
  })
  expect(await days()).toEqual(['2026-10-22', '2026-10-27'])
  expect(
    await app.refusal(person, cancelMeeting, {
      params: { id: second.id },
      body: { version: second.version + 1, scope: 'this_one' },
    }),
  ).toBe('not_possible_now')
})

test('a night job keeps a series planned eight weeks ahead, and makes nothing twice', async () => {
  const { person, params } = await matched()
  await app.as(person)(bookMeeting, { params, body: booking({ everyWeeks: 1 }) })
  const count = async () =>
    (await app.as(person)(listOccurrences, { params, query: { until: '2027-03-01' } })).items.length
  expect(await count()).toBe(8)
  app.clock.forward({ hours: 24 * 14 })
  await app.runJob('calendar-plan-ahead')
  await app.runJob('calendar-plan-ahead')
  app.clock.moveTo(NOW)
  expect(await count()).toBe(10)
})

test('the first group of the next day stands on the invitation, without its link', async () => {
  const body = group({ way: 'video', place: null, link: 'https://meet.example/room' })
  await app.as(coordinator)(openGroup, { body })
  const { code } = await app.as(coordinator)(makeInvitation, {
    body: { id: id(), label: 'Poster', uses: 'many', days: null },
  })
  const { firstGroup } = await app.as(undefined)(openInvitation, { params: { code } })
  expect(firstGroup).toMatchObject({
    groupId: body.id,
    name: { es: 'Grupo del martes' },
    day: '2026-10-20',
    time: '09:00',
    kidsWelcome: true,
    place: null,
  })
  expect(JSON.stringify(firstGroup)).not.toContain('meet.example')
  await app.as(coordinator)(cancelSession, { params: { id: firstGroup!.occurrenceId }, body: { version: 1 } })
  expect((await app.as(undefined)(openInvitation, { params: { code } })).firstGroup).toBeNull()
  await app.as(coordinator)(openGroup, { body: group({ isOpen: false }) })
  expect((await app.as(undefined)(openInvitation, { params: { code } })).firstGroup).toBeNull()
})

test('a changed group changes what lies ahead; what was cancelled stays cancelled', async () => {
  const body = group({ time: '17:00' })
  await app.as(coordinator)(openGroup, { body })
  const mine = async () => (await app.as(dana)(listMyCalendar, {})).items.filter((item) => item.seriesId === body.id)
  await app.as(coordinator)(cancelSession, { params: { id: (await mine())[1]!.id }, body: { version: 1 } })
  const { id: _, ...fields } = body
  const changed = await app.as(coordinator)(changeGroup, {
    params: { id: body.id },
    body: { version: 1, ...fields, time: '18:30' },
  })
  expect(changed).toMatchObject({ time: '18:30', version: 2, facilitator: { name: 'Dana' } })
  expect((await mine()).map((item) => [item.day, item.time])).toEqual([
    ['2026-10-20', '18:30'],
    ['2026-11-03', '18:30'],
    ['2026-11-10', '18:30'],
  ])
  expect(
    await app.refusal(coordinator, changeGroup, { params: { id: body.id }, body: { version: 1, ...fields } }),
  ).toBe('stale_version')
  expect((await app.as(dana)(listGroups)).items.find((one) => one.id === body.id)!.next).toMatchObject({
    day: '2026-10-20',
    time: '18:30',
  })
})

test('whoever is too late with a change of a group is told by whom it was changed', async () => {
  const body = group()
  await app.as(coordinator)(openGroup, { body })
  const rosa = await app.aPerson(here, 'supervisor', { name: 'Rosa' })
  const { id: _, ...fields } = body
  const params = { id: body.id }
  app.clock.moveTo('2026-10-19T14:01:00Z')
  await app.as(rosa)(changeGroup, { params, body: { version: 1, ...fields, place: 'Room 3' } })
  const refused = await app
    .as(coordinator)(changeGroup, { params, body: { version: 1, ...fields, time: '11:00' } })
    .catch((error: CallError) => error)
  expect(refused).toBeInstanceOf(CallError)
  expect((refused as CallError).problem).toMatchObject({ code: 'stale_version', detail: 'Rosa changed it.' })
  const [kept] = (await app.as(coordinator)(listGroups)).items.filter((one) => one.id === body.id)
  expect(kept).toMatchObject({ place: 'Room 3', time: '09:00', firstDay: '2026-10-20', version: 2 })
})

test('a group that ends before it begins, or is led twice by one person, is refused by field', async () => {
  const fieldsOf = async (over: object) =>
    app
      .as(coordinator)(openGroup, { body: group(over) })
      .then(() => null)
      .catch((error: CallError) => Object.keys(error.problem.fields ?? {}))
  expect(await fieldsOf({ untilDay: '2026-10-19' })).toEqual(['untilDay'])
  expect(await fieldsOf({ coFacilitatorId: dana.personId })).toEqual(['coFacilitatorId'])
  expect(await fieldsOf({ untilDay: '2026-10-20', coFacilitatorId: ana.personId })).toBeNull()
})

test('the sessions of a group that lie ahead are listed with those that were cancelled', async () => {
  const body = group({ untilDay: '2026-11-03' })
  await app.as(coordinator)(openGroup, { body })
  const list = async () => (await app.as(coordinator)(listSessions, { params: { id: body.id } })).items
  const [, second] = await list()
  await app.as(coordinator)(cancelSession, { params: { id: second!.id }, body: { version: second!.version } })
  expect((await list()).map(({ day, status }) => [day, status])).toEqual([
    ['2026-10-20', 'planned'],
    ['2026-10-27', 'cancelled'],
    ['2026-11-03', 'planned'],
  ])
  expect(await app.refusal(outsider, listSessions, { params: { id: body.id } })).toBe('not_found')
  expect(await app.refusal(dana, listSessions, { params: { id: body.id } })).toBe('not_allowed')
})

test('attendance is written by list by whoever leads the group, and replaces the list before it', async () => {
  const body = group({ time: '10:15', firstDay: '2026-10-19' })
  await app.as(coordinator)(openGroup, { body })
  const session = (await app.as(dana)(listMyCalendar, {})).items.find((item) => item.seriesId === body.id)!
  // Fifteen minutes before it begins, the desk's page of the group already offers its list.
  const { begun } = await app.as(coordinator)(listSessions, { params: { id: body.id } })
  expect(begun).toMatchObject([{ id: session.id, day: '2026-10-19' }])
  const { person: rosa } = await matched()
  const { person: luz } = await matched('Luz')
  const params = { id: session.id }
  const list = (...people: [TestPerson, 'came' | 'could_not_come'][]) => ({
    people: people.map(([person, status]) => ({ personId: person.personId, status })),
  })
  await app.as(dana)(recordAttendance, { params, body: list([rosa, 'came'], [luz, 'came']) })
  const after = await app.as(dana)(recordAttendance, { params, body: list([rosa, 'came']) })
  expect(after).toMatchObject({
    occurrence: { status: 'held' },
    people: [{ person: { name: 'Rosa' }, status: 'came' }],
  })
  expect(await app.refusal(ana, getAttendance, { params })).toBe('not_found')
  expect(await app.refusal(dana, recordAttendance, { params, body: list([outsider, 'came']) })).toBe('not_found')
  const next = (await app.as(dana)(listMyCalendar, {})).items.filter((item) => item.seriesId === body.id)[1]!
  expect(await app.refusal(dana, recordAttendance, { params: { id: next.id }, body: list([rosa, 'came']) })).toBe(
    'future_day',
  )
  // Next week the list begins with who came before.
  expect((await app.as(dana)(getAttendance, { params: { id: next.id } })).people).toMatchObject([
    { person: { name: 'Rosa' }, status: null },
  ])
})

test('who leads a group with another writes its list too; a meeting of two has none, nor has a session that was cancelled', async () => {
  const body = group({ time: '10:15', firstDay: '2026-10-19', coFacilitatorId: ana.personId })
  await app.as(coordinator)(openGroup, { body })
  const { person: rosa, params } = await matched()
  const [session] = (await app.as(coordinator)(listSessions, { params: { id: body.id } })).items
  const came = { people: [{ personId: rosa.personId, status: 'came' as const }] }
  expect((await app.as(ana)(recordAttendance, { params: { id: session!.id }, body: came })).people).toMatchObject([
    { status: 'came' },
  ])
  const meeting = booking({ day: '2026-10-19', time: '10:15' })
  await app.as(rosa)(bookMeeting, { params, body: meeting })
  // It is in Dana's calendar, in no other mentor's, and no session that the desk could cancel.
  const isIn = async (reader: TestPerson) =>
    (await app.as(reader)(listMyCalendar, {})).items.some((item) => item.id === meeting.id)
  expect([await isIn(dana), await isIn(ana), await isIn(coordinator)]).toEqual([true, false, true])
  expect(await app.refusal(coordinator, cancelSession, { params: { id: meeting.id }, body: { version: 1 } })).toBe(
    'not_found',
  )
  const past = { id: id(), version: 1, day: '2026-10-18', time: '10:15' }
  expect(await app.refusal(rosa, moveMeeting, { params: { id: meeting.id }, body: past })).toBe('not_possible_now')
  for (const reader of [dana, coordinator])
    expect(await app.refusal(reader, recordAttendance, { params: { id: meeting.id }, body: came })).toBe('not_found')
  const other = group({ time: '10:20', firstDay: '2026-10-19' })
  await app.as(coordinator)(openGroup, { body: other })
  const [first] = (await app.as(coordinator)(listSessions, { params: { id: other.id } })).items
  await app.as(coordinator)(cancelSession, { params: { id: first!.id }, body: { version: first!.version } })
  expect(await app.refusal(dana, recordAttendance, { params: { id: first!.id }, body: came })).toBe('not_possible_now')
})

test('to another organization no meeting, group or list of hers exists', async () => {
  const { person, params } = await matched()
  const body = booking()
  await app.as(person)(bookMeeting, { params, body })
  const opened = group()
  await app.as(coordinator)(openGroup, { body: opened })
  const session = (await app.as(dana)(listMyCalendar, {})).items.find((item) => item.seriesId === opened.id)!
  const { id: _, ...fields } = opened
  expect(
    await Promise.all([
      app.refusal(outsider, listOccurrences, { params }),
      app.refusal(outsider, bookMeeting, { params, body: booking() }),
      app.refusal(outsider, moveMeeting, {
        params: { id: body.id },
        body: { id: id(), version: 1, day: '2026-10-25', time: '10:00' },
      }),
      app.refusal(outsider, cancelMeeting, { params: { id: body.id }, body: { version: 1, scope: 'this_one' } }),
      app.refusal(outsider, changeGroup, {
        params: { id: opened.id },
        body: { version: 1, ...fields, facilitatorId: null },
      }),
      app.refusal(outsider, cancelSession, { params: { id: session.id }, body: { version: 1 } }),
      app.refusal(outsider, getAttendance, { params: { id: session.id } }),
      app.refusal(outsider, recordAttendance, { params: { id: session.id }, body: { people: [] } }),
      app.refusal(outsider, openGroup, { body: group() }),
    ]),
  ).toEqual(Array(9).fill('not_found'))
  expect((await app.as(outsider)(listMyCalendar, {})).items).toEqual([])
  expect((await app.as(outsider)(listGroups)).items).toEqual([])
  // Another mentor of the same program does not see her meetings either.
  expect(await app.refusal(ana, listOccurrences, { params })).toBe('not_found')
  expect(
    await app.refusal(ana, moveMeeting, {
      params: { id: body.id },
      body: { id: id(), version: 1, day: '2026-10-25', time: '10:00' },
    }),
  ).toBe('not_found')
})
