import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Verdict } from './signal.ts'

/** About a mentor. The reason for being away is stored nowhere. */
export interface AwayFacts {
  absenceId: string
  mentorId: string
  fromOn: Temporal.PlainDate
  backOn: Temporal.PlainDate
  announcedAt: Temporal.Instant
  /** How many of her people have nobody in the meantime. */
  withoutCover: number
}

/** A mentor is (about to be) away and somebody has no cover: hers to name until she leaves, then the coordinator's. */
export function mentorAwayWithoutCover(facts: AwayFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const { timeZone } = policy.hours
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant()
  const [leaves, returns] = [startOf(facts.fromOn), startOf(facts.backOn)]
  if (facts.withoutCover === 0 || Temporal.Instant.compare(now, returns) >= 0)
    return { findings: [], lookAgainAt: null }
  const hasLeft = Temporal.Instant.compare(now, leaves) >= 0
  return {
    findings: [
      {
        signal: 'mentor_away_without_cover',
        episode: `away ${facts.absenceId}`,
        kind: 'state',
        since: facts.announcedAt,
        dueAt: addStaffedHours(policy.hours, facts.announcedAt, policy.coverWithinStaffedHours),
        ownerId: hasLeft ? null : facts.mentorId,
        facts: {
          mentorId: facts.mentorId,
          from: facts.fromOn.toString(),
          to: facts.backOn.toString(),
          people: facts.withoutCover,
        },
      },
    ],
    lookAgainAt: hasLeft ? returns : leaves,
  }
}
