import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import type { Vault } from '../../platform/vault.ts'

/** How a server looks at once after a commit. One a server, found by the vault that every context of it carries. */
const lookers = new WeakMap<Vault, (organizationId: string) => Promise<void>>()

export function setLooker(vault: Vault, look: (organizationId: string) => Promise<void>): void {
  lookers.set(vault, look)
}

const asked = new WeakSet<object>()

/**
 * Says, in the command's own transaction, that the signals about these people may have changed. They are looked at right
 * after the commit (or at `lookAt`); if the server dies in between, the job finds the rows.
 */
export async function attentionDue(
  ctx: Pick<Context, 'tx' | 'now' | 'actor' | 'vault' | 'afterCommit'>,
  subjectIds: readonly string[],
  lookAt: Temporal.Instant = ctx.now,
): Promise<void> {
  const { organizationId } = ctx.actor
  const subjects = [...new Set(subjectIds)]
  if (subjects.length === 0) return
  await ctx.tx
    .insertInto('attentionDue')
    .values(subjects.map((subjectId) => ({ organizationId, id: newId(ctx.now), subjectId, lookAt })))
    .execute()
  if (Temporal.Instant.compare(lookAt, ctx.now) > 0 || asked.has(ctx.tx)) return
  asked.add(ctx.tx)
  ctx.afterCommit(() => lookers.get(ctx.vault)?.(organizationId))
}
