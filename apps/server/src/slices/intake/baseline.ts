import { BaselineAnswers, type saveBaseline as saveRoute } from '@cairn/contract/baseline.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { saveVersion } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { dayDone, getOrganization } from '../organizations/index.ts'
import { getParticipant } from '../people/index.ts'

/** What she said about use on the card is hers alone; who helped her fill it in cannot read it back. */
const HERS_ALONE = { lastUseOn: null, daysUsedOf30: null } as const

/** The card as this reader may see it. */
export async function getBaseline(ctx: Context, participantId: string) {
  const card = await readBaseline(ctx, participantId)
  if (card.answers === null || ctx.actor.personId === participantId) return card
  return { ...card, answers: { ...card.answers, ...HERS_ALONE } }
}

async function readBaseline(ctx: Context, participantId: string) {
  const { tx, vault, actor } = ctx
  const participant = await getParticipant(ctx, participantId)
  const { settings } = await getOrganization(ctx)
  const row = await tx
    .selectFrom('baselines')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', participantId)
    .selectAll()
    .executeTakeFirst()
  const opened = row
    ? await vault.open(tx, actor.organizationId, { ownerId: participantId, sealed: row.answersSealed })
    : null
  return {
    answers: opened ? BaselineAnswers.parse(JSON.parse(opened)) : null,
    answeredOn: row?.answeredOn.toString() ?? null,
    mode: row?.mode ?? null,
    dueOn: participant.enrolledOn.add({ days: settings.policy.baselineWithinDays }).toString(),
    version: row?.version ?? 0,
  }
}

/**
 * Fills in the card, or corrects it. Its day is kept: a card of day 20 is not the state of day 0.
 * Gives the day of last use when it was told or changed, for the table of days.
 */
export async function saveBaseline(
  ctx: Context,
  participantId: string,
  { version, done, answers: given }: z.output<typeof saveRoute.schema.body>,
): Promise<{ lastUseOn: string | null; answeredOn: Temporal.PlainDate }> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const before = (await readBaseline(ctx, participantId)).answers
  const kept = before !== null && actor.personId !== participantId
  const answers = {
    ...given,
    lastUseOn: given.lastUseOn ?? (kept ? before.lastUseOn : null),
    daysUsedOf30: given.daysUsedOf30 ?? (kept ? before.daysUsedOf30 : null),
  }
  const answeredOn = await dayDone(ctx, done.on)
  if (
    answers.lastUseOn !== null &&
    Temporal.PlainDate.compare(Temporal.PlainDate.from(answers.lastUseOn), answeredOn) > 0
  )
    throw new ProblemError('future_day', { fields: { 'answers.lastUseOn': 'comes after the day of the card' } })
  await saveVersion(ctx, 'baselines', participantId, version, {
    answersSealed: await vault.seal(tx, organizationId, participantId, JSON.stringify(answers)),
    answeredOn,
    mode: done.mode,
    formVersion: done.formVersion ?? null,
    witnessSealed: done.witness ? await vault.seal(tx, organizationId, participantId, done.witness) : null,
    answeredBy: actor.personId,
    recordedAt: now,
  })
  return { lastUseOn: answers.lastUseOn === before?.lastUseOn ? null : answers.lastUseOn, answeredOn }
}
