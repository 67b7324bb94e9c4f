import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeAudit } from '@cairn/server/platform/audit.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from '../testing/data-folder.ts'
import { call } from '../testing/datasets.ts'
import { run } from './audit.ts'

const here = '018f0000-0000-7000-8000-000000000001'
let folder: Awaited<ReturnType<typeof openDataFolder>>

beforeAll(async () => {
  folder = await openDataFolder('2026-06-01T15:00:00Z')
}, 60_000)
afterAll(() => folder.close())
beforeEach(async () => {
  await folder.owner.query('delete from audit_batches')
  await folder.owner.query('delete from audit')
  await folder.owner.query('delete from organizations')
  rmSync(join(folder.dataDir, 'audit-head.json'), { force: true })
  await folder.owner.query(
    `insert into organizations (id, name, time_zone, settings, created_at) values ($1, 'Casa Amiga', 'UTC', '{}', now())`,
    [here],
  )
})

const verify = (...args: string[]) => call(run, 'verify', ...args)

/** One row a request, sealed at the end. */
async function written(...requestIds: string[]): Promise<string[]> {
  const { database, clock } = folder.services
  await database.transaction({ organizationId: here }, (tx) =>
    writeAudit(
      tx,
      requestIds.map((requestId) => ({
        organizationId: here,
        actorId: null,
        actorRole: 'coordinator',
        act: 'write' as const,
        action: 'card.read' as const,
        subjectId: null,
        recordIds: [],
        requestId,
        at: clock.now(),
      })),
    ),
  )
  await folder.sealAudit()
  const { rows } = await folder.owner.query('select id from audit where request_id = any($1) order by request_id', [
    requestIds,
  ])
  return rows.map((row) => row.id)
}

test('a trail as it was written is unchanged, and says how many rows it has', async () => {
  await written('a', 'b')
  await written('c')
  expect(await verify()).toMatchObject({ code: 0, out: 'Casa Amiga: 3 rows in 2 batches: unchanged.\n' })
})

test('a changed, a removed and an added row are found and named, with exit code 1', async () => {
  const [a, b] = await written('a', 'b')
  await folder.owner.query(`update audit set action = 'use.read' where id = $1`, [a])
  expect(await verify()).toMatchObject({ code: 1, out: `Casa Amiga: 1 fault.\n  Row ${a} of batch 1 was changed.\n` })
  await folder.owner.query('delete from audit where id = $1', [b])
  const { rows } = await folder.owner.query(
    `insert into audit select organization_id, gen_random_uuid(), recorded_at, actor_id, actor_role, act, action, subject_id, record_ids, 'forged', time_slot, batch from audit where id = $1 returning id`,
    [a],
  )
  expect(await verify()).toMatchObject({
    code: 1,
    out: `Casa Amiga: 3 faults.\n  Row ${a} of batch 1 was changed.\n  Row ${b} of batch 1 was removed.\n  Row ${rows[0].id} of batch 1 was added.\n`,
  })
})

test('a trail whose end was cut off, and an organization that is gone with its trail, show against the head kept outside', async () => {
  await written('a')
  await written('b')
  await folder.owner.query('delete from audit where batch = 2')
  await folder.owner.query('delete from audit_batches where batch = 2')
  expect(await verify()).toMatchObject({
    code: 1,
    out: expect.stringContaining('The head kept outside the database names batch 2'),
  })
  await folder.owner.query('delete from audit_batches')
  await folder.owner.query('delete from audit')
  await folder.owner.query('delete from organizations')
  expect(await verify()).toMatchObject({
    code: 1,
    out: `${here}: a head is kept for it, and the database holds no such organization.\n`,
  })
})

test.each([
  ['no word', [], /^cairn audit takes one word: cairn audit verify\.$/],
  ['another word', ['mend'], /^cairn audit takes one word: cairn audit verify\.$/],
  ['a word too many', ['verify', 'all'], /^cairn audit takes one word: cairn audit verify\.$/],
  ['an organization that is not here', ['verify', '--organization', 'Nowhere'], /^There is no organization "Nowhere"/],
])('%s ends with exit code 2 and one sentence, and the head stays as it was', async (_what, args, says) => {
  await written('a')
  const head = readFileSync(join(folder.dataDir, 'audit-head.json'), 'utf8')
  const reply = await call(run, ...args)
  expect([reply.code, reply.out]).toEqual([2, ''])
  expect(reply.errors).toMatch(says)
  expect(readFileSync(join(folder.dataDir, 'audit-head.json'), 'utf8')).toBe(head)
})
