import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Verdict } from './signal.ts'

/** About whoever carried a safety matter that is closed now, usually a mentor. Nothing here is about the participant. */
export interface DebriefFacts {
  readonly debriefs: readonly { debriefId: string; closedAt: Temporal.Instant }[]
  /** Who supervises this mentor; null: whoever of the staff takes it. */
  readonly supervisorId: string | null
}

/** Nobody mentors alone: somebody talks with the mentor within some staffed hours. It is over when that is written down. */
export function debriefDue({ debriefs, supervisorId }: DebriefFacts, policy: SignalPolicy): Verdict {
  return {
    findings: debriefs.map(({ debriefId, closedAt }) => ({
      signal: 'debrief_due',
      episode: `debrief:${debriefId}`,
      kind: 'state',
      since: closedAt,
      dueAt: addStaffedHours(policy.hours, closedAt, policy.debriefWithinStaffedHours),
      ownerId: supervisorId,
      facts: { debriefId },
    })),
    lookAgainAt: null,
  }
}
