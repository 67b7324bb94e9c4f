import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { openSecrets } from './secrets.ts'

let app: TestApp
let here: string
let elsewhere: string
let client: pg.Client

beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization({ name: 'Here' })
  elsewhere = await app.anOrganization({ name: 'Elsewhere' })
  await app.aPerson(here, 'participant')
  await app.aPerson(elsewhere, 'participant')
  await app.aPerson(elsewhere, 'participant')
  const { dataDir, host, port } = inject('postgres')
  const { rows } = await app.owner.query('select current_database() as name')
  client = new pg.Client({
    host,
    port,
    user: 'cairn_app',
    password: openSecrets(dataDir).database.app,
    database: rows[0].name,
  })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await app.close()
})

async function inside<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  await client.query(`select set_config('app.organization_id', $1, true)`, [organizationId])
  try {
    return await work()
  } finally {
    await client.query('rollback')
  }
}

const tenantTables = async () =>
  (
    await app.owner.query<{ name: string; forced: boolean; enabled: boolean }>(`
      select format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity as forced, c.relrowsecurity as enabled
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
      where c.relkind = 'r' and n.nspname in ('public', 'vault') order by 1`)
  ).rows

test('every table that holds an organization id is under enabled and forced row-level security', async () => {
  const tables = await tenantTables()
  expect(tables.length).toBeGreaterThan(5)
  expect(tables.filter((table) => !table.forced || !table.enabled)).toEqual([])
})

test('every foreign key of a tenant table begins with the organization', async () => {
  const { rows } = await app.owner.query(`
    select conrelid::regclass::text as table, conname from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
      and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'organization_id'`)
  expect(rows).toEqual([])
})

test('as the server’s own role without an organization, no table shows a row', async () => {
  for (const { name } of await tenantTables()) {
    const { rows } = await client.query(`select count(*)::int as count from ${name}`)
    expect([name, rows[0].count]).toEqual([name, 0])
  }
})

test('inside one organization only its own rows are there', async () => {
  const count = async () => (await client.query('select count(*)::int as count from people')).rows[0].count
  expect(await inside(here, count)).toBe(1)
  expect(await inside(elsewhere, count)).toBe(2)
})

test('a row for another organization can be neither written nor moved', async () => {
  await expect(
    inside(here, () =>
      client.query(
        `insert into people (organization_id, id, name_sealed, language, created_at) values ($1, gen_random_uuid(), '', 'en', now())`,
        [elsewhere],
      ),
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(inside(here, () => client.query(`update people set organization_id = $1`, [elsewhere]))).rejects.toThrow(
    /row-level security|foreign key/,
  )
})

test('the server’s role owns no table, bypasses nothing, and cannot become another', async () => {
  const { rows } = await client.query(
    `select rolsuper, rolbypassrls, rolcreaterole, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
  )
  expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 })
  await expect(client.query('set role cairn_owner')).rejects.toThrow(/permission denied/)
})

test('the audit can be added to and read, never changed or removed', async () => {
  await expect(inside(here, () => client.query('update audit set actor_role = null'))).rejects.toThrow(
    /permission denied/,
  )
  await expect(inside(here, () => client.query('delete from audit'))).rejects.toThrow(/permission denied/)
})

test('a second connection inside a transaction is refused instead of hanging the pool', async () => {
  await expect(app.services.database.transaction({}, () => app.services.database.ping())).rejects.toThrow(
    /second database connection/,
  )
})
