import { changeStatus } from '@cairn/contract/intake.ts'
import { endMatch as endRoute } from '@cairn/contract/matching.ts'
import { MATCH_ENDS, type MatchEnd } from '@cairn/program/matching/vocabulary.ts'
import { isGone } from '@cairn/program/people/lifecycle.ts'
import type { Context } from '../platform/context.ts'
import { ProblemError } from '../platform/problem.ts'
import type { App, Slice } from '../platform/slice.ts'
import { attentionDue } from '../slices/attention/index.ts'
import { cancelMeetingsBetween } from '../slices/calendar/index.ts'
import { endMatch, getMatch, getMatchRow, withdrawProposalsOf } from '../slices/matching/index.ts'
import { closeRelationship, findOpenRelationship } from '../slices/mentoring/index.ts'
import { dayDone } from '../slices/organizations/index.ts'
import {
  authorize,
  closeTie,
  closeTiesTo,
  getParticipant,
  moveParticipant,
  setSharing,
  setWantsMentor,
} from '../slices/people/index.ts'

export interface End {
  on: Temporal.PlainDate
  reason: MatchEnd | null
  reflection?: string | undefined
}

/** Ends what two people had: the place is free again, access ends, nothing more is planned. The history stays. */
export async function partWays(
  ctx: Context,
  match: { id: string; participantId: string; mentorId: string },
  end: End,
): Promise<void> {
  const { participantId, mentorId } = match
  await endMatch(ctx, match.id, end)
  await closeTie(ctx, { kind: 'mentor', holderId: mentorId, subjectId: participantId })
  await closeTiesTo(ctx, participantId, 'cover')
  await closeRelationship(ctx, match.id, end.on, end.reflection)
  await cancelMeetingsBetween(ctx, participantId, mentorId)
  await setSharing(ctx, participantId, null)
  await attentionDue(ctx, [participantId, mentorId])
}

/** Back on the waiting list, at the place of the first day; or without a mentor, by choice. */
export async function lookForAnother(
  ctx: Context,
  participantId: string,
  wantsAnother: boolean,
  on: Temporal.PlainDate,
): Promise<void> {
  await setWantsMentor(ctx, participantId, wantsAnother)
  const { status } = await getParticipant(ctx, participantId)
  if (wantsAnother && status === 'active') await moveParticipant(ctx, participantId, { to: 'waiting', on })
}

const asMatchEnd = (reason: string | undefined): MatchEnd | null => MATCH_ENDS.find((end) => end === reason) ?? null

function routes(app: App): void {
  app.route({
    ...endRoute,
    handler: async (request) => {
      const { id } = request.params
      const { body, actor } = request
      const match = await getMatchRow(request, id)
      await authorize(request, { action: 'match.end', act: 'write', subjectId: match.participantId, recordIds: [id] })
      // Whoever covers or greets holds a tie too; a match is ended by its own two people or by staff.
      if (actor.role === 'mentor' && match.mentorId !== actor.personId) throw new ProblemError('not_found')
      const on = await dayDone(request, body.on)
      await partWays(request, match, {
        on,
        reason: body.reason ?? (body.wantsAnother && actor.role === 'participant' ? 'changed_mentor' : null),
        reflection: body.reflection,
      })
      await lookForAnother(request, match.participantId, body.wantsAnother, on)
      return getMatch(request, id)
    },
  })

  app.route({
    ...changeStatus,
    handler: async (request) => {
      const { id } = request.params
      const { body } = request
      await authorize(request, { action: 'card.write', act: 'write', subjectId: id, recordIds: [id] })
      if (request.actor.role === 'participant' && body.fundingSource !== undefined)
        throw new ProblemError('not_allowed')
      const on = await dayDone(request, body.on)
      const moved = await moveParticipant(request, id, { ...body, on })
      if (isGone(body.to)) {
        const relationship = await findOpenRelationship(request, id)
        if (relationship) await partWays(request, relationship, { on, reason: asMatchEnd(body.reason) })
        await withdrawProposalsOf(request, id)
        await closeTiesTo(request, id, 'greeter')
      }
      await attentionDue(request, [id])
      return moved
    },
  })
}

export const endMatchFlow: Slice = { name: 'end-match', routes }
