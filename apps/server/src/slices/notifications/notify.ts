import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { type ItemRow, isSafety, type Notify } from '../attention/index.ts'
import { listOnCall } from './on-call.ts'

/** The staff who are told of safety when nobody else took it: everybody who coordinates or supervises. */
async function listStaff({ tx, actor }: Context): Promise<string[]> {
  const rows = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', actor.organizationId)
    .where('role', 'in', ['coordinator', 'supervisor'])
    .select('personId')
    .execute()
  return [...new Set(rows.map((row) => row.personId))]
}

interface Told {
  item: ItemRow
  step: 'opened' | 'overdue'
  recipientId: string
  mail: boolean
}

/**
 * Who hears of what. An item goes to its owner, in the app. Safety goes by mail too: to whoever is on call (everybody of the
 * staff when nobody is), and to all of them when it is overdue. What has no owner or is late stands on the board.
 */
export const notify: Notify = async (ctx, { opened, overdue }) => {
  const told: Told[] = opened.flatMap((item) =>
    !isSafety(item) && item.ownerId !== null
      ? [{ item, step: 'opened' as const, recipientId: item.ownerId, mail: false }]
      : [],
  )
  const dangers = opened.filter(isSafety)
  const late = overdue.filter(isSafety)
  if (dangers.length > 0 || late.length > 0) {
    const staff = await listStaff(ctx)
    const onCall = (await listOnCall(ctx)).map((shift) => shift.personId)
    for (const item of dangers)
      for (const recipientId of onCall.length > 0 ? onCall : staff)
        told.push({ item, step: 'opened', recipientId, mail: true })
    for (const item of late)
      for (const recipientId of new Set([...staff, ...onCall]))
        told.push({ item, step: 'overdue', recipientId, mail: true })
  }
  if (told.length === 0) return
  const { tx, now, actor } = ctx
  const rows = told.flatMap(({ item, step, recipientId, mail }) =>
    (mail ? (['app', 'mail'] as const) : (['app'] as const)).map((channel) => ({
      organizationId: actor.organizationId,
      id: newId(now),
      itemId: item.id,
      step,
      recipientId,
      channel,
      isSafety: isSafety(item),
      createdAt: now,
      // In the app it has arrived when it is there.
      sentAt: channel === 'app' ? now : null,
    })),
  )
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto('notifications')
      .values(rows.slice(from, from + 1000))
      .onConflict((conflict) =>
        conflict.columns(['organizationId', 'itemId', 'step', 'recipientId', 'channel']).doNothing(),
      )
      .execute()
}
