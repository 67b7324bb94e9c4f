import type { Computation } from '@cairn/contract/study.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { noteAudit } from '../people/index.ts'
import { COMPUTATION_COLUMNS, shown } from './queries.ts'

const GIVEN_UP_AFTER = { minutes: 30 }

/** Opens a computation, or returns the one that is running: one at a time in an organization. */
export async function startComputation(
  ctx: Context,
  id: string,
): Promise<{ computation: Computation; isNew: boolean }> {
  const { tx, actor, now } = ctx
  await sql`select pg_advisory_xact_lock(hashtext('computation'), hashtext(${actor.organizationId}))`.execute(tx)
  const mine = tx.selectFrom('computations').where('organizationId', '=', actor.organizationId)
  const same = await mine.where('id', '=', id).select(COMPUTATION_COLUMNS).executeTakeFirst()
  if (same) return { computation: shown(same), isNew: false }
  const running = await mine
    .where('finishedAt', 'is', null)
    .where('startedAt', '>', now.subtract(GIVEN_UP_AFTER))
    .select(COMPUTATION_COLUMNS)
    .executeTakeFirst()
  if (running) return { computation: shown(running), isNew: false }
  await tx
    .insertInto('computations')
    .values({
      organizationId: actor.organizationId,
      id,
      stage: 'gathering',
      share: 0,
      startedAt: now,
      faults: '[]',
      report: null,
    })
    .execute()
  await noteAudit(ctx, [{ action: 'study.read', act: 'write', subjectId: null, recordIds: [id] }])
  const made = await mine.where('id', '=', id).select(COMPUTATION_COLUMNS).executeTakeFirst()
  if (!made) throw new ProblemError('unexpected')
  return { computation: shown(made), isNew: true }
}
