import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '../../apps/server/src/app.ts'
import { clockAt } from '../../apps/server/src/platform/clock.ts'
import { parseConfig } from '../../apps/server/src/platform/config.ts'
import { openDatabases } from '../../apps/server/src/platform/database/open.ts'
import { openServices } from '../../apps/server/src/platform/open-services.ts'
import { openSecrets } from '../../apps/server/src/platform/secrets.ts'
import { sweep } from '../../apps/server/src/slices/attention/index.ts'

const ORGANIZATION = '018f0000-0000-7000-8000-000000000001'
const NOW = '2026-06-05T15:00:00Z'

/**
 * One organization with so many people as one would have them: a mentor to twelve, a talk in the last weeks, a check-in a
 * week, five asks each; every fiftieth asked for something lately. The rows are made by SQL, the looking is the server's own.
 */
const ROWS = `
  insert into organizations (id, name, time_zone, created_at) values ($1, 'Bench', 'America/New_York', $2);
`
const inserts = (people: number) => [
  `insert into people (organization_id, id, name_sealed, language, created_at)
     select o, md5('p' || i)::uuid, '\\x00', 'en', now from src`,
  `insert into participants (organization_id, id, status, enrolled_on, time_zone, created_at)
     select o, md5('p' || i)::uuid, 'active', (now at time zone 'UTC')::date - (i * 7919 % 540), 'America/New_York', now from src`,
  `insert into people (organization_id, id, name_sealed, language, created_at)
     select o, md5('m' || i)::uuid, '\\x00', 'en', now from src where i <= ${Math.ceil(people / 12)}`,
  `insert into mentors (organization_id, id, status, capacity, created_at)
     select o, md5('m' || i)::uuid, 'available', 12, now from src where i <= ${Math.ceil(people / 12)}`,
  `insert into ties (organization_id, id, kind, holder_id, subject_id, since, basis)
     select o, md5('t' || i)::uuid, 'mentor', md5('m' || (1 + i % ${Math.ceil(people / 12)}))::uuid, md5('p' || i)::uuid, now - interval '60 days', 'bench' from src where i % 4 > 0`,
  `insert into check_ins (organization_id, id, participant_id, recorded_at, received_at, time_zone, local_on, mood, needs, mode, body_index)
     select o, md5('c' || i || '-' || w)::uuid, md5('p' || i)::uuid, now - w * interval '7 days', now - w * interval '7 days', 'America/New_York', ((now - w * interval '7 days') at time zone 'UTC')::date,
       3, case when w = 0 and i % 50 = 0 then '{call}'::text[] else '{}' end, 'self', '\\x00' from src, generate_series(0, 3) as w`,
  `insert into asks (organization_id, id, participant_id, ask_day, about_from, about_to, opens_on, due_on, closes_on, ended_at)
     select o, md5('a' || i || '-' || d)::uuid, md5('p' || i)::uuid, d, e + d - 29, e + d, e + d, e + d, e + d + 21, case when (i + d) % 5 > 0 then now end
     from (select *, (now at time zone 'UTC')::date - (i * 7919 % 540)::int as e from src) as s, unnest(array[30, 60, 90, 180, 365]) as d`,
]

export async function reconcileMany(
  people: number,
): Promise<{ first: number; steady: number; sweepCorrections: number; items: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cairn-bench-'))
  const config = parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', CAIRN_DEMO: '0' })
  const secrets = openSecrets(config.dataDir, config.secret)
  const databases = await openDatabases(config, secrets)
  const services = openServices({
    config,
    secrets,
    clock: clockAt(NOW),
    ...databases,
    identityConnection: databases.connectionOf('app'),
    rateLimit: false,
  })
  const app = await buildApp(services)
  try {
    const { host, port, database } = databases.connectionOf('jobs')
    const owner = new pg.Client({ host, port, database, user: 'cairn_owner', password: secrets.database.owner })
    await owner.connect()
    await owner.query(ROWS.replace('$1', `'${ORGANIZATION}'`).replace('$2', `'${NOW}'`))
    for (const insert of inserts(people))
      await owner.query(
        `with src as materialized (select '${ORGANIZATION}'::uuid as o, '${NOW}'::timestamptz as now, i from generate_series(1, ${people}) as i) ${insert}`,
      )
    await owner.query('analyze')
    const timed = async () => {
      const started = performance.now()
      const { corrections } = await sweep(services, ORGANIZATION, { tell: false })
      return { seconds: (performance.now() - started) / 1000, corrections }
    }
    const first = await timed()
    await owner.query('analyze attention_items, attention_clocks')
    const steady = await timed()
    await owner.end()
    return {
      first: first.seconds,
      steady: steady.seconds,
      sweepCorrections: steady.corrections,
      items: first.corrections,
    }
  } finally {
    await app.close()
    await services.auth.close()
    await databases.database.close()
    await databases.jobsDatabase.close()
    await databases.local?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
