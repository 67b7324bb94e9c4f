import { type DayTable, stateOn } from './day-table.ts'

/** Both ends belong to the range. */
export interface DayRange {
  readonly from: number
  readonly to: number
}

function rangesWhere(from: number, to: number, holds: (day: number) => boolean): DayRange[] {
  const ranges: DayRange[] = []
  let start: number | null = null
  for (let day = from; day <= to + 1; day++) {
    const inside = day <= to && holds(day)
    if (inside && start === null) start = day
    if (!inside && start !== null) {
      ranges.push({ from: start, to: day - 1 })
      start = null
    }
  }
  return ranges
}

/** Days from `from` to `to` that no answer tells about, as ranges in order: all that a later question may ask for. */
export function unknownDays(table: DayTable, from: number, to: number): DayRange[] {
  return rangesWhere(from, to, (day) => stateOn(table, day) === 'unknown')
}

/** Days from `from` to `to` that some answer tells about, as ranges in order. */
export function knownDays(table: DayTable, from: number, to: number): DayRange[] {
  return rangesWhere(from, to, (day) => stateOn(table, day) !== 'unknown')
}

export interface DayCount {
  readonly days: number
  readonly known: number
  readonly unknown: number
  readonly used: number
  readonly notUsed: number
}

/** How many days from `from` to `to` are known, and how. `known + unknown = days`; `used + notUsed = known`. */
export function countDays(table: DayTable, from: number, to: number): DayCount {
  let used = 0
  let notUsed = 0
  for (let day = from; day <= to; day++) {
    const state = stateOn(table, day)
    if (state === 'used') used++
    else if (state === 'not_used') notUsed++
  }
  const days = Math.max(0, to - from + 1)
  return { days, known: used + notUsed, unknown: days - used - notUsed, used, notUsed }
}

export interface ToldSummary {
  readonly told: number
  readonly of: number
  readonly unknown: readonly DayRange[]
}

/** 'You told us about 24 of the last 30. What about May 3–8?': the facts of that sentence, for the days ending at `lastDay`. */
export function toldAbout(table: DayTable, lastDay: number, days: number): ToldSummary {
  const from = lastDay - days + 1
  return { told: countDays(table, from, lastDay).known, of: days, unknown: unknownDays(table, from, lastDay) }
}

/** The latest known day that is not after `notAfter`; null when nothing was ever told. */
export function lastKnownDay(table: DayTable, notAfter: number): number | null {
  let last: number | null = null
  for (const day of table.days.keys()) if (day <= notAfter && (last === null || day > last)) last = day
  return last
}

/**
 * The last day of the unbroken known stretch that begins on the day after `indexDay`; `indexDay` itself when that day is
 * unknown. Follow-up for a first event ends here: a later answer that fills the gap moves it on.
 */
export function knownThrough(table: DayTable, indexDay: number, lastDay: number): number {
  let day = indexDay
  while (day < lastDay && stateOn(table, day + 1) !== 'unknown') day++
  return day
}
