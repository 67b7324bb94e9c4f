import { chisquareUpper } from '../distributions/distributions.ts'
import {
  type CholeskyFactor,
  cholesky,
  choleskyInverse,
  choleskySolve,
  multiply,
  quadraticForm,
} from '../linear/matrix.ts'
import { waldEstimate } from '../linear/wald.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type CoxData, type CoxInput, prepareCox } from './cox-data.ts'
import { openFastCox } from './cox-fast.ts'
import { type CoxLikelihood, coxLikelihood } from './cox-likelihood.ts'
import { collapseByCluster, crossProducts, scoreResiduals } from './cox-residuals.ts'

export type { CoxInput } from './cox-data.ts'

export interface CoxTerm {
  readonly term: string
  readonly coef: number
  /** From the information matrix. */
  readonly se: number
  /** Sandwich by cluster, when the variance is robust; z, p and the interval then use it. */
  readonly robustSe: number | null
  readonly z: number
  readonly p: number
  readonly hr: number
  readonly hrLow: number
  readonly hrHigh: number
}

export interface ChisquareTest {
  readonly chisq: number
  readonly df: number
  readonly p: number
}

export interface CoxFit {
  readonly n: number
  readonly events: number
  readonly ties: 'efron' | 'breslow'
  readonly iterations: number
  readonly variance: 'model' | 'robust'
  readonly logLik: { readonly null: number; readonly fitted: number }
  readonly terms: readonly CoxTerm[]
  readonly tests: {
    readonly likelihoodRatio: ChisquareTest
    /** NaN where fewer clusters than coefficients leave the robust covariance without an inverse. */
    readonly wald: ChisquareTest
    readonly score: ChisquareTest
    readonly robustScore?: ChisquareTest
  }
  readonly coefficients: Float64Array
  /** Covariance of the coefficients, row after row: robust when `variance` says so. `modelCovariance` is the inverse information. */
  readonly covariance: Float64Array
  readonly modelCovariance: Float64Array
  /** Σ coefficient × covariate + offset of each row, up to a constant. */
  readonly linearPredictor: Float64Array
}

/**
 * Cox proportional hazards regression by partial likelihood.
 *
 * Ties by Efron (default) or Breslow; rows (start, stop]; strata; case weights; offset. With clusters, or weights that are not whole
 * numbers, the variance is the grouped sandwich and the Wald test uses it; the likelihood ratio and score tests stay model-based
 * (robustScore beside them). As R survival::coxph, except that a column determined by others stops the fit and is named, where R
 * gives NA. Sources: Cox 1972; Efron 1977; Breslow 1974; Lin & Wei 1989; Therneau & Grambsch 2000.
 *
 * @throws no_events, constant_covariate, aliased_covariate, separation (a coefficient runs to infinity), not_converged
 */
export function cox(input: CoxInput): CoxFit {
  const data = prepareCox(input)
  const fast = openFastCox(data)
  if (!fast) return fitCox(data)
  try {
    return fitCox(data, (_, beta) => fast.evaluate(beta))
  } finally {
    fast.close()
  }
}

/** Cox regression on prepared columns; see `cox`. */
export function fitCox(
  data: CoxData,
  likelihood: (data: CoxData, beta: Float64Array) => CoxLikelihood = coxLikelihood,
): CoxFit {
  const { p } = data
  if (p === 0) throw new StatisticsError('bad_option', 'A Cox model needs at least one covariate.')
  const start = likelihood(data, new Float64Array(p))
  refuseAliased(data, start.information)
  const { beta, at, iterations } = maximize(data, likelihood, start)
  const factor = cholesky(at.information, p)
  if (factor.pivot >= 0) throw separation(data, factor.pivot)
  const inverse = choleskyInverse(factor)
  const residuals = data.robust ? scoreResiduals(data, beta).score : undefined
  const robust = residuals && sandwich(data, residuals, inverse)
  const inUse = robust ?? inverse
  const coefficients = beta.map((b, a) => b / data.scale[a]!)
  const terms = data.names.map((term, a): CoxTerm => {
    const coef = coefficients[a]!
    const se = Math.sqrt(inverse[a * p + a]!) / data.scale[a]!
    const robustSe = robust ? Math.sqrt(robust[a * p + a]!) / data.scale[a]! : null
    const { low, high, ...wald } = waldEstimate(coef, se, robustSe)
    return { term, ...wald, hr: Math.exp(coef), hrLow: Math.exp(low), hrHigh: Math.exp(high) }
  })
  const test = (chisq: number): ChisquareTest => ({ chisq, df: p, p: chisquareUpper(chisq, p) })
  const scoreTest = quadraticForm(start.information, start.score, p)
  return {
    n: data.n,
    events: data.events,
    ties: data.efron ? 'efron' : 'breslow',
    iterations,
    variance: robust ? 'robust' : 'model',
    logLik: { null: start.logLik, fitted: at.logLik },
    terms,
    tests: {
      likelihoodRatio: test(2 * (at.logLik - start.logLik)),
      wald: test(robust ? robustWald(robust, beta, p) : quadraticForm(inverse, beta, p, 0)),
      score: test(scoreTest),
      ...(robust ? { robustScore: test(robustScore(data)) } : {}),
    },
    coefficients,
    covariance: unscale(inUse, data),
    modelCovariance: unscale(inverse, data),
    linearPredictor: predictorOf(data, coefficients),
  }
}

/** Wald's chi-square from a robust covariance, which has no inverse when there are fewer clusters than coefficients. */
function robustWald(covariance: Float64Array, beta: Float64Array, p: number): number {
  return cholesky(covariance, p, 1e-10).pivot < 0 ? quadraticForm(covariance, beta, p, 0) : Number.NaN
}

function predictorOf(data: CoxData, coefficients: Float64Array): Float64Array {
  const { n, offset } = data
  const out = new Float64Array(n)
  if (offset) out.set(offset)
  // Few rows at a time: they stay in fast memory while the columns go by.
  for (let from = 0; from < n; from += 2048) {
    const to = Math.min(n, from + 2048)
    for (let a = 0; a < data.p; a++) addColumn(data.x[a]!, data.centre[a]!, coefficients[a]!, out, from, to)
  }
  return out
}

function addColumn(column: Float64Array, centre: number, coef: number, out: Float64Array, from: number, to: number) {
  for (let i = from; i < to; i++) out[i]! += coef * (column[i]! - centre)
}

/** Newton–Raphson with step halving, from zero. Iterates until the step no longer changes the estimates. */
function maximize(
  data: CoxData,
  likelihood: (data: CoxData, beta: Float64Array) => CoxLikelihood,
  start: CoxLikelihood,
) {
  const { p } = data
  let beta = new Float64Array(p)
  let at = start
  let flat = 0
  for (let iterations = 1; iterations <= 60; iterations++) {
    const factor = cholesky(at.information, p, 1e-14)
    if (factor.pivot >= 0) throw separation(data, factor.pivot)
    const step = choleskySolve(factor, at.score)
    const size = step.reduce((m, s) => Math.max(m, Math.abs(s)), 0)
    // So small a step no longer changes the likelihood; it is still worth its digits in beta.
    if (size < 1e-10 * (1 + largest(beta))) return { beta: beta.map((b, a) => b + step[a]!), at, iterations }
    let next = beta.map((b, a) => b + step[a]!)
    let there = likelihood(data, next)
    for (let half = 0; half < 30 && !(there.logLik >= at.logLik - 1e-12 * Math.abs(at.logLik)); half++) {
      for (let a = 0; a < p; a++) step[a]! /= 2
      next = beta.map((b, a) => b + step[a]!)
      there = likelihood(data, next)
    }
    const gain = Math.abs(there.logLik - at.logLik) / (Math.abs(there.logLik) + 1e-3)
    if (!Number.isFinite(there.logLik)) throw separation(data, indexOfLargest(next))
    beta = next
    at = there
    // The likelihood is flat and yet the estimate still runs: it runs to infinity.
    flat = gain < 1e-9 && size > 0.05 ? flat + 1 : 0
    if (flat >= 2) throw separation(data, indexOfLargest(step))
    if (gain < 1e-14 && size < 1e-8) return { beta, at, iterations }
  }
  throw new StatisticsError('not_converged', 'The Cox model did not converge in 60 iterations.')
}

function largest(values: Float64Array): number {
  return values.reduce((m, v) => Math.max(m, Math.abs(v)), 0)
}

function indexOfLargest(values: Float64Array): number {
  let best = 0
  for (let a = 1; a < values.length; a++) if (Math.abs(values[a]!) > Math.abs(values[best]!)) best = a
  return best
}

function separation(data: CoxData, column: number): StatisticsError {
  const name = data.names[column]!
  return new StatisticsError(
    'separation',
    `The estimate for ${name} runs to infinity: it separates those with the event from those without.`,
    { column: name },
  )
}

/** Stops at a column that the columns before it determine within every risk set. */
function refuseAliased(data: CoxData, information: Float64Array): void {
  // In standardized columns an event brings information of about 1; what is left of rounding is far below.
  const floor = 1e-11 * data.events
  const { pivot }: CholeskyFactor = cholesky(information, data.p, 1e-10, floor)
  if (pivot < 0) return
  const name = data.names[pivot]!
  const before = data.names.slice(0, pivot).join(', ')
  const alone = !(information[pivot * data.p + pivot]! > floor)
  throw new StatisticsError(
    'aliased_covariate',
    alone
      ? `${name} never differs between people at risk at the same time, so its effect cannot be estimated.`
      : `${name} is determined by the columns before it (${before}), so its effect cannot be told apart. R would print NA for it.`,
    { column: name },
  )
}

function sandwich(data: CoxData, score: readonly Float64Array[], inverse: Float64Array): Float64Array {
  const { p } = data
  const meat = crossProducts(collapseByCluster(data, score))
  return multiply(multiply(inverse, meat, p, p, p), inverse, p, p, p)
}

/** Score test at zero with the sandwich of the score itself as variance. */
function robustScore(data: CoxData): number {
  const sums = collapseByCluster(data, scoreResiduals(data, new Float64Array(data.p)).score)
  const u = sums.map((column) => column.reduce((a, v) => a + v, 0))
  return quadraticForm(crossProducts(sums), u, data.p, 0)
}

function unscale(covariance: Float64Array, { p, scale }: CoxData): Float64Array {
  return covariance.map((v, k) => v / (scale[Math.floor(k / p)]! * scale[k % p]!))
}
