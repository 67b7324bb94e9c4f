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
import { countDelivery, listOnCall } from '../notifications/index.ts'
import { listNames, noteAudit } from '../people/index.ts'

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

/** One line a person, the most urgent reason first; each header count is the number of lines that its filter shows. */
export async function getBoard(
  ctx: Context,
  { whose, only }: { whose: 'mine' | 'all'; only?: Filter | undefined },
  mailWorks: boolean,
): Promise<z.infer<typeof Board>> {
  const { tx, now, actor } = ctx
  const { timeZone } = await tx
    .selectFrom('organizations')
    .where('id', '=', actor.organizationId)
    .select('timeZone')
    .executeTakeFirstOrThrow()
  const open = (await listOpenItems(ctx))
    .filter((item) => isLine(item) && isAwake(item, now) && (whose === 'all' || isForStaff(item, actor.personId, now)))
    .sort(inOrder(now))
  // What this reader may not see leaves before anything is counted.
  const views = await viewItems(ctx, open)
  const subjects = [...new Set(views.map(({ row }) => row.subjectId))]
  const mentors = new Set(
    subjects.length === 0
      ? []
      : (
          await tx
            .selectFrom('mentors')
            .where('organizationId', '=', actor.organizationId)
            .where('id', 'in', subjects)
            .select('id')
            .execute()
        ).map((row) => row.id),
  )
  const names = await listNames(ctx, subjects)
  const countBy = (filter: Filter) =>
    new Set(views.filter(({ row }) => FILTERS[filter](row)).map(({ row }) => row.subjectId)).size
  const shown = only ? views.filter(({ row }) => FILTERS[only](row)) : views
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
          kind: mentors.has(row.subjectId) ? 'mentor' : 'participant',
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
    today: dayIn(timeZone, now).toString(),
    now: now.toString(),
    counts: {
      need_a_person: countBy('need_a_person'),
      not_greeted: countBy('not_greeted'),
      windows_closing: countBy('windows_closing'),
      away_without_cover: countBy('away_without_cover'),
    },
    onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null,
    delivery: await describeDelivery(ctx, timeZone, mailWorks),
    lines: [...lines.values()],
    next: await findNextWindows(ctx, dayIn(timeZone, now)),
    firstDay: anybody === undefined,
  }
}

const WORDS = {
  en: {
    none: 'Nothing had to go out since yesterday.',
    sent: (n: number, at: string) => `${n === 1 ? 'One reminder' : `All ${n} reminders`} went out, the last at ${at}.`,
    failed: (n: number) => `${n === 1 ? 'One message' : `${n} messages`} could not be delivered. Please call instead.`,
    noMail: ' Mail is not set up: only this page tells.',
  },
  es: {
    none: 'Desde ayer no había nada que enviar.',
    sent: (n: number, at: string) =>
      `${n === 1 ? 'Salió un aviso' : `Salieron los ${n} avisos`}, el último a las ${at}.`,
    failed: (n: number) =>
      `${n === 1 ? 'Un mensaje no se pudo' : `${n} mensajes no se pudieron`} entregar. Es mejor llamar.`,
    noMail: ' El correo no está configurado: solo esta página avisa.',
  },
}

/** Delivery in words; what failed is said, never swallowed. */
async function describeDelivery(
  ctx: Context,
  timeZone: string,
  mailWorks: boolean,
): Promise<z.infer<typeof Board>['delivery']> {
  const { sent, lastSentAt, failed } = await countDelivery(ctx)
  const words = WORDS[ctx.language]
  const at =
    lastSentAt?.toZonedDateTimeISO(timeZone).toLocaleString(ctx.language, { hour: 'numeric', minute: '2-digit' }) ?? ''
  const sentence = failed > 0 ? words.failed(failed) : sent === 0 ? words.none : words.sent(sent, at)
  return {
    sent,
    lastSentAt: lastSentAt?.toString() ?? null,
    failed,
    mailWorks,
    sentence: sentence + (mailWorks ? '' : words.noMail),
    healthy: failed === 0,
  }
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
