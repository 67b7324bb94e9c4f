import type { DayTable } from '../day-table.ts'
import { dayDefinitions } from './day-definitions.ts'
import type { Definition, Outcome, Window } from './definition.ts'
import { trialDefinitions } from './trial-definitions.ts'
import { useWeeks } from './use-weeks.ts'
import { weekSymbols } from './week-symbols.ts'

/** Every named definition of return to use, abstinence and reduction. A number is printed with its definition's title. */
export const definitions: readonly Definition[] = [
  ...dayDefinitions,
  useWeeks('as_observed'),
  useWeeks('as_use'),
  useWeeks('as_none'),
  ...trialDefinitions,
]

/** The definition with this id and, when given, this version; undefined when there is none. */
export function findDefinition(id: string, version?: number): Definition | undefined {
  return definitions.find(
    (definition) => definition.id === id && (version === undefined || definition.version === version),
  )
}

/**
 * Any definition over the day table. One that reads weeks gets the whole weeks of the window, the first of which begins on
 * the day after the index day; its times are numbers of weeks.
 */
export function applyDefinition(definition: Definition, table: DayTable, window: Window): Outcome {
  if (definition.basis === 'days') return definition.apply(table, window)
  const { indexDay, lastDay } = window
  return definition.apply(weekSymbols(table, indexDay + 1, Math.floor(Math.max(0, lastDay - indexDay) / 7)))
}
