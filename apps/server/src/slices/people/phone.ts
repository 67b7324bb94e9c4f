import type { Sharing } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getParticipant, listNames } from './cards.ts'
import { listTiesTo } from './ties.ts'

export interface PhoneChange {
  version: number
  phoneIsWatched: boolean
  appLock: boolean
  neutralNotices: boolean
  keepHistory: boolean
}

export async function getPhone(ctx: Context) {
  const { phoneIsWatched, appLock, neutralNotices, keepHistory, version } = await getParticipant(
    ctx,
    ctx.actor.personId,
  )
  return { phoneIsWatched, appLock, neutralNotices, keepHistory, version }
}

export async function changePhone(ctx: Context, { version, ...settings }: PhoneChange) {
  const changed = await ctx.tx
    .updateTable('participants')
    .set({ ...settings, version: version + 1 })
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', ctx.actor.personId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version')
  return getPhone(ctx)
}

/** Whether her mentor sees the three answers of her check-ins; null when she has not chosen since the match began. */
export async function findSharing(
  ctx: Pick<Context, 'tx' | 'vault' | 'actor'>,
  participantId: string,
): Promise<Sharing | null> {
  return (await getParticipant(ctx, participantId)).checkInSharing
}

export async function getSharing(ctx: Context) {
  const [mentor] = await listTiesTo(ctx, [ctx.actor.personId], 'mentor')
  const names = await listNames(ctx, mentor ? [mentor.holderId] : [])
  return {
    checkIns: await findSharing(ctx, ctx.actor.personId),
    mentor: mentor ? { id: mentor.holderId, name: names.get(mentor.holderId) ?? '' } : null,
  }
}

/** Her choice; null when a new mentor begins, so that she is asked again. */
export async function setSharing(
  ctx: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  choice: Sharing | null,
): Promise<void> {
  await ctx.tx
    .updateTable('participants')
    .set({ checkInSharing: choice })
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', participantId)
    .execute()
}

/** Whether she wants a mentor: who does and has none stands on the waiting list. */
export async function setWantsMentor(
  ctx: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  wantsMentor: boolean,
): Promise<void> {
  await ctx.tx
    .updateTable('participants')
    .set({ wantsMentor })
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', participantId)
    .execute()
}
