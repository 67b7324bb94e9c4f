import { answerMatch as answerRoute } from '@cairn/contract/matching.ts'
import type { Context } from '../platform/context.ts'
import { ProblemError } from '../platform/problem.ts'
import type { App, Slice } from '../platform/slice.ts'
import { findSignedAgreement } from '../slices/agreements/index.ts'
import { attentionDue } from '../slices/attention/index.ts'
import { answerMatch, getMatch, getMatchRow, type MatchRow } from '../slices/matching/index.ts'
import { beginRelationship } from '../slices/mentoring/index.ts'
import { todayHere } from '../slices/organizations/index.ts'
import {
  authorize,
  closeTiesTo,
  getParticipant,
  moveParticipant,
  openTie,
  requireMode,
  setSharing,
} from '../slices/people/index.ts'

/** Two yes: the tie that gives access and takes the place, the relationship, and a new choice of what the mentor sees. */
async function beginMatch(ctx: Context, match: MatchRow): Promise<void> {
  const { participantId, mentorId } = match
  const today = await todayHere(ctx)
  await openTie(ctx, { kind: 'mentor', holderId: mentorId, subjectId: participantId, basis: `match:${match.id}` })
  await closeTiesTo(ctx, participantId, 'greeter')
  await beginRelationship(
    ctx,
    match,
    await findSignedAgreement(ctx, 'boundary-agreement', participantId, mentorId),
    today,
  )
  await setSharing(ctx, participantId, null)
  const { status } = await getParticipant(ctx, participantId)
  if (status === 'waiting' || status === 'referred')
    await moveParticipant(ctx, participantId, { to: 'active', on: today })
}

function routes(app: App): void {
  app.route({
    ...answerRoute,
    handler: async (request) => {
      const { id } = request.params
      const { body, actor } = request
      const { participantId, mentorId } = await getMatchRow(request, id)
      await authorize(request, {
        action: 'match.answer',
        act: 'write',
        subjectId: body.as === 'mentor' ? mentorId : participantId,
        recordIds: [id],
      })
      // Nobody answers for a mentor; for a participant staff may, and says how it was given.
      if (body.as === 'mentor' && actor.personId !== mentorId) throw new ProblemError('not_allowed')
      if (body.as === 'participant') requireMode(request, participantId, body.done ?? { mode: 'self' })
      const { match, isAccepted } = await answerMatch(request, id, body)
      if (isAccepted) await beginMatch(request, match)
      await attentionDue(request, [participantId, mentorId])
      return getMatch(request, id)
    },
  })
}

export const acceptMatchFlow: Slice = { name: 'accept-match', routes }
