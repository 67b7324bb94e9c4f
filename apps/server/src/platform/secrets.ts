import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

export interface Secrets {
  /** Names this data folder; a new folder gets a new one. */
  instance: string
  session: string
  vault: Buffer
  audit: Buffer
  blindIndex: Buffer
  database: { owner: string; app: string; jobs: string }
}

function kept(dataDir: string, name: string, make: () => string): string {
  const path = join(dataDir, name)
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const value = make()
  writeFileSync(path, value + '\n', { mode: 0o600, flag: 'wx' })
  return value
}

/** Reads the secrets of a data folder, making what is not there yet (mode 600). Every key is derived from one. */
export function openSecrets(dataDir: string, given?: string): Secrets {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new ConfigError(`DATA_DIR ${dataDir} cannot be made: ${(cause as Error).message}.`, { cause })
  }
  const instance = kept(dataDir, 'instance', () => randomBytes(8).toString('hex'))
  const root = given ?? kept(dataDir, 'secret', () => randomBytes(32).toString('base64url'))
  if (!given) chmodSync(join(dataDir, 'secret'), 0o600)
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', root, 'cairn', purpose, 32))
  const password = (role: string) =>
    createHash('sha256')
      .update(key(`database ${role}`))
      .digest('base64url')
  return {
    instance,
    session: key('session').toString('base64url'),
    vault: key('vault'),
    audit: key('audit'),
    blindIndex: key('blind index'),
    database: { owner: password('owner'), app: password('app'), jobs: password('jobs') },
  }
}
