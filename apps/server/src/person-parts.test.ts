import { shareRun } from '@cairn/contract/coping.ts'
import { addExclusion } from '@cairn/contract/people.ts'
import { raiseSafety } from '@cairn/contract/safety.ts'
import { makeSignInCode } from '@cairn/contract/sign-in-codes.ts'
import { addToTalk, confirmTalk } from '@cairn/contract/talks.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LoadedDemo, loadDemo } from './demo/load-demo.ts'
import type { Context } from './platform/context.ts'
import { newId } from './platform/ids.ts'
import { SLICES } from './slices.ts'
import { openTestApp, type TestApp, type TestPerson } from './testing/test-app.ts'

let app: TestApp
let demo: LoadedDemo
let rosa: TestPerson
let tables: string[]

const parts = SLICES.flatMap(({ name, person }) => (person ? [{ name, person }] : []))
const asHerself = <T>(work: (ctx: Context) => Promise<T>) =>
  app.inside(demo.organizationId, work, { ...rosa, roles: [rosa.role] })

async function personOf(key: string, role: TestPerson['role'], name: string): Promise<TestPerson> {
  const personId = demo.personId(key)
  const { rows } = await app.owner.query('select account_id from identity.memberships where person_id = $1', [personId])
  return { organizationId: demo.organizationId, personId, accountId: rows[0].account_id, role, name }
}

/** Somebody who has used everything that leaves a row: nine months of the demo program, and what the demo has not. */
beforeAll(async () => {
  app = await openTestApp({ now: '2026-11-23T15:20:00Z' })
  demo = await loadDemo(app.services, () => {}, { participants: 40, mentors: 6, days: 400 })
  rosa = await personOf(demo.cast.participant.key, 'participant', 'Rosa')
  const dana = await personOf(demo.cast.mentor.key, 'mentor', 'Dana')
  const staff = await personOf('s-coordinator', 'coordinator', 'Maya')
  const id = () => newId(app.clock.now())
  const params = { id: rosa.personId }
  const talk = (
    await app.owner.query(
      `select id from talks where participant_id = $1 and mentor_id = $2 and outcome = 'happened' order by started_at desc limit 1`,
      [rosa.personId, dana.personId],
    )
  ).rows[0].id
  await app.as(rosa)(addExclusion, { params, body: { id: id(), words: 'my cousin' } })
  await app.as(rosa)(shareRun, {
    body: {
      id: id(),
      exercise: 'slow-breath',
      before: 7,
      after: 3,
      recordedAt: app.clock.now().toString(),
      zone: 'America/New_York',
      day: '2026-11-23',
    },
  })
  await app.as(rosa)(confirmTalk, {
    params: { id: talk },
    body: { right: false, face: 'okay', words: 'It was longer' },
  })
  await app.as(dana)(addToTalk, { params: { id: talk }, body: { id: id(), words: 'And we laughed.' } })
  await app.as(staff)(raiseSafety, {
    params,
    body: { id: id(), kind: 'other', at: app.clock.now().toString(), note: 'She called at night.' },
  })
  await app.as(staff)(makeSignInCode, { params })
  // The demo's buttons name four accounts; a program has none.
  await app.owner.query(`update organizations set settings = settings - 'demoPersonas'`)
  const { rows } = await app.owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('public', 'identity', 'vault') order by 1`,
  )
  tables = rows.map((row) => row.name)
}, 120_000)
afterAll(() => app.close())

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Every row of every table: its own id, if it has one, and every id that stands anywhere in it. */
async function readRows() {
  const rows: { table: string; id: string | null; ids: Set<string> }[] = []
  for (const table of tables) {
    const found = await app.owner.query<{ id: string | null; line: string }>(
      `select to_jsonb(one) ->> 'id' as id, one::text as line from ${table} as one`,
    )
    for (const { id, line } of found.rows) rows.push({ table, id, ids: new Set(line.match(UUID)) })
  }
  return rows
}
type Rows = Awaited<ReturnType<typeof readRows>>

/** She, her account, and every row that names one of them: what hangs on such a row is hers too. */
function everyIdOfHers(rows: Rows): Set<string> {
  const ids = new Set([rosa.personId, rosa.accountId])
  const named = rows.filter((row) => row.table !== 'public.audit' && !row.ids.isDisjointFrom(ids))
  return new Set([...ids, ...named.flatMap(({ id }) => id ?? [])])
}

/** How many rows of each table name her or something of hers, and how many do not. */
function count(rows: Rows, ids: Set<string>) {
  const counts = Object.fromEntries(tables.map((table) => [table, { hers: 0, others: 0 }]))
  for (const row of rows) counts[row.table]![row.ids.isDisjointFrom(ids) ? 'others' : 'hers']++
  return counts
}

test('every slice tells her what it holds of her, in words that she can read', async () => {
  const told: Record<string, unknown> = {}
  await asHerself(async (ctx) => {
    for (const { name, person } of parts) told[name] = await person.export(ctx, rosa.personId)
  })
  expect(told['people']).toMatchObject({ name: 'Rosa', mustNotMeet: [{ words: 'my cousin' }] })
  expect(told['coping']).toMatchObject({ runsShown: [{ before: 7, after: 3 }] })
  for (const [slice, lists] of Object.entries({
    people: ['episodes', 'statusChanges'],
    agreements: ['agreements'],
    calendar: ['meetings', 'attended'],
    assessments: ['questionnaires'],
    readiness: ['readiness'],
    outcomes: ['answersAboutUse', 'days', 'reports', 'asks'],
    'check-ins': ['checkIns'],
    matching: ['matches'],
    mentoring: ['talks'],
    safety: ['alerts'],
  }))
    for (const list of lists)
      expect([slice, list, (told[slice] as Record<string, unknown[]>)[list]!.length > 0]).toEqual([slice, list, true])
  expect(JSON.stringify(told)).not.toContain('"type":"Buffer"')
})

test('when every slice has erased her, nothing of hers is left outside the audit, and nothing of anybody else is gone', async () => {
  const rows = await readRows()
  const ids = everyIdOfHers(rows)
  const before = count(rows, ids)
  const holdsHer = tables.filter((table) => before[table]!.hers > 0)
  expect(holdsHer).toEqual(
    expect.arrayContaining([
      'identity.memberships',
      'identity.tokens',
      'identity."user"',
      'vault.keys',
      'public.attention_items',
      'public.baselines',
      'public.exclusions',
      'public.greetings',
      'public.intakes',
      'public.safety_alerts',
      'public.shared_runs',
      'public.talk_addenda',
      'public.talk_confirmations',
      'public.ties',
      'public.wishes',
    ]),
  )

  await asHerself(async (ctx) => {
    for (const { person } of parts.toReversed()) await person.erase(ctx, rosa.personId)
  })

  const after = count(await readRows(), ids)
  expect(tables.filter((table) => after[table]!.hers > 0)).toEqual(['public.audit'])
  expect(after['public.audit']).toEqual(before['public.audit'])
  for (const table of tables) expect([table, after[table]!.others]).toEqual([table, before[table]!.others])
})
