import type { Amount, MissingRule, WeekDefinition } from './definition.ts'
import { amount, count, define } from './trial-definition.ts'

/** How many weeks held use. A week is known when a day of it was use, or all seven days were told. */
export function useWeeks(missing: Exclude<MissingRule, 'left_out'>): WeekDefinition<Amount> {
  return define(
    {
      name: 'use-weeks',
      en: 'Weeks with use',
      es: 'Semanas con consumo',
      reference: 'Own definition over the day table',
      missing,
    },
    (weeks, symbols) => amount(count(weeks, '+'), 'weeks', symbols),
  )
}
