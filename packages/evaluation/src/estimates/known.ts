import type { OutcomeChoice, PersonRecord } from './follow-up.ts'
import { stateAt } from './states.ts'

/** What is known about one person on a day after enrollment. */
type Status = 'not_yet' | 'event' | 'no_event' | 'unknown'

/**
 * Status on a day: 'not_yet' while that day has not come. An event on any covered day up to it is known even after a gap;
 * 'no event' needs every day covered, or an earlier death from another cause. An event known only to a range that reaches
 * beyond the day may have come before it or after.
 */
function statusOn(p: PersonRecord, day: number, outcome: OutcomeChoice, known: number): Status {
  if (p.lastDay < day && p.endReason === 'data_cut') return 'not_yet'
  let mayHaveCome = false
  for (const e of p.events) {
    const fatal = e.kind === 'death' && (e.severity === 'overdose' || e.severity === 'unknown')
    const counts = fatal || (outcome.kinds.has(e.kind) && (outcome.sources === null || outcome.sources.has(e.source)))
    if (!counts) continue
    if (e.high <= day && e.low > p.entry) return 'event'
    if (e.low <= day && e.high > day) mayHaveCome = true
  }
  if (mayHaveCome) return 'unknown'
  if (known >= day) return 'no_event'
  const death = p.events.find((e) => e.kind === 'death')
  return death && death.high <= day && known >= death.high ? 'no_event' : 'unknown'
}

export interface KnownShare {
  day: number
  /** Whose day has come. */
  n: number
  events: number
  noEvent: number
  unknown: number
  /** Share known; null when nobody's day has come. */
  followUpRate: number | null
  /** The risk lies between these whatever the unknown people did. */
  boundLow: number | null
  boundHigh: number | null
}

/** Known status on each day, with bounds: p in [e/n, (e + u)/n]. `known` gives each person's last known day. */
export function knownShares(
  people: readonly PersonRecord[],
  days: readonly number[],
  outcome: OutcomeChoice,
  known: ReadonlyMap<string, number>,
): KnownShare[] {
  return days.map((day) => {
    const counts = { not_yet: 0, event: 0, no_event: 0, unknown: 0 }
    for (const p of people) counts[statusOn(p, day, outcome, known.get(p.id) ?? p.entry)]++
    const n = counts.event + counts.no_event + counts.unknown
    return {
      day,
      n,
      events: counts.event,
      noEvent: counts.no_event,
      unknown: counts.unknown,
      followUpRate: n === 0 ? null : (counts.event + counts.no_event) / n,
      boundLow: n === 0 ? null : counts.event / n,
      boundHigh: n === 0 ? null : (counts.event + counts.unknown) / n,
    }
  })
}

/** People by support on a landmark day, for follow-up by state. */
export function peopleByState(people: readonly PersonRecord[], landmark: number, states: number): PersonRecord[][] {
  const out = Array.from({ length: states }, (): PersonRecord[] => [])
  for (const p of people) out[stateAt(p, landmark)]!.push(p)
  return out
}

/**
 * Coverage by state: of the person-days from entry to the first event, death or data cut, how many an answer covers.
 * Days after the last ask that has fallen due are not counted: nobody has been asked about them yet.
 */
export function coverageByState(
  people: readonly PersonRecord[],
  eventDay: ReadonlyMap<string, number>,
  lastDue: ReadonlyMap<string, number>,
) {
  const observed = new Float64Array(4)
  const covered = new Float64Array(4)
  for (const p of people) {
    const until = Math.min(
      p.lastDay,
      eventDay.get(p.id) ?? Number.POSITIVE_INFINITY,
      Math.max(lastDue.get(p.id) ?? p.entry, lastCovered(p)),
    )
    const cuts = [p.mentorSince, p.groupSince].filter((d) => d > p.entry && d < until).sort((a, b) => a - b)
    const edges = [p.entry, ...cuts, until]
    for (let j = 0; j + 1 < edges.length; j++) {
      const [from, to] = [edges[j]!, edges[j + 1]!]
      if (to <= from) continue
      const state = stateAt(p, from)
      observed[state]! += to - from
      covered[state]! += coveredDays(p, from, to)
    }
  }
  return { observed: [...observed], covered: [...covered] }
}

const lastCovered = (p: PersonRecord) => p.covered.reduce((last, [, to]) => Math.max(last, to), p.entry)

/** Covered days in (from, to]; stretches are sorted by their first day and may overlap. */
function coveredDays(p: PersonRecord, from: number, to: number): number {
  let days = 0
  let done = from
  for (const [a, b] of p.covered) {
    const low = Math.max(a - 1, done)
    const high = Math.min(b, to)
    if (high > low) {
      days += high - low
      done = high
    }
  }
  return days
}
