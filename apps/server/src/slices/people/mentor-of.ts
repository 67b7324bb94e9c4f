import type { Context } from '../../platform/context.ts'
import { listNames } from './cards.ts'
import { listTiesTo } from './ties.ts'

/** Her mentor now, by name; null while she has none. */
export async function findMentorOf(
  ctx: Pick<Context, 'tx' | 'vault' | 'actor'>,
  participantId: string,
): Promise<{ id: string; name: string } | null> {
  const [tie] = await listTiesTo(ctx, [participantId], 'mentor')
  if (!tie) return null
  return { id: tie.holderId, name: (await listNames(ctx, [tie.holderId])).get(tie.holderId) ?? '…' }
}
