import { chisquareQuantile } from '@cairn/statistics/distributions/distributions.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import { STATES, type StateRows } from './states.ts'

/** Days in the 'month' of a rate. */
export const MONTH = 30

/**
 * A rate of events in person-time with the exact 95 % Poisson interval (Garwood 1936).
 * Result: per 100 people in a month of 30 days; null without person-time.
 */
export function poissonRate(events: number, personDays: number) {
  if (!(personDays > 0)) return { rate: null, low: null, high: null }
  const scale = (100 * MONTH) / personDays
  return {
    rate: events * scale,
    low: events === 0 ? 0 : (chisquareQuantile(0.025, 2 * events) / 2) * scale,
    high: (chisquareQuantile(0.975, 2 * events + 2) / 2) * scale,
  }
}

/** Person-time, events and rate in each state. A person counts in every state that she was in. */
export function ratesByState(rows: StateRows) {
  return STATES.map((state, s) => {
    const people = new Set<number>()
    let personDays = 0
    let events = 0
    for (let i = 0; i < rows.state.length; i++) {
      if (rows.state[i] !== s) continue
      people.add(rows.person[i]!)
      personDays += rows.stop[i]! - rows.start[i]!
      events += rows.event[i]!
    }
    return { state, people: people.size, personDays, events, ...poissonRate(events, personDays) }
  })
}

/** The same with groups put aside: with a mentor (or after one) and before. */
export function ratesByMentor(rows: StateRows) {
  const merged = ratesByState({ ...rows, state: rows.state.map((s) => s & 1) })
  return { without: { ...merged[0]!, state: 'without' as const }, with: { ...merged[1]!, state: 'with' as const } }
}

/**
 * Mantel–Byar test: the log-rank test of person-time whose group changes (Mantel & Byar 1974).
 * Result: null where there is nothing to test (one group, or no event).
 */
export function mantelByar(rows: StateRows, codes: readonly number[], labels: readonly string[]) {
  if (rows.state.length === 0 || !rows.event.includes(1)) return null
  const present = labels.map((_, g) => codes.includes(g))
  if (present.filter(Boolean).length < 2) return null
  const kept = labels.map((_, g) => present.slice(0, g).filter(Boolean).length)
  const test = logRank({
    start: rows.start,
    time: rows.stop,
    event: rows.event,
    group: { codes: codes.map((c) => kept[c]!), labels: labels.filter((_, g) => present[g]) },
  })
  if (test.chisq === null || test.p === null) return null
  return {
    chisq: test.chisq,
    df: test.df,
    p: test.p,
    groups: test.groups.map((g) => ({ group: g.group, observed: g.observed, expected: g.expected })),
  }
}

export const mantelByarByMentor = (rows: StateRows) =>
  mantelByar(
    rows,
    rows.state.map((s) => s & 1),
    ['without', 'with'],
  )

export const mantelByarByState = (rows: StateRows) => mantelByar(rows, rows.state, STATES)
