import {
  type Amount,
  identified,
  type MissingRule,
  type TimeToEvent,
  titled,
  type WeekDefinition,
  type YesNo,
} from './definition.ts'
import { findWindow, readWeeks, type Week } from './week-symbols.ts'

/** What the definitions of published trials are made of. Each reads one urine result a week, as CTNote (CTN-0094) does. */
interface Named {
  readonly name: string
  readonly en: string
  readonly es: string
  readonly reference: string
  readonly missing: MissingRule
  /** The last week that the definition looks at: weeks after the end of a shorter string are unknown, not absent. */
  readonly weeks?: number
  readonly note?: string
}

/** A definition over weekly symbols from its words and its rule. `apply` gets the weeks as the missing rule reads them. */
export function define<Result extends TimeToEvent | YesNo | Amount>(
  { name, en, es, reference, missing, weeks, note }: Named,
  apply: (weeks: readonly Week[], symbols: string) => Result,
): WeekDefinition<Result> {
  return {
    basis: 'weeks',
    id: identified(name, missing),
    version: 1,
    title: titled(en, es, missing),
    reference,
    missing,
    note: note ?? null,
    apply: (symbols) => {
      const whole = symbols.padEnd(weeks ?? 0, 'o')
      return apply(readWeeks(whole, missing), whole)
    },
  }
}

/** Time to the first window with enough weeks: its first week, or the last week in which one could have begun. */
export function eventIn(
  weeks: readonly Week[],
  width: number,
  atLeast: number,
  as: Week['counts'],
  from?: number,
): TimeToEvent {
  const { found, week } = findWindow(weeks, width, atLeast, as, from)
  return { kind: 'time_to_event', event: found, time: week, low: week, high: week }
}

/** A yes or no as an outcome. */
export const yesNo = (value: boolean): YesNo => ({ kind: 'yes_no', value })

/** A count or share as an outcome, with the weeks known of those planned in `symbols`. */
export function amount(value: number, unit: Amount['unit'], symbols: string): Amount {
  const planned = [...symbols].filter((symbol) => symbol !== '_')
  return { kind: 'amount', value, unit, known: planned.filter((symbol) => symbol !== 'o').length, of: planned.length }
}

/** The planned weeks whose numbers lie from `first` to `last`. */
export const between = (weeks: readonly Week[], first: number, last: number): Week[] =>
  weeks.filter(({ number }) => number >= first && number <= last)

/** How many weeks count as `as`. */
export const count = (weeks: readonly Week[], as: Week['counts']): number =>
  weeks.filter(({ counts }) => counts === as).length

/** Negative weeks plus half of the mixed ones, over the weeks given; 0 when there are none. */
export function negativeShare(weeks: readonly Week[]): number {
  if (weeks.length === 0) return 0
  return (count(weeks, '-') + 0.5 * weeks.filter(({ mixed }) => mixed).length) / weeks.length
}
