import { sql } from 'kysely'
import { asJob } from '../../platform/as-job.ts'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'
import type { Job, JobContext } from '../../platform/slice.ts'
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

/** The organization itself looks: no person, nothing audited. */
function asOrganization({ organizationId, ...rest }: JobContext): Context {
  return {
    ...rest,
    actor: { accountId: '', organizationId, personId: '', role: 'coordinator', roles: [] },
  }
}

/**
 * Looks at each of them. A subject on whom a rule or a row fails is left out, so that one broken record does not silence the
 * safety of everybody; what of it is due stays due, and is said on the board as what nobody looked at.
 */
async function lookAt(
  looking: JobContext,
  subjects: readonly string[],
  tell = true,
): Promise<{ seen: string[]; corrections: number }> {
  const { tx } = looking
  const { signals, notify, onError } = watchOf(looking.vault)
  await sql`savepoint looking`.execute(tx)
  try {
    const done = await reconcile(asOrganization(looking), signals, subjects, tell ? notify : undefined)
    await sql`release savepoint looking`.execute(tx)
    return { seen: [...subjects], corrections: done.opened.length + done.cleared + done.changed }
  } catch (error) {
    await sql`rollback to savepoint looking`.execute(tx)
    if (subjects.length === 1) {
      onError(error)
      return { seen: [], corrections: 0 }
    }
    const half = subjects.length >> 1
    const first = await lookAt(looking, subjects.slice(0, half), tell)
    const second = await lookAt(looking, subjects.slice(half), tell)
    return { seen: [...first.seen, ...second.seen], corrections: first.corrections + second.corrections }
  }
}

/**
 * Takes what is due, at most one batch, and looks.
 * @param broken subjects that failed a moment ago: what of them stays due must not fill every batch before all others
 * @returns whether more may be due, and who has failed by now
 */
async function lookAtDue(
  looking: JobContext,
  broken: readonly string[] = [],
): Promise<{ isFull: boolean; broken: string[] }> {
  const { tx, now, organizationId } = looking
  const isWhole = sql<boolean>`subject_id <> all(${[...broken]}::uuid[])`
  const due = await tx
    .selectFrom('attentionDue')
    .where('organizationId', '=', organizationId)
    .where('lookAt', '<=', now)
    .where(isWhole)
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
    .where(isWhole)
    .orderBy('lookAt')
    .limit(BATCH)
    .select('subjectId')
    .execute()
  const subjects = [...new Set([...due, ...clocks].map((row) => row.subjectId))]
  if (subjects.length === 0) return { isFull: false, broken: [...broken] }
  const seen = new Set((await lookAt(looking, subjects)).seen)
  const done = due.filter((row) => seen.has(row.subjectId)).map((row) => row.id)
  if (done.length > 0)
    await sql`delete from attention_due where organization_id = ${organizationId} and id = any(${done}::uuid[])`.execute(
      tx,
    )
  return {
    isFull: due.length >= BATCH || clocks.length >= BATCH,
    broken: [...broken, ...subjects.filter((id) => !seen.has(id))],
  }
}

const BY = 'attention'

/** Looks until nothing is due but what is broken. */
export async function lookNow(
  services: Services,
  organizationId: string,
  known: readonly string[] = [],
): Promise<void> {
  let broken = known
  for (let isFull = true; isFull; )
    ({ isFull, broken } = await asJob(services, organizationId, BY, (looking) => lookAtDue(looking, broken)))
}

/**
 * Looks at everybody, whether somebody said so or not. What it has to correct, somebody forgot to say: expected none.
 * Without `tell` nobody is told (import, demo).
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
    const ids = await asJob(services, organizationId, BY, async (looking) => {
      const rows = await looking.tx
        .selectFrom('people')
        .where('organizationId', '=', organizationId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(SWEEP_BATCH)
        .select('id')
        .execute()
      const people = rows.map((row) => row.id)
      if (people.length > 0) corrections += (await lookAt(looking, people, tell)).corrections
      return people
    })
    subjects += ids.length
    if (ids.length < SWEEP_BATCH) break
    after = ids.at(-1)!
  }
  await asJob(services, organizationId, BY, ({ tx, now }) =>
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
      const { isFull, broken } = await lookAtDue(ctx)
      if (isFull) ctx.afterCommit(() => lookNow(services, ctx.organizationId, broken))
    },
  },
  {
    name: 'attention-sweep',
    every: { cron: '20 7 * * *' },
    run: async (ctx, services) => ctx.afterCommit(() => sweep(services, ctx.organizationId)),
  },
]
