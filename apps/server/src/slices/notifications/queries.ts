import type { Context } from '../../platform/context.ts'
import { viewItems } from '../attention/index.ts'

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

/** How delivery goes, for the head of the board: since the day before began. */
export async function countDelivery({ tx, now, actor }: Context) {
  const row = await tx
    .selectFrom('notifications')
    .where('organizationId', '=', actor.organizationId)
    .where('createdAt', '>', now.subtract({ hours: 24 }))
    .select((e) => [
      e.fn.count<number>('sentAt').as('sent'),
      e.fn.max('sentAt').as('lastSentAt'),
      e.fn.countAll<number>().as('all'),
    ])
    .executeTakeFirstOrThrow()
  const failed = await tx
    .selectFrom('notifications')
    .where('organizationId', '=', actor.organizationId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is not', null)
    .where('createdAt', '>', now.subtract({ hours: 24 }))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { sent: row.sent, lastSentAt: row.lastSentAt as Temporal.Instant | null, failed: failed.count }
}
