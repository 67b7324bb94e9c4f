import type { Occurrence } from '@cairn/contract/calendar.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow, someIds } from '../../platform/database/rows.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { todayHere } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'

export type OccurrenceRow = Selectable<Tables['calendarOccurrences']>
export type OccurrenceView = z.input<typeof Occurrence>
type Reading = Pick<Context, 'tx' | 'vault' | 'now' | 'actor'>

/** Rows as they leave the server: names, opened places, the group's name. */
export async function presentOccurrences(ctx: Reading, rows: readonly OccurrenceRow[]): Promise<OccurrenceView[]> {
  const { tx, vault, actor } = ctx
  const names = await listNames(
    ctx,
    rows.flatMap((row) => [row.participantId ?? [], row.hostId ?? []].flat()),
  )
  const groups = await tx
    .selectFrom('calendarSeries')
    .where('organizationId', '=', actor.organizationId)
    .where('id', 'in', someIds(rows.flatMap((row) => (row.kind === 'group' ? (row.seriesId ?? []) : []))))
    .select(['id', 'name'])
    .execute()
  const places = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.participantId ?? '', sealed: row.placeSealed })),
  )
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  return rows.map((row, i) => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    seriesId: row.seriesId,
    participant: ref(row.participantId),
    host: ref(row.hostId),
    name: groups.find((group) => group.id === row.seriesId)?.name ?? null,
    startsAt: row.startsAt.toString(),
    endsAt: row.endsAt.toString(),
    timeZone: row.timeZone,
    day: row.localOn.toString(),
    time: row.localTime,
    minutes: row.minutes,
    way: row.way,
    place: row.place ?? places[i] ?? null,
    link: row.link,
    movedToId: row.movedToId,
    version: row.version,
  }))
}

export const getOccurrenceRow = (ctx: Pick<Context, 'tx' | 'actor'>, id: string): Promise<OccurrenceRow> =>
  getRow(ctx, 'calendarOccurrences', id)

export async function getOccurrence(ctx: Reading, id: string): Promise<OccurrenceView> {
  return (await presentOccurrences(ctx, [await getOccurrenceRow(ctx, id)]))[0]!
}

export interface CalendarFilter {
  participantId?: string | undefined
  hostId?: string | undefined
  /** Groups are everybody's; a single person's meetings are not. */
  withGroups: boolean
  from?: string | undefined
  until?: string | undefined
}

const FOUR_WEEKS = { days: 28 }
const MOST = 500

/** What lies between two days (today and four weeks ahead unless said), in order. */
export async function listOccurrences(ctx: Context, filter: CalendarFilter): Promise<OccurrenceView[]> {
  const from = filter.from ? Temporal.PlainDate.from(filter.from) : await todayHere(ctx)
  const until = filter.until ? Temporal.PlainDate.from(filter.until) : from.add(FOUR_WEEKS)
  const rows = await ctx.tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('localOn', '>=', from)
    .where('localOn', '<=', until)
    .where('status', 'in', ['planned', 'held'])
    .where((or) => {
      const groups = filter.withGroups ? [or('kind', '=', 'group')] : []
      if (filter.participantId) return or.or([or('participantId', '=', filter.participantId), ...groups])
      if (filter.hostId) return or.or([or('hostId', '=', filter.hostId), ...groups])
      return or.and([])
    })
    .orderBy('startsAt')
    .limit(MOST)
    .selectAll()
    .execute()
  return presentOccurrences(ctx, rows)
}

/** The next planned meeting of each of some people (running ones count), by person id. */
export async function listNextMeetings(
  ctx: Reading,
  participantIds: readonly string[],
): Promise<Map<string, OccurrenceView>> {
  const rows = await ctx.tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', 'in', someIds(participantIds))
    .where('status', '=', 'planned')
    .where('endsAt', '>', ctx.now)
    .distinctOn('participantId')
    .orderBy('participantId')
    .orderBy('startsAt')
    .selectAll()
    .execute()
  return new Map((await presentOccurrences(ctx, rows)).map((view) => [view.participant!.id, view]))
}

/** Meetings of one participant and host around an instant: what a log opened now may tell of. */
export async function listMeetingsNear(
  ctx: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  at: Temporal.Instant,
): Promise<OccurrenceRow[]> {
  return ctx.tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .where('status', '=', 'planned')
    .where('startsAt', '>', at.subtract({ hours: 24 }))
    .where('startsAt', '<', at.add({ hours: 24 }))
    .orderBy('startsAt')
    .selectAll()
    .execute()
}
