import { type DayTable, stateOn } from '../day-table.ts'
import type { MissingRule } from './definition.ts'

export type WeekSymbol = '+' | '-' | 'o' | '*' | '_'

/** One planned week: its number (from 1) and what it counts as. `?` is unknown and not filled in. */
export interface Week {
  readonly number: number
  readonly counts: '+' | '-' | '?'
  readonly mixed: boolean
}

export class WeekSymbolsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WeekSymbolsError'
  }
}

/**
 * Reads a string of symbols under a missing rule. Mixed weeks count as use. Weeks without a plan are passed over.
 * @throws WeekSymbolsError naming the first symbol that is not one of `+ - o * _`
 */
export function readWeeks(symbols: string, missing: MissingRule): Week[] {
  const weeks: Week[] = []
  for (let index = 0; index < symbols.length; index++) {
    const symbol = symbols[index]!
    const number = index + 1
    const mixed = symbol === '*'
    if (symbol === '+' || mixed) weeks.push({ number, counts: '+', mixed })
    else if (symbol === '-') weeks.push({ number, counts: '-', mixed })
    else if (symbol === 'o') {
      if (missing === 'left_out') continue
      weeks.push({ number, counts: missing === 'as_use' ? '+' : missing === 'as_none' ? '-' : '?', mixed })
    } else if (symbol !== '_') {
      throw new WeekSymbolsError(`Week ${number} is '${symbol}'; a week is one of + - o * _.`)
    }
  }
  return weeks
}

export interface FoundWindow {
  readonly found: boolean
  /** Week in which the first such window begins, or the last week in which one could have begun; 0 when none fits. */
  readonly week: number
}

/** The first `width` planned weeks in a row, from week `from` on, of which at least `atLeast` count as `as`. */
export function findWindow(
  weeks: readonly Week[],
  width: number,
  atLeast: number,
  as: Week['counts'],
  from = 1,
): FoundWindow {
  let last = 0
  let inside = 0
  const begun = weeks.filter(({ number }) => number >= from)
  for (let index = 0; index < begun.length; index++) {
    if (begun[index]!.counts === as) inside++
    if (index >= width && begun[index - width]!.counts === as) inside--
    const first = index - width + 1
    if (first < 0) continue
    last = begun[first]!.number
    if (inside >= atLeast) return { found: true, week: last }
  }
  return { found: false, week: last }
}

/** The longest run of planned weeks in a row that count as `as`. */
export function longestRunOf(weeks: readonly Week[], as: Week['counts']): number {
  let run = 0
  let longest = 0
  for (const week of weeks) {
    run = week.counts === as ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

/**
 * The weeks of a day table as symbols: `+` when any day was use, `-` when all seven are known and none was, else `o`.
 *
 * @param firstDay first day of week 1
 * @param weeks how many
 */
export function weekSymbols(table: DayTable, firstDay: number, weeks: number): string {
  let symbols = ''
  for (let week = 0; week < weeks; week++) {
    const from = firstDay + 7 * week
    const states = Array.from({ length: 7 }, (_, day) => stateOn(table, from + day))
    const ranged = table.ranges.some(({ fromDay, toDay }) => fromDay >= from && toDay < from + 7)
    symbols += states.includes('used') || ranged ? '+' : states.every((state) => state === 'not_used') ? '-' : 'o'
  }
  return symbols
}
