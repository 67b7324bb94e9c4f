import { getBoard } from '@cairn/contract/board.ts'
import { listGroups } from '@cairn/contract/calendar.ts'
import { listMyCheckIns } from '@cairn/contract/check-ins.ts'
import { listFollowUps } from '@cairn/contract/follow-ups.ts'
import { getSignInOptions } from '@cairn/contract/identity.ts'
import { openInvitation } from '@cairn/contract/invitations.ts'
import { listWaiting } from '@cairn/contract/matching.ts'
import { getMyMentor, listMyPeople } from '@cairn/contract/mentoring.ts'
import { getMyDays, getMyPath } from '@cairn/contract/outcomes.ts'
import { getPerson, listPeople } from '@cairn/contract/people.ts'
import { getAnswer, getServed } from '@cairn/contract/study.ts'
import { listTalks } from '@cairn/contract/talks.ts'
import { getMentorToday, getMyToday } from '@cairn/contract/today.ts'
import { listWhoLooked } from '@cairn/contract/who-sees.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts'
import { DEMO_PASSWORD, demoEmail } from './demo-program.ts'
import { type LoadedDemo, loadDemo } from './load-demo.ts'
import { DEMO_JOIN_CODE } from './write-organization.ts'

let app: TestApp
let demo: LoadedDemo
let personas: Record<string, { accountId: string; name: string }>
const TODAY = '2026-11-23'

beforeAll(async () => {
  app = await openTestApp({ now: '2026-11-23T15:20:00Z' })
  demo = await loadDemo(app.services, () => {})
  const { rows } = await app.owner.query('select settings from organizations where id = $1', [demo.organizationId])
  personas = rows[0].settings.demoPersonas
}, 120_000)
afterAll(() => app.close())

const keyOf = (role: Role): string =>
  role === 'participant'
    ? demo.cast.participant.key
    : role === 'mentor'
      ? demo.cast.mentor.key
      : demo.rows.staff.find((one) => one.role === role)!.key

const persona = (role: Role): TestPerson => ({
  organizationId: demo.organizationId,
  personId: demo.personId(keyOf(role)),
  accountId: personas[role]!.accountId,
  role,
  name: personas[role]!.name,
})

test('the board is full at first sight, one line a person, and nobody was told by mail', async () => {
  const board = await app.as(persona('coordinator'))(getBoard, { query: { whose: 'all' } })
  expect(board.lines.length).toBeGreaterThan(10)
  expect(new Set(board.lines.map((line) => line.person.id)).size).toBe(board.lines.length)
  expect(board.counts.not_greeted).toBeGreaterThan(0)
  expect(board.counts.windows_closing).toBeGreaterThan(0)
  expect(board.counts.away_without_cover).toBeGreaterThan(0)
  expect(board.firstDay).toBe(false)
  expect(await app.countRows('notifications')).toBe(0)
  const { rows } = await app.owner.query(`select signal from attention_items where closed_at is null group by signal`)
  expect(rows.map((row) => row.signal)).toEqual(
    expect.arrayContaining([
      'not_greeted',
      'match_waiting',
      'ask_window_opens',
      'no_talk',
      'mentor_away_without_cover',
    ]),
  )
})

test('what was told or asked for long ago waits for nobody', async () => {
  const { rows } = await app.owner.query(
    `select count(*)::int as old from attention_items where kind = 'event' and closed_at is null and since < '2026-11-21T15:20:00Z'`,
  )
  expect(rows[0].old).toBe(0)
})

test('the participant has a mentor, something due, talks in her language, a path and people who looked', async () => {
  const rosa = persona('participant')
  expect(rosa.name).toMatch(/^Rosa/)
  const call = app.as(rosa, 'es')
  const today = await call(getMyToday, { query: { day: TODAY } })
  expect(today.mentor?.name).toMatch(/^Dana/)
  expect(today.due).not.toBeNull()
  expect((await call(getMyMentor)).relationship?.stage).toBe('active')
  expect((await call(listTalks, { params: { id: rosa.personId }, query: {} })).items.length).toBeGreaterThan(3)
  expect((await call(listMyCheckIns, { query: {} })).items.length).toBeGreaterThan(5)
  expect((await call(getMyPath, { query: { today: TODAY } })).daysInRecovery).toBeGreaterThan(20)
  expect((await call(getMyDays, { query: { today: TODAY } })).known.length).toBeGreaterThan(0)
  expect(JSON.stringify(await call(listWhoLooked, { query: {} }))).toContain('Dana')
})

test('her mentor has several people, and today says who needs her', async () => {
  const dana = persona('mentor')
  const people = await app.as(dana)(listMyPeople)
  expect(people.items.filter((line) => line.tie === 'mentor').length).toBeGreaterThan(1)
  expect(people.items.map((line) => line.person.id)).toContain(persona('participant').personId)
  expect((await app.as(dana)(getMentorToday)).people.length).toBe(people.items.length)
})

test('the coordinator finds everybody, who waits, the windows, and the groups', async () => {
  const call = app.as(persona('coordinator'))
  expect((await call(listPeople, { query: { limit: 200 } })).items.length).toBe(200)
  expect((await call(listWaiting, { query: {} })).total).toBeGreaterThan(5)
  const open = await call(listFollowUps, { query: { show: 'open' } })
  expect(open.items.length).toBeGreaterThan(10)
  expect(open.meter.length).toBeGreaterThan(3)
  const groups = await call(listGroups)
  expect(groups.items.length).toBe(2)
  expect(groups.items.every((group) => group.next !== null)).toBe(true)
  const person = await call(getPerson, { params: { id: persona('participant').personId } })
  expect(person.contact).not.toBeNull()
})

test('the study has counts of every year, and an answer that was computed from the records', async () => {
  const call = app.as(persona('evaluator'))
  const served = await call(getServed)
  const all = served.periods.at(-1)!
  expect(all.enrolled).toBe(240)
  expect(all.asked).toBeGreaterThan(Number(all.answered))
  const settled = demo.rows.asks.filter(
    (ask) => ask.end === 'none' || ask.end === 'event' || ask.end === 'declined',
  ).length
  expect(all.answered).toBe(settled)
  expect(served.followUp.map((row) => row.day)).toEqual([30, 90, 180, 365])
  const answer = await call(getAnswer)
  expect(answer.computation).toMatchObject({ stage: 'done', faults: [] })
  expect(answer.report).not.toBeNull()
  expect(answer.isOlderThanRecords).toBe(false)
})

test('every demo role signs in with its documented address and password', async () => {
  for (const role of Object.keys(personas)) {
    const reply = await app.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: demoEmail(role), password: DEMO_PASSWORD },
    })
    expect([role, reply.statusCode]).toEqual([role, 200])
  }
})

test('the front desk’s invitation opens with its code', async () => {
  const invitation = await app.as(undefined)(openInvitation, { params: { code: DEMO_JOIN_CODE } })
  expect(invitation.organizationName).toBe('Riverbend Recovery Community')
  expect(invitation.promise.length).toBe(2)
})

test('one-click roles are offered only where the demo is allowed', async () => {
  expect((await app.as(undefined)(getSignInOptions)).demoRoles).toEqual([])
})

test('a second loading is refused, and nothing is written twice', async () => {
  const before = await app.countRows('people')
  await expect(loadDemo(app.services, () => {})).rejects.toThrow('already here')
  expect(await app.countRows('people')).toBe(before)
})
