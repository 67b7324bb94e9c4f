import type { Group, openGroup as openRoute, Session, UpcomingGroup } from '@cairn/contract/calendar.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { listNames } from '../people/index.ts'
import { EARLY } from './attendance.ts'
import { planSeries, type SeriesRow } from './plan.ts'

type GroupFields = Omit<z.output<typeof openRoute.schema.body>, 'id'>

const columnsOf = (fields: GroupFields) => ({
  hostId: fields.facilitatorId,
  coHostId: fields.coFacilitatorId,
  name: JSON.stringify(fields.name),
  languages: fields.languages,
  firstOn: fields.firstDay,
  localTime: fields.time,
  timeZone: fields.timeZone,
  minutes: fields.minutes,
  everyWeeks: fields.everyWeeks,
  untilOn: fields.untilDay,
  way: fields.way,
  place: fields.place,
  link: fields.link,
  capacity: fields.capacity,
  isOpen: fields.isOpen,
  kidsWelcome: fields.kidsWelcome,
  nearBus: fields.nearBus,
})

async function getSeries(ctx: Pick<Context, 'tx' | 'actor'>, id: string): Promise<SeriesRow> {
  const row = await getRow(ctx, 'calendarSeries', id)
  if (row.kind !== 'group') throw new ProblemError('not_found')
  return row
}

async function requireKnown(ctx: Context, ids: readonly (string | null)[]): Promise<void> {
  const wanted = ids.filter((id) => id !== null)
  if ((await listNames(ctx, wanted)).size < new Set(wanted).size) throw new ProblemError('not_found')
}

export async function openGroup(ctx: Context, { id, ...fields }: GroupFields & { id: string }): Promise<void> {
  const { tx, actor, now } = ctx
  const { kept, bodyIndex } = await takeId(ctx, 'calendarSeries', id, fields)
  if (kept) return
  await requireKnown(ctx, [fields.facilitatorId, fields.coFacilitatorId])
  await tx
    .insertInto('calendarSeries')
    .values({
      organizationId: actor.organizationId,
      id,
      kind: 'group',
      participantId: null,
      ...columnsOf(fields),
      placeSealed: null,
      plannedUntil: fields.firstDay,
      createdAt: now,
      bodyIndex,
    })
    .execute()
  // A group that began long ago is planned from today on; what it was before is not known here.
  const today = now.toZonedDateTimeISO(fields.timeZone).toPlainDate()
  const firstDay = Temporal.PlainDate.from(fields.firstDay)
  await planSeries(ctx, await getSeries(ctx, id), Temporal.PlainDate.compare(firstDay, today) > 0 ? firstDay : today)
}

/** Whoever is too late with a change is told by whom it was changed: they can talk. */
async function whoChanged(ctx: Context, id: string): Promise<{ detail?: string }> {
  const last = await ctx.tx
    .selectFrom('audit')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('subjectId', 'is', null)
    .where('action', '=', 'group.manage')
    .where('act', '=', 'write')
    .where((or) => or(or.val(id), '=', or.fn.any('recordIds')))
    .orderBy('recordedAt', 'desc')
    .limit(1)
    .select('actorId')
    .executeTakeFirst()
  const name = last?.actorId && (await listNames(ctx, [last.actorId])).get(last.actorId)
  if (!name) return {}
  return { detail: ctx.language === 'es' ? `Lo cambió ${name}.` : `${name} changed it.` }
}

/** Sessions that lie ahead and stand as planned are made anew; what was held, moved or cancelled stays. */
export async function changeGroup(
  ctx: Context,
  id: string,
  { version, ...fields }: GroupFields & { version: number },
): Promise<void> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  await requireKnown(ctx, [fields.facilitatorId, fields.coFacilitatorId])
  await getSeries(ctx, id)
  const changed = await tx
    .updateTable('calendarSeries')
    .set({ ...columnsOf(fields), version: version + 1 })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version', await whoChanged(ctx, id))
  await tx
    .deleteFrom('calendarOccurrences')
    .where('organizationId', '=', organizationId)
    .where('seriesId', '=', id)
    .where('status', '=', 'planned')
    .where('startsAt', '>', now)
    .execute()
  await planSeries(ctx, await getSeries(ctx, id), now.toZonedDateTimeISO(fields.timeZone).toPlainDate())
}

export async function listGroups(ctx: Context, only?: string): Promise<z.input<typeof Group>[]> {
  const { tx, actor, now } = ctx
  const rows = await tx
    .selectFrom('calendarSeries')
    .where('organizationId', '=', actor.organizationId)
    .where('kind', '=', 'group')
    .$if(only !== undefined, (q) => q.where('id', '=', only!))
    .selectAll()
    .execute()
  const ids = rows.map((row) => row.id)
  const next = ids.length
    ? await tx
        .selectFrom('calendarOccurrences')
        .where('organizationId', '=', actor.organizationId)
        .where('seriesId', 'in', ids)
        .where('status', '=', 'planned')
        .where('endsAt', '>', now)
        .distinctOn('seriesId')
        .orderBy('seriesId')
        .orderBy('startsAt')
        .select(['id', 'seriesId', 'startsAt', 'endsAt', 'localOn', 'localTime'])
        .execute()
    : []
  const names = await listNames(
    ctx,
    rows.flatMap((row) => [row.hostId ?? [], row.coHostId ?? []].flat()),
  )
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  return rows
    .map((row) => {
      const coming = next.find((one) => one.seriesId === row.id)
      return {
        id: row.id,
        name: row.name!,
        languages: row.languages as ('en' | 'es')[],
        firstDay: row.firstOn.toString(),
        weekday: row.firstOn.dayOfWeek,
        time: row.localTime,
        timeZone: row.timeZone,
        minutes: row.minutes,
        everyWeeks: row.everyWeeks,
        untilDay: row.untilOn?.toString() ?? null,
        way: row.way,
        place: row.place,
        link: row.link,
        capacity: row.capacity,
        isOpen: row.isOpen,
        kidsWelcome: row.kidsWelcome,
        nearBus: row.nearBus,
        facilitator: ref(row.hostId),
        coFacilitator: ref(row.coHostId),
        next: coming
          ? {
              occurrenceId: coming.id,
              startsAt: coming.startsAt.toString(),
              endsAt: coming.endsAt.toString(),
              day: coming.localOn.toString(),
              time: coming.localTime,
            }
          : null,
        version: row.version,
      }
    })
    .toSorted((a, b) => (a.next?.startsAt ?? '9').localeCompare(b.next?.startsAt ?? '9'))
}

export async function listSessions(ctx: Context, id: string): Promise<z.input<typeof Session>[]> {
  await getSeries(ctx, id)
  const rows = await sessionsOf(ctx, id).where('endsAt', '>', ctx.now).orderBy('startsAt').execute()
  return rows.map(presentSession)
}

/** The last sessions whose list may be written: from half an hour before they begin. */
export async function listBegun(ctx: Context, id: string): Promise<z.input<typeof Session>[]> {
  const rows = await sessionsOf(ctx, id)
    .where('startsAt', '<=', ctx.now.add(EARLY))
    .where('status', 'in', ['planned', 'held'])
    .orderBy('startsAt', 'desc')
    .limit(4)
    .execute()
  return rows.map(presentSession)
}

const sessionsOf = ({ tx, actor }: Context, id: string) =>
  tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', actor.organizationId)
    .where('seriesId', '=', id)
    .select(['id', 'status', 'startsAt', 'localOn', 'localTime', 'version'])

const presentSession = ({
  localOn,
  localTime,
  startsAt,
  ...row
}: Awaited<ReturnType<ReturnType<typeof sessionsOf>['execute']>>[number]) => ({
  ...row,
  startsAt: startsAt.toString(),
  day: localOn.toString(),
  time: localTime,
})

/** The next session of an open group within a day from now: 'Tonight at 6: open group'. */
export async function findGroupTonight({
  tx,
  actor,
  now,
}: Pick<Context, 'tx' | 'now'> & { actor: { organizationId: string } }): Promise<z.input<typeof UpcomingGroup> | null> {
  const row = await tx
    .selectFrom('calendarOccurrences as occurrence')
    .innerJoin('calendarSeries as series', (join) =>
      join
        .onRef('series.organizationId', '=', 'occurrence.organizationId')
        .onRef('series.id', '=', 'occurrence.seriesId'),
    )
    .where('occurrence.organizationId', '=', actor.organizationId)
    .where('occurrence.kind', '=', 'group')
    .where('occurrence.status', '=', 'planned')
    .where('occurrence.startsAt', '>', now)
    .where('occurrence.startsAt', '<', now.add({ hours: 24 }))
    .where('series.isOpen', '=', true)
    .orderBy('occurrence.startsAt')
    .limit(1)
    .select([
      'series.id as groupId',
      'occurrence.id as occurrenceId',
      'series.name',
      'occurrence.startsAt',
      'occurrence.endsAt',
      'occurrence.timeZone',
      'occurrence.localOn',
      'occurrence.localTime',
      'occurrence.way',
      'occurrence.place',
      'series.languages',
      'series.kidsWelcome',
      'series.nearBus',
    ])
    .executeTakeFirst()
  if (!row) return null
  const { localOn, localTime, languages, name, ...rest } = row
  return {
    ...rest,
    name: name!,
    languages: languages as ('en' | 'es')[],
    startsAt: row.startsAt.toString(),
    endsAt: row.endsAt.toString(),
    day: localOn.toString(),
    time: localTime,
  }
}
