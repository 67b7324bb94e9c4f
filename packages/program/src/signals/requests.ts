import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Finding, Verdict } from './signal.ts'

/** What one person asked for in a check-in, and who is first to answer. */
export interface RequestFacts {
  readonly requests: readonly { checkInId: string; need: string; at: Temporal.Instant }[]
  /** Her mentor, or the cover while the mentor is away; null: nobody, so the coordinator sees it. */
  readonly ownerId: string | null
}

/** An event: it was asked, and only a person closes it. A cheerful check-in later changes nothing. */
export function askedForCall(facts: RequestFacts, policy: SignalPolicy): Verdict {
  const findings = facts.requests
    .filter(({ need }) => need === 'call')
    .map(
      ({ checkInId, at }): Finding => ({
        signal: 'asked_for_call',
        episode: `check-in:${checkInId}`,
        kind: 'event',
        since: at,
        dueAt: addStaffedHours(policy.hours, at, policy.callWithinStaffedHours),
        ownerId: facts.ownerId,
        facts: {},
      }),
    )
  return { findings, lookAgainAt: null }
}

/** A ride, food or things for kids, clinic or medicine, something else: one event a need. */
export function askedForNeed(facts: RequestFacts, policy: SignalPolicy): Verdict {
  const findings = facts.requests
    .filter(({ need }) => need !== 'call')
    .map(
      ({ checkInId, need, at }): Finding => ({
        signal: 'asked_for_need',
        episode: `check-in:${checkInId}:${need}`,
        kind: 'event',
        since: at,
        dueAt: addStaffedHours(policy.hours, at, policy.needWithinStaffedHours),
        ownerId: facts.ownerId,
        facts: { need },
      }),
    )
  return { findings, lookAgainAt: null }
}
