import type { AttentionItem } from '@cairn/contract/attention.ts'
import { NEED_GROUPS } from '@cairn/contract/attention.ts'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getTimeZone } from '../organizations/index.ts'
import { listNames, standingsTo } from '../people/index.ts'
import type { ItemRow } from './tables.ts'
import { groupOf, isSafety, isSnoozed, viewItem } from './view.ts'

/** Every open item of an organization, or of some people. Private to this server: nothing of it is shown as it is. */
export function listOpenItems(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  subjectIds?: readonly string[],
): Promise<ItemRow[]> {
  if (subjectIds?.length === 0) return Promise.resolve([])
  return tx
    .selectFrom('attentionItems')
    .where('organizationId', '=', actor.organizationId)
    .where('closedAt', 'is', null)
    .$if(subjectIds !== undefined, (query) => query.where('subjectId', 'in', [...subjectIds!]))
    .selectAll()
    .execute()
}

const rank = new Map(NEED_GROUPS.map((group, place) => [group, place]))

/** Most urgent first: the board's groups, then due time, then longest waiting. */
export function inOrder(now: Temporal.Instant): (a: ItemRow, b: ItemRow) => number {
  const due = (item: ItemRow) => item.dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  return (a, b) =>
    rank.get(groupOf(a, now))! - rank.get(groupOf(b, now))! ||
    (due(a) === due(b) ? 0 : due(a) - due(b)) ||
    a.since.epochMilliseconds - b.since.epochMilliseconds ||
    (a.id < b.id ? -1 : 1)
}

/** Items as this reader may see them, in the order given. Names of subjects, owners and everybody named in facts come in one query. */
export async function viewItems(
  ctx: Context,
  items: readonly ItemRow[],
): Promise<{ row: ItemRow; view: AttentionItem }[]> {
  if (items.length === 0) return []
  const ids = items.flatMap((item) => [
    item.subjectId,
    ...(item.ownerId ? [item.ownerId] : []),
    ...Object.entries(item.facts).flatMap(([key, value]) =>
      key.endsWith('Id') && typeof value === 'string' && UUID.test(value) ? [value] : [],
    ),
  ])
  const reading = {
    language: ctx.language,
    timeZone: await getTimeZone(ctx),
    now: ctx.now,
    names: await listNames(ctx, ids),
  }
  return items.flatMap((row) => {
    const view = viewItem(row, ctx.actor, reading)
    return view ? [{ row, view }] : []
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One open or closed item, locked for an act; whoever may not see it finds nothing. */
export async function lockItem(ctx: Context, id: string): Promise<ItemRow> {
  const item = await lockRow(ctx, 'attentionItems', id)
  const ties = (await standingsTo(ctx, [item.subjectId])).get(item.subjectId)!
  const mine = ctx.actor.role !== 'mentor' || ties.includes('mentor') || item.ownerId === ctx.actor.personId
  if (!mine || (await viewItems(ctx, [item])).length === 0) throw new ProblemError('not_found')
  return item
}

/** Not put off to later; safety cannot be. */
export const isAwake = (item: ItemRow, now: Temporal.Instant) => isSafety(item) || !isSnoozed(item, now)
