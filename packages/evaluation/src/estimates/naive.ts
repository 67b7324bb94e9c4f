import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { cox } from '@cairn/statistics/survival/cox.ts'
import type { FollowUp, PersonRecord } from './follow-up.ts'
import { ratesByMentor } from './rates.ts'
import type { StateRows } from './states.ts'

export interface Ratio {
  ratio: number
  low: number
  high: number
}

/**
 * The comparison that everybody would make, people who got a mentor while they were followed against people who did not, beside
 * the same records with each day counted where it belongs. Neither is an effect; the distance between them is made by waiting
 * alone: whoever returns to use early gets no mentor in time.
 */
export function naiveComparison(people: readonly PersonRecord[], f: FollowUp, rows: StateRows) {
  const ever = f.person.map((row, k): number => (people[row]!.mentorSince < f.stop[k]! ? 1 : 0))
  const count = (group: number) => ({
    people: ever.filter((e) => e === group).length,
    events: ever.filter((e, k) => e === group && f.event[k]).length,
  })
  const naive = hazardRatio(f.entry, f.stop, f.event.map(Number), ever)
  const byDay = hazardRatio(
    rows.start,
    rows.stop,
    rows.event,
    rows.state.map((s) => s & 1),
  )
  return { ever: count(1), never: count(0), naive, byDay, rates: ratesByMentor(rows) }
}

/** Cox hazard ratio of one yes/no column (Efron); null where it does not exist. */
function hazardRatio(
  start: readonly number[],
  stop: readonly number[],
  event: readonly number[],
  x: readonly number[],
): Ratio | null {
  if (!event.includes(1) || !x.includes(1) || !x.includes(0)) return null
  try {
    const [term] = cox({ start, time: stop, event, x: [x], names: ['mentor'] }).terms
    return term ? { ratio: term.hr, low: term.hrLow, high: term.hrHigh } : null
  } catch (error) {
    // No event in one group, or a ratio that runs to infinity: the box then shows counts only.
    if (error instanceof StatisticsError) return null
    throw error
  }
}
