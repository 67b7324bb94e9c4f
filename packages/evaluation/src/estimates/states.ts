import type { FollowUp, PersonRecord } from './follow-up.ts'

/** Support that a person has had so far. Order is the order of rows in every table. */
export const STATES = ['neither', 'mentor', 'group', 'both'] as const
export type State = (typeof STATES)[number]

/** How exposure is counted: once started for good (matches end because use is near), or current plus days of carry-over. */
export type ExposureRule = { kind: 'once_started' } | { kind: 'current'; carryOver: number }

/** Person-time cut where the state changes: one entry a stretch (start, stop] with one state. */
export interface StateRows {
  person: number[]
  start: number[]
  stop: number[]
  event: number[]
  /** Index into STATES. */
  state: number[]
}

/** Which day stands for an event that is known as a range. */
export type EventCoding = 'first' | 'middle' | 'last'

/**
 * Cuts follow-up at the days on which support begins. Support counts from the day after it began: on the day itself the
 * event comes first. So nobody is immortal while waiting.
 */
export function splitByState(
  people: readonly PersonRecord[],
  f: FollowUp,
  rule: ExposureRule = { kind: 'once_started' },
  coding: EventCoding = 'middle',
): StateRows {
  const out: StateRows = { person: [], start: [], stop: [], event: [], state: [] }
  for (let k = 0; k < f.person.length; k++) {
    const p = people[f.person[k]!]!
    const entry = f.entry[k]!
    const stop = !f.event[k] ? f.stop[k]! : coding === 'first' ? f.low[k]! : coding === 'last' ? f.high[k]! : f.stop[k]!
    const inMentor = stretches(p, 'mentor', rule)
    const inGroup = stretches(p, 'group', rule)
    const cuts = [...new Set([...inMentor, ...inGroup].flat().filter((d) => d > entry && d < stop))].sort(
      (a, b) => a - b,
    )
    const edges = [entry, ...cuts, stop]
    for (let j = 0; j + 1 < edges.length; j++) {
      const from = edges[j]!
      out.person.push(k)
      out.start.push(from)
      out.stop.push(edges[j + 1]!)
      out.event.push(f.event[k] && j + 2 === edges.length ? 1 : 0)
      out.state.push((isIn(inMentor, from) ? 1 : 0) + (isIn(inGroup, from) ? 2 : 0))
    }
  }
  return out
}

/** Stretches (start, end] of one kind of support. */
function stretches(p: PersonRecord, kind: string, rule: ExposureRule): [number, number][] {
  if (rule.kind === 'once_started') {
    const since = kind === 'mentor' ? p.mentorSince : p.groupSince
    return Number.isFinite(since) ? [[since, Number.POSITIVE_INFINITY]] : []
  }
  return p.spans.filter((s) => s.kind === kind).map((s) => [s.start, s.end + rule.carryOver])
}

/** Whether the stretch that begins after `from` has the support. */
const isIn = (spans: readonly [number, number][], from: number) =>
  spans.some(([start, end]) => start <= from && from < end)

/** State of a person at a day: what had begun by then. */
export function stateAt(p: PersonRecord, day: number): number {
  return (p.mentorSince <= day ? 1 : 0) + (p.groupSince <= day ? 2 : 0)
}
