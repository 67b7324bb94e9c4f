import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError, type Environment, parseConfig } from '@cairn/server/platform/config.ts'
import { type OpenedDatabases, openDatabases } from '@cairn/server/platform/database/open.ts'
import { openSecrets, type Secrets } from '@cairn/server/platform/secrets.ts'
import { UserError } from './user-error.ts'

export interface DataFolder {
  config: Config
  secrets: Secrets
  databases: OpenedDatabases
}

/**
 * Opens the data that a server works with, also while it runs: its PostgreSQL is joined, or started and stopped again.
 * Refuses a folder that no server has used.
 */
export async function withDataFolder<T>(
  environment: Environment,
  work: (folder: DataFolder) => Promise<T>,
): Promise<T> {
  let config: Config
  try {
    config = parseConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) throw new UserError(error.message)
    throw error
  }
  if (!existsSync(join(config.dataDir, 'instance')))
    throw new UserError(`No server has used ${config.dataDir} yet. Name its folder with DATA_DIR=…`)
  const secrets = openSecrets(config.dataDir, config.secret)
  const databases = await openDatabases(config, secrets)
  try {
    return await work({ config, secrets, databases })
  } finally {
    await databases.database.close()
    await databases.jobsDatabase.close()
    if (databases.local?.started) await databases.local.stop()
  }
}

export interface OrganizationLine {
  id: string
  name: string
}

export function listOrganizations({ databases }: DataFolder): Promise<OrganizationLine[]> {
  return databases.jobsDatabase.transaction({}, (tx) =>
    tx.selectFrom('organizations').select(['id', 'name']).orderBy('createdAt').orderBy('id').execute(),
  )
}

/** The one that was named (by id or by its name), or the only one. */
export function chooseOrganization(all: readonly OrganizationLine[], named: string | undefined): OrganizationLine {
  if (all.length === 0) throw new UserError('There is no organization in this data folder yet.')
  const listed = all.map(({ id, name }) => `  ${id}  ${name}`).join('\n')
  if (named === undefined) {
    if (all.length === 1) return all[0]!
    throw new UserError(`There are ${all.length} organizations. Choose one with --organization:\n${listed}`)
  }
  const found = all.filter(({ id, name }) => id === named.toLowerCase() || name === named)
  if (found.length === 1) return found[0]!
  throw new UserError(
    found.length === 0
      ? `There is no organization ${JSON.stringify(named)}. There ${all.length === 1 ? 'is' : 'are'}:\n${listed}`
      : `Several organizations are called ${JSON.stringify(named)}. Choose one by its id:\n${listed}`,
  )
}
