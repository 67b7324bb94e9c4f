import type { SignalPolicy } from './policy.ts'
import type { Verdict } from './signal.ts'

export interface NotGreetedFacts {
  enrolledAt: Temporal.Instant
  /** What she was told: 'will say hello by'. */
  greetBy: Temporal.Instant
  greetedAt: Temporal.Instant | null
  /** Somebody who left before a hello is no longer waited for. */
  isHere: boolean
  /** Null: nobody was named; a greeter who is away counts as nobody. */
  greeterId: string | null
}

/** Somebody enrolled and has heard from nobody: an owner from the first minute, until somebody said hello. */
export function notGreeted(facts: NotGreetedFacts, _policy: SignalPolicy, _now: Temporal.Instant): Verdict {
  if (facts.greetedAt || !facts.isHere) return { findings: [], lookAgainAt: null }
  return {
    findings: [
      {
        signal: 'not_greeted',
        episode: `enrolled ${facts.enrolledAt}`,
        kind: 'state',
        since: facts.enrolledAt,
        dueAt: facts.greetBy,
        ownerId: facts.greeterId,
        facts: {},
      },
    ],
    lookAgainAt: null,
  }
}
