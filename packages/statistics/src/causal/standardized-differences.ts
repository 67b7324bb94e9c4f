import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

/** A covariate to be balanced: numbers (0/1 counts as binary), or codes of a list of levels. */
export type BalanceCovariate =
  | { readonly kind: 'continuous' | 'binary'; readonly name: string; readonly values: Column }
  | { readonly kind: 'categorical'; readonly name: string; readonly codes: Column; readonly levels: readonly string[] }

export interface BalanceInput {
  /** 1 treated, 0 not. */
  readonly treatment: Column
  readonly covariates: readonly BalanceCovariate[]
  readonly weights?: Column
}

export interface Balance {
  readonly name: string
  /** Of a categorical covariate: one row a level. */
  readonly level?: string
  readonly treated: number
  readonly control: number
  /** (treated − control) / pooled standard deviation, unweighted and weighted; 0 when nothing varies and the means agree, else infinite. */
  readonly before: number
  readonly after: number
}

/**
 * Standardized mean differences of each covariate before and after weighting. `treated` and `control` are weighted means (shares).
 *
 * The yardstick is √((s₁² + s₀²) / 2) of the *unweighted* sample in both, so that weighting cannot hide imbalance by changing it:
 * sample variances for numbers, p(1 − p) for shares. Sources: Austin 2009; Austin & Stuart 2015 (weights); Rosenbaum & Rubin 1985.
 *
 * @throws no_rows, length_mismatch, not_a_number, bad_event (treatment, or a binary covariate, not 0 or 1), bad_weight,
 * too_few_groups (an arm is empty)
 */
export function standardizedDifferences(input: BalanceInput): readonly Balance[] {
  const n = input.treatment.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to compare.')
  const treatment = toBinary('treatment', input.treatment, n)
  const weights = input.weights ? checkWeights(input.weights, n) : new Float64Array(n).fill(1)
  for (const arm of [0, 1])
    if (!treatment.some((a, i) => a === arm && weights[i]! > 0))
      throw new StatisticsError('too_few_groups', `Nobody is in arm ${arm}, so there is nothing to compare.`, {
        column: 'treatment',
      })
  return input.covariates.flatMap((covariate) => {
    if (covariate.kind !== 'categorical') {
      const { name, kind } = covariate
      const values = kind === 'binary' ? toBinary(name, covariate.values, n) : toNumbers(name, covariate.values, n)
      return [{ name, ...difference(values, treatment, weights, kind === 'binary') }]
    }
    const { name, levels } = covariate
    const codes = toNumbers(name, covariate.codes, n)
    const row = codes.findIndex((c) => levels[c] === undefined)
    if (row >= 0)
      throw new StatisticsError('not_a_number', `${name} has a level that is not in its list`, {
        column: name,
        row,
        value: codes[row]!,
      })
    return levels.map((level, l) => ({
      name,
      level,
      ...difference(
        codes.map((c) => (c === l ? 1 : 0)),
        treatment,
        weights,
        true,
      ),
    }))
  })
}

/** The largest absolute standardized difference after weighting, and whose it is. */
export function largestImbalance(balance: readonly Balance[]): Balance | undefined {
  return balance.reduce<Balance | undefined>(
    (worst, b) => (worst === undefined || Math.abs(b.after) > Math.abs(worst.after) ? b : worst),
    undefined,
  )
}

function difference(values: Float64Array, treatment: Float64Array, weights: Float64Array, share: boolean) {
  const plain = [0, 1].map((arm) => moments(values, treatment, arm, share))
  const weighted = [0, 1].map((arm) => weightedMean(values, treatment, weights, arm))
  const scale = Math.sqrt((plain[0]!.variance + plain[1]!.variance) / 2)
  const standardized = (gap: number) => (scale > 0 ? gap / scale : gap === 0 ? 0 : Math.sign(gap) * Infinity)
  return {
    treated: weighted[1]!,
    control: weighted[0]!,
    before: standardized(plain[1]!.mean - plain[0]!.mean),
    after: standardized(weighted[1]! - weighted[0]!),
  }
}

function moments(values: Float64Array, treatment: Float64Array, arm: number, share: boolean) {
  let [n, sum] = [0, 0]
  for (let i = 0; i < values.length; i++)
    if (treatment[i] === arm) {
      n++
      sum += values[i]!
    }
  const mean = sum / n
  if (share) return { mean, variance: mean * (1 - mean) }
  let squares = 0
  for (let i = 0; i < values.length; i++) if (treatment[i] === arm) squares += (values[i]! - mean) ** 2
  return { mean, variance: n > 1 ? squares / (n - 1) : 0 }
}

function weightedMean(values: Float64Array, treatment: Float64Array, weights: Float64Array, arm: number): number {
  let [total, sum] = [0, 0]
  for (let i = 0; i < values.length; i++)
    if (treatment[i] === arm) {
      total += weights[i]!
      sum += weights[i]! * values[i]!
    }
  return sum / total
}
