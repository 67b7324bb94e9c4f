import type { MeetingWay } from '../calendar/vocabulary.ts'

const CHANGEABLE_HOURS = 24

/** Until when an entry may be changed; afterwards it is added to. */
export const changeableUntil = (loggedAt: Temporal.Instant): Temporal.Instant =>
  loggedAt.add({ hours: CHANGEABLE_HOURS })

export interface PlannedMeeting {
  id: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  minutes: number
  way: MeetingWay
}

export interface LastTalk {
  minutes: number | null
  way: MeetingWay | null
}

const NEAR = { before: { hours: 1 }, after: { hours: 12 } }

/** The planned meeting that a log opened now most likely tells of: running, or ended within twelve hours, or about to begin. */
export function meetingToLog<M extends PlannedMeeting>(planned: readonly M[], now: Temporal.Instant): M | undefined {
  const distance = (one: PlannedMeeting) => Math.abs(now.epochMilliseconds - one.startsAt.epochMilliseconds)
  return planned
    .filter(
      (one) =>
        Temporal.Instant.compare(one.startsAt.subtract(NEAR.before), now) <= 0 &&
        Temporal.Instant.compare(now, one.endsAt.add(NEAR.after)) <= 0,
    )
    .toSorted((a, b) => distance(a) - distance(b))[0]
}

export interface Draft {
  outcome: 'happened' | null
  startedAt: Temporal.Instant
  minutes: number
  way: MeetingWay | null
}

const USUAL_MINUTES = 30

/**
 * What the log begins with. From the calendar when there is a meeting; else now minus the length, and the length and way of
 * the last talk. 'Yes' stands there only when the planned end has passed.
 */
export function draftOf(meeting: PlannedMeeting | undefined, last: LastTalk | undefined, now: Temporal.Instant): Draft {
  if (meeting)
    return {
      outcome: Temporal.Instant.compare(meeting.endsAt, now) <= 0 ? 'happened' : null,
      startedAt: meeting.startsAt,
      minutes: meeting.minutes,
      way: meeting.way,
    }
  const minutes = last?.minutes ?? USUAL_MINUTES
  return { outcome: null, startedAt: now.subtract({ minutes }), minutes, way: last?.way ?? null }
}
