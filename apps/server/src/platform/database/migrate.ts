import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'migrations')

/** The numbered SQL files, in order. */
export function migrationFiles(folder = FOLDER): string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
}

/**
 * Brings a database up to this version: every file once, forward only, one transaction each, one server at a time.
 * Refuses a database that knows migrations which this version does not.
 */
export async function migrate(owner: pg.Client): Promise<{ applied: string[] }> {
  await owner.query(`select pg_advisory_lock(hashtext('cairn migrations'))`)
  try {
    await owner.query(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    )
    const known = migrationFiles()
    const done = new Set(
      (await owner.query<{ name: string }>('select name from migrations')).rows.map((row) => row.name),
    )
    const newer = [...done].filter((name) => !known.includes(name)).sort()
    if (newer.length > 0)
      throw new Error(
        `This database was made by a newer Cairn (it has ${newer.at(-1)}). Start that version, or restore an older backup.`,
      )
    const applied: string[] = []
    for (const name of known.filter((file) => !done.has(file))) {
      await owner.query('begin')
      try {
        await owner.query(readFileSync(join(FOLDER, name), 'utf8'))
        await owner.query('insert into public.migrations (name) values ($1)', [name])
        await owner.query('commit')
        applied.push(name)
      } catch (cause) {
        await owner.query('rollback')
        throw new Error(`Migration ${name} did not work; nothing of it was kept: ${(cause as Error).message}`, {
          cause,
        })
      }
    }
    return { applied }
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtext('cairn migrations'))`)
  }
}
