import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { openSecrets } from '../secrets.ts'
import { openLocalPostgres } from './local-postgres.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'cairn-postgres-'))
const secrets = openSecrets(dataDir)
const open = () => openLocalPostgres(dataDir, secrets.instance, secrets.database.owner)
const pgdata =
  process.getuid?.() === 0 ? join('/var/lib/cairn', secrets.instance, 'data') : join(dataDir, 'postgres', 'data')

async function query<T>(sql: string): Promise<T[]> {
  const { host, port } = await open()
  const client = new pg.Client({
    host,
    port,
    user: 'cairn_owner',
    password: secrets.database.owner,
    database: 'postgres',
  })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}

afterAll(async () => {
  await (await open()).stop()
  rmSync(dataDir, { recursive: true, force: true })
  if (process.getuid?.() === 0) rmSync(join('/var/lib/cairn', secrets.instance), { recursive: true, force: true })
})

test('the first opening starts it, the second joins it, and a wrong password gets nowhere', async () => {
  const first = await open()
  expect(first.started).toBe(true)
  expect((await open()).started).toBe(false)
  const client = new pg.Client({
    host: first.host,
    port: first.port,
    user: 'cairn_owner',
    password: 'guess',
    database: 'postgres',
  })
  await expect(client.connect()).rejects.toThrow(/password/)
})

test('it flushes to disk, listens on no network address, and runs in UTC', async () => {
  const rows = await query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'TimeZone', 'full_page_writes') order by name`,
  )
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    TimeZone: 'UTC',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
  })
})

test('after kill -9 of the database, opening recovers it and what was committed is there', async () => {
  await query('create table if not exists kept (id int)')
  await query('insert into kept values (7)')
  const pid = Number(readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  for (let alive = true; alive; ) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    try {
      process.kill(pid, 0)
    } catch {
      alive = false
    }
  }
  expect(await query('select id from kept')).toEqual([{ id: 7 }])
})

test('a server that keeps it alive finds it again by itself after kill -9', async () => {
  const local = await open()
  local.keepAlive()
  process.kill(Number(readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  const client = () =>
    new pg.Client({
      host: local.host,
      port: local.port,
      user: 'cairn_owner',
      password: secrets.database.owner,
      database: 'postgres',
    })
  const answered = async () => {
    for (let tries = 0; tries < 100; tries++) {
      const one = client()
      try {
        await one.connect()
        const { rows } = await one.query('select id from kept')
        await one.end()
        return rows
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    return undefined
  }
  expect(await answered()).toEqual([{ id: 7 }])
  await local.stop()
})
