import { normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'

export interface RatioInput {
  readonly numerator: number
  readonly denominator: number
  readonly varianceNumerator: number
  readonly varianceDenominator: number
  readonly covariance: number
  readonly confLevel?: number
  /** The critical value instead of the normal one, for instance Student's t. */
  readonly critical?: number
}

/** A confidence set of a ratio. `outside`: everything below `below` or above `above`, infinitely far. `everything`: nothing is excluded. */
export type RatioSet =
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  | { readonly kind: 'outside'; readonly below: number; readonly above: number }
  | { readonly kind: 'everything' }

export interface RatioEstimate {
  readonly estimate: number
  readonly set: RatioSet
  /** True when the set reaches to infinity: the denominator cannot be told from 0. */
  readonly unbounded: boolean
}

/**
 * Ratio of two estimates with Fieller's confidence set: all θ with (a − θ b)² ≤ c² (V_a − 2 θ C + θ² V_b). For a risk difference over
 * a difference in uptake this is the Anderson–Rubin set of an instrument: valid however weak, and unbounded when it is too weak.
 * Sources: Fieller 1954; Anderson & Rubin 1949.
 * @throws out_of_range (a negative variance, or a covariance larger than the variances allow); not_a_number; singular (denominator 0)
 */
export function ratioInterval(input: RatioInput): RatioEstimate {
  const { numerator: a, denominator: b, varianceNumerator: va, varianceDenominator: vb, covariance: c } = input
  for (const [column, value] of Object.entries({ numerator: a, denominator: b, va, vb, c }))
    if (!Number.isFinite(value)) throw new StatisticsError('not_a_number', `${column} is not a number`, { column })
  if (va < 0 || vb < 0 || c * c > va * vb * (1 + 1e-9))
    throw new StatisticsError('out_of_range', 'the variances and the covariance do not go together')
  if (b === 0) throw new StatisticsError('singular', 'The denominator is 0, so the ratio does not exist.')
  const level = input.confLevel ?? 0.95
  if (!(level > 0 && level < 1))
    throw new StatisticsError('bad_option', `a confidence level lies between 0 and 1, not ${level}`)
  const z2 = (input.critical ?? normalQuantile(1 - (1 - level) / 2)) ** 2
  // A θ² − 2 B θ + D ≤ 0
  const A = b * b - z2 * vb
  const B = a * b - z2 * c
  const D = a * a - z2 * va
  const root = Math.sqrt(Math.max(0, B * B - A * D))
  const estimate = a / b
  if (A > 0) return { estimate, set: { kind: 'interval', low: (B - root) / A, high: (B + root) / A }, unbounded: false }
  if (B * B - A * D <= 0 || A === 0) return { estimate, set: edge(A, B, D), unbounded: true }
  const ends = [(B - root) / A, (B + root) / A].sort((x, y) => x - y) as [number, number]
  return { estimate, set: { kind: 'outside', below: ends[0], above: ends[1] }, unbounded: true }
}

/** The denominator exactly at the edge of significance gives a half-line; otherwise no value is excluded. */
function edge(A: number, B: number, D: number): RatioSet {
  if (A !== 0 || B === 0) return { kind: 'everything' }
  const end = D / (2 * B)
  return B > 0
    ? { kind: 'interval', low: end, high: Number.POSITIVE_INFINITY }
    : { kind: 'interval', low: Number.NEGATIVE_INFINITY, high: end }
}
