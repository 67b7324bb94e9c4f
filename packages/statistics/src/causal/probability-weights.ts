import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from '../survival/columns.ts'
import { quantile } from './quantile.ts'

export interface TreatmentWeightsInput {
  /** 1 treated, 0 not. */
  readonly treatment: Column
  /** Each person's probability of treatment given the covariates, strictly between 0 and 1. */
  readonly probability: Column
  /** The same given less (for stabilizing); without it the (weighted) share of treated people. */
  readonly numerator?: Column
  /** Case weights of the people, used for that share only. */
  readonly weights?: Column
  /** Multiply by the probability of the treatment received, so that weights average 1. Default true. */
  readonly stabilized?: boolean
}

/**
 * Inverse-probability-of-treatment weights: 1/e for treated people and 1/(1 − e) for others, times the marginal probability of what
 * each received when stabilized. Sources: Robins, Hernán & Brumback 2000; Cole & Hernán 2008.
 * @throws length_mismatch, not_a_number, bad_event (treatment not 0 or 1), out_of_range (a probability of 0 or 1: positivity fails)
 */
export function treatmentWeights(input: TreatmentWeightsInput): Float64Array {
  const n = input.treatment.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to weight.')
  const treatment = toBinary('treatment', input.treatment, n)
  const probability = checkProbabilities('probability', input.probability, n)
  const numerator = input.numerator && checkProbabilities('numerator', input.numerator, n)
  const cases = input.weights && checkWeights(input.weights, n)
  let [treated, total] = [0, 0]
  for (let i = 0; i < n; i++) {
    const w = cases ? cases[i]! : 1
    treated += w * treatment[i]!
    total += w
  }
  const marginal = treated / total
  return Float64Array.from(treatment, (a, i) => {
    const e = probability[i]!
    const top = input.stabilized === false ? 1 : received(a, numerator ? numerator[i]! : marginal)
    return top / received(a, e)
  })
}

export interface CumulativeWeightsInput {
  /** Which person each row belongs to; a person's rows follow each other in time. */
  readonly person: Column
  /** Probability, given the covariates, of what was seen in the row (treatment as it was, or: not lost). */
  readonly denominator: Column
  /** The same given less, for stabilizing; 1 without it. */
  readonly numerator?: Column
}

/**
 * Weights that build up over a person's rows: the running product of numerator / denominator, the row's own factor included.
 * For treatment that may begin at any time and for loss to follow-up. Sources: Hernán, Brumback & Robins 2000; Robins & Finkelstein 2000.
 * @throws length_mismatch, not_a_number, out_of_range (a denominator that is 0, or a probability above 1),
 * bad_option (a person's rows are apart)
 */
export function cumulativeWeights(input: CumulativeWeightsInput): Float64Array {
  const n = input.person.length
  const person = toNumbers('person', input.person, n)
  const denominator = toNumbers('denominator', input.denominator, n)
  const numerator = input.numerator && toNumbers('numerator', input.numerator, n)
  const out = new Float64Array(n)
  const seen = new Set<number>()
  for (let i = 0; i < n; i++) {
    const first = i === 0 || person[i] !== person[i - 1]
    if (first && seen.has(person[i]!))
      throw new StatisticsError('bad_option', "a person's rows must follow each other", { column: 'person', row: i })
    if (first) seen.add(person[i]!)
    const bottom = denominator[i]!
    const top = numerator ? numerator[i]! : 1
    if (!(bottom > 0 && bottom <= 1))
      throw outOfRange('denominator', i, bottom, 'a probability of what was seen is above 0 and at most 1')
    if (!(top >= 0 && top <= 1)) throw outOfRange('numerator', i, top, 'a probability lies between 0 and 1')
    out[i] = (first ? 1 : out[i - 1]!) * (top / bottom)
  }
  return out
}

export interface TruncatedWeights {
  readonly weights: Float64Array
  /** Weights above it were set to it; and below `low` likewise, when a low share was given. */
  readonly high: number
  readonly low: number | null
  readonly truncated: number
}

/**
 * Sets weights above a percentile to that percentile (and, if told, below a low one). Percentiles are R's type 7, over positive weights.
 * Source: Cole & Hernán 2008.
 * @param share of weights left as they are at the high end: 0.99 is the 99th percentile
 * @throws bad_weight, bad_option
 */
export function truncateWeights(weights: Column, share = 0.99, lowShare?: number): TruncatedWeights {
  const w = checkWeights(weights, weights.length)
  const positive = w.filter((v) => v > 0)
  const high = quantile(positive, share)
  const low = lowShare === undefined ? null : quantile(positive, lowShare)
  let truncated = 0
  const out = w.map((v) => {
    const kept = v > high ? high : low !== null && v > 0 && v < low ? low : v
    if (kept !== v) truncated++
    return kept
  })
  return { weights: out, high, low, truncated }
}

/** A column of 0 and 1. */
export function toBinary(column: string, values: Column, n: number): Float64Array {
  const out = toNumbers(column, values, n)
  for (let i = 0; i < n; i++)
    if (out[i] !== 0 && out[i] !== 1)
      throw new StatisticsError('bad_event', `${column} must be 0 or 1, not ${out[i]}`, {
        column,
        row: i,
        value: out[i]!,
      })
  return out
}

/** Probabilities strictly between 0 and 1. */
export function checkProbabilities(column: string, values: Column, n: number): Float64Array {
  const out = toNumbers(column, values, n)
  for (let i = 0; i < n; i++)
    if (!(out[i]! > 0 && out[i]! < 1))
      throw outOfRange(column, i, out[i]!, 'a probability of treatment must lie strictly between 0 and 1')
  return out
}

function received(treatment: number, probability: number): number {
  return treatment === 1 ? probability : 1 - probability
}

function outOfRange(column: string, row: number, value: number, rule: string): StatisticsError {
  return new StatisticsError('out_of_range', `${column} is ${value}; ${rule}`, { column, row, value })
}
