import type { changeCard as changeRoute } from '@cairn/contract/people.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

/** Changes what stands on the card. Who pays is the program's to say, not the participant's. */
export async function changeCard(
  ctx: Context,
  id: string,
  change: z.output<typeof changeRoute.schema.body>,
): Promise<void> {
  const { tx, vault, actor } = ctx
  const { organizationId } = actor
  if (change.fundingSource !== undefined && actor.role === 'participant') throw new ProblemError('not_allowed')
  const changed = await tx
    .updateTable('people')
    .set({
      ...(change.name !== undefined && { nameSealed: await vault.seal(tx, organizationId, id, change.name) }),
      ...(change.language !== undefined && { language: change.language }),
      version: change.version + 1,
    })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version')
  const { wantsMentor, fundingSource } = change
  if (wantsMentor === undefined && fundingSource === undefined) return
  await tx
    .updateTable('participants')
    .set({ ...(wantsMentor !== undefined && { wantsMentor }), ...(fundingSource !== undefined && { fundingSource }) })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
  if (fundingSource === undefined) return
  await tx
    .updateTable('episodes')
    .set({ fundingSource })
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', id)
    .where('endedOn', 'is', null)
    .execute()
}
