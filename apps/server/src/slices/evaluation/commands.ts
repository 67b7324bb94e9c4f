import type { Computation } from '@cairn/contract/study.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/tables.ts'
import { ProblemError } from '../../platform/problem.ts'
import { noteAudit } from '../people/index.ts'
import { COMPUTATION_COLUMNS, mayCompute, shown } from './queries.ts'

/** A server that stopped in the middle leaves a computation that is never heard of again. */
const GIVEN_UP_AFTER = { minutes: 3 }

/** One at a time decides about an organization's computations, until its transaction ends. */
export async function lockComputations(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('computation'), hashtext(${organizationId}))`.execute(tx)
}

/** The computation that is running; under the lock of `lockComputations`, nobody begins another meanwhile. */
export async function findRunning(
  tx: Tx,
  organizationId: string,
  now: Temporal.Instant,
): Promise<Computation | undefined> {
  const running = await tx
    .selectFrom('computations')
    .where('organizationId', '=', organizationId)
    .where('finishedAt', 'is', null)
    .where('notedAt', '>', now.subtract(GIVEN_UP_AFTER))
    .select(COMPUTATION_COLUMNS)
    .executeTakeFirst()
  return running && shown(running)
}

/** Writes down that a computation begins; what runs it follows the commit. */
export async function openComputation(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Temporal.Instant,
): Promise<Computation> {
  const made = await tx
    .insertInto('computations')
    .values({
      organizationId,
      id,
      stage: 'gathering',
      share: 0,
      startedAt: now,
      notedAt: now,
      faults: '[]',
      report: null,
    })
    .returning(COMPUTATION_COLUMNS)
    .executeTakeFirstOrThrow()
  return shown(made)
}

/** Opens a computation, or returns the one that is running: one at a time in an organization. */
export async function startComputation(
  ctx: Context,
  id: string,
): Promise<{ computation: Computation; isNew: boolean }> {
  const { tx, actor, now } = ctx
  await lockComputations(tx, actor.organizationId)
  const same = await tx
    .selectFrom('computations')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .select(COMPUTATION_COLUMNS)
    .executeTakeFirst()
  if (same) return { computation: shown(same), isNew: false }
  const running = await findRunning(tx, actor.organizationId, now)
  if (running) return { computation: running, isNew: false }
  if (!(await mayCompute(ctx))) throw new ProblemError('not_possible_now')
  const computation = await openComputation(tx, actor.organizationId, id, now)
  await noteAudit(ctx, [{ action: 'study.read', act: 'write', subjectId: null, recordIds: [id] }])
  return { computation, isNew: true }
}
