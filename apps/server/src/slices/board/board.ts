import type { BOARD_FILTERS, Board, BoardLine } from '@cairn/contract/board.ts'
import type { z } from 'zod'
import { dayIn } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import {
  groupOf,
  type ItemRow,
  inOrder,
  isAwake,
  isOverdue,
  isSafety,
  levelOf,
  listOpenItems,
  viewItems,
} from '../attention/index.ts'
import { listOnCall } from '../notifications/index.ts'
import { getPolicy, getTimeZone } from '../organizations/index.ts'
import { listNames, noteAudit } from '../people/index.ts'
import { describeDelivery } from './delivery.ts'

type Filter = (typeof BOARD_FILTERS)[number]

/** The mentor has an item first: staff sees what is theirs, nobody's, overdue or unsafe. */
function isForStaff(item: ItemRow, personId: string, now: Temporal.Instant): boolean {
  return item.ownerId === null || item.ownerId === personId || isOverdue(item, now) || isSafety(item)
}

/** An open window that is not closing yet is the mentor's to mention, never a line. */
const isLine = (item: ItemRow) => item.signal !== 'ask_window_opens'

const FILTERS: Record<Filter, (item: ItemRow) => boolean> = {
  need_a_person: () => true,
  not_greeted: (item) => item.signal === 'not_greeted',
  windows_closing: (item) => item.signal === 'ask_window_closes',
  away_without_cover: (item) => item.signal === 'mentor_away_without_cover',
}

/**
 * One line a person, the most urgent reason first. The header counts the whole program, and its filters show the whole program:
 * what a mentor has first is not hidden, it is only not asked of this reader.
 */
export async function getBoard(
  ctx: Context,
  { whose, only }: { whose: 'mine' | 'all'; only?: Filter | undefined },
  mailWorks: boolean,
): Promise<z.infer<typeof Board>> {
  const { tx, now, actor } = ctx
  const timeZone = await getTimeZone(ctx)
  const today = dayIn(timeZone, now)
  const open = (await listOpenItems(ctx)).filter((item) => isLine(item) && isAwake(item, now)).sort(inOrder(now))
  // What this reader may not see leaves before anything is counted.
  const views = await viewItems(ctx, open)
  const countBy = (filter: Filter) =>
    new Set(views.filter(({ row }) => FILTERS[filter](row)).map(({ row }) => row.subjectId)).size
  const shown = views.filter(({ row }) =>
    only ? FILTERS[only](row) : whose === 'all' || isForStaff(row, actor.personId, now),
  )
  const subjects = [...new Set(shown.map(({ row }) => row.subjectId))]
  const kinds = await listKinds(ctx, subjects)
  const names = await listNames(ctx, subjects)
  const lines = new Map<string, BoardLine>()
  for (const { row, view } of shown) {
    const line = lines.get(row.subjectId)
    if (line) line.more++
    else
      lines.set(row.subjectId, {
        person: {
          id: row.subjectId,
          name: names.get(row.subjectId) ?? '…',
          initial: null,
          kind: kinds.get(row.subjectId) ?? 'staff',
        },
        level: levelOf(row, now, timeZone),
        group: groupOf(row, now),
        first: view,
        more: 0,
      })
  }
  const [onCall] = await listOnCall(ctx)
  const anybody = await tx
    .selectFrom('participants')
    .where('organizationId', '=', actor.organizationId)
    .limit(1)
    .select('id')
    .executeTakeFirst()
  await noteAudit(
    ctx,
    [...lines.keys()].map((subjectId) => ({ action: 'attention.read' as const, act: 'read' as const, subjectId })),
  )
  return {
    today: today.toString(),
    now: now.toString(),
    counts: {
      need_a_person: countBy('need_a_person'),
      not_greeted: countBy('not_greeted'),
      windows_closing: await countClosingWindows(ctx, today),
      away_without_cover: countBy('away_without_cover'),
    },
    onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null,
    delivery: await describeDelivery(ctx, timeZone, mailWorks),
    lines: [...lines.values()],
    next: await findNextWindows(ctx, today),
    firstDay: anybody === undefined,
  }
}

/** Who is a participant and who a mentor; whoever is neither is staff. */
async function listKinds({ tx, actor }: Context, ids: readonly string[]) {
  const kinds = new Map<string, 'participant' | 'mentor'>()
  for (const [table, kind] of [
    ['participants', 'participant'],
    ['mentors', 'mentor'],
  ] as const)
    if (ids.length > 0)
      for (const { id } of await tx
        .selectFrom(table)
        .where('organizationId', '=', actor.organizationId)
        .where('id', 'in', [...ids])
        .select('id')
        .execute())
        kinds.set(id, kind)
  return kinds
}

/** The same windows as the follow-ups' list 'closing this week'. */
async function countClosingWindows(ctx: Context, today: Temporal.PlainDate): Promise<number> {
  const { windowClosesWithinDays } = await getPolicy(ctx)
  const row = await ctx.tx
    .selectFrom('asks')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('opensOn', '<=', today)
    .where('closesOn', '>=', today)
    .where('closesOn', '<=', today.add({ days: windowClosesWithinDays }))
    .where('endedAt', 'is', null)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** 'Next: two windows open on Thursday.' */
async function findNextWindows(
  { tx, actor }: Context,
  today: Temporal.PlainDate,
): Promise<z.infer<typeof Board>['next']> {
  const row = await tx
    .selectFrom('asks')
    .where('organizationId', '=', actor.organizationId)
    .where('opensOn', '>', today)
    .where('endedAt', 'is', null)
    .groupBy('opensOn')
    .orderBy('opensOn')
    .limit(1)
    .select((e) => ['opensOn', e.fn.countAll<number>().as('windows')])
    .executeTakeFirst()
  return row ? { on: row.opensOn.toString(), windows: row.windows } : null
}
