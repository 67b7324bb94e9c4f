import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'

/**
 * The value below which a share of the numbers lies, between neighbours by straight line: R's quantile(type = 7).
 * Source: Hyndman & Fan 1996, definition 7.
 * @param share from 0 to 1
 * @throws no_rows, not_a_number, bad_option
 */
export function quantile(values: Column, share: number): number {
  if (values.length === 0) throw new StatisticsError('no_rows', 'There are no numbers to take a quantile of.')
  if (!(share >= 0 && share <= 1))
    throw new StatisticsError('bad_option', `a quantile is taken at a share between 0 and 1, not ${share}`)
  const sorted = Float64Array.from(toNumbers('values', values, values.length)).sort()
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below]!
  return low + (at - below) * ((sorted[below + 1] ?? low) - low)
}
