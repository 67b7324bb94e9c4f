import { waitsFor } from './answer.ts'
import type { HardLimit, WaitingReason } from './vocabulary.ts'

export interface WaitingFacts {
  isGreeted: boolean
  hasWishes: boolean
  proposal: { status: string; participantAnswer: 'yes' | 'no' | null; mentorAnswer: 'yes' | 'no' | null } | null
  suggestions: number
  leftOut: ReadonlyMap<HardLimit, number>
  mentors: number
}

/** Why somebody has no mentor yet: the one thing that would move it. */
export function waitingReason(facts: WaitingFacts): WaitingReason {
  if (facts.proposal) {
    const waiting = waitsFor(facts.proposal)
    return waiting === 'participant' ? 'proposal_waits_for_participant' : 'proposal_waits_for_mentor'
  }
  if (!facts.isGreeted) return 'not_greeted'
  if (facts.suggestions > 0) return facts.hasWishes ? 'to_be_proposed' : 'wishes_missing'
  // Places are the only thing missing when nobody is left out for another reason alone.
  return (facts.leftOut.get('full') ?? 0) > 0 ? 'nobody_free' : 'nobody_fits'
}
