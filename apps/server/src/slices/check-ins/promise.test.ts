import { getAttentionHealth, takeItem } from '@cairn/contract/attention.ts'
import { getBoard, getBoardPanel } from '@cairn/contract/board.ts'
import { addCheckIn, listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import { getFollowUp, listFollowUps } from '@cairn/contract/follow-ups.ts'
import { listNotices } from '@cairn/contract/notifications.ts'
import { listToldUse, saveUseReport } from '@cairn/contract/outcomes.ts'
import { getPerson } from '@cairn/contract/people.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { listWhoLooked } from '@cairn/contract/who-sees.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { aProgram } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import { ensureAsks } from '../outcomes/index.ts'
import { openTie } from '../people/index.ts'

let app: TestApp

beforeAll(async () => {
  app = await openTestApp({ now: '2026-06-01T15:00:00Z' })
})
afterAll(async () => app.close())

interface World {
  rosa: TestPerson
  dana: TestPerson
  coordinator: TestPerson
  supervisor: TestPerson
  administrator: TestPerson
}

async function aWorld(settings: object = {}): Promise<World> {
  const { organization, rosa, dana, maya: coordinator } = await aProgram(app, { enrolledOn: '2026-05-02', settings })
  const supervisor = await app.aPerson(organization, 'supervisor', { name: 'Sol' })
  const administrator = await app.aPerson(organization, 'administrator', { name: 'Ada' })
  await app.inside(organization, (ctx) => ensureAsks(ctx, [rosa.personId]))
  return { rosa, dana, coordinator, supervisor, administrator }
}

const phone = { recordedAt: '2026-06-01T14:59:00Z', zone: 'America/New_York', day: '2026-06-01' }
const aboutMay = [{ from: '2026-05-03', to: '2026-06-01' }]

const checkIn = (use: 'no' | 'yes' | 'rather_not_say' | null, useReportId: string | null = null) =>
  aCheckIn(app, {
    mood: 4,
    urges: 2,
    stress: 2,
    useShown: true,
    use,
    useAbout: aboutMay,
    useReportId,
    askAgain: 'few_days',
    sharing: 'yes',
  })

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Everything that anybody but Rosa can read over the server and in the trail, with ids replaced by their order. */
async function whatOthersSee({ rosa, dana, coordinator, supervisor, administrator }: World): Promise<string> {
  const id = rosa.personId
  const seen: unknown[] = []
  for (const staff of [coordinator, supervisor]) {
    const call = app.as(staff)
    seen.push(
      await call(getBoard, { query: { whose: 'all' } }),
      await call(getBoardPanel, { params: { id } }),
      await call(getPerson, { params: { id } }),
      await call(listNotices, {}),
      await call(getAttentionHealth, {}),
    )
    const { items } = await call(listFollowUps, { query: { show: 'open' } })
    seen.push(items, await Promise.all(items.map((item) => call(getFollowUp, { params: { id: item.askId } }))))
    seen.push(await call(listFollowUps, { query: { show: 'closed' } }))
  }
  seen.push(
    await app.as(supervisor)(listToldUse, { params: { id } }),
    await app.as(dana)(listToldUse, { params: { id } }),
  )
  seen.push(
    await app.as(dana)(getMentorToday, {}),
    await app.as(dana)(listSharedCheckIns, { params: { id } }),
    await app.as(dana)(getPerson, { params: { id } }),
    await app.as(dana)(listNotices, {}),
  )
  const { rows: trail } = await app.owner.query(
    'select act, action, actor_role, array_length(record_ids, 1) as records from audit where organization_id = $1 order by recorded_at, actor_role, action, act',
    [rosa.organizationId],
  )
  const { rows: told } = await app.owner.query('select step, channel from notifications where organization_id = $1', [
    rosa.organizationId,
  ])
  const { rows: items } = await app.owner.query(
    'select signal, kind from attention_items where organization_id = $1 order by signal',
    [rosa.organizationId],
  )
  seen.push(trail, told, items, administrator.role)
  const order = new Map<string, number>()
  return JSON.stringify(seen, null, 1).replace(uuid, (found) => {
    if (!order.has(found)) order.set(found, order.size)
    return `id-${order.get(found)}`
  })
}

async function saysYes({ rosa }: World, parts: object, supervisorToldSaid = false): Promise<string> {
  const reportId = newId(app.clock.now())
  await app.as(rosa)(addCheckIn, { body: { ...checkIn('yes', reportId), supervisorToldSaid } })
  for (const [name, value] of Object.entries(parts))
    await app.as(rosa)(saveUseReport, {
      params: { id: reportId },
      body: { ...phone, supervisorToldSaid, [name]: value },
    })
  return reportId
}

test('before she chooses, and when she chooses nobody, nothing that anybody else can read differs between yes and no', async () => {
  const said = { no: await aWorld(), yes: await aWorld(), leaves: await aWorld() }
  await app.as(said.no.rosa)(addCheckIn, { body: checkIn('no') })
  await saysYes(said.yes, { mayKnow: 'nobody', days: ['2026-05-29'], substances: ['opioids'], course: 'still_going' })
  await saysYes(said.leaves, {})
  await app.runJob('attention-look')
  const no = await whatOthersSee(said.no)
  expect(await whatOthersSee(said.yes)).toBe(no)
  expect(await whatOthersSee(said.leaves)).toBe(no)
  expect(no).not.toContain('told_by_choice')
})

test('choosing Dana tells Dana, who reads asked for a call; to the coordinator it is a call, and to the supervisor as well', async () => {
  const world = await aWorld()
  await saysYes(world, { days: ['2026-05-31'], mayKnow: 'mentor' })
  const today = await app.as(world.dana)(getMentorToday, {})
  expect(today.people[0]!.need!.items.map(({ signal, reason }) => [signal, reason])).toContainEqual([
    'told_by_choice',
    'asked for a call',
  ])
  const told = await app.as(world.dana)(listToldUse, { params: { id: world.rosa.personId } })
  expect(told.items.map((report) => report.days)).toEqual([['2026-05-31']])
  for (const staff of [world.coordinator, world.supervisor]) {
    const board = await app.as(staff)(getBoard, { query: { whose: 'all' } })
    const panel = await app.as(staff)(getBoardPanel, { params: { id: world.rosa.personId } })
    expect(panel.items.map((item) => item.signal)).toContain('asked_for_call')
    expect(JSON.stringify([board, panel])).not.toContain('told_by_choice')
  }
  expect((await app.as(world.supervisor)(listToldUse, { params: { id: world.rosa.personId } })).items).toEqual([])
  const looked = await app.as(world.rosa)(listWhoLooked, { query: {} })
  expect(looked.items.map(({ by, action }) => [by, action])).toContainEqual(['Dana', 'use.read'])
})

test('choosing Dana and the safety lead opens it to both; a coordinator is refused at the door', async () => {
  const world = await aWorld()
  await saysYes(world, { mayKnow: 'mentor_and_safety_lead' })
  expect((await app.as(world.supervisor)(listToldUse, { params: { id: world.rosa.personId } })).items).toHaveLength(1)
  expect((await app.as(world.dana)(listToldUse, { params: { id: world.rosa.personId } })).items).toHaveLength(1)
  expect(await app.refusal(world.coordinator, listToldUse, { params: { id: world.rosa.personId } })).toBe('not_allowed')
})

test('the mentor who comes after the one she told learns nothing of it', async () => {
  const world = await aWorld()
  await saysYes(world, { mayKnow: 'mentor' })
  const next = await app.aPerson(world.rosa.organizationId, 'mentor', { name: 'Eli' })
  await app.inside(world.rosa.organizationId, async (ctx) => {
    await ctx.tx
      .updateTable('ties')
      .set({ until: ctx.now })
      .where('organizationId', '=', world.rosa.organizationId)
      .where('holderId', '=', world.dana.personId)
      .execute()
    await openTie(ctx, { kind: 'mentor', holderId: next.personId, subjectId: world.rosa.personId, basis: 'test' })
  })
  expect((await app.as(next)(listToldUse, { params: { id: world.rosa.personId } })).items).toEqual([])
  const today = await app.as(next)(getMentorToday, {})
  expect(JSON.stringify(today)).not.toContain('told_by_choice')
  expect(await app.refusal(world.dana, listToldUse, { params: { id: world.rosa.personId } })).toBe('not_found')
})

test('a policy that always tells a supervisor takes the third choice away, and tells the supervisor alone when she leaves the page', async () => {
  const world = await aWorld({ alwaysTellSupervisor: true })
  const reportId = await saysYes(world, {}, true)
  expect(
    await app.refusal(world.rosa, saveUseReport, {
      params: { id: reportId },
      body: { ...phone, supervisorToldSaid: true, mayKnow: 'nobody' },
    }),
  ).toBe('invalid_input')
  expect((await app.as(world.supervisor)(listToldUse, { params: { id: world.rosa.personId } })).items).toHaveLength(1)
  expect((await app.as(world.dana)(listToldUse, { params: { id: world.rosa.personId } })).items).toEqual([])
  const coordinator = await app.as(world.coordinator)(getBoard, { query: { whose: 'all' } })
  expect(coordinator.lines.filter((line) => line.group === 'asked')).toEqual([])
  const today = await app.as(world.dana)(getMentorToday, {})
  expect(today.people[0]!.need?.items.map((item) => item.signal) ?? []).not.toContain('told_by_choice')
})

test('what only the safety lead was told, nobody else can act on', async () => {
  const world = await aWorld({ alwaysTellSupervisor: true })
  await saysYes(world, { course: 'once' }, true)
  const { rows } = await app.owner.query(
    `select id from attention_items where organization_id = $1 and signal = 'told_by_choice'`,
    [world.rosa.organizationId],
  )
  const take = () => ({ params: { id: rows[0].id as string }, body: { id: newId(app.clock.now()) } })
  for (const other of [world.coordinator, world.dana])
    expect(await app.refusal(other, takeItem, take())).toBe('not_found')
  expect(await app.refusal(world.supervisor, takeItem, take())).toBeUndefined()
})

test('a page that did not say beforehand that a supervisor is told, tells nobody, whatever the policy is by then', async () => {
  const world = await aWorld({ alwaysTellSupervisor: true })
  await saysYes(world, { mayKnow: 'nobody' })
  expect((await app.as(world.supervisor)(listToldUse, { params: { id: world.rosa.personId } })).items).toEqual([])
})

test('in the database itself the server sees such rows only for her and for whom she chose', async () => {
  const world = await aWorld()
  await saysYes(world, { days: ['2026-05-31'], mayKnow: 'nobody' })
  const count = (member: TestPerson) =>
    app.inside(
      world.rosa.organizationId,
      async ({ tx }) =>
        Promise.all(
          (['useAnswers', 'dayReports', 'useReports'] as const).map(
            async (table) =>
              (
                await tx
                  .selectFrom(table)
                  .where('organizationId', '=', world.rosa.organizationId)
                  .select((e) => e.fn.countAll<number>().as('count'))
                  .executeTakeFirstOrThrow()
              ).count,
          ),
        ),
      { personId: member.personId },
    )
  expect((await count(world.rosa)).every((rows) => rows > 0)).toBe(true)
  for (const member of [world.dana, world.coordinator, world.supervisor, world.administrator])
    expect(await count(member)).toEqual([0, 0, 0])
})
