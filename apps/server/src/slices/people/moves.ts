import { stepOf } from '@cairn/program/people/lifecycle.ts'
import type { Status } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { newId } from '../../platform/ids.ts'
import { ProblemError } from '../../platform/problem.ts'

export interface Move {
  to: Status
  on: Temporal.PlainDate
  reason?: string | undefined
  /** Who pays for the episode from here on; left out: as before. */
  fundingSource?: string | null | undefined
  /** Left out by commands that hold the row's lock already. */
  version?: number | undefined
}

/** Moves a participant through the program. Somebody who comes back keeps her history and begins a new episode. */
export async function moveParticipant(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  participantId: string,
  move: Move,
): Promise<{ status: Status; version: number }> {
  const { tx, now, actor } = ctx
  const { organizationId } = actor
  const row = await lockRow(ctx, 'participants', participantId)
  if (move.version !== undefined && move.version !== row.version) throw new ProblemError('stale_version')
  const step = stepOf(row.status, move.to)
  if (!step) throw new ProblemError('not_possible_now')

  const fundingSource = move.fundingSource === undefined ? row.fundingSource : move.fundingSource
  await tx
    .updateTable('participants')
    .set({ status: move.to, fundingSource, version: row.version + 1 })
    .where('organizationId', '=', organizationId)
    .where('id', '=', participantId)
    .execute()
  await tx
    .insertInto('statusChanges')
    .values({
      organizationId,
      id: newId(now),
      participantId,
      fromStatus: row.status,
      toStatus: move.to,
      changedOn: move.on,
      reason: move.reason ?? null,
      changedBy: actor.personId || null,
      recordedAt: now,
    })
    .execute()
  const open = tx
    .updateTable('episodes')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .where('endedOn', 'is', null)
  if (step === 'ends') await open.set({ endedOn: move.on }).execute()
  if (step === 'stays' && fundingSource !== row.fundingSource) await open.set({ fundingSource }).execute()
  if (step === 'begins')
    await tx
      .insertInto('episodes')
      .values({ organizationId, id: newId(now), participantId, startedOn: move.on, endedOn: null, fundingSource })
      .execute()
  return { status: move.to, version: row.version + 1 }
}
