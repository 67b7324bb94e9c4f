import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'
import type { Job } from '../../platform/slice.ts'
import type { Vault } from '../../platform/vault.ts'
import { setLooker } from './due.ts'
import { type Notify, reconcile } from './reconcile.ts'
import type { AnySignal } from './signal.ts'

/** What is due is taken in batches of this size; each subject holds one lock until its batch is done. */
const BATCH = 1000
/** The sweep has nobody waiting: larger batches ask the database less often. */
const SWEEP_BATCH = 2000

interface Watch {
  signals: readonly AnySignal[]
  notify: Notify
  onError(error: unknown): void
}

/** What each server of this process watches, found by the vault that its jobs carry too. */
const watches = new WeakMap<Vault, Watch>()

function watchOf(vault: Vault): Watch {
  const watch = watches.get(vault)
  if (!watch) throw new Error('Nobody said which signals this server watches (watchSignals in app.ts).')
  return watch
}

type Looking = Omit<Context, 'actor'> & { organizationId: string }

/** The organization itself looks: no person, nothing audited. */
function asOrganization({ organizationId, ...rest }: Looking): Context {
  return {
    ...rest,
    actor: { accountId: '', organizationId, personId: '', role: 'coordinator', roles: [] },
  }
}

/**
 * Looks at each of them. A subject on whom a rule or a row fails is left out, so that one broken record does not silence the
 * safety of everybody; what of it is due stays due, and is said on the board as what nobody looked at.
 */
async function lookAt(looking: Looking, subjects: readonly string[], watch: Watch): Promise<string[]> {
  const { tx } = looking
  await sql`savepoint looking`.execute(tx)
  try {
    await reconcile(asOrganization(looking), watch.signals, subjects, watch.notify)
    await sql`release savepoint looking`.execute(tx)
    return [...subjects]
  } catch (error) {
    await sql`rollback to savepoint looking`.execute(tx)
    if (subjects.length === 1) {
      watch.onError(error)
      return []
    }
    const half = subjects.length >> 1
    return [
      ...(await lookAt(looking, subjects.slice(0, half), watch)),
      ...(await lookAt(looking, subjects.slice(half), watch)),
    ]
  }
}

/** Takes what is due, at most one batch, and looks. Returns how many subjects were looked at. */
async function lookAtDue(looking: Looking): Promise<number> {
  const { tx, now, organizationId, vault } = looking
  const due = await tx
    .selectFrom('attentionDue')
    .where('organizationId', '=', organizationId)
    .where('lookAt', '<=', now)
    .orderBy('lookAt')
    .limit(BATCH)
    .select(['id', 'subjectId'])
    .forUpdate()
    .skipLocked()
    .execute()
  const clocks = await tx
    .selectFrom('attentionClocks')
    .where('organizationId', '=', organizationId)
    .where('lookAt', '<=', now)
    .orderBy('lookAt')
    .limit(BATCH)
    .select('subjectId')
    .execute()
  const subjects = [...new Set([...due, ...clocks].map((row) => row.subjectId))]
  if (subjects.length === 0) return 0
  const seen = new Set(await lookAt(looking, subjects, watchOf(vault)))
  const done = due.filter((row) => seen.has(row.subjectId)).map((row) => row.id)
  if (done.length > 0)
    await sql`delete from attention_due where organization_id = ${organizationId} and id = any(${done}::uuid[])`.execute(
      tx,
    )
  return seen.size
}

/** One transaction as cairn_jobs inside an organization, as a job would have it. */
async function asJob<T>(
  services: Services,
  organizationId: string,
  work: (looking: Looking) => Promise<T>,
): Promise<T> {
  const waiting: (() => unknown)[] = []
  const result = await services.jobsDatabase.transaction({ organizationId }, (tx) =>
    work({
      tx,
      now: services.clock.now(),
      language: 'en',
      vault: services.vault,
      requestId: 'attention',
      afterCommit: (later) => waiting.push(later),
      organizationId,
    }),
  )
  for (const later of waiting) await later()
  return result
}

/** Looks until nothing is due. */
export async function lookNow(services: Services, organizationId: string): Promise<void> {
  while ((await asJob(services, organizationId, lookAtDue)) >= BATCH);
}

/**
 * Looks at everybody, whether somebody said so or not. What it has to correct, somebody forgot to say: expected none.
 * Without `notify` nobody is told (import, demo).
 */
export async function sweep(
  services: Services,
  organizationId: string,
  { tell = true } = {},
): Promise<{ subjects: number; corrections: number }> {
  const started = performance.now()
  await lookNow(services, organizationId)
  let after = '00000000-0000-0000-0000-000000000000'
  let subjects = 0
  let corrections = 0
  for (;;) {
    const ids = await asJob(services, organizationId, async (looking) => {
      const rows = await looking.tx
        .selectFrom('people')
        .where('organizationId', '=', organizationId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(SWEEP_BATCH)
        .select('id')
        .execute()
      const { signals, notify } = watchOf(looking.vault)
      const done = await reconcile(
        asOrganization(looking),
        signals,
        rows.map((row) => row.id),
        tell ? notify : undefined,
      )
      corrections += done.opened.length + done.cleared + done.changed
      return rows.map((row) => row.id)
    })
    subjects += ids.length
    if (ids.length < SWEEP_BATCH) break
    after = ids.at(-1)!
  }
  await asJob(services, organizationId, ({ tx, now }) =>
    tx
      .insertInto('attentionSweeps')
      .values({
        organizationId,
        id: newId(now),
        sweptAt: now,
        subjects,
        corrections,
        milliseconds: Math.round(performance.now() - started),
      })
      .execute(),
  )
  return { subjects, corrections }
}

/** Called once by app.ts, which alone knows every slice. */
export function watchSignals(
  services: Services,
  watch: Omit<Watch, 'onError'>,
  onError: (error: unknown) => void,
): void {
  watches.set(services.vault, { ...watch, onError })
  setLooker(services.vault, async (organizationId) => {
    // The rows are committed: whatever goes wrong here, the job finds them. The request has been answered well.
    await lookNow(services, organizationId).catch(onError)
  })
}

export const attentionJobs: readonly Job[] = [
  {
    name: 'attention-look',
    every: { seconds: 5 },
    async run(ctx, services) {
      const looked = await lookAtDue(ctx)
      if (looked >= BATCH) ctx.afterCommit(() => lookNow(services, ctx.organizationId))
    },
  },
  {
    name: 'attention-sweep',
    every: { cron: '20 7 * * *' },
    run: async (ctx, services) => ctx.afterCommit(() => sweep(services, ctx.organizationId)),
  },
]
