import { BaselineAnswers, type saveBaseline as saveRoute } from '@cairn/contract/intake.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { dayDone, getOrganization } from '../organizations/index.ts'
import { getParticipant } from '../people/index.ts'

export async function getBaseline(ctx: Context, participantId: string) {
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

/** Fills in the card, or corrects it. Its day is kept: a card of day 20 is not the state of day 0. */
export async function saveBaseline(
  ctx: Context,
  participantId: string,
  { version, done, answers }: z.output<typeof saveRoute.schema.body>,
): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  await getParticipant(ctx, participantId)
  const answeredOn = await dayDone(ctx, done.on)
  if (
    answers.lastUseOn !== null &&
    Temporal.PlainDate.compare(Temporal.PlainDate.from(answers.lastUseOn), answeredOn) > 0
  )
    throw new ProblemError('future_day', { fields: { 'answers.lastUseOn': 'comes after the day of the card' } })
  const values = {
    answersSealed: await vault.seal(tx, organizationId, participantId, JSON.stringify(answers)),
    answeredOn,
    mode: done.mode,
    formVersion: done.formVersion ?? null,
    witnessSealed: done.witness ? await vault.seal(tx, organizationId, participantId, done.witness) : null,
    answeredBy: actor.personId,
    recordedAt: now,
  }
  const saved =
    version === 0
      ? await tx
          .insertInto('baselines')
          .values({ organizationId, id: participantId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await tx
          .updateTable('baselines')
          .set({ ...values, version: version + 1 })
          .where('organizationId', '=', organizationId)
          .where('id', '=', participantId)
          .where('version', '=', version)
          .executeTakeFirst()
  const rows = 'numUpdatedRows' in saved ? saved.numUpdatedRows : (saved.numInsertedOrUpdatedRows ?? 0n)
  if (rows === 0n) throw new ProblemError('stale_version')
}
