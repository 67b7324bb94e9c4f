import type { bookMeeting as bookRoute, moveMeeting as moveRoute } from '@cairn/contract/calendar.ts'
import { timeOn } from '@cairn/program/calendar/weekly.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { newId } from '../../platform/ids.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { getMentor, listMustNotMeet, listNames, listTiesTo } from '../people/index.ts'
import { planSeries } from './plan.ts'
import type { OccurrenceRow } from './queries.ts'

export type Booking = z.output<typeof bookRoute.schema.body>

/**
 * The host: as named, else her mentor now, else the mentor who books. Staff may name any mentor here; everybody else only
 * somebody who stands beside her (her mentor, a cover) or herself: a name in her calendar tells that two people know each other.
 * Whom staff put beside her anew must not be somebody whom she must not meet; about who stands there already nothing is said,
 * because the refusal would tell that person.
 */
async function hostOf(ctx: Context, participantId: string, named: string | undefined): Promise<string> {
  const { actor } = ctx
  const ties = await listTiesTo(ctx, [participantId], 'mentor', 'cover')
  const mentor = ties.find((tie) => tie.kind === 'mentor')
  const hostId = named ?? mentor?.holderId ?? (actor.role === 'mentor' ? actor.personId : undefined)
  if (hostId === undefined) throw new ProblemError('not_possible_now')
  const beside = [...ties.map((tie) => tie.holderId), ...(actor.role === 'mentor' ? [actor.personId] : [])]
  if (beside.includes(hostId)) return hostId
  if (actor.role !== 'coordinator' && actor.role !== 'supervisor') throw new ProblemError('not_found')
  await getMentor(ctx, hostId)
  const names = await listNames(ctx, [participantId, hostId])
  const apart = await listMustNotMeet(ctx, [participantId, hostId], names)
  if (apart.get(participantId)?.has(hostId) || apart.get(hostId)?.has(participantId))
    throw new ProblemError('limits_not_met')
  return hostId
}

/** Books a meeting, once or weekly; the id is the meeting's (of a weekly one: its first). */
export async function bookMeeting(ctx: Context, participantId: string, body: Booking): Promise<string> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'calendarOccurrences', body.id, { ...body, of: participantId })
  if (kept) return body.id
  const day = Temporal.PlainDate.from(body.day)
  const time = timeOn(day, body.time, body.timeZone, body.minutes)
  if (Temporal.Instant.compare(time.endsAt, now) <= 0) throw new ProblemError('not_possible_now')
  const hostId = await hostOf(ctx, participantId, body.hostId)
  const place = {
    way: body.way,
    place: null,
    placeSealed: body.place ? await vault.seal(tx, organizationId, participantId, body.place) : null,
    link: body.link,
  }
  const seriesId = body.everyWeeks === undefined ? null : newId(now)
  const series = seriesId !== null && {
    organizationId,
    id: seriesId,
    kind: 'meeting' as const,
    participantId,
    hostId,
    coHostId: null,
    name: JSON.stringify(null),
    languages: [],
    firstOn: day,
    localTime: body.time,
    timeZone: body.timeZone,
    minutes: body.minutes,
    everyWeeks: body.everyWeeks!,
    untilOn: body.untilDay ?? null,
    ...place,
    capacity: null,
    plannedUntil: day,
    createdAt: now,
    bodyIndex,
  }
  if (series) await tx.insertInto('calendarSeries').values(series).execute()
  await tx
    .insertInto('calendarOccurrences')
    .values({
      organizationId,
      id: body.id,
      kind: 'meeting',
      status: 'planned',
      seriesId,
      seriesOn: seriesId === null ? null : day,
      participantId,
      hostId,
      startsAt: time.startsAt,
      endsAt: time.endsAt,
      timeZone: body.timeZone,
      localOn: day,
      localTime: body.time,
      minutes: body.minutes,
      ...place,
      movedToId: null,
      createdAt: now,
      bodyIndex,
    })
    .execute()
  if (seriesId !== null) {
    const row = await tx
      .selectFrom('calendarSeries')
      .where('organizationId', '=', organizationId)
      .where('id', '=', seriesId)
      .selectAll()
      .executeTakeFirstOrThrow()
    await planSeries(ctx, row, day.add({ days: 1 }))
  }
  return body.id
}

async function lockPlanned(ctx: Context, id: string, version: number): Promise<OccurrenceRow> {
  const row = await lockRow(ctx, 'calendarOccurrences', id)
  if (row.version !== version) throw new ProblemError('stale_version')
  if (row.status !== 'planned') throw new ProblemError('not_possible_now')
  return row
}

/** Moves one meeting; the old one says where to, and the weekly series goes on as it was. */
export async function moveMeeting(
  ctx: Context,
  id: string,
  body: z.output<typeof moveRoute.schema.body>,
): Promise<string> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'calendarOccurrences', body.id, { ...body, of: id })
  if (kept) return body.id
  const old = await lockPlanned(ctx, id, body.version)
  const minutes = body.minutes ?? old.minutes
  const time = timeOn(Temporal.PlainDate.from(body.day), body.time, old.timeZone, minutes)
  if (Temporal.Instant.compare(time.endsAt, now) <= 0) throw new ProblemError('not_possible_now')
  // First the old row gives its day in the series up, then the new one takes it.
  await tx
    .updateTable('calendarOccurrences')
    .set({ status: 'moved', movedToId: body.id, version: old.version + 1 })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
  const { version: _version, ...same } = old
  await tx
    .insertInto('calendarOccurrences')
    .values({
      ...same,
      id: body.id,
      startsAt: time.startsAt,
      endsAt: time.endsAt,
      localOn: time.on,
      localTime: body.time,
      minutes,
      way: body.way ?? old.way,
      placeSealed:
        body.place === undefined
          ? old.placeSealed
          : body.place === null
            ? null
            : await vault.seal(tx, organizationId, old.participantId!, body.place),
      link: body.link === undefined ? old.link : body.link,
      createdAt: now,
      bodyIndex,
    })
    .execute()
  return body.id
}

/** Cancels one meeting, or ends its series from here on. */
export async function cancelMeeting(
  ctx: Context,
  id: string,
  { version, scope }: { version: number; scope: 'this_one' | 'from_here_on' },
): Promise<OccurrenceRow> {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const row = await lockPlanned(ctx, id, version)
  await tx
    .updateTable('calendarOccurrences')
    .set({ status: 'cancelled', version: version + 1 })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
  if (scope === 'from_here_on' && row.seriesId && row.seriesOn) {
    await tx
      .updateTable('calendarSeries')
      .set({ untilOn: row.seriesOn.subtract({ days: 1 }) })
      .where('organizationId', '=', organizationId)
      .where('id', '=', row.seriesId)
      .execute()
    await tx
      .updateTable('calendarOccurrences')
      .set({ status: 'cancelled' })
      .where('organizationId', '=', organizationId)
      .where('seriesId', '=', row.seriesId)
      .where('seriesOn', '>', row.seriesOn)
      .where('status', '=', 'planned')
      .execute()
  }
  return row
}

/** Cancels what is planned between a participant and a host: a match has ended. */
export async function cancelMeetingsBetween(ctx: Context, participantId: string, hostId: string): Promise<void> {
  const { tx, actor, now } = ctx
  await tx
    .updateTable('calendarSeries')
    .set({ untilOn: now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 1 }) })
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('hostId', '=', hostId)
    .execute()
  await tx
    .updateTable('calendarOccurrences')
    .set({ status: 'cancelled' })
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('hostId', '=', hostId)
    .where('status', '=', 'planned')
    .where('startsAt', '>', now)
    .execute()
}
