import { chooseCover } from '@cairn/contract/mentoring.ts'
import { comeBack, goAway, nameCover } from '@cairn/contract/mentors.ts'
import type { Context } from '../platform/context.ts'
import { ProblemError } from '../platform/problem.ts'
import type { App, Slice } from '../platform/slice.ts'
import { attentionDue } from '../slices/attention/index.ts'
import { listCoverLimits } from '../slices/matching/index.ts'
import { findOpenRelationship, requireRelationship } from '../slices/mentoring/index.ts'
import * as mentors from '../slices/mentors/index.ts'
import { todayHere } from '../slices/organizations/index.ts'
import { authorize, getMentor, listTiesOf, listTiesTo, noteAudit } from '../slices/people/index.ts'
import { lookForAnother, partWays } from './end-match.ts'

const peopleOf = async (ctx: Context, mentorId: string) =>
  (await listTiesOf(ctx, mentorId)).filter((tie) => tie.kind === 'mentor').map((tie) => tie.subjectId)

/**
 * Names who covers, for one person or for everybody who has nobody yet. Whom somebody must not meet, or cannot talk with, does not
 * cover for her: she stays without, and the board shows it.
 */
async function giveCover(
  ctx: Context,
  absence: mentors.AbsenceRow,
  coverId: string,
  participantId: string | undefined,
): Promise<void> {
  if (coverId === absence.mentorId) throw new ProblemError('limits_not_met')
  await getMentor(ctx, coverId)
  const covers = (await mentors.listAbsences(ctx, [coverId])).get(coverId)
  const sameTime =
    covers &&
    Temporal.PlainDate.compare(covers.fromOn, absence.backOn) < 0 &&
    Temporal.PlainDate.compare(absence.fromOn, covers.backOn) < 0
  if (sameTime) throw new ProblemError('limits_not_met')
  const hers = await peopleOf(ctx, absence.mentorId)
  if (participantId !== undefined && !hers.includes(participantId)) throw new ProblemError('not_found')
  const covered = new Set((await listTiesTo(ctx, hers, 'cover')).map((tie) => tie.subjectId))
  const choices = await mentors.listCoverChoices(ctx, hers)
  const wanted =
    participantId !== undefined ? [participantId] : hers.filter((id) => !covered.has(id) && choices.get(id) !== 'wait')
  const limits = await listCoverLimits(ctx, wanted, coverId)
  const fitting = wanted.filter((id) => limits.get(id)!.length === 0)
  if (wanted.length > 0 && fitting.length === 0) throw new ProblemError('limits_not_met')
  await mentors.openCover(ctx, absence, coverId, fitting, participantId === undefined)
  await attentionDue(ctx, [absence.mentorId, ...fitting])
}

async function viewAway(ctx: Context, mentorId: string) {
  return (await mentors.getMentorPage(ctx, mentorId)).away!
}

function routes(app: App): void {
  app.route({
    ...goAway,
    handler: async (request, reply) => {
      const { id } = request.params
      const { coverId, ...away } = request.body
      await authorize(request, { action: 'mentor.write', act: 'write', subjectId: id, recordIds: [away.id] })
      await getMentor(request, id)
      const absence = await mentors.goAway(request, id, away)
      if (coverId !== null && absence.endedAt === null) await giveCover(request, absence, coverId, undefined)
      await attentionDue(request, [id, ...(await peopleOf(request, id))])
      return reply.code(201).send(await viewAway(request, id))
    },
  })
  app.route({
    ...nameCover,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'mentor.write', act: 'write', subjectId: id })
      await giveCover(request, await mentors.getAbsence(request, id), request.body.coverId, request.body.participantId)
      return viewAway(request, id)
    },
  })
  app.route({
    ...comeBack,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'mentor.write', act: 'write', subjectId: id })
      await attentionDue(request, [id, ...(await mentors.comeBack(request, id))])
      return { ok: true as const }
    },
  })
  app.route({
    ...chooseCover,
    handler: async (request) => {
      const { personId } = request.actor
      const { choice } = request.body
      const relationship = await requireRelationship(request, personId)
      const absence = await mentors.getAbsence(request, relationship.mentor.id)
      await noteAudit(request, [
        { action: 'match.answer', act: 'write', subjectId: personId, recordIds: [relationship.matchId] },
      ])
      await mentors.saveCoverChoice(request, absence.id, personId, choice)
      if (choice === 'wait') await mentors.closeCover(request, absence, personId)
      if (choice === 'cover' && absence.coverId) await giveCover(request, absence, absence.coverId, personId)
      if (choice === 'change') {
        const open = await findOpenRelationship(request, personId)
        const on = await todayHere(request)
        await partWays(request, open!, { on, reason: 'changed_mentor' })
        await lookForAnother(request, personId, true, on)
        return { ...relationship, stage: 'closed' as const, closedOn: on.toString(), coverChoice: choice }
      }
      await attentionDue(request, [personId, absence.mentorId])
      return requireRelationship(request, personId)
    },
  })
}

export const coverFlow: Slice = { name: 'cover', routes }
