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

/** The first of some days to come and some instants; days become instants last, because that is what costs. */
function lookAgain(
  days: readonly Temporal.PlainDate[],
  instants: readonly Temporal.Instant[],
  policy: SignalPolicy,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Temporal.Instant | null {
  let next: Temporal.PlainDate | null = null
  for (const day of days)
    if (Temporal.PlainDate.compare(day, today) > 0 && (!next || Temporal.PlainDate.compare(day, next) < 0)) next = day
  let at = next ? startOf(next, policy) : null
  for (const instant of instants)
    if (Temporal.Instant.compare(instant, now) > 0 && (!at || Temporal.Instant.compare(instant, at) < 0)) at = instant
  return at
}

function closesSoonOn(closesOn: Temporal.PlainDate, policy: SignalPolicy): Temporal.PlainDate {
  return closesOn.subtract({ days: policy.windowClosesWithinDays })
}

/** Her questions are open and the app has asked: a mentor may mention them. Without a mentor nobody needs to do anything yet. */
export function askWindowOpens(facts: AskWindowFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const today = now.toZonedDateTimeISO(policy.hours.timeZone).toPlainDate()
  const findings: Finding[] = []
  const days: Temporal.PlainDate[] = []
  for (const ask of facts.asks) {
    if (ask.ended) continue
    days.push(ask.opensOn)
    if (Temporal.PlainDate.compare(ask.opensOn, today) > 0) continue
    const soon = closesSoonOn(ask.closesOn, policy)
    days.push(soon)
    if (Temporal.PlainDate.compare(today, soon) >= 0 || facts.ownerId === null) continue
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
  return { findings, lookAgainAt: lookAgain(days, [], policy, now, today) }
}

/**
 * The window closes soon and nothing is known: try again. After each try it rests for as long as the contact policy says and
 * is a new episode then, so that a recorded try is one line less. It is the coordinator's: the mentor has been asked before.
 */
export function askWindowCloses(facts: AskWindowFacts, policy: SignalPolicy, now: Temporal.Instant): Verdict {
  const today = now.toZonedDateTimeISO(policy.hours.timeZone).toPlainDate()
  const findings: Finding[] = []
  const days: Temporal.PlainDate[] = []
  const instants: Temporal.Instant[] = []
  for (const ask of facts.asks) {
    if (ask.ended) continue
    const soon = closesSoonOn(ask.closesOn, policy)
    days.push(soon)
    if (Temporal.PlainDate.compare(soon, today) > 0 || Temporal.PlainDate.compare(today, ask.closesOn) > 0) continue
    const dayAfter = ask.closesOn.add({ days: 1 })
    const rested = ask.lastTryAt ? addStaffedHours(policy.hours, ask.lastTryAt, policy.tryAgainAfterStaffedHours) : null
    days.push(dayAfter)
    if (rested) instants.push(rested)
    if (rested && Temporal.Instant.compare(now, rested) < 0) continue
    findings.push({
      signal: 'ask_window_closes',
      episode: `ask:${ask.askId}:try-${ask.tries + 1}`,
      kind: 'state',
      since: startOf(soon, policy),
      dueAt: startOf(dayAfter, policy),
      ownerId: null,
      facts: {
        opensOn: ask.opensOn.toString(),
        closesOn: ask.closesOn.toString(),
        tries: ask.tries,
        mode: facts.mode,
      },
    })
  }
  return { findings, lookAgainAt: lookAgain(days, instants, policy, now, today) }
}
