import type { changeOrganization as changeRoute } from '@cairn/contract/organizations.ts'
import type { z } from 'zod'
import { writeAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getOrganization, type OrganizationRow } from './queries.ts'

type Change = z.output<typeof changeRoute.schema.body>

/** Changes what setup asked. Keys of the settings that this screen does not know stay as they are. */
export async function changeOrganization(
  ctx: Context,
  { version, settings, ...card }: Change,
): Promise<OrganizationRow> {
  const { tx, actor } = ctx
  const kept = await tx
    .selectFrom('organizations')
    .where('id', '=', actor.organizationId)
    .select('settings')
    .forUpdate()
    .executeTakeFirst()
  if (!kept) throw new ProblemError('not_found')
  const changed = await tx
    .updateTable('organizations')
    .set({ ...card, settings: JSON.stringify({ ...kept.settings, ...settings }), version: version + 1 })
    .where('id', '=', actor.organizationId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version')
  await writeAudit(tx, [
    {
      organizationId: actor.organizationId,
      actorId: actor.personId,
      actorRole: actor.role,
      act: 'write',
      action: 'organization.manage',
      subjectId: null,
      recordIds: [actor.organizationId],
      requestId: ctx.requestId,
      at: ctx.now,
    },
  ])
  return getOrganization(ctx)
}
