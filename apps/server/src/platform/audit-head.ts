import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditHead, sealAudit } from './audit.ts'
import type { Job } from './slice.ts'

/** Where the newest seal of every organization stands, outside the database: who cuts the trail's end cannot reach it there. */
const pathOf = (dataDir: string) => join(dataDir, 'audit-head.json')

/** The heads kept in a data folder, by organization; none before the first sealing. */
export function readAuditHeads(dataDir: string): Map<string, AuditHead> {
  const path = pathOf(dataDir)
  if (!existsSync(path)) return new Map()
  const heads = JSON.parse(readFileSync(path, 'utf8')) as AuditHead[]
  return new Map(heads.map((head) => [head.organizationId, head]))
}

/** Puts one head in the place of the organization's former one; a reader sees the old file or the new one, never half of it. */
export function keepAuditHead(dataDir: string, head: AuditHead): void {
  const heads = readAuditHeads(dataDir).set(head.organizationId, head)
  const path = pathOf(dataDir)
  const half = `${path}.${process.pid}`
  writeFileSync(half, JSON.stringify([...heads.values()], null, 2) + '\n', { mode: 0o600 })
  renameSync(half, path)
}

/** Every minute: what happened since becomes the next sealed batch. */
export const sealAuditJob: Job = {
  name: 'audit-seal',
  every: { seconds: 60 },
  async run({ tx, now, organizationId, afterCommit }, { secrets, config }) {
    const head = await sealAudit(tx, secrets.audit, organizationId, now)
    if (head) afterCommit(() => keepAuditHead(config.dataDir, head))
  },
}
