import {
  type DayReport,
  type DayTable,
  dayTable,
  ownSources,
  type UseRange,
} from '@cairn/program/return-to-use/day-table.ts'
import type { Filled } from '@cairn/program/return-to-use/use-answer.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import { requireHerTime } from '../people/index.ts'
import { asHer } from './as-her.ts'

type Reading = Pick<Context, 'tx' | 'actor'>

/** Inclusive, in day numbers. */
export interface Days {
  from: number
  to: number
}

export const rangeText = ({ from, to }: Days) => ({ from: dayFrom(from).toString(), to: dayFrom(to).toString() })

/** The unknown days of a stretch. Says which days are open and nothing about the others, so staff may ask it too. */
export async function listUnknownDays({ tx }: Reading, participantId: string, { from, to }: Days): Promise<Days[]> {
  if (from > to) return []
  const { rows } = await sql<{
    day: Temporal.PlainDate
  }>`select known_days_of(${participantId}::uuid, ${dayFrom(from).toString()}::date, ${dayFrom(to).toString()}::date) as day`.execute(
    tx,
  )
  const known = new Set(rows.map((row) => dayNumber(row.day)))
  const ranges: Days[] = []
  for (let day = from; day <= to; day++) {
    if (known.has(day)) continue
    const last = ranges.at(-1)
    if (last?.to === day - 1) last.to = day
    else ranges.push({ from: day, to: day })
  }
  return ranges
}

/**
 * Of the days that this reader may ask about, those that she has not told about: what an answer fills. Another asks about days
 * that she may have told about unasked; her own word about them stays.
 */
export async function listDaysToFill(ctx: Context, participantId: string, stretch: Days): Promise<Days[]> {
  const asked = await listUnknownDays(ctx, participantId, stretch)
  if (ctx.actor.personId === participantId) return asked
  const untold = await asHer(ctx, participantId, (hers) => listUnknownDays(hers, participantId, stretch))
  return asked.flatMap((a) =>
    untold
      .map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }))
      .filter(({ from, to }) => from <= to),
  )
}

/** The last known day that is not after `notAfter`; undefined when nothing was told in two years. */
export async function findLastKnownDay(
  { tx }: Reading,
  participantId: string,
  notAfter: number,
): Promise<number | undefined> {
  const { rows } = await sql<{
    day: Temporal.PlainDate | null
  }>`select max(day) as day from known_days_of(${participantId}::uuid, ${dayFrom(notAfter - 730).toString()}::date, ${dayFrom(notAfter).toString()}::date) as day`.execute(
    tx,
  )
  return rows[0]?.day ? dayNumber(rows[0].day) : undefined
}

const ANY = (substance: string) => (substance === '' ? null : substance)

/** Her day table, from every answer that counts. Read as herself: to anybody else the database shows no row. */
export async function loadDayTable({ tx, actor }: Reading, participantId: string): Promise<DayTable> {
  const reports = await tx
    .selectFrom('dayReports')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('withdrawnAt', 'is', null)
    .selectAll()
    .execute()
  const ranges = await tx
    .selectFrom('useRanges')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('withdrawnAt', 'is', null)
    .selectAll()
    .execute()
  return dayTable(
    reports.map(
      ({ answerId, day, state, substance, severity, source, recallDays, askId }): DayReport => ({
        answerId,
        day: dayNumber(day),
        state,
        substance: ANY(substance),
        severity,
        source,
        recallDays,
        askId,
      }),
    ),
    {
      ranges: ranges.map(
        ({ answerId, fromDay, toDay, substance, severity, source, recallDays, askId }): UseRange => ({
          answerId,
          fromDay: dayNumber(fromDay),
          toDay: dayNumber(toDay),
          substance: ANY(substance),
          severity,
          source,
          recallDays,
          askId,
        }),
      ),
    },
  )
}

const NOTHING = { days: new Set<number>(), ranges: false }

/** What she put right later stays put right: which days of this answer those are, and whether its range is among them. */
async function removeLive({ tx, actor }: Reading, participantId: string, answerId: string) {
  const { organizationId } = actor
  for (const table of ['dayReports', 'useRanges'] as const)
    await tx
      .deleteFrom(table)
      .where('organizationId', '=', organizationId)
      .where('participantId', '=', participantId)
      .where('answerId', '=', answerId)
      .where('withdrawnAt', 'is', null)
      .execute()
  const days = await tx
    .selectFrom('dayReports')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .where('answerId', '=', answerId)
    .select('day')
    .execute()
  const range = await tx
    .selectFrom('useRanges')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .where('answerId', '=', answerId)
    .select('fromDay')
    .executeTakeFirst()
  return { days: new Set(days.map(({ day }) => dayNumber(day))), ranges: range !== undefined }
}

/** Writes what one answer says, in place of what the same answer said before: one page may be saved part by part. */
export async function replaceDays(
  { tx, actor }: Reading,
  participantId: string,
  answerId: string,
  filled: Filled,
  isNew: boolean,
): Promise<void> {
  const { organizationId } = actor
  const told = [...filled.reports.map(({ day }) => day), ...filled.ranges.map(({ fromDay }) => fromDay)]
  if (told.length > 0) await requireHerTime({ tx, actor }, participantId, dayFrom(Math.min(...told)), { field: 'days' })
  const putRight = isNew ? NOTHING : await removeLive({ tx, actor }, participantId, answerId)
  const common = { organizationId, participantId }
  const reports = filled.reports.filter(({ day }) => !putRight.days.has(day))
  const ranges = putRight.ranges ? [] : filled.ranges
  for (let from = 0; from < reports.length; from += 1000)
    await tx
      .insertInto('dayReports')
      .values(
        reports.slice(from, from + 1000).map(({ day, substance, ...rest }) => ({
          ...common,
          ...rest,
          day: dayFrom(day).toString(),
          substance: substance ?? '',
        })),
      )
      .execute()
  if (ranges.length > 0)
    await tx
      .insertInto('useRanges')
      .values(
        ranges.map(({ fromDay, toDay, substance, ...rest }) => ({
          ...common,
          ...rest,
          fromDay: dayFrom(fromDay).toString(),
          toDay: dayFrom(toDay).toString(),
          substance: substance ?? '',
        })),
      )
      .execute()
}

/** She puts days right: her own earlier reports about them are kept and stop counting. */
export async function withdrawOwnReports(
  { tx, now, actor }: Pick<Context, 'tx' | 'now' | 'actor'>,
  participantId: string,
  days: readonly number[],
): Promise<void> {
  if (days.length === 0) return
  await tx
    .updateTable('dayReports')
    .set({ withdrawnAt: now })
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where(
      'day',
      'in',
      days.map((day) => dayFrom(day)),
    )
    .where('source', 'in', [...ownSources])
    .where('withdrawnAt', 'is', null)
    .execute()
}

/**
 * 'On some day of these' is over when she says which, or has put every one of them right: called after the days are written.
 */
export async function withdrawSettledRanges(
  { tx, now, actor }: Pick<Context, 'tx' | 'now' | 'actor'>,
  participantId: string,
  usedDays: readonly number[],
): Promise<void> {
  await sql`update use_ranges r set withdrawn_at = ${now.toString()}::timestamptz
    where r.organization_id = ${actor.organizationId} and r.participant_id = ${participantId} and r.withdrawn_at is null
      and r.source = any(${[...ownSources]})
      and (exists (select from unnest(${usedDays.map((day) => dayFrom(day).toString())}::date[]) as used (day)
          where used.day between r.from_day and r.to_day)
        or r.to_day - r.from_day + 1 = (select count(distinct d.day) from day_reports d
          where d.organization_id = r.organization_id and d.participant_id = r.participant_id and d.withdrawn_at is null
            and d.day between r.from_day and r.to_day and d.state = 'not_used' and d.substance = ''))`.execute(tx)
}
