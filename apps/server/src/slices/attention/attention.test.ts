import {
  closeItem,
  getAttentionHealth,
  giveItem,
  listTakers,
  snoozeItem,
  takeItem,
  undoAct,
} from '@cairn/contract/attention.ts'
import { getBoard, getBoardPanel } from '@cairn/contract/board.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { listNotices, seeNotices } from '@cairn/contract/notifications.ts'
import { addShift, raiseSafety } from '@cairn/contract/safety.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { SLICES } from '../../slices.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import { attentionDue } from './due.ts'
import { reconcile } from './reconcile.ts'
import { lookNow, sweep } from './watch.ts'

const MONDAY = '2026-06-01T15:00:00Z' // 11:00 in New York
const SIGNALS = SLICES.flatMap((slice) => slice.signals ?? [])

let app: TestApp
let organization: string
let rosa: TestPerson
let dana: TestPerson
let maya: TestPerson
let sol: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: MONDAY })
})
afterAll(async () => app.close())

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  organization = await app.anOrganization()
  rosa = await app.aPerson(organization, 'participant', { name: 'Rosa' })
  dana = await app.aPerson(organization, 'mentor', { name: 'Dana' })
  maya = await app.aPerson(organization, 'coordinator', { name: 'Maya' })
  sol = await app.aPerson(organization, 'supervisor', { name: 'Sol' })
})

const withMentor = () => standsBeside(app, dana, rosa)

const asks = (needs: ('call' | 'ride')[], mood = 2) =>
  app.as(rosa)(addCheckIn, { body: aCheckIn(app, { needs, mood }) })

const board = (person = maya, query: { whose?: 'mine' | 'all'; only?: 'windows_closing' | 'need_a_person' } = {}) =>
  app.as(person)(getBoard, { query })
const act = () => newId(app.clock.now())
const lineOf = async (person = maya) => (await board(person)).lines.find((line) => line.person.id === rosa.personId)

test('what she asks for is on the board when her check-in is answered, with nobody as its owner', async () => {
  await asks(['call'])
  const line = await lineOf()
  expect([line!.first.reason, line!.first.owner, line!.group, line!.more]).toEqual([
    'asked for a call',
    null,
    'asked',
    0,
  ])
  expect(line!.first.reason.split(' ').length).toBeLessThanOrEqual(8)
})

test('her mentor has it first: the coordinator sees it when it is overdue in staffed hours, not before', async () => {
  await withMentor()
  await asks(['call'])
  expect(await lineOf()).toBeUndefined()
  const today = await app.as(dana)(getMentorToday, {})
  expect(today.people[0]!.need!.items[0]!.reason).toBe('asked for a call')
  app.clock.forward({ hours: 4 })
  await app.runJob('attention-look')
  const line = await lineOf()
  expect([line!.group, line!.level, line!.first.overdue]).toEqual(['overdue', 'now', true])
})

test('eight reconciles at once open one item and notify once', async () => {
  await withMentor()
  await asks(['call'])
  await app.owner.query('delete from notifications where organization_id = $1', [organization])
  await app.owner.query('delete from attention_items where organization_id = $1', [organization])
  const opened = await Promise.all(
    Array.from({ length: 8 }, () =>
      app
        .inside(organization, (ctx) => attentionDue(ctx, [rosa.personId]))
        .then(() => lookNow(app.services, organization)),
    ),
  )
  expect(opened).toHaveLength(8)
  const { rows } = await app.owner.query(
    `select (select count(*)::int from attention_items where organization_id = $1 and signal = 'asked_for_call') as items, (select count(*)::int from notifications where organization_id = $1 and recipient_id = $2) as notices, (select count(*)::int from attention_due where organization_id = $1) as due`,
    [organization, dana.personId],
  )
  expect(rows[0]).toEqual({ items: 1, notices: 1, due: 0 })
})

test('eight reconciles of the same subjects at once, in any order, neither open twice nor wait for each other in a ring', async () => {
  const others = await Promise.all(Array.from({ length: 5 }, () => app.aPerson(organization, 'participant')))
  await asks(['call', 'ride'])
  await app.owner.query('delete from attention_items where organization_id = $1', [organization])
  const ids = [rosa, ...others].map((person) => person.personId)
  const runs = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      app.services.database.transaction({ organizationId: organization }, (tx) =>
        reconcile(
          {
            tx,
            now: app.clock.now(),
            vault: app.services.vault,
            language: 'en',
            requestId: 'test',
            afterCommit: () => {},
            actor: { accountId: '', organizationId: organization, personId: '', role: 'coordinator', roles: [] },
          },
          SIGNALS.filter((signal) => signal.name.startsWith('ask_window')),
          i % 2 ? ids : [...ids].reverse(),
        ),
      ),
    ),
  )
  expect(runs).toHaveLength(8)
})

test('a cheerful check-in never closes what was asked before, and a closed episode never opens again', async () => {
  await asks(['call'])
  const item = (await lineOf())!.first
  app.clock.forward({ minutes: 5 })
  await asks([], 5)
  expect((await lineOf())!.first.id).toBe(item.id)
  await app.as(maya)(closeItem, { params: { id: item.id }, body: { id: act(), outcome: 'reached', toId: null } })
  await app.runJob('attention-sweep')
  expect(await lineOf()).toBeUndefined()
})

test('a state closes itself when it is over, and the sweep finds nothing to correct', async () => {
  await withMentor()
  await app.inside(organization, (ctx) =>
    ctx.tx
      .updateTable('participants')
      .set({ enrolledOn: '2026-04-15' })
      .where('organizationId', '=', organization)
      .where('id', '=', rosa.personId)
      .execute(),
  )
  await app.inside(organization, (ctx) => attentionDue(ctx, [rosa.personId]))
  await lookNow(app.services, organization)
  expect((await board(maya, { only: 'windows_closing' })).lines).toHaveLength(1)
  await app.owner.query(`update asks set ended_at = $2 where organization_id = $1 and participant_id = $3`, [
    organization,
    MONDAY,
    rosa.personId,
  ])
  // Nobody said that this changed: the sweep closes it and counts it.
  expect(await sweep(app.services, organization)).toMatchObject({ corrections: 1 })
  expect((await board(maya, { only: 'windows_closing' })).lines).toHaveLength(0)
  expect(await sweep(app.services, organization)).toMatchObject({ corrections: 0 })
  expect((await app.as(maya)(getAttentionHealth, {})).corrections).toBe(0)
})

test('take, give, later, done and undo move one line; the same act sent twice is one', async () => {
  await withMentor()
  await app.inside(organization, (ctx) =>
    ctx.tx
      .updateTable('mentors')
      .set({ awayFrom: '2026-05-30', awayUntil: '2026-06-05' })
      .where('organizationId', '=', organization)
      .where('id', '=', dana.personId)
      .execute(),
  )
  await asks(['call'])
  const id = (await lineOf())!.first.id
  const taken = act()
  for (let i = 0; i < 2; i++)
    expect((await app.as(maya)(takeItem, { params: { id }, body: { id: taken } })).item!.owner!.name).toBe('Maya')
  expect(await app.refusal(maya, giveItem, { params: { id }, body: { id: taken, toId: sol.personId } })).toBe(
    'id_taken',
  )
  const takers = await app.as(maya)(listTakers, { params: { id } })
  expect(takers.items.map((taker) => [taker.person.name, taker.free])).toEqual([
    ['Dana', 3],
    ['Maya', null],
    ['Sol', null],
  ])
  await app.as(maya)(giveItem, { params: { id }, body: { id: act(), toId: sol.personId } })
  expect(await lineOf()).toBeUndefined()
  expect((await lineOf(sol))!.first.owner!.name).toBe('Sol')
  const done = act()
  expect(
    (await app.as(sol)(closeItem, { params: { id }, body: { id: done, outcome: 'not_needed', toId: null } })).item,
  ).toBeNull()
  expect(await lineOf(sol)).toBeUndefined()
  expect(await app.refusal(maya, undoAct, { params: { id: done } })).toBe('not_found')
  app.clock.forward({ seconds: 9 })
  await app.as(sol)(undoAct, { params: { id: done } })
  expect((await lineOf(sol))!.first.id).toBe(id)
  const later = act()
  await app.as(sol)(snoozeItem, {
    params: { id },
    body: {
      id: later,
      until: app.clock.now().add({ hours: 48 }).toString(),
      reason: 'At her sister’s until Wednesday',
    },
  })
  expect(await lineOf(sol)).toBeUndefined()
  app.clock.forward({ seconds: 11 })
  expect(await app.refusal(sol, undoAct, { params: { id: later } })).toBe('not_possible_now')
  app.clock.forward({ hours: 48 })
  expect((await lineOf(sol))!.first.id).toBe(id)
})

test('what is closed is acted on no more, nobody takes what was not offered, and an act that another followed stays', async () => {
  await asks(['ride'])
  const params = { id: (await lineOf())!.first.id }
  const handed = { id: act(), outcome: 'handed_to' as const, toId: rosa.personId }
  expect(await app.refusal(maya, closeItem, { params, body: handed })).toBe('invalid_input')
  const first = act()
  await app.as(maya)(takeItem, { params, body: { id: first } })
  await app.as(sol)(takeItem, { params, body: { id: act() } })
  expect(await app.refusal(maya, undoAct, { params: { id: first } })).toBe('not_possible_now')
  await app.as(sol)(closeItem, { params, body: { id: act(), outcome: 'reached', toId: null } })
  expect(await app.refusal(maya, takeItem, { params, body: { id: act() } })).toBe('not_possible_now')
})

test('what came in for her mentor is read and marked as seen by her mentor alone', async () => {
  await withMentor()
  await asks(['call'])
  const [notice] = (await app.as(dana)(listNotices, {})).items
  expect((await app.as(maya)(listNotices, {})).items).toEqual([])
  await app.as(maya)(seeNotices, { body: { ids: [notice!.id] } })
  expect((await app.as(dana)(listNotices, {})).unseen).toBe(1)
  await app.as(dana)(seeNotices, { body: { ids: [notice!.id] } })
  expect((await app.as(dana)(listNotices, {})).unseen).toBe(0)
})

test('later is at most seven days; not reached comes back after the contact policy’s hours', async () => {
  await asks(['ride'])
  const id = (await lineOf())!.first.id
  expect(
    await app.refusal(maya, snoozeItem, {
      params: { id },
      body: {
        id: act(),
        until: app.clock
          .now()
          .add({ hours: 24 * 8 })
          .toString(),
        reason: 'too long',
      },
    }),
  ).toBe('invalid_input')
  const { item } = await app.as(maya)(closeItem, {
    params: { id },
    body: { id: act(), outcome: 'not_reached', toId: null },
  })
  expect([item!.tries, item!.snoozedUntil]).toEqual([1, '2026-06-02T15:00:00Z'])
  expect(await lineOf()).toBeUndefined()
  app.clock.moveTo('2026-06-02T15:00:01Z')
  expect((await lineOf())!.first.tries).toBe(1)
})

test('safety goes to whoever is on call at night, cannot wait, and closes only with who took over', async () => {
  await withMentor()
  app.clock.moveTo('2026-06-06T07:00:00Z') // Saturday, 3 in the morning
  const now = app.clock.now()
  await app.as(maya)(addShift, {
    body: {
      id: act(),
      personId: sol.personId,
      startsAt: now.subtract({ hours: 2 }).toString(),
      endsAt: now.add({ hours: 6 }).toString(),
      phone: null,
    },
  })
  const raised = await app.as(dana)(raiseSafety, {
    params: { id: rosa.personId },
    body: { id: act(), kind: 'may_die', at: now.toString(), note: null },
  })
  expect(raised.onCall!.name).toBe('Sol')
  const { rows } = await app.owner.query(
    `select recipient_id, channel from notifications where organization_id = $1 and is_safety order by channel`,
    [organization],
  )
  expect(rows).toEqual([
    { recipient_id: sol.personId, channel: 'app' },
    { recipient_id: sol.personId, channel: 'mail' },
  ])
  const line = (await lineOf())!
  expect([line.group, line.level, line.first.safety]).toEqual(['safety_without_owner', 'now', true])
  const { id } = line.first
  // Her mentor is offered for a call, and not for this.
  const takers = await app.as(maya)(listTakers, { params: { id } })
  expect(takers.items.map((taker) => taker.person.name)).toEqual(['Maya', 'Sol'])
  expect(
    await app.refusal(maya, snoozeItem, {
      params: { id },
      body: { id: act(), until: now.add({ hours: 1 }).toString(), reason: 'no' },
    }),
  ).toBe('not_possible_now')
  expect(
    await app.refusal(maya, closeItem, { params: { id }, body: { id: act(), outcome: 'reached', toId: null } }),
  ).toBe('invalid_input')
  await app.as(sol)(takeItem, { params: { id }, body: { id: act() } })
  app.clock.forward({ hours: 3 })
  await app.runJob('attention-look')
  expect((await lineOf())!.group).toBe('safety_overdue')
  const late = await app.owner.query(
    `select distinct recipient_id from notifications where organization_id = $1 and step = 'overdue'`,
    [organization],
  )
  expect(late.rows).toHaveLength(2)
  await app.as(sol)(closeItem, { params: { id }, body: { id: act(), outcome: 'handed_to', toId: maya.personId } })
  expect(await lineOf()).toBeUndefined()
})

test('a mail that cannot be delivered is shown on the board, never swallowed', async () => {
  await app.as(maya)(raiseSafety, {
    params: { id: rosa.personId },
    body: { id: act(), kind: 'other', at: app.clock.now().toString(), note: 'On the bridge' },
  })
  await app.runJob('deliver-mail')
  const { delivery } = await board()
  expect([delivery.healthy, delivery.failed, delivery.mailWorks]).toEqual([false, 2, false])
  expect(delivery.sentence).toContain('2 messages could not be delivered: to Maya and Sol')
  // It stays for as long as the matter is open, not for a day.
  app.clock.forward({ hours: 30 })
  await app.runJob('attention-look')
  await app.runJob('deliver-mail')
  expect((await board()).delivery.sentence).toContain('to Maya and Sol')
})

test('a scheduler that stopped is said on the board, and no longer when it looks again', async () => {
  await withMentor()
  await asks(['call'])
  expect((await board()).delivery).toMatchObject({ healthy: true, stoppedSince: null })
  app.clock.forward({ hours: 5 }) // the call was due after four; nobody looked
  const { delivery } = await board()
  expect([delivery.healthy, delivery.stoppedSince]).toEqual([false, '2026-06-01T19:00:00Z'])
  expect(delivery.sentence).toMatch(/^Nothing was looked at or sent since Jun 1, 3:00.PM\./)
  await app.runJob('attention-look')
  expect((await board()).delivery).toMatchObject({ healthy: true, stoppedSince: null })
})

test('a mail that nobody even tries to send is a scheduler that stopped', async () => {
  await app.as(maya)(raiseSafety, {
    params: { id: rosa.personId },
    body: { id: act(), kind: 'other', at: app.clock.now().toString(), note: null },
  })
  app.clock.forward({ minutes: 6 })
  expect((await board()).delivery.stoppedSince).toBe(MONDAY)
  await app.runJob('deliver-mail')
  expect((await board()).delivery.stoppedSince).toBeNull()
})

test('the header counts the whole program and its filters show it, while the list asks only for what is mine and nobody’s', async () => {
  await withMentor()
  await asks(['call'])
  const mine = await board()
  expect([mine.lines, mine.counts.need_a_person]).toEqual([[], 1])
  expect((await board(maya, { only: 'need_a_person' })).lines.map((line) => line.person.name)).toEqual(['Rosa'])
  expect((await board()).counts.windows_closing).toBe(0)
  await app.owner.query(
    `insert into asks (organization_id, id, participant_id, ask_day, about_from, about_to, opens_on, due_on, closes_on)
     values ($1, gen_random_uuid(), $2, 30, '2026-05-01', '2026-05-30', '2026-05-15', '2026-05-15', '2026-06-05')`,
    [organization, rosa.personId],
  )
  expect((await board()).counts.windows_closing).toBe(1)
})

test('one line a person, in the order of the board, with what else is open behind a number', async () => {
  const eve = await app.aPerson(organization, 'participant', { name: 'Eve' })
  await asks(['ride', 'call'])
  app.clock.forward({ minutes: 1 })
  await app.as(maya)(raiseSafety, {
    params: { id: eve.personId },
    body: { id: act(), kind: 'other', at: app.clock.now().toString(), note: null },
  })
  const { lines, counts } = await board()
  expect(lines.map((line) => [line.person.name, line.group, line.more])).toEqual([
    ['Eve', 'safety_without_owner', 0],
    ['Rosa', 'asked', 1],
  ])
  expect(counts.need_a_person).toBe(2)
  const panel = await app.as(maya)(getBoardPanel, { params: { id: rosa.personId } })
  expect(panel.items.map((item) => item.reason)).toEqual(['asked for a call', 'asked for a ride'])
  expect(panel.checkIns).toBeNull()
})

test('a mentor acts on her own people’s items and finds nobody else’s', async () => {
  await asks(['call'])
  const id = (await lineOf())!.first.id
  expect(await app.refusal(dana, takeItem, { params: { id }, body: { id: act() } })).toBe('not_found')
  await withMentor()
  expect(await app.refusal(dana, takeItem, { params: { id }, body: { id: act() } })).toBeUndefined()
})
