import type { CoverChoice } from '@cairn/program/mentoring/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { todayHere } from '../organizations/index.ts'
import { listTiesOf, openTie } from '../people/index.ts'
import { type AbsenceRow, listAbsences } from './queries.ts'

const basisOf = (absence: Pick<AbsenceRow, 'id'>) => `away:${absence.id}`

export async function getAbsence(ctx: Pick<Context, 'tx' | 'actor'>, mentorId: string): Promise<AbsenceRow> {
  const absence = (await listAbsences(ctx, [mentorId])).get(mentorId)
  if (!absence) throw new ProblemError('not_possible_now')
  return absence
}

/** Away, back on a day. No reason is asked or kept. Cover is given in the same breath, or within a day. */
export async function goAway(
  ctx: Context,
  mentorId: string,
  body: { id: string; from: string; backOn: string },
): Promise<AbsenceRow> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'absences', body.id, { ...body, of: mentorId })
  if (kept) return kept
  const [fromOn, backOn] = [Temporal.PlainDate.from(body.from), Temporal.PlainDate.from(body.backOn)]
  if (Temporal.PlainDate.compare(backOn, fromOn) <= 0)
    throw new ProblemError('invalid_input', { fields: { backOn: 'comes after the first day away' } })
  if (Temporal.PlainDate.compare(backOn, await todayHere(ctx)) <= 0)
    throw new ProblemError('invalid_input', { fields: { backOn: 'lies ahead' } })
  if ((await listAbsences(ctx, [mentorId])).has(mentorId)) throw new ProblemError('not_possible_now')
  const row = {
    organizationId,
    id: body.id,
    mentorId,
    fromOn,
    backOn,
    coverId: null,
    announcedAt: now,
    endedAt: null,
    bodyIndex,
  }
  await tx.insertInto('absences').values(row).execute()
  await tx
    .updateTable('mentors')
    .set({ awayFrom: fromOn, awayUntil: backOn, coverId: null })
    .where('organizationId', '=', organizationId)
    .where('id', '=', mentorId)
    .execute()
  return row
}

/** Opens the cover of some people; whoever covered one of them before no longer does. */
export async function openCover(
  ctx: Context,
  absence: AbsenceRow,
  coverId: string,
  participantIds: readonly string[],
  isForAll: boolean,
): Promise<void> {
  const { tx, actor } = ctx
  for (const subjectId of participantIds) {
    await closeCover(ctx, absence, subjectId)
    await openTie(ctx, { kind: 'cover', holderId: coverId, subjectId, basis: basisOf(absence) })
  }
  if (!isForAll) return
  await tx
    .updateTable('absences')
    .set({ coverId })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', absence.id)
    .execute()
  await tx
    .updateTable('mentors')
    .set({ coverId })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', absence.mentorId)
    .execute()
}

/** Closes the cover that an absence opened, of one person or of all. */
export async function closeCover(ctx: Context, absence: Pick<AbsenceRow, 'id'>, subjectId?: string): Promise<void> {
  await ctx.tx
    .updateTable('ties')
    .set({ until: ctx.now })
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('kind', '=', 'cover')
    .where('basis', '=', basisOf(absence))
    .where('until', 'is', null)
    .$if(subjectId !== undefined, (q) => q.where('subjectId', '=', subjectId!))
    .execute()
}

/** Back: cover ends. Answers whose mentor she is, so that their signals are looked at again. */
export async function comeBack(ctx: Context, mentorId: string): Promise<string[]> {
  const { tx, actor, now } = ctx
  const absence = await getAbsence(ctx, mentorId)
  await tx
    .updateTable('absences')
    .set({ endedAt: now })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', absence.id)
    .execute()
  await tx
    .updateTable('mentors')
    .set({ awayFrom: null, awayUntil: null, coverId: null })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', mentorId)
    .execute()
  await closeCover(ctx, absence)
  const people = await listTiesOf(ctx, mentorId)
  return people.filter((tie) => tie.kind === 'mentor').map((tie) => tie.subjectId)
}

/** Her choice while her mentor is away. */
export async function saveCoverChoice(
  { tx, actor, now }: Context,
  absenceId: string,
  participantId: string,
  choice: CoverChoice,
): Promise<void> {
  await tx
    .insertInto('coverChoices')
    .values({ organizationId: actor.organizationId, absenceId, participantId, choice, at: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'absenceId', 'participantId']).doUpdateSet({ choice, at: now }),
    )
    .execute()
}

/** What some people chose for the absences that run or lie ahead, by participant. */
export async function listCoverChoices(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantIds: readonly string[],
): Promise<Map<string, CoverChoice>> {
  if (participantIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('coverChoices as choice')
    .innerJoin('absences as absence', (join) =>
      join.onRef('absence.organizationId', '=', 'choice.organizationId').onRef('absence.id', '=', 'choice.absenceId'),
    )
    .where('choice.organizationId', '=', actor.organizationId)
    .where('choice.participantId', 'in', [...participantIds])
    .where('absence.endedAt', 'is', null)
    .orderBy('choice.at')
    .select(['choice.participantId', 'choice.choice'])
    .execute()
  return new Map(rows.map((row) => [row.participantId, row.choice]))
}
