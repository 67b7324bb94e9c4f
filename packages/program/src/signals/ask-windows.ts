import { addStaffedHours } from '../staffed-hours/staffed-hours.ts'
import type { SignalPolicy } from './policy.ts'
import type { Finding, Verdict } from './signal.ts'

export interface AskWindowFacts {
  readonly asks: readonly {
    askId: string
    opensOn: Temporal.PlainDate
    closesOn: Temporal.PlainDate
    /** Answered or declined: nothing is left to do. Which of them is not among these facts. */
    ended: boolean
    tries: number
    lastTryAt: Temporal.Instant | null
  }[]
  readonly ownerId: string | null
  /** How she wants to be reached. */
  readonly mode: string
}

const startOf = (day: Temporal.PlainDate, policy: SignalPolicy) =>
  day.toZonedDateTime({ timeZone: policy.hours.timeZone }).toInstant()

const first = (instants: Temporal.Instant[], now: Temporal.Instant): Temporal.Instant | null =>
  instants.filter((at) => Temporal.Instant.compare(at, now) > 0).sort(Temporal.Instant.compare)[0] ?? null

function closesSoonOn(closesOn: Temporal.PlainDate, policy: SignalPolicy): Temporal.PlainDate {
  return closesOn.subtract({ days: policy.windowClosesWithinDays })
}

/** Her questions are open and the app has asked: a mentor may mention them. Without a mentor nobody needs to do anything yet. */
export function askWindowOpens(facts: AskWindowFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const today = now.toZonedDateTimeISO(policy.hours.timeZone).toPlainDate()
  const findings: Finding[] = []
  const moments: Temporal.Instant[] = []
  for (const ask of facts.asks) {
    if (ask.ended) continue
    const soon = closesSoonOn(ask.closesOn, policy)
    moments.push(startOf(ask.opensOn, policy), startOf(soon, policy))
    const open = Temporal.PlainDate.compare(ask.opensOn, today) <= 0 && Temporal.PlainDate.compare(today, soon) < 0
    if (!open || facts.ownerId === null) continue
    findings.push({
      signal: 'ask_window_opens',
      episode: `ask:${ask.askId}`,
      kind: 'state',
      since: startOf(ask.opensOn, policy),
      dueAt: null,
      ownerId: facts.ownerId,
      facts: { opensOn: ask.opensOn.toString(), closesOn: ask.closesOn.toString(), mode: facts.mode },
    })
  }
  return { findings, lookAgainAt: first(moments, now) }
}

/**
 * The window closes soon and nothing is known: try again. After each try it rests for as long as the contact policy says and
 * is a new episode then, so that a recorded try is one line less. It is the coordinator's: the mentor has been asked before.
 */
export function askWindowCloses(facts: AskWindowFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const today = now.toZonedDateTimeISO(policy.hours.timeZone).toPlainDate()
  const findings: Finding[] = []
  const moments: Temporal.Instant[] = []
  for (const ask of facts.asks) {
    if (ask.ended) continue
    const soon = closesSoonOn(ask.closesOn, policy)
    const dayAfter = ask.closesOn.add({ days: 1 })
    const rested = ask.lastTryAt ? addStaffedHours(policy.hours, ask.lastTryAt, policy.tryAgainAfterStaffedHours) : null
    moments.push(startOf(soon, policy), startOf(dayAfter, policy))
    if (rested) moments.push(rested)
    const closing = Temporal.PlainDate.compare(soon, today) <= 0 && Temporal.PlainDate.compare(today, ask.closesOn) <= 0
    if (!closing || (rested && Temporal.Instant.compare(now, rested) < 0)) continue
    findings.push({
      signal: 'ask_window_closes',
      episode: `ask:${ask.askId}:try-${ask.tries + 1}`,
      kind: 'state',
      since: startOf(soon, policy),
      dueAt: startOf(dayAfter, policy),
      ownerId: null,
      facts: { opensOn: ask.opensOn.toString(), closesOn: ask.closesOn.toString(), tries: ask.tries, mode: facts.mode },
    })
  }
  return { findings, lookAgainAt: first(moments, now) }
}
