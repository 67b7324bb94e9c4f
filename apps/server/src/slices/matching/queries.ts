import type { Match } from '@cairn/contract/matching.ts'
import { waitsFor } from '@cairn/program/matching/answer.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { getOrganization } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'
import { listReasons } from './suggestions.ts'

export type MatchRow = Selectable<Tables['matches']>

export const getMatchRow = (ctx: Pick<Context, 'tx' | 'actor'>, id: string): Promise<MatchRow> =>
  getRow(ctx, 'matches', id)

/** Since when an open proposal waits: the first answer, else the proposal. */
export const waitingSince = (
  row: Pick<MatchRow, 'proposedAt' | 'participantAnsweredAt' | 'mentorAnsweredAt'>,
): Temporal.Instant => row.participantAnsweredAt ?? row.mentorAnsweredAt ?? row.proposedAt

/** A mentor who has not answered yet learns when and how, not what somebody wishes to share. */
const FOR_MENTORS = new Set(['language', 'time', 'way'])

export async function presentMatches(ctx: Context, rows: readonly MatchRow[]): Promise<z.input<typeof Match>[]> {
  const { policy } = await getOrganization(ctx)
  const names = await listNames(
    ctx,
    rows.flatMap((row) => [row.participantId, row.mentorId]),
  )
  const reasons = await listReasons(ctx, rows)
  const isMentor = ctx.actor.role === 'mentor'
  return rows.map((row, i) => ({
    id: row.id,
    participant: { id: row.participantId, name: names.get(row.participantId) ?? '' },
    mentor: { id: row.mentorId, name: names.get(row.mentorId) ?? '' },
    status: row.status,
    proposedAt: row.proposedAt.toString(),
    proposedBy: row.proposedBy,
    participantAnswer: row.participantAnswer,
    mentorAnswer: row.mentorAnswer,
    answerBy: waitsFor(row)
      ? addStaffedHours(policy.hours, waitingSince(row), policy.answerMatchWithinStaffedHours).toString()
      : null,
    acceptedAt: row.acceptedAt?.toString() ?? null,
    endedOn: row.endedOn?.toString() ?? null,
    reasons: isMentor ? reasons[i]!.filter((reason) => FOR_MENTORS.has(reason.code)) : reasons[i]!,
  }))
}

export async function getMatch(ctx: Context, id: string): Promise<z.input<typeof Match>> {
  return (await presentMatches(ctx, [await getMatchRow(ctx, id)]))[0]!
}

export async function listMatches(ctx: Context, participantId: string) {
  const rows = await ctx.tx
    .selectFrom('matches')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('proposedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .selectAll()
    .execute()
  // A mentor sees her own proposals and matches; who else was asked is between the participant and staff.
  const mine = ctx.actor.role === 'mentor' ? rows.filter((row) => row.mentorId === ctx.actor.personId) : rows
  return { items: await presentMatches(ctx, mine) }
}

export async function listProposals(ctx: Context) {
  const rows = await ctx.tx
    .selectFrom('matches')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('mentorId', '=', ctx.actor.personId)
    .where('status', '=', 'proposed')
    .where('mentorAnswer', 'is', null)
    .orderBy('proposedAt')
    .selectAll()
    .execute()
  return { items: await presentMatches(ctx, rows), ended: await listEndedByOthers(ctx) }
}

/** How long a mentor reads on her Today that a match of hers was ended. */
const TOLD = { days: 14 }

/** What others ended: that, when, and no reason. Whoever was erased, or is with her again, is not named. */
async function listEndedByOthers(ctx: Context) {
  const { organizationId, personId } = ctx.actor
  const rows = await ctx.tx
    .selectFrom('matches')
    .where('organizationId', '=', organizationId)
    .where('mentorId', '=', personId)
    .where('status', '=', 'ended')
    .where('endedAt', '>', ctx.now.subtract({ hours: TOLD.days * 24 }))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('matches as again')
            .whereRef('again.organizationId', '=', 'matches.organizationId')
            .whereRef('again.participantId', '=', 'matches.participantId')
            .where('again.mentorId', '=', personId)
            .where('again.status', '=', 'accepted')
            .select('again.id'),
        ),
      ),
    )
    .distinctOn('participantId')
    .orderBy('participantId')
    .orderBy('endedAt', 'desc')
    .select(['participantId', 'endedOn', 'endedBy'])
    .execute()
  const byOthers = rows.filter((row) => row.endedBy !== personId)
  const names = await listNames(
    ctx,
    byOthers.map((row) => row.participantId),
  )
  return byOthers.flatMap(({ participantId, endedOn }) => {
    const name = names.get(participantId)
    return name && endedOn ? [{ participant: { id: participantId, name }, endedOn: endedOn.toString() }] : []
  })
}

/** The proposals of some people that nobody has ended. */
export function listOpenProposals(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantIds: readonly string[],
): Promise<MatchRow[]> {
  if (participantIds.length === 0) return Promise.resolve([])
  return tx
    .selectFrom('matches')
    .where('organizationId', '=', actor.organizationId)
    .where(sql<boolean>`participant_id = any(${[...participantIds]}::uuid[])`)
    .where('status', '=', 'proposed')
    .orderBy('proposedAt')
    .selectAll()
    .execute()
}
