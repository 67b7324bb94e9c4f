import { askSchedule } from '@cairn/program/return-to-use/ask-schedule.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import { newId } from '../../platform/ids.ts'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import type { EntryMode } from './answers.ts'
import { listUnknownDays, rangeText } from './days.ts'
import type { AskRow } from './tables.ts'

/** Makes the asks of people who have none yet: whoever enrolls or is imported is due from the first look on. */
export async function ensureAsks(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  participantIds: readonly string[],
): Promise<void> {
  if (participantIds.length === 0) return
  const { tx, now, actor } = ctx
  const { organizationId } = actor
  const { rows: without } = await sql<{ id: string; enrolledOn: Temporal.PlainDate }>`
    select p.id, p.enrolled_on from participants p
    where p.organization_id = ${organizationId} and p.id = any(${[...participantIds]}::uuid[]) and p.status <> 'referred'
      and not exists (select from asks a where a.organization_id = p.organization_id and a.participant_id = p.id)`.execute(
    tx,
  )
  if (without.length === 0) return
  await tx
    .insertInto('asks')
    .values(
      without.flatMap(({ id, enrolledOn }) =>
        askSchedule(dayNumber(enrolledOn)).map((ask) => ({
          organizationId,
          id: newId(now),
          participantId: id,
          askDay: ask.askDay,
          aboutFrom: dayFrom(ask.aboutFrom),
          aboutTo: dayFrom(ask.aboutTo),
          opensOn: dayFrom(ask.opensOn),
          dueOn: dayFrom(ask.dueOn),
          closesOn: dayFrom(ask.closesOn),
          endedMode: null,
        })),
      ),
    )
    .onConflict((conflict) => conflict.columns(['organizationId', 'participantId', 'askDay', 'aboutTo']).doNothing())
    .execute()
}

/** The asks of one person whose window holds this day. Answered ones are among them until the window closes. */
export function listOpenAsks(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  day: Temporal.PlainDate,
): Promise<AskRow[]> {
  return tx
    .selectFrom('asks')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('opensOn', '<=', day)
    .where('closesOn', '>=', day)
    .orderBy('dueOn')
    .selectAll()
    .execute()
}

/** When the next window after this day opens; undefined: she has been asked for the last time. */
export async function findNextOpening(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  day: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const next = await tx
    .selectFrom('asks')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('opensOn', '>', day)
    .orderBy('opensOn')
    .limit(1)
    .select('opensOn')
    .executeTakeFirst()
  return next?.opensOn
}

export const getAsk = (ctx: Pick<Context, 'tx' | 'actor'>, id: string): Promise<AskRow> => getRow(ctx, 'asks', id)

/** What is left to ask: the unknown days of its stretch, as far as it has passed. */
export async function openDaysOf(ctx: Pick<Context, 'tx' | 'actor'>, ask: AskRow, today: Temporal.PlainDate) {
  const to = Math.min(dayNumber(ask.aboutTo), dayNumber(today))
  const from = dayNumber(ask.aboutFrom)
  const unknown = await listUnknownDays(ctx, ask.participantId, { from, to })
  const open = unknown.reduce((sum, range) => sum + range.to - range.from + 1, 0)
  return { unknown, knownDays: Math.max(0, to - from + 1) - open, unknownDays: open }
}

/** Ends an ask. That it was answered is all that staff sees; what, and whether she would rather not say, is hers. */
export async function endAsk({ tx, now, actor }: Context, askId: string, entry: EntryMode): Promise<void> {
  await tx
    .updateTable('asks')
    .set({ endedAt: now, endedMode: entry.mode })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', askId)
    .execute()
}

export async function viewMyAsk(ctx: Context, ask: AskRow, today: Temporal.PlainDate) {
  const { unknown, knownDays } = await openDaysOf(ctx, ask, today)
  return {
    id: ask.id,
    askDay: ask.askDay,
    about: { from: ask.aboutFrom.toString(), to: ask.aboutTo.toString() },
    opensOn: ask.opensOn.toString(),
    dueOn: ask.dueOn.toString(),
    closesOn: ask.closesOn.toString(),
    kind: unknown.length === 0 ? ('confirm' as const) : ('days' as const),
    unknown: unknown.map(rangeText),
    knownDays,
    answered: ask.endedAt !== null,
  }
}

export async function viewMyAsks(ctx: Context, asks: readonly AskRow[], today: Temporal.PlainDate) {
  const views = []
  for (const ask of asks) views.push(await viewMyAsk(ctx, ask, today))
  return views
}
