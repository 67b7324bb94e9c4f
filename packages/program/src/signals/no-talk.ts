import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Verdict } from './signal.ts'

export interface NoTalkFacts {
  mentorId: string
  timeZone: string
  /** The last talk that happened, else the day both said yes. */
  lastAt: Temporal.Instant
  hasTalked: boolean
  /** Her mentor's time away that runs now or lies ahead; the clock stands still in it when she chose to wait. */
  away: { fromOn: Temporal.PlainDate; backOn: Temporal.PlainDate; coverId: string | null; waits: boolean } | null
}

/** After it opened, so many staffed hours until it counts as overdue: three working days. */
const OVERDUE_AFTER_STAFFED_HOURS = 24

/** Somebody and her mentor have not talked for N days. Whoever covers has it first while the mentor is away. */
export function noTalk(facts: NoTalkFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const { away, timeZone } = facts
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const isAway =
    away !== null &&
    Temporal.PlainDate.compare(away.fromOn, today) <= 0 &&
    Temporal.PlainDate.compare(today, away.backOn) < 0
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant()
  if (isAway && away.waits) return { findings: [], lookAgainAt: startOf(away.backOn) }

  const lastOn = facts.lastAt.toZonedDateTimeISO(timeZone).toPlainDate()
  const quietOn = lastOn.add({ days: policy.noTalkDays })
  if (Temporal.PlainDate.compare(today, quietOn) < 0) return { findings: [], lookAgainAt: startOf(quietOn) }
  const since = startOf(quietOn)
  return {
    findings: [
      {
        signal: 'no_talk',
        episode: `silent since ${lastOn}`,
        kind: 'state',
        since,
        dueAt: addStaffedHours(policy.hours, since, OVERDUE_AFTER_STAFFED_HOURS),
        ownerId: isAway ? away.coverId : facts.mentorId,
        facts: { mentorId: facts.mentorId, last: lastOn.toString(), hasTalked: facts.hasTalked },
      },
    ],
    // The owner changes when the mentor leaves or comes back.
    lookAgainAt: isAway
      ? startOf(away.backOn)
      : away && Temporal.PlainDate.compare(today, away.fromOn) < 0
        ? startOf(away.fromOn)
        : null,
  }
}
