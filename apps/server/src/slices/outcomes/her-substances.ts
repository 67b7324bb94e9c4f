import { SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { getBaseline } from '../intake/index.ts'
import { mayAct } from '../people/index.ts'

type Substance = (typeof SUBSTANCES)[number]

/**
 * Every substance for a question about use, hers first: those of her card in her order, then, to herself, what she named in
 * her own reports. Whoever may not read her card gets the plain list, so that its order tells nothing.
 */
export async function listSubstances(
  ctx: Context,
  participantId: string,
): Promise<{ substances: Substance[]; hers: number }> {
  const card = (await mayAct(ctx, 'baseline.read', participantId)) ? await getBaseline(ctx, participantId) : null
  const hers = new Set<Substance>(card?.answers?.substances.map(({ substance }) => substance))
  if (ctx.actor.personId === participantId)
    for (const substance of await listReported(ctx, participantId)) hers.add(substance)
  return { substances: [...hers, ...SUBSTANCES.filter((substance) => !hers.has(substance))], hers: hers.size }
}

async function listReported({ tx, actor }: Context, participantId: string): Promise<Substance[]> {
  const rows = await tx
    .selectFrom('useReports')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('localOn', 'desc')
    .limit(50)
    .select('substances')
    .execute()
  const named = new Set(rows.flatMap((row) => row.substances))
  return SUBSTANCES.filter((substance) => named.has(substance))
}
