import { cholesky, choleskyInverse, multiply } from '../linear/matrix.ts'
import { waldEstimate } from '../linear/wald.ts'
import { compactCodes } from '../survival/columns.ts'
import { logLikelihood, maximize, probabilities, separation, standardizedStart } from './logistic-fit.ts'
import {
  addOuter,
  type LogisticInput,
  type LogisticRows,
  mirrored,
  prepareLogistic,
  transformed,
  unscaling,
} from './logistic-rows.ts'

export interface LogisticTerm {
  readonly term: string
  readonly coef: number
  /** From the information matrix. */
  readonly se: number
  /** Sandwich by cluster, when the variance is robust; z, p and the interval then use it. */
  readonly robustSe: number | null
  readonly z: number
  readonly p: number
  readonly or: number
  readonly orLow: number
  readonly orHigh: number
}

export interface LogisticFit {
  /** Rows with a positive weight. */
  readonly n: number
  readonly iterations: number
  readonly variance: 'model' | 'robust'
  readonly deviance: number
  readonly nullDeviance: number
  /** The intercept first. */
  readonly terms: readonly LogisticTerm[]
  readonly coefficients: Float64Array
  /** Covariance of the coefficients, row after row: robust when `variance` says so. */
  readonly covariance: Float64Array
  readonly modelCovariance: Float64Array
  /** Probability of y = 1 of every row. */
  readonly fitted: Float64Array
}

/**
 * Logistic regression by maximum likelihood (iteratively reweighted least squares with step halving).
 *
 * Model-based standard errors as R's glm(family = binomial); with clusters the sandwich without small-sample factor, as
 * sandwich::vcovCL(type = "HC0", cadjust = FALSE) and geepack::geeglm(corstr = "independence").
 * Sources: McCullagh & Nelder 1989; Liang & Zeger 1986; Albert & Anderson 1984 (separation).
 *
 * @throws no_rows, length_mismatch, not_a_number, bad_event (y not 0 or 1), bad_weight; no_events (y is the same in every row);
 * constant_covariate, aliased_covariate, separation (each names the column); not_converged
 */
export function logistic(input: LogisticInput): LogisticFit {
  const rows = prepareLogistic(input)
  try {
    return fitRows(rows, input)
  } finally {
    rows.close()
  }
}

function fitRows(rows: LogisticRows, input: LogisticInput): LogisticFit {
  const { n, p, w, y } = rows
  const { beta, iterations, information, mu } = maximize(rows, standardizedStart(rows, input.start))
  const factor = cholesky(information, p)
  if (factor.pivot >= 0) throw separation(rows, factor.pivot, -2 * logLikelihood(y, w, mu))
  const inverse = choleskyInverse(factor)
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n)
  const robust = cluster !== undefined || input.robust === true
  const meat = robust ? clusteredMeat(rows, mu, cluster) : undefined
  const sandwich = meat && multiply(multiply(inverse, meat, p, p, p), inverse, p, p, p)
  const back = unscaling(rows)
  const modelCovariance = transformed(back, inverse, p)
  const covariance = sandwich ? transformed(back, sandwich, p) : modelCovariance
  const coefficients = multiply(back, beta, p, p, 1)
  return {
    n: w.reduce((count, v) => count + (v > 0 ? 1 : 0), 0),
    iterations,
    variance: robust ? 'robust' : 'model',
    deviance: -2 * logLikelihood(y, w, mu),
    nullDeviance: nullDeviance(rows),
    terms: rows.names.map((term, a) => {
      const coef = coefficients[a]!
      const se = Math.sqrt(modelCovariance[a * p + a]!)
      const { low, high, ...wald } = waldEstimate(coef, se, robust ? Math.sqrt(covariance[a * p + a]!) : null)
      return { term, ...wald, or: Math.exp(coef), orLow: Math.exp(low), orHigh: Math.exp(high) }
    }),
    coefficients,
    covariance,
    modelCovariance,
    fitted: mu,
  }
}

function nullDeviance(rows: LogisticRows): number {
  const { y, w, offset } = rows
  const one: LogisticRows = {
    ...rows,
    p: 1,
    names: ['(Intercept)'],
    z: rows.z.slice(0, 1),
    crossProducts: (weight) => Float64Array.of(weight.reduce((sum, v) => sum + v, 0)),
    centre: new Float64Array(1),
    scale: new Float64Array(1).fill(1),
  }
  const start = standardizedStart(one, undefined)
  const mu = offset ? maximize(one, start).mu : probabilities(one, start)
  return -2 * logLikelihood(y, w, mu)
}

/** Sum over clusters of the outer products of their weighted scores. */
function clusteredMeat(
  rows: LogisticRows,
  mu: Float64Array,
  cluster: { codes: Int32Array; count: number } | undefined,
) {
  const { n, p, y, w, z } = rows
  const sums = new Float64Array((cluster?.count ?? n) * p)
  for (let i = 0; i < n; i++) {
    const r = w[i]! * (y[i]! - mu[i]!)
    const at = (cluster ? cluster.codes[i]! : i) * p
    for (let a = 0; a < p; a++) sums[at + a]! += r * z[a]![i]!
  }
  const meat = new Float64Array(p * p)
  for (let c = 0; c < sums.length; c += p) addOuter(meat, sums, c, 1, p)
  return mirrored(meat, p)
}
