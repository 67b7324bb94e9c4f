import type { Text } from '@cairn/instruments/definition.ts'
import type { DayTable } from '../day-table.ts'

/**
 * What a definition does with a period that nobody told about.
 * - `as_observed`: nothing is filled. Follow-up for an event stops there; a run is broken; it never counts as either.
 * - `as_use`, `as_none`: it counts as use, or as no use.
 * - `left_out`: it is taken out and the periods beside it join.
 */
export type MissingRule = 'as_observed' | 'as_use' | 'as_none' | 'left_out'

export interface TimeToEvent {
  readonly kind: 'time_to_event'
  readonly event: boolean
  /** Days after the index day, or number of the week: of the event, or the last at which it could have been seen. */
  readonly time: number
  /** First and last time at which the event can have been, when only a stretch is known. Equal to `time` otherwise. */
  readonly low: number
  readonly high: number
}

export interface YesNo {
  readonly kind: 'yes_no'
  readonly value: boolean
}

export interface Amount {
  readonly kind: 'amount'
  /** Null when too little is known to give it. */
  readonly value: number | null
  readonly unit: 'days' | 'weeks' | 'percent' | 'share'
  /** Periods known, of how many. Always shown beside the value. */
  readonly known: number
  readonly of: number
}

export type Outcome = TimeToEvent | YesNo | Amount

interface Named {
  /** Ends with the missing rule, so that no number travels without it. */
  readonly id: string
  readonly version: number
  readonly title: Text
  readonly reference: string
  readonly missing: MissingRule
  /** How the rule was applied where the reference leaves it open, and where it differs from the reference. */
  readonly note: string | null
}

export interface Window {
  /** Time zero. Follow-up begins on the day after. */
  readonly indexDay: number
  /** The last day looked at. */
  readonly lastDay: number
}

export interface DayDefinition<Result extends Outcome = Outcome> extends Named {
  readonly basis: 'days'
  readonly apply: (table: DayTable, window: Window) => Result
}

/**
 * A definition over a string with one symbol a week: `+` use, `-` no use, `o` nothing told, `*` mixed results (counts as
 * use, unless the definition weighs it), `_` nothing was planned for this week (it is passed over; weeks keep their number).
 */
export interface WeekDefinition<Result extends Outcome = Outcome> extends Named {
  readonly basis: 'weeks'
  readonly apply: (symbols: string) => Result
}

export type Definition = DayDefinition | WeekDefinition

const missingWords: Record<MissingRule, Text> = {
  as_observed: { en: 'unknown not filled in', es: 'lo desconocido no se completa' },
  as_use: { en: 'unknown as use', es: 'lo desconocido cuenta como consumo' },
  as_none: { en: 'unknown as no use', es: 'lo desconocido cuenta como sin consumo' },
  left_out: { en: 'unknown left out', es: 'lo desconocido se deja fuera' },
}

/** The title with its missing rule: how it is printed beside a number. */
export function titled(en: string, es: string, missing: MissingRule): Text {
  return { en: `${en} (${missingWords[missing].en})`, es: `${es} (${missingWords[missing].es})` }
}

/** An id that carries the missing rule. */
export function identified(name: string, missing: MissingRule): string {
  return `${name}.${missing.replace('_', '-')}`
}
