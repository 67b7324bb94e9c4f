/** The signals on the way; each has its rule in a file of this folder and its sentences in content/<language>/signals.json. */
export const SIGNALS = [
  'safety_without_owner',
  'not_greeted',
  'mentor_away_without_cover',
  'asked_for_call',
  'asked_for_need',
  'told_by_choice',
  'debrief_due',
  'ask_window_opens',
  'ask_window_closes',
  'match_waiting',
  'no_talk',
] as const

export type SignalName = (typeof SIGNALS)[number]

export interface Finding {
  signal: SignalName
  /** This ask, this check-in, 'silent since 2026-11-03': an episode opens once ever, even after it was closed. */
  episode: string
  /** A state closes itself when it is no longer found; an event closes only by a person with a recorded action. */
  kind: 'state' | 'event'
  /** Whole staffed hours count from here, except for safety. */
  since: Temporal.Instant
  /** When somebody should have acted; null: no clock. */
  dueAt: Temporal.Instant | null
  /** Who has it first: usually the mentor; null: nobody, so the coordinator sees it. */
  ownerId: string | null
  /** Ids, days and counts; never words of a person. */
  facts: Readonly<Record<string, string | number | boolean | null>>
}

export interface Verdict {
  findings: readonly Finding[]
  /** When to look again although nothing happened: clocks and silence work without sweeping. */
  lookAgainAt: Temporal.Instant | null
}

/** A pure rule: what one subject's facts mean under the organization's policy at this moment. */
export type SignalRule<Facts, Policy> = (facts: Facts, policy: Policy, now: Temporal.Instant) => Verdict
