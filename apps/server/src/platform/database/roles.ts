import type pg from 'pg'
import type { Secrets } from '../secrets.ts'

/** Makes or refreshes the two roles that the server works as. Neither owns a table nor bypasses row-level security. */
export async function prepareRoles(owner: pg.Client, passwords: Secrets['database']): Promise<void> {
  await owner.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'cairn_owner_group') then create role cairn_owner_group nologin; end if;
    if not exists (select from pg_roles where rolname = 'cairn_app') then create role cairn_app login nobypassrls; end if;
    if not exists (select from pg_roles where rolname = 'cairn_jobs') then create role cairn_jobs login nobypassrls; end if;
  end $$`)
  await owner.query('grant cairn_owner_group to current_user')
  for (const role of ['app', 'jobs'] as const)
    await owner.query(`alter role cairn_${role} password ${owner.escapeLiteral(passwords[role])}`)
  const { rows } = await owner.query<{ name: string }>('select current_database() as name')
  await owner.query(`grant create on database ${owner.escapeIdentifier(rows[0]!.name)} to cairn_jobs`)
}
