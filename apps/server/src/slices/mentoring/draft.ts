import { draftOf, meetingToLog } from '@cairn/program/mentoring/talk-rules.ts'
import type { Context } from '../../platform/context.ts'
import { someIds } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getOccurrence, listMeetingsNear } from '../calendar/index.ts'
import { getName, getParticipant, listNames } from '../people/index.ts'

/** What the log begins with: the planned meeting near now, else the last talk with this person; and what overlaps. */
export async function draftTalk(
  ctx: Context,
  participantId: string,
  query: { startedAt?: string | undefined; minutes?: number | undefined; occurrenceId?: string | undefined },
) {
  const { tx, vault, actor, now } = ctx
  const { organizationId, personId } = actor
  const participant = await getParticipant(ctx, participantId)
  const near = (await listMeetingsNear(ctx, participantId, now)).filter(
    (row) => actor.role !== 'mentor' || row.hostId === personId,
  )
  const meeting =
    query.occurrenceId === undefined ? meetingToLog(near, now) : near.find((row) => row.id === query.occurrenceId)
  if (query.occurrenceId !== undefined && !meeting) throw new ProblemError('not_found')
  const last = await tx
    .selectFrom('talks')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .$if(actor.role === 'mentor', (q) => q.where('mentorId', '=', personId))
    .orderBy('startedAt', 'desc')
    .limit(1)
    .select(['minutes', 'way', 'nextStepSealed'])
    .executeTakeFirst()
  const draft = draftOf(meeting, last, now)
  const startedAt = query.startedAt === undefined ? draft.startedAt : Temporal.Instant.from(query.startedAt)
  const minutes = query.minutes ?? draft.minutes
  const overlapping = await tx
    .selectFrom('talks')
    .where('organizationId', '=', organizationId)
    .where('startedAt', '<', startedAt.add({ minutes }))
    .where('endsAt', '>', startedAt)
    .where('outcome', '=', 'happened')
    .where((or) =>
      or.or([
        or('participantId', '=', participantId),
        ...(actor.role === 'mentor' ? [or('mentorId', '=', personId)] : []),
      ]),
    )
    .orderBy('startedAt')
    .limit(10)
    .select(['id', 'participantId', 'mentorId', 'startedAt', 'minutes'])
    .execute()
  const names = await listNames(
    ctx,
    overlapping.map((row) => row.mentorId),
  )
  const joined = new Set(
    (
      await tx
        .selectFrom('talkJoins')
        .where('organizationId', '=', organizationId)
        .where('mentorId', '=', personId)
        .where('talkId', 'in', someIds(overlapping.map((row) => row.id)))
        .select('talkId')
        .execute()
    ).map((row) => row.talkId),
  )
  const timeZone = meeting?.timeZone ?? participant.timeZone
  const occurrence = meeting ? await getOccurrence(ctx, meeting.id) : null
  const local = startedAt.toZonedDateTimeISO(timeZone)
  return {
    participant: { id: participantId, name: await getName(ctx, participantId) },
    occurrence,
    outcome: draft.outcome,
    startedAt: startedAt.toString(),
    minutes,
    way: draft.way,
    place: occurrence?.place ?? null,
    overlaps: overlapping.map((row) => ({
      talkId: row.id,
      mentor: { id: row.mentorId, name: names.get(row.mentorId) ?? '' },
      startedAt: row.startedAt.toString(),
      minutes: row.minutes,
      sameMeeting: row.participantId === participantId && row.mentorId !== personId,
      joined: joined.has(row.id),
    })),
    lastNextStep: last
      ? await vault.open(tx, organizationId, { ownerId: participantId, sealed: last.nextStepSealed })
      : null,
    nextTime: {
      day: local.toPlainDate().add({ days: 7 }).toString(),
      time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
      timeZone,
    },
  }
}
