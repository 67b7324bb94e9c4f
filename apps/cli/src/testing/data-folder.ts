import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { sealAuditJob } from '@cairn/server/platform/audit-head.ts'
import { clockAt } from '@cairn/server/platform/clock.ts'
import { parseConfig } from '@cairn/server/platform/config.ts'
import { openDatabases } from '@cairn/server/platform/database/open.ts'
import { runJob } from '@cairn/server/platform/jobs.ts'
import { openServices } from '@cairn/server/platform/open-services.ts'
import { openSecrets } from '@cairn/server/platform/secrets.ts'
import pg from 'pg'

/**
 * A data folder as a server leaves it behind, with its own PostgreSQL running; DATA_DIR names it until it is closed. The
 * commands join that database as they join a server's.
 */
export async function openDataFolder(now: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'cairn-data-'))
  const before = { ...process.env }
  process.env['DATA_DIR'] = dataDir
  // Vitest has a BASE_URL of its own in the environment, which is no address.
  delete process.env['BASE_URL']
  const config = parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const secrets = openSecrets(dataDir)
  const databases = await openDatabases(config, secrets)
  const local = databases.local!
  const services = openServices({
    config,
    secrets,
    clock: clockAt(now),
    ...databases,
    identityConnection: databases.connectionOf('app'),
    rateLimit: false,
  })
  const owner = new pg.Client({
    host: local.host,
    port: local.port,
    user: 'cairn_owner',
    password: secrets.database.owner,
    database: 'postgres',
  })
  await owner.connect()
  return {
    dataDir,
    services,
    /** Past every rule of the server, as a thief of the database would be. */
    owner,
    sealAudit: () =>
      runJob(sealAuditJob, services, (error) => {
        throw error
      }),
    async close() {
      await owner.end()
      await services.auth.close()
      await databases.database.close()
      await databases.jobsDatabase.close()
      await local.stop()
      process.env = before
      rmSync(dataDir, { recursive: true, force: true })
      if (process.getuid?.() === 0) rmSync(join('/var/lib/cairn', secrets.instance), { recursive: true, force: true })
    },
  }
}
