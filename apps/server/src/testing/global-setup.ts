import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openLocalPostgres } from '../platform/database/local-postgres.ts'
import { migrate } from '../platform/database/migrate.ts'
import { prepareRoles } from '../platform/database/roles.ts'
import { openSecrets } from '../platform/secrets.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { dataDir: string; host: string; port: number }
  }
}

/** One real PostgreSQL for a test run, with a migrated template; every test file clones it (about 50 ms). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cairn-test-'))
  const secrets = openSecrets(dataDir)
  const local = await openLocalPostgres(dataDir, secrets.instance, secrets.database.owner)
  const connect = async (database: string) => {
    const client = new pg.Client({
      host: local.host,
      port: local.port,
      user: 'cairn_owner',
      password: secrets.database.owner,
      database,
    })
    await client.connect()
    return client
  }
  const owner = await connect('postgres')
  await owner.query(`alter system set fsync = off`)
  await owner.query(`alter system set max_connections = 200`)
  await owner.query('select pg_reload_conf()')
  await owner.query('create database cairn_template')
  await owner.end()
  const template = await connect('cairn_template')
  await prepareRoles(template, secrets.database)
  await migrate(template)
  await template.end()
  project.provide('postgres', { dataDir, host: local.host, port: local.port })
  return async () => {
    await local.stop()
    rmSync(dataDir, { recursive: true, force: true })
    if (process.getuid?.() === 0) rmSync(join('/var/lib/cairn', secrets.instance), { recursive: true, force: true })
    else rmSync(local.host, { recursive: true, force: true })
  }
}
