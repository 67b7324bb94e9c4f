import type { SharedCheckIn } from '@cairn/contract/check-ins.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { findSharing, getParticipant, mayAct, noteAudit } from '../people/index.ts'
import { viewCheckIns } from './commands.ts'

export async function listMyCheckIns(ctx: Context, { before, limit }: { before?: string | undefined; limit: number }) {
  const rows = await ctx.tx
    .selectFrom('checkIns')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', ctx.actor.personId)
    .$if(before !== undefined, (query) => query.where('localOn', '<', Temporal.PlainDate.from(before!)))
    .orderBy('localOn', 'desc')
    .orderBy('recordedAt', 'desc')
    .limit(limit)
    .selectAll()
    .execute()
  return viewCheckIns(ctx, rows)
}

export async function countMyCheckIns({ tx, actor }: Context): Promise<number> {
  const { count } = await tx
    .selectFrom('checkIns')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', actor.personId)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The three answers of the check-ins that she shares with this mentor. Whoever has none shared gets an empty list. */
export async function listSharedCheckIns(
  ctx: Context,
  participantId: string,
): Promise<z.infer<typeof SharedCheckIn>[]> {
  await getParticipant(ctx, participantId)
  if (!(await mayAct(ctx, 'card.read', participantId))) throw new ProblemError('not_found')
  // 'Just me' takes back what was shared before; 'ask me each time' keeps to what she shared.
  const sharing = await findSharing(ctx, participantId)
  const met = sharing === 'yes' || sharing === 'ask_each_time' ? (['check_ins_shared'] as const) : []
  if (!(await mayAct(ctx, 'check_in.read', participantId, met))) return []
  const rows = await ctx.tx
    .selectFrom('checkIns')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .where('sharedWithId', '=', ctx.actor.personId)
    .orderBy('localOn', 'desc')
    .limit(14)
    .select(['id', 'localOn', 'mood', 'urges', 'stress', 'needs'])
    .execute()
  if (rows.length > 0)
    await noteAudit(ctx, [
      { action: 'check_in.read', act: 'read', subjectId: participantId, recordIds: rows.map((row) => row.id) },
    ])
  return rows.map(({ localOn, ...row }) => ({ ...row, day: localOn.toString() }))
}
