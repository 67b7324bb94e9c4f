import type { saveReadiness as saveRoute } from '@cairn/contract/readiness.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { takeId } from '../../platform/same-id.ts'
import { dayDone } from '../organizations/index.ts'
import { getParticipant } from '../people/index.ts'

/** Adds an answer; earlier ones stay, so that what changed can be seen. */
export async function saveReadiness(
  ctx: Context,
  participantId: string,
  body: z.output<typeof saveRoute.schema.body>,
): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  await getParticipant(ctx, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'readinessAnswers', body.id, { ...body, of: participantId })
  if (kept) return
  const seal = async (text: string | null | undefined) =>
    text ? await vault.seal(tx, organizationId, participantId, text) : null
  await tx
    .insertInto('readinessAnswers')
    .values({
      organizationId,
      id: body.id,
      participantId,
      startStyle: body.startStyle,
      importance: body.importance,
      confidence: body.confidence,
      readiness: body.readiness,
      wordsSealed: await seal(body.words),
      answeredOn: await dayDone(ctx, body.done.on),
      mode: body.done.mode,
      formVersion: body.done.formVersion ?? null,
      witnessSealed: await seal(body.done.witness),
      answeredBy: actor.personId,
      recordedAt: now,
      bodyIndex,
    })
    .execute()
}
