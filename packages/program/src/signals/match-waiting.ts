import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Finding, Verdict } from './signal.ts'

export interface WaitingProposal {
  matchId: string
  mentorId: string
  waitsFor: 'mentor' | 'participant' | 'both'
  /** The proposal, or the first answer to it. */
  since: Temporal.Instant
}

export interface MatchWaitingFacts {
  proposals: readonly WaitingProposal[]
}

/**
 * A proposed match waits for an answer. The mentor sees it at once, with a clock; what waits for the participant reaches the
 * coordinator only when the time is over, because nobody hurries her before.
 */
export function matchWaiting(facts: MatchWaitingFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const findings: Finding[] = []
  let lookAgainAt: Temporal.Instant | null = null
  for (const { matchId, mentorId, waitsFor, since } of facts.proposals) {
    const dueAt = addStaffedHours(policy.hours, since, policy.answerMatchWithinStaffedHours)
    const isMentors = waitsFor !== 'participant'
    if (!isMentors && Temporal.Instant.compare(now, dueAt) < 0) {
      if (!lookAgainAt || Temporal.Instant.compare(dueAt, lookAgainAt) < 0) lookAgainAt = dueAt
      continue
    }
    findings.push({
      signal: 'match_waiting',
      episode: `${matchId} ${isMentors ? 'mentor' : 'participant'}`,
      kind: 'state',
      since,
      dueAt,
      ownerId: isMentors ? mentorId : null,
      facts: { matchId, mentorId, waitsFor },
    })
  }
  return { findings, lookAgainAt }
}
