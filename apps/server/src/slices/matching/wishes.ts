import type { saveWishes as saveRoute } from '@cairn/contract/matching.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { saveVersion } from '../../platform/database/rows.ts'
import { dayDone } from '../organizations/index.ts'
import { getParticipant } from '../people/index.ts'

export async function getWishes(ctx: Context, participantId: string) {
  const { tx, actor } = ctx
  await getParticipant(ctx, participantId)
  const row = await tx
    .selectFrom('wishes')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', participantId)
    .selectAll()
    .executeTakeFirst()
  const person = await tx
    .selectFrom('people')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', participantId)
    .select('language')
    .executeTakeFirstOrThrow()
  return {
    ranked: row?.ranked ?? [],
    languages: row?.languages ?? [person.language],
    answeredOn: row?.answeredOn.toString() ?? null,
    version: row?.version ?? 0,
  }
}

/** Says what must be shared, in her order; the newest list counts. */
export async function saveWishes(
  ctx: Context,
  participantId: string,
  { version, done, ranked, languages }: z.output<typeof saveRoute.schema.body>,
): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  await getParticipant(ctx, participantId)
  await saveVersion(ctx, 'wishes', participantId, version, {
    ranked: JSON.stringify(ranked),
    languages,
    answeredOn: await dayDone(ctx, done.on),
    mode: done.mode,
    formVersion: done.formVersion ?? null,
    witnessSealed: done.witness ? await vault.seal(tx, organizationId, participantId, done.witness) : null,
    answeredBy: actor.personId,
    recordedAt: now,
  })
}
