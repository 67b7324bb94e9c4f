import type { answerMatch as answerRoute, proposeMatch as proposeRoute } from '@cairn/contract/matching.ts'
import { answerProposal } from '@cairn/program/matching/answer.ts'
import { limitsBetween } from '@cairn/program/matching/hard-limits.ts'
import type { HardLimit, MatchEnd } from '@cairn/program/matching/vocabulary.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { countPeopleOf } from '../people/index.ts'
import { getMatchRow, type MatchRow } from './queries.ts'
import { loadOffers, loadSeekers } from './suggestions.ts'

/**
 * Locks the mentor, then the participant: whoever wants a place of this mentor waits here. What is counted is read after it,
 * in a statement of its own, so that it sees what the one before has written.
 */
async function lockPair(ctx: Context, mentorId: string, participantId: string): Promise<void> {
  await lockRow(ctx, 'mentors', mentorId)
  await lockRow(ctx, 'participants', participantId)
}

async function listLimits(ctx: Context, participantId: string, mentorId: string): Promise<HardLimit[]> {
  const offers = await loadOffers(ctx, [mentorId])
  const seeker = (await loadSeekers(ctx, [participantId], offers.names)).get(participantId)
  const mentor = offers.mentors.find((one) => one.id === mentorId)
  if (!seeker || !mentor) throw new ProblemError('not_found')
  return limitsBetween(seeker, { ...mentor, people: await countPeopleOf(ctx, mentorId) })
}

/** Refuses by the hard limits. Why is said to staff only, and never whom she must not meet. */
function refuse(ctx: Context, limits: readonly HardLimit[]): void {
  if (limits.length === 0) return
  if (limits.length === 1 && limits[0] === 'full') throw new ProblemError('mentor_full')
  const isStaff = ctx.actor.role === 'coordinator' || ctx.actor.role === 'supervisor'
  const said = isStaff ? limits.filter((limit) => limit !== 'must_not_meet') : []
  throw new ProblemError(
    'limits_not_met',
    said.length > 0 ? { fields: Object.fromEntries(said.map((limit) => [limit, 'does not fit'])) } : {},
  )
}

async function requireNoMentor({ tx, actor }: Context, participantId: string): Promise<void> {
  const accepted = await tx
    .selectFrom('matches')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('status', '=', 'accepted')
    .select('id')
    .executeTakeFirst()
  if (accepted) throw new ProblemError('already_matched')
}

/** Proposes a match. A participant who proposes has said yes with it. */
export async function proposeMatch(ctx: Context, body: z.output<typeof proposeRoute.schema.body>): Promise<void> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const { id, participantId, mentorId } = body
  await lockPair(ctx, mentorId, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'matches', id, body)
  if (kept) return
  await requireNoMentor(ctx, participantId)
  refuse(ctx, await listLimits(ctx, participantId, mentorId))
  const open = await tx
    .selectFrom('matches')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .where('mentorId', '=', mentorId)
    .where('status', '=', 'proposed')
    .select('id')
    .executeTakeFirst()
  if (open) throw new ProblemError('id_taken')
  const isHers = actor.personId === participantId
  await tx
    .insertInto('matches')
    .values({
      organizationId,
      id,
      participantId,
      mentorId,
      status: 'proposed',
      proposedAt: now,
      proposedBy: isHers ? 'participant' : 'staff',
      proposerId: actor.personId,
      participantAnswer: isHers ? 'yes' : null,
      participantAnsweredAt: isHers ? now : null,
      participantMode: isHers ? 'self' : null,
      mentorAnswer: null,
      endReason: null,
      endedBy: null,
      bodyIndex,
    })
    .execute()
}

/** What may still keep two people apart when both want: hours and a time away are theirs to judge. */
const AT_ACCEPTANCE: readonly HardLimit[] = ['self', 'must_not_meet', 'language', 'not_available', 'full']

/**
 * Writes an answer down. The second yes takes a place: mentor's row first, then the count, then the match.
 * @returns the match as it was answered, and whether it has just become one
 */
export async function answerMatch(
  ctx: Context,
  id: string,
  { as, answer, done }: z.output<typeof answerRoute.schema.body>,
): Promise<{ match: MatchRow; isAccepted: boolean }> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const seen = await getMatchRow(ctx, id)
  await lockPair(ctx, seen.mentorId, seen.participantId)
  const match = await getMatchRow(ctx, id)
  const after = answerProposal(match, as, answer)
  if (after.refused) throw new ProblemError(after.refused)
  if (!after.changed) return { match, isAccepted: false }
  const isAccepted = after.status === 'accepted'
  if (isAccepted) {
    await requireNoMentor(ctx, match.participantId)
    refuse(
      ctx,
      (await listLimits(ctx, match.participantId, match.mentorId)).filter((limit) => AT_ACCEPTANCE.includes(limit)),
    )
  }
  const row = await tx
    .updateTable('matches')
    .set({
      status: after.status,
      ...(as === 'mentor'
        ? { mentorAnswer: answer, mentorAnsweredAt: now }
        : { participantAnswer: answer, participantAnsweredAt: now, participantMode: done?.mode ?? 'self' }),
      ...(isAccepted && { acceptedAt: now }),
    })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (isAccepted)
    await tx
      .updateTable('matches')
      .set({ status: 'withdrawn' })
      .where('organizationId', '=', organizationId)
      .where('participantId', '=', match.participantId)
      .where('status', '=', 'proposed')
      .execute()
  return { match: row, isAccepted }
}

/** Takes back a proposal that has not become a match. */
export async function withdrawMatch(ctx: Context, id: string): Promise<void> {
  const { tx, actor } = ctx
  const { status } = await lockRow(ctx, 'matches', id)
  if (status === 'withdrawn') return
  if (status !== 'proposed') throw new ProblemError('answered_already')
  await tx
    .updateTable('matches')
    .set({ status: 'withdrawn' })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .execute()
}

/** Ends a match; nobody has to say why. */
export async function endMatch(
  ctx: Context,
  id: string,
  end: { on: Temporal.PlainDate; reason: MatchEnd | null },
): Promise<void> {
  const { tx, actor, now } = ctx
  const ended = await tx
    .updateTable('matches')
    .set({ status: 'ended', endedOn: end.on, endedAt: now, endedBy: actor.personId || null, endReason: end.reason })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .where('status', '=', 'accepted')
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) throw new ProblemError('not_possible_now')
}

/** Proposals of somebody who has left are taken back. */
export async function withdrawProposalsOf({ tx, actor }: Context, participantId: string): Promise<void> {
  await tx
    .updateTable('matches')
    .set({ status: 'withdrawn' })
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('status', '=', 'proposed')
    .execute()
}
