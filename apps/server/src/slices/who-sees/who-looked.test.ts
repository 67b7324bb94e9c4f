import { getAttendance, listMyCalendar, listSessions, openGroup, recordAttendance } from '@cairn/contract/calendar.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { listNotGreeted } from '@cairn/contract/greetings.ts'
import { listWaiting } from '@cairn/contract/matching.ts'
import { saveMyDays } from '@cairn/contract/outcomes.ts'
import { findPeople, getPerson, listPeople } from '@cairn/contract/people.ts'
import { listWhoLooked } from '@cairn/contract/who-sees.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let maya: TestPerson
beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization()
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa' })
  maya = await app.aPerson(here, 'coordinator', { name: 'Maya' })
})
afterAll(() => app.close())

const looks = async (person = rosa) =>
  (await app.as(person)(listWhoLooked, { query: {} })).items.map(({ by, act, action }) => [by, act, action])

test('whoever had her in a list has looked, once in ten minutes for each kind of list', async () => {
  const eve = await app.aPerson(here, 'participant', { name: 'Eve' })
  const desk = app.as(maya)
  for (let i = 0; i < 3; i++) {
    await desk(listPeople, { query: { status: 'active', limit: 50 } })
    await desk(findPeople, { body: { text: 'Rosa' } })
  }
  expect(await looks()).toEqual([['Maya', 'read', 'people.list']])
  app.clock.forward({ minutes: 11 })
  await desk(findPeople, { body: { text: 'Eve' } })
  await desk(getPerson, { params: { id: rosa.personId } })
  expect(await looks()).toEqual([
    ['Maya', 'read', 'card.read'],
    ['Maya', 'read', 'people.list'],
  ])
  expect((await looks(eve)).length).toBe(2)
})

test('a group’s list, a hello that is due and the waiting list are looks too', async () => {
  const ana = await app.aPerson(here, 'participant', { name: 'Ana' })
  const group = {
    id: newId(app.clock.now()),
    name: { en: 'Group', es: 'Grupo' },
    languages: ['en' as const],
    firstDay: '2026-06-01',
    time: '18:00',
    timeZone: 'America/New_York',
    minutes: 60,
    way: 'in_person' as const,
    facilitatorId: maya.personId,
  }
  await app.as(maya)(openGroup, { body: group })
  const session = (await app.as(maya)(listSessions, { params: { id: group.id } })).items[0]!
  app.clock.moveTo('2026-06-01T22:30:00Z')
  await app.as(maya)(recordAttendance, {
    params: { id: session.id },
    body: { people: [{ personId: ana.personId, status: 'came' }] },
  })
  app.clock.forward({ minutes: 11 })
  await app.as(maya)(getAttendance, { params: { id: session.id } })
  await app.as(maya)(listNotGreeted)
  await app.as(maya)(listWaiting, {})
  await app.as(maya)(listMyCalendar, { query: {} })
  expect((await looks(ana)).map((look) => look.join(' ')).toSorted()).toEqual([
    'Maya read attendance.write',
    'Maya read waiting.read',
    'Maya write attendance.write',
  ])
})

test('the door past the rules of the audit opens on the asking person’s own rows, in her own program', async () => {
  const elsewhere = await app.anOrganization()
  const subjects = async (organizationId: string, personId?: string) => {
    const { rows } = await app.inside(
      organizationId,
      ({ tx }) =>
        sql<{ subject: string | null }>`select distinct subject_id as subject from audit_about_me()`.execute(tx),
      { ...(personId && { personId }) },
    )
    return rows.map((row) => row.subject)
  }
  expect((await subjects(here, rosa.personId)).toSorted()).toEqual([rosa.personId, null].toSorted())
  expect(await subjects(here)).toEqual([])
  expect(await subjects(here, newId(app.clock.now()))).toEqual([])
  expect(await subjects(elsewhere, rosa.personId)).toEqual([])
})

test('a check-in of her own cannot lie before she came, and no day of use two years before that', async () => {
  app.clock.moveTo('2026-06-05T15:00:00Z')
  const nia = await app.aPerson(here, 'participant', { name: 'Nia', enrolledOn: '2026-06-01' })
  const at = (day: string) => app.refusal(nia, addCheckIn, { body: aCheckIn(app, { day }) })
  expect(await at('1950-01-01')).toBe('invalid_input')
  expect(await at('2026-05-30')).toBe('invalid_input')
  expect(await at('2026-05-31')).toBeUndefined()
  const told = (day: string) =>
    app.refusal(nia, saveMyDays, {
      body: {
        id: newId(app.clock.now()),
        recordedAt: '2026-06-05T15:00:00Z',
        zone: 'America/New_York',
        day: '2026-06-05',
        askId: null,
        days: [{ day, state: 'not_used' }],
      },
    })
  expect(await told('1900-01-01')).toBe('invalid_input')
  expect(await told('2024-05-01')).toBe('invalid_input')
  expect(await told('2025-01-01')).toBeUndefined()
})
