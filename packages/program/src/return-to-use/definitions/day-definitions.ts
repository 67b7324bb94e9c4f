import { type DayTable, stateOn, type UseRange } from '../day-table.ts'
import { countDays } from '../unknown-days.ts'
import {
  type Amount,
  type DayDefinition,
  identified,
  type MissingRule,
  type TimeToEvent,
  titled,
  type Window,
} from './definition.ts'

/** Definitions over the day table itself. */

type Holds = 'yes' | 'no' | 'unknown'
type EventMissing = Exclude<MissingRule, 'left_out'>

const reference = 'Own definition over the day table'
const everyMissing: readonly EventMissing[] = ['as_observed', 'as_use', 'as_none']

const anyUse = (table: DayTable, day: number): Holds => {
  const state = stateOn(table, day)
  return state === 'unknown' ? 'unknown' : state === 'used' ? 'yes' : 'no'
}

/** A day of use whose amount nobody told is not known to be heavy. */
const heavyUse = (table: DayTable, day: number): Holds => {
  const row = table.days.get(day)
  if (row === undefined) return 'unknown'
  if (row.state === 'not_used') return 'no'
  return row.severity === 'heavy_use' ? 'yes' : row.severity === 'use' ? 'no' : 'unknown'
}

function filled(holds: Holds, missing: EventMissing): Holds {
  if (holds !== 'unknown' || missing === 'as_observed') return holds
  return missing === 'as_use' ? 'yes' : 'no'
}

/** Where inside a window the use of a stretch can have been; null when a known day of use already accounts for it. */
function openRange(
  table: DayTable,
  range: UseRange,
  { indexDay, lastDay }: Window,
): { low: number; high: number } | null {
  const from = Math.max(range.fromDay, indexDay + 1)
  const to = Math.min(range.toDay, lastDay)
  const unknown: number[] = []
  for (let day = range.fromDay; day <= range.toDay; day++) {
    const state = stateOn(table, day)
    if (state === 'used') return null
    if (state === 'unknown' && day >= from && day <= to) unknown.push(day)
  }
  if (from > to) return null
  // Every day was also told to be without use: the answers disagree, and use is not overwritten.
  return { low: unknown[0] ?? from, high: unknown.at(-1) ?? to }
}

function firstDay(
  table: DayTable,
  window: Window,
  holds: (table: DayTable, day: number) => Holds,
  ranges: readonly UseRange[],
  missing: EventMissing,
): TimeToEvent {
  const { indexDay, lastDay } = window
  const open = ranges.flatMap((range) => openRange(table, range, window) ?? [])
  const at = (event: boolean, low: number, high = low): TimeToEvent => ({
    kind: 'time_to_event',
    event,
    time: low - indexDay,
    low: low - indexDay,
    high: high - indexDay,
  })
  for (let day = indexDay + 1; day <= lastDay; day++) {
    const state = filled(holds(table, day), missing)
    if (state === 'yes') return at(true, day)
    const range = open.find(({ low }) => low === day)
    if (range !== undefined) return at(true, range.low, range.high)
    if (state === 'unknown') return at(false, day - 1)
  }
  return at(false, Math.max(indexDay, lastDay))
}

/** Days from time zero to the first day of use. A stretch with use on an unknown day gives a first and a last time. */
export function firstUse(missing: EventMissing): DayDefinition<TimeToEvent> {
  return {
    basis: 'days',
    id: identified('first-use', missing),
    version: 1,
    title: titled('First return to use', 'Primer regreso al consumo', missing),
    reference,
    missing,
    note: null,
    apply: (table, window) => firstDay(table, window, anyUse, table.ranges, missing),
  }
}

/** Days from time zero to the first heavy day. */
export function firstHeavyDay(missing: EventMissing): DayDefinition<TimeToEvent> {
  return {
    basis: 'days',
    id: identified('first-heavy-day', missing),
    version: 1,
    title: titled('First heavy day', 'Primer día de consumo fuerte', missing),
    reference,
    missing,
    note: 'A day of use whose amount was not told is unknown here.',
    apply: (table, window) => {
      const heavy = table.ranges.filter(({ severity }) => severity === 'heavy_use')
      return firstDay(table, window, heavyUse, heavy, missing)
    },
  }
}

/**
 * Days from time zero to the first of N days of use in a row.
 * @throws RangeError when N is not a whole number of 2 or more
 */
export function consecutiveUse(days: number, missing: EventMissing): DayDefinition<TimeToEvent> {
  if (!Number.isInteger(days) || days < 2) throw new RangeError('A run of use needs a whole number of days, 2 or more.')
  return {
    basis: 'days',
    id: identified(`use-${days}-days-in-a-row`, missing),
    version: 1,
    title: titled(`${days} days of use in a row`, `${days} días seguidos de consumo`, missing),
    reference,
    missing,
    note: 'The event is dated to the first day of the run.',
    apply: (table, { indexDay, lastDay }) => {
      const at = (event: boolean, day: number): TimeToEvent => {
        const time = day - indexDay
        return { kind: 'time_to_event', event, time, low: time, high: time }
      }
      let run = 0
      for (let day = indexDay + 1; day <= lastDay; day++) {
        const state = filled(anyUse(table, day), missing)
        if (state === 'unknown') return at(false, day - 1)
        run = state === 'yes' ? run + 1 : 0
        if (run === days) return at(true, day - days + 1)
      }
      return at(false, Math.max(indexDay, lastDay))
    },
  }
}

/** The share of days below which a percentage is not shown. */
export const leastKnownShare = 0.5

function percent(part: number, known: number, of: number, missing: EventMissing): Amount {
  const base = missing === 'as_observed' ? known : of
  const enough = missing !== 'as_observed' || (known > 0 && known / of >= leastKnownShare)
  return { kind: 'amount', value: base > 0 && enough ? (100 * part) / base : null, unit: 'percent', known, of }
}

/** Percent of days without use. As observed, it is withheld when fewer than half of the days are known. */
export function percentDaysAbstinent(missing: EventMissing): DayDefinition<Amount> {
  return {
    basis: 'days',
    id: identified('percent-days-abstinent', missing),
    version: 1,
    title: titled('Percent of days without use', 'Porcentaje de días sin consumo', missing),
    reference: 'PDA = 100 × days without use ÷ days known',
    missing,
    note: null,
    apply: (table, { indexDay, lastDay }) => {
      const { days, known, notUsed, unknown } = countDays(table, indexDay + 1, lastDay)
      return percent(missing === 'as_none' ? notUsed + unknown : notUsed, known, days, missing)
    },
  }
}

/** Percent of heavy days. A day of use whose amount was not told is unknown here. */
export function percentHeavyDays(missing: EventMissing): DayDefinition<Amount> {
  return {
    basis: 'days',
    id: identified('percent-heavy-days', missing),
    version: 1,
    title: titled('Percent of heavy days', 'Porcentaje de días de consumo fuerte', missing),
    reference: 'PHDD = 100 × heavy days ÷ days known',
    missing,
    note: 'A day of use whose amount was not told is unknown here.',
    apply: (table, { indexDay, lastDay }) => {
      let heavy = 0
      let unknown = 0
      for (let day = indexDay + 1; day <= lastDay; day++) {
        const state = heavyUse(table, day)
        if (state === 'yes') heavy++
        if (state === 'unknown') unknown++
      }
      const days = Math.max(0, lastDay - indexDay)
      return percent(missing === 'as_use' ? heavy + unknown : heavy, days - unknown, days, missing)
    },
  }
}

/** The longest run of days without use. Unknown days end it (as observed, as use) or belong to it (as none). */
export function longestRun(missing: EventMissing): DayDefinition<Amount> {
  return {
    basis: 'days',
    id: identified('longest-run', missing),
    version: 1,
    title: titled('Longest run of days without use', 'Mayor número de días seguidos sin consumo', missing),
    reference,
    missing,
    note: null,
    apply: (table, { indexDay, lastDay }) => {
      let run = 0
      let longest = 0
      for (let day = indexDay + 1; day <= lastDay; day++) {
        run = filled(anyUse(table, day), missing) === 'no' ? run + 1 : 0
        longest = Math.max(longest, run)
      }
      const { known, days } = countDays(table, indexDay + 1, lastDay)
      return { kind: 'amount', value: longest, unit: 'days', known, of: days }
    },
  }
}

/** The definitions over days that are offered by name; runs of other lengths are made by `consecutiveUse`. */
export const dayDefinitions: readonly DayDefinition[] = everyMissing.flatMap((missing) => [
  firstUse(missing),
  firstHeavyDay(missing),
  consecutiveUse(3, missing),
  consecutiveUse(7, missing),
  percentDaysAbstinent(missing),
  percentHeavyDays(missing),
  longestRun(missing),
])
