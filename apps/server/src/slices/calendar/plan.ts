import { weeklyTimes } from '@cairn/program/calendar/weekly.ts'
import type { Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { newId } from '../../platform/ids.ts'

export type SeriesRow = Selectable<Tables['calendarSeries']>
type Writing = Pick<Context, 'tx' | 'now'> & { actor: { organizationId: string } }

/** How far ahead occurrences exist as rows of their own. */
export const WEEKS_AHEAD = 8

/** Makes the occurrences of a series from a day on, up to eight weeks ahead. Those that exist stay as they are. */
export async function planSeries(
  { tx, now, actor }: Writing,
  series: SeriesRow,
  from: Temporal.PlainDate,
): Promise<void> {
  const { organizationId } = actor
  const until = now.toZonedDateTimeISO(series.timeZone).toPlainDate().add({ weeks: WEEKS_AHEAD })
  const times = weeklyTimes(
    {
      firstOn: series.firstOn,
      time: series.localTime,
      timeZone: series.timeZone,
      minutes: series.minutes,
      everyWeeks: series.everyWeeks,
      untilOn: series.untilOn,
    },
    from,
    until,
  )
  if (times.length > 0)
    await tx
      .insertInto('calendarOccurrences')
      .values(
        times.map((time) => ({
          organizationId,
          id: newId(now),
          kind: series.kind,
          status: 'planned' as const,
          seriesId: series.id,
          seriesOn: time.on,
          participantId: series.participantId,
          hostId: series.hostId,
          startsAt: time.startsAt,
          endsAt: time.endsAt,
          timeZone: series.timeZone,
          localOn: time.on,
          localTime: time.time,
          minutes: series.minutes,
          way: series.way,
          place: series.place,
          placeSealed: series.placeSealed,
          link: series.link,
          movedToId: null,
          createdAt: now,
          bodyIndex: null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await tx
    .updateTable('calendarSeries')
    .set({ plannedUntil: until })
    .where('organizationId', '=', organizationId)
    .where('id', '=', series.id)
    .execute()
}

/** Keeps every running series planned eight weeks ahead; run once a day. */
export async function planAhead(ctx: Writing): Promise<number> {
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate()
  const running = await ctx.tx
    .selectFrom('calendarSeries')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where((or) => or.or([or('untilOn', 'is', null), or('untilOn', '>=', today)]))
    .where('plannedUntil', '<', today.add({ weeks: WEEKS_AHEAD }))
    .selectAll()
    .execute()
  for (const series of running) await planSeries(ctx, series, series.plannedUntil.add({ days: 1 }))
  return running.length
}
