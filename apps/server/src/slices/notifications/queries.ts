import type { Context } from '../../platform/context.ts'
import { viewItems } from '../attention/index.ts'
import { listNames } from '../people/index.ts'

/** What came in for one person. The words are those of the item as this reader may see it; what is closed is gone. */
export async function listNotices(ctx: Context) {
  const { tx, actor } = ctx
  const rows = await tx
    .selectFrom('notifications')
    .where('organizationId', '=', actor.organizationId)
    .where('recipientId', '=', actor.personId)
    .where('channel', '=', 'app')
    .orderBy('createdAt', 'desc')
    .limit(100)
    .selectAll()
    .execute()
  if (rows.length === 0) return { items: [], unseen: 0 }
  const items = await tx
    .selectFrom('attentionItems')
    .where('organizationId', '=', actor.organizationId)
    .where(
      'id',
      'in',
      rows.map((row) => row.itemId),
    )
    .where('closedAt', 'is', null)
    .selectAll()
    .execute()
  const views = new Map(
    (await viewItems(ctx, items)).map(({ row, view }) => [row.id, { view, subjectId: row.subjectId }]),
  )
  const shown = rows.flatMap((row) => {
    const item = views.get(row.itemId)
    return item
      ? [
          {
            id: row.id,
            text: item.view.reason,
            createdAt: row.createdAt.toString(),
            personId: item.subjectId,
            seen: row.seenAt !== null,
          },
        ]
      : []
  })
  return { items: shown, unseen: shown.filter((notice) => !notice.seen).length }
}

export async function seeNotices({ tx, now, actor }: Context, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ seenAt: now })
    .where('organizationId', '=', actor.organizationId)
    .where('recipientId', '=', actor.personId)
    .where('id', 'in', [...ids])
    .where('seenAt', 'is', null)
    .execute()
}

/** What waits for a mail is tried every ten seconds. This late, nobody tries. */
const LATE_MINUTES = 5

/**
 * How delivery goes, for the head of the board: what went out in the last 24 hours, and what failed as long as its matter is open.
 * `notReached` are the names of those who were not told.
 */
export async function countDelivery(ctx: Pick<Context, 'tx' | 'now' | 'actor' | 'vault'>) {
  const { tx, now, actor } = ctx
  const since = now.subtract({ hours: 24 })
  const row = await tx
    .selectFrom('notifications')
    .where('organizationId', '=', actor.organizationId)
    .where('createdAt', '>', since)
    .select((e) => [e.fn.count<number>('sentAt').as('sent'), e.fn.max('sentAt').as('lastSentAt')])
    .executeTakeFirstOrThrow()
  const unsent = await tx
    .selectFrom('notifications as n')
    .innerJoin('attentionItems as i', (join) =>
      join.onRef('i.organizationId', '=', 'n.organizationId').onRef('i.id', '=', 'n.itemId'),
    )
    .where('n.organizationId', '=', actor.organizationId)
    .where('n.channel', '=', 'mail')
    .where('n.sentAt', 'is', null)
    .where('i.closedAt', 'is', null)
    .orderBy('n.createdAt')
    .select(['n.recipientId', 'n.createdAt', 'n.failedAt'])
    .execute()
  const failed = unsent.filter((one) => one.failedAt !== null)
  const names = await listNames(
    ctx,
    failed.map((one) => one.recipientId),
  )
  const untried = unsent.find((one) => one.failedAt === null)
  const late = now.subtract({ minutes: LATE_MINUTES })
  return {
    sent: row.sent,
    lastSentAt: row.lastSentAt as Temporal.Instant | null,
    failed: failed.length,
    notReached: [...new Set(failed.map((one) => names.get(one.recipientId) ?? '…'))],
    unsentSince: untried && Temporal.Instant.compare(untried.createdAt, late) < 0 ? untried.createdAt : null,
  }
}
