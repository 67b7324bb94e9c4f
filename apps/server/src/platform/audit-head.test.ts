import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { verifyAudit, writeAudit } from './audit.ts'
import { keepAuditHead, readAuditHeads, sealAuditJob } from './audit-head.ts'
import { runJob } from './jobs.ts'

let app: TestApp
let organizationId: string
const dataDir = mkdtempSync(join(tmpdir(), 'cairn-head-'))

beforeAll(async () => {
  app = await openTestApp()
  organizationId = await app.anOrganization()
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true })
})

const seal = async () => {
  const { services } = app
  await runJob(sealAuditJob, { ...services, config: { ...services.config, dataDir } }, (error) => {
    throw error
  })
}

const happen = () =>
  app.inside(organizationId, ({ tx, now }) =>
    writeAudit(tx, [
      {
        organizationId,
        actorId: null,
        actorRole: 'coordinator',
        act: 'write',
        action: 'talk.write',
        subjectId: null,
        recordIds: [],
        requestId: 'test',
        at: now,
      },
    ]),
  )

const verify = () =>
  app.services.jobsDatabase.transaction({ organizationId }, (tx) =>
    verifyAudit(tx, app.services.secrets.audit, organizationId, readAuditHeads(dataDir).get(organizationId)),
  )

test('what happened is sealed, its head is kept outside the database, and a quiet minute changes nothing', async () => {
  expect(readAuditHeads(dataDir).size).toBe(0)
  await happen()
  await seal()
  expect(readAuditHeads(dataDir).get(organizationId)).toMatchObject({ batch: 1 })
  await seal()
  await happen()
  await seal()
  expect(readAuditHeads(dataDir).get(organizationId)).toMatchObject({ batch: 2 })
  expect(await verify()).toMatchObject({ rows: 2, batches: 2, unsealed: 0, faults: [] })
})

test('a trail whose end was cut off is told by the head that the database does not hold', async () => {
  await app.owner.query('delete from audit where organization_id = $1 and batch = 2', [organizationId])
  await app.owner.query('delete from audit_batches where organization_id = $1 and batch = 2', [organizationId])
  expect((await verify()).faults).toEqual([expect.stringContaining('batch 2')])
})

test('the file is the owner’s alone, holds one head an organization, and leaves no half beside it', () => {
  const other = '018f0000-0000-7000-8000-000000000001'
  keepAuditHead(dataDir, { organizationId: other, batch: 1, seal: '00' })
  keepAuditHead(dataDir, { organizationId: other, batch: 2, seal: '01' })
  expect([...readAuditHeads(dataDir).keys()].sort()).toEqual([other, organizationId].sort())
  expect(readAuditHeads(dataDir).get(other)).toMatchObject({ batch: 2, seal: '01' })
  expect(statSync(join(dataDir, 'audit-head.json')).mode & 0o077).toBe(0)
  expect(readdirSync(dataDir)).toEqual(['audit-head.json'])
})
