import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Finding, Verdict } from './signal.ts'

/** A report of use, and whom she chose to tell. A report that nobody was told about is not among these facts. */
export interface ToldFacts {
  readonly reports: readonly {
    reportId: string
    at: Temporal.Instant
    /** The mentor whom she chose, by name; never the one who came after. */
    mentorId: string | null
    safetyLead: boolean
  }[]
  readonly awayIds: readonly string[]
  /** Who is first to act for her now: has it while the mentor is away, as with any call that she asks for. */
  readonly helperId: string | null
}

/**
 * She chose that somebody may know. It reads 'asked for a call', on the screen of everybody: the reason never says why.
 * What only the safety lead was told (a program's policy) is an item of its own, so that the mentor learns nothing by it.
 */
export function toldByChoice({ reports, awayIds, helperId }: ToldFacts, policy: SignalPolicy): Verdict {
  const findings = reports.flatMap(({ reportId, at, mentorId, safetyLead }): Finding[] => {
    if (mentorId === null && !safetyLead) return []
    return [
      {
        signal: 'told_by_choice',
        episode: `report:${reportId}:${mentorId === null ? 'safety-lead' : 'mentor'}`,
        kind: 'event',
        since: at,
        dueAt: addStaffedHours(policy.hours, at, policy.toldWithinStaffedHours),
        ownerId: mentorId === null ? null : awayIds.includes(mentorId) ? helperId : mentorId,
        facts: { mentorId, safetyLead, onlySafetyLead: mentorId === null },
      },
    ]
  })
  return { findings, lookAgainAt: null }
}
