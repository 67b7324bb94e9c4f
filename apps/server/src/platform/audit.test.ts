import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { type AuditHead, sealAudit, verifyAudit, writeAudit } from './audit.ts'

let app: TestApp
let organizationId: string
const subjectId = '018f0000-0000-7000-8000-000000000001'
const actorId = '018f0000-0000-7000-8000-000000000002'

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  organizationId = await app.anOrganization()
})

const write = (act: 'read' | 'write', requestId: string) =>
  app.inside(organizationId, (ctx) =>
    writeAudit(ctx.tx, [
      {
        organizationId,
        actorId,
        actorRole: 'mentor',
        act,
        action: 'card.read',
        subjectId,
        recordIds: [subjectId],
        requestId,
        at: ctx.now,
      },
    ]),
  )
const seal = () =>
  app.services.jobsDatabase.transaction({ organizationId }, (tx) =>
    sealAudit(tx, app.services.secrets.audit, organizationId, app.clock.now()),
  )
const verify = (head?: AuditHead) =>
  app.services.database.transaction({ organizationId }, (tx) =>
    verifyAudit(tx, app.services.secrets.audit, organizationId, head),
  )

test('reading one record several times in ten minutes is one row; writing is a row each time', async () => {
  await write('read', 'a')
  await write('read', 'b')
  await write('write', 'c')
  await write('write', 'd')
  app.clock.forward({ minutes: 11 })
  await write('read', 'e')
  await seal()
  expect(await verify()).toEqual({ batches: 1, rows: 4, unsealed: 0, faults: [] })
})

test('a page that shows a whole program leaves a row for everybody on it', async () => {
  const people = 6000
  await app.inside(organizationId, (ctx) =>
    writeAudit(
      ctx.tx,
      Array.from({ length: people }, (_, n) => ({
        organizationId,
        actorId,
        actorRole: 'coordinator',
        act: 'read' as const,
        action: 'attention.read' as const,
        subjectId: `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`,
        recordIds: [],
        requestId: 'board',
        at: ctx.now,
      })),
    ),
  )
  await seal()
  expect(await verify()).toMatchObject({ rows: people, faults: [] })
})

test('a changed row, a removed row, an added row and a cut end are each found and named', async () => {
  await write('write', 'a')
  await write('write', 'b')
  await seal()
  await write('write', 'c')
  const head = await seal()
  expect((await verify(head)).faults).toEqual([])
  const idOf = async (requestId: string): Promise<string> =>
    (
      await app.owner.query('select id from audit where organization_id = $1 and request_id = $2', [
        organizationId,
        requestId,
      ])
    ).rows[0].id
  const [a, b] = [await idOf('a'), await idOf('b')]

  await app.owner.query(`update audit set actor_role = 'coordinator' where id = $1`, [a])
  expect((await verify(head)).faults).toEqual([`Row ${a} of batch 1 was changed.`])
  await app.owner.query(`update audit set actor_role = 'mentor' where id = $1`, [a])
  expect((await verify(head)).faults).toEqual([])

  await app.owner.query(
    `insert into audit select organization_id, gen_random_uuid(), recorded_at, actor_id, actor_role, act, action, subject_id, record_ids, 'forged', time_slot, 1 from audit where id = $1`,
    [a],
  )
  const forged = await idOf('forged')
  expect((await verify(head)).faults).toEqual([`Row ${forged} of batch 1 was added.`])
  await app.owner.query('delete from audit where id = any($1)', [[forged, b]])
  expect((await verify(head)).faults).toEqual([`Row ${b} of batch 1 was removed.`])

  await app.owner.query('delete from audit where organization_id = $1 and batch = 2', [organizationId])
  await app.owner.query('delete from audit_batches where organization_id = $1 and batch = 2', [organizationId])
  expect((await verify(head)).faults).toContain(
    'The head kept outside the database names batch 2; the database does not hold it as it was.',
  )
})

test('whoever takes a row and its mark away still breaks the seal', async () => {
  await write('write', 'a')
  await write('write', 'b')
  await seal()
  // Marks stand in the order of ids: the first row's is the first.
  await app.owner.query(
    `delete from audit where id = (select id from audit where organization_id = $1 order by id limit 1)`,
    [organizationId],
  )
  await app.owner.query(
    'update audit_batches set row_marks = substring(row_marks from 25) where organization_id = $1',
    [organizationId],
  )
  expect((await verify()).faults).toEqual(['Batch 1 was sealed with 2 rows and now has 1.'])
  await app.owner.query('update audit_batches set rows = 1, row_marks = null where organization_id = $1', [
    organizationId,
  ])
  expect((await verify()).faults).toEqual(['Batch 1 does not match its seal: something in it was changed.'])
})

test('nothing new is no new batch', async () => {
  await write('write', 'a')
  expect(await seal()).toMatchObject({ batch: 1 })
  expect(await seal()).toBeUndefined()
})
