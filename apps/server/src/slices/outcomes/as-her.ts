import type { Context } from '../../platform/context.ts'
import { enterOrganization } from '../../platform/database/connect.ts'

/**
 * The database shows what she told about use to herself alone. What she enters on somebody else's phone is hers as well: these
 * statements run as her. A failure ends the whole transaction, so there is no way back to take then.
 */
export async function asHer<T>(ctx: Context, participantId: string, work: (hers: Context) => Promise<T>): Promise<T> {
  const { tx, now, vault, language, requestId, actor } = ctx
  if (actor.personId === participantId) return work(ctx)
  const { organizationId } = actor
  await enterOrganization(tx, { organizationId, memberId: participantId })
  const result = await work({
    tx,
    now,
    vault,
    language,
    requestId,
    afterCommit: (later) => ctx.afterCommit(later),
    actor: { ...actor, personId: participantId, role: 'participant', roles: ['participant'] },
  })
  await enterOrganization(tx, { organizationId, memberId: actor.personId })
  return result
}
