import { StatisticsError } from '../statistics-error.ts'
import type { Column } from '../survival/columns.ts'
import { checkProbabilities, toBinary } from './probability-weights.ts'

/**
 * Overlap weights: 1 − e for treated people and e for others, scaled so that each arm averages 1 (sums to its number of people).
 * They answer for those who could have had either, never explode, and after a logistic model balance its covariates' means exactly.
 * Source: Li, Morgan & Zaslavsky 2018.
 * @param treatment 1 treated, 0 not; @param probability of treatment, strictly between 0 and 1
 * @throws no_rows, length_mismatch, not_a_number, bad_event, out_of_range; too_few_groups when an arm is empty
 */
export function overlapWeights(treatment: Column, probability: Column): Float64Array {
  const n = treatment.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to weight.')
  const a = toBinary('treatment', treatment, n)
  const e = checkProbabilities('probability', probability, n)
  const sums = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < n; i++) {
    sums[a[i]!]! += a[i] === 1 ? 1 - e[i]! : e[i]!
    counts[a[i]!]!++
  }
  if (counts.includes(0))
    throw new StatisticsError('too_few_groups', 'Everybody is in one arm, so there is nothing to compare.', {
      column: 'treatment',
    })
  return a.map((arm, i) => ((arm === 1 ? 1 - e[i]! : e[i]!) * counts[arm]!) / sums[arm]!)
}
