import pg from 'pg'
import type { Config } from '../config.ts'
import type { Secrets } from '../secrets.ts'
import { type Connection, type Database, openDatabase } from './connect.ts'
import { type LocalPostgres, openLocalPostgres } from './local-postgres.ts'
import { migrate } from './migrate.ts'
import { prepareRoles } from './roles.ts'

export interface OpenedDatabases {
  /** The connection of each role, for what opens its own pool (better-auth, pg-boss). */
  connectionOf(role: 'app' | 'jobs'): Connection
  database: Database
  jobsDatabase: Database
  local: LocalPostgres | undefined
}

/** Opens a database as its owner: prepares roles, migrates, and closes that connection before anything listens. */
async function prepare(options: pg.PoolConfig, secrets: Secrets): Promise<void> {
  const owner = new pg.Client(options as pg.ClientConfig)
  await owner.connect()
  try {
    await prepareRoles(owner, secrets.database)
    await migrate(owner)
  } finally {
    await owner.end()
  }
}

/** Opens DATABASE_URL, or starts (or joins) the PostgreSQL of the data folder. */
export async function openDatabases(config: Config, secrets: Secrets): Promise<OpenedDatabases> {
  const local = config.databaseUrl
    ? undefined
    : await openLocalPostgres(config.dataDir, secrets.instance, secrets.database.owner)
  const owner: pg.PoolConfig = local
    ? {
        host: local.host,
        port: local.port,
        user: 'cairn_owner',
        password: secrets.database.owner,
        database: 'postgres',
      }
    : { connectionString: config.databaseUrl! }
  await prepare(owner, secrets)
  local?.keepAlive()
  const connectionOf = (role: 'app' | 'jobs'): Connection => ({
    ...(local
      ? { host: local.host, port: local.port, database: 'postgres' }
      : { connectionString: config.databaseUrl! }),
    user: `cairn_${role}`,
    password: secrets.database[role],
  })
  return {
    local,
    connectionOf,
    database: openDatabase({ ...connectionOf('app'), max: 10 }),
    jobsDatabase: openDatabase({ ...connectionOf('jobs'), max: 4 }),
  }
}
