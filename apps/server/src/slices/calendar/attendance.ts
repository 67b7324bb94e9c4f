import type { Attendance } from '@cairn/program/calendar/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { listNames } from '../people/index.ts'
import { getOccurrence, getOccurrenceRow, type OccurrenceRow } from './queries.ts'

interface Came {
  personId: string
  status: Attendance
  minutes?: number | null
}

async function writeAttendance(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  occurrenceId: string,
  people: readonly Came[],
): Promise<void> {
  const { tx, actor, now } = ctx
  if (people.length === 0) return
  await tx
    .insertInto('attendance')
    .values(
      people.map(({ personId, status, minutes }) => ({
        organizationId: actor.organizationId,
        occurrenceId,
        personId,
        status,
        minutes: minutes ?? null,
        recordedBy: actor.personId || null,
        recordedAt: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'occurrenceId', 'personId']).doUpdateSet((excluded) => ({
        status: excluded.ref('excluded.status'),
        minutes: excluded.ref('excluded.minutes'),
        recordedBy: excluded.ref('excluded.recordedBy'),
        recordedAt: excluded.ref('excluded.recordedAt'),
      })),
    )
    .execute()
}

/** A session's list is the facilitators' and the staff's; to another mentor it does not exist. */
async function requireFacilitator({ tx, actor }: Context, row: OccurrenceRow): Promise<void> {
  if (row.kind !== 'group') throw new ProblemError('not_found')
  if (actor.role !== 'mentor' || row.hostId === actor.personId) return
  const series = await tx
    .selectFrom('calendarSeries')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', row.seriesId)
    .select('coHostId')
    .executeTakeFirst()
  if (series?.coHostId !== actor.personId) throw new ProblemError('not_found')
}

/** A session may be written down from half an hour before it begins. */
export const EARLY = { minutes: 30 }

/** Who came to a group session: the whole list replaces the one before it. */
export async function recordAttendance(ctx: Context, occurrenceId: string, people: readonly Came[]): Promise<void> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const row = await lockRow(ctx, 'calendarOccurrences', occurrenceId)
  await requireFacilitator(ctx, row)
  if (row.status === 'cancelled' || row.status === 'moved') throw new ProblemError('not_possible_now')
  if (Temporal.Instant.compare(row.startsAt.subtract(EARLY), now) > 0) throw new ProblemError('future_day')
  const ids = people.map((one) => one.personId)
  if (new Set(ids).size < ids.length)
    throw new ProblemError('invalid_input', { fields: { people: 'names somebody twice' } })
  const known = ids.length
    ? await tx
        .selectFrom('participants')
        .where('organizationId', '=', organizationId)
        .where('id', 'in', ids)
        .select('id')
        .execute()
    : []
  if (known.length < new Set(ids).size) throw new ProblemError('not_found')
  await tx
    .deleteFrom('attendance')
    .where('organizationId', '=', organizationId)
    .where('occurrenceId', '=', occurrenceId)
    .execute()
  await writeAttendance(
    ctx,
    occurrenceId,
    people.map((one) => ({
      ...one,
      minutes: one.status === 'came' || one.status === 'came_late' ? row.minutes : null,
    })),
  )
  await tx
    .updateTable('calendarOccurrences')
    .set({ status: 'held' })
    .where('organizationId', '=', organizationId)
    .where('id', '=', occurrenceId)
    .execute()
}

/** The list: who is written down, and who came to the last four sessions and may have come again. */
export async function getAttendance(ctx: Context, occurrenceId: string) {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const row = await getOccurrenceRow(ctx, occurrenceId)
  await requireFacilitator(ctx, row)
  const before = await tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', organizationId)
    .where('seriesId', '=', row.seriesId)
    .where('status', '=', 'held')
    .where('startsAt', '<', row.startsAt)
    .orderBy('startsAt', 'desc')
    .limit(4)
    .select('id')
    .execute()
  const written = await tx
    .selectFrom('attendance')
    .where('organizationId', '=', organizationId)
    .where('occurrenceId', 'in', [occurrenceId, ...before.map((one) => one.id)])
    .select(['occurrenceId', 'personId', 'status'])
    .execute()
  const here = new Map(
    written.filter((one) => one.occurrenceId === occurrenceId).map((one) => [one.personId, one.status]),
  )
  const names = await listNames(
    ctx,
    written.map((one) => one.personId),
  )
  return {
    occurrence: await getOccurrence(ctx, occurrenceId),
    people: [...names]
      .map(([id, name]) => ({ person: { id, name }, status: here.get(id) ?? null }))
      .toSorted((a, b) => a.person.name.localeCompare(b.person.name)),
  }
}

export interface MeetingHeld {
  /** The planned meeting that this was; null: it stood nowhere. */
  occurrenceId: string | null
  /** The id for a meeting that stood nowhere: the log's own. */
  id: string
  participantId: string
  hostId: string
  outcome: 'happened' | 'participant_could_not_come' | 'mentor_could_not' | 'moved'
  startedAt: Temporal.Instant
  timeZone: string
  day: Temporal.PlainDate
  minutes: number | null
  way: OccurrenceRow['way'] | null
}

/**
 * Writes what a log says into the calendar: the meeting held or not, and the participant's attendance. A talk that stood in no
 * calendar gets an occurrence when it happened, so that what is counted is counted in one place. May run again after a change.
 * @returns the occurrence, or null when there is none
 */
export async function recordMeeting(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  held: MeetingHeld,
): Promise<string | null> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const happened = held.outcome === 'happened'
  if (held.occurrenceId !== null && held.occurrenceId !== held.id) {
    const row = await getOccurrenceRow(ctx, held.occurrenceId)
    if (row.participantId !== held.participantId || row.kind !== 'meeting') throw new ProblemError('not_found')
    const status = happened ? 'held' : held.outcome === 'moved' ? 'moved' : 'cancelled'
    await tx
      .updateTable('calendarOccurrences')
      .set({ status, version: row.version + 1 })
      .where('organizationId', '=', organizationId)
      .where('id', '=', row.id)
      .execute()
    await writeCame(ctx, row.id, held)
    return row.id
  }
  if (!happened) {
    await tx
      .deleteFrom('attendance')
      .where('organizationId', '=', organizationId)
      .where('occurrenceId', '=', held.id)
      .execute()
    await tx
      .updateTable('calendarOccurrences')
      .set({ status: 'cancelled' })
      .where('organizationId', '=', organizationId)
      .where('id', '=', held.id)
      .execute()
    return null
  }
  const local = held.startedAt.toZonedDateTimeISO(held.timeZone)
  const values = {
    status: 'held' as const,
    startsAt: held.startedAt,
    endsAt: held.startedAt.add({ minutes: held.minutes ?? 1 }),
    timeZone: held.timeZone,
    localOn: held.day,
    localTime: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    minutes: held.minutes ?? 1,
    way: held.way ?? ('phone' as const),
  }
  const written = await tx
    .insertInto('calendarOccurrences')
    .values({
      organizationId,
      id: held.id,
      kind: 'meeting',
      seriesId: null,
      participantId: held.participantId,
      hostId: held.hostId,
      place: null,
      placeSealed: null,
      link: null,
      movedToId: null,
      createdAt: now,
      bodyIndex: null,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'id'])
        .doUpdateSet(values)
        .where('calendarOccurrences.kind', '=', 'meeting')
        .where('calendarOccurrences.participantId', '=', held.participantId),
    )
    .executeTakeFirst()
  // The id is that of somebody else's meeting, or of a group's session.
  if (!written.numInsertedOrUpdatedRows) throw new ProblemError('id_taken')
  await writeCame(ctx, held.id, held)
  return held.id
}

/** A log no longer tells of this planned meeting: it stands open again. */
export async function reopenMeeting({ tx, actor }: Pick<Context, 'tx' | 'actor'>, occurrenceId: string): Promise<void> {
  await tx
    .deleteFrom('attendance')
    .where('organizationId', '=', actor.organizationId)
    .where('occurrenceId', '=', occurrenceId)
    .execute()
  await tx
    .updateTable('calendarOccurrences')
    .set({ status: 'planned' })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', occurrenceId)
    .execute()
}

async function writeCame(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  occurrenceId: string,
  held: MeetingHeld,
): Promise<void> {
  const status =
    held.outcome === 'happened' ? 'came' : held.outcome === 'participant_could_not_come' ? 'could_not_come' : undefined
  if (status)
    return writeAttendance(ctx, occurrenceId, [{ personId: held.participantId, status, minutes: held.minutes }])
  await ctx.tx
    .deleteFrom('attendance')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('occurrenceId', '=', occurrenceId)
    .execute()
}
