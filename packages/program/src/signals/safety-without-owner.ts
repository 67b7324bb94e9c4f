import type { SignalPolicy } from './policy.ts'
import type { Verdict } from './signal.ts'

export interface SafetyFacts {
  readonly alerts: readonly { alertId: string; at: Temporal.Instant }[]
}

/** Somebody may be in danger. It has no owner until a person takes it; its clock runs day and night. */
export function safetyWithoutOwner({ alerts }: SafetyFacts, policy: SignalPolicy): Verdict {
  return {
    findings: alerts.map(({ alertId, at }) => ({
      signal: 'safety_without_owner',
      episode: `alert:${alertId}`,
      kind: 'event',
      since: at,
      dueAt: at.add({ minutes: policy.safetyTakenWithinMinutes }),
      ownerId: null,
      facts: {},
    })),
    lookAgainAt: null,
  }
}
