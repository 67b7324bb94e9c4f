import { normalQuantile, normalTwoSided } from '../distributions/distributions.ts'
import { cholesky, choleskyInverse, choleskySolve, multiply } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, compactCodes, toNumbers } from '../survival/columns.ts'

export interface LogisticInput {
  /** 0 or 1, one value a row. */
  readonly y: Column
  /** One column a covariate, and its name; the intercept is added. */
  readonly x: readonly Column[]
  readonly names: readonly string[]
  /** Case weights, not negative; a row of weight 0 is left out of the fit but has a fitted probability. */
  readonly weights?: Column
  readonly offset?: Column
  /** Rows with the same number are one cluster: makes the variance robust. */
  readonly cluster?: Column
  /** Each row its own cluster. */
  readonly robust?: boolean
  /** Coefficients to begin from, intercept first (a bootstrap begins from the estimate). */
  readonly start?: ArrayLike<number>
}

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

/** Standardized columns, row after row with the intercept first. */
interface Rows {
  readonly n: number
  readonly p: number
  readonly names: readonly string[]
  readonly y: Float64Array
  readonly w: Float64Array
  readonly offset: Float64Array | undefined
  readonly z: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
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
  const rows = prepare(input)
  const { n, p, w, y } = rows
  const { beta, iterations, information, mu } = maximize(rows, standardizedStart(rows, input.start))
  const factor = cholesky(information, p)
  if (factor.pivot >= 0) throw separation(rows, factor.pivot)
  const inverse = choleskyInverse(factor)
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n)
  const robust = cluster !== undefined || input.robust === true
  const meat = robust ? clusteredMeat(rows, mu, cluster) : undefined
  const sandwich = meat && multiply(multiply(inverse, meat, p, p, p), inverse, p, p, p)
  const back = unscaling(rows)
  const modelCovariance = transformed(back, inverse, p)
  const covariance = sandwich ? transformed(back, sandwich, p) : modelCovariance
  const coefficients = multiply(back, beta, p, p, 1)
  const z95 = normalQuantile(0.975)
  return {
    n: w.reduce((count, v) => count + (v > 0 ? 1 : 0), 0),
    iterations,
    variance: robust ? 'robust' : 'model',
    deviance: -2 * logLikelihood(y, w, mu),
    nullDeviance: nullDeviance(rows),
    terms: rows.names.map((term, a) => {
      const coef = coefficients[a]!
      const se = Math.sqrt(modelCovariance[a * p + a]!)
      const used = Math.sqrt(covariance[a * p + a]!)
      return {
        term,
        coef,
        se,
        robustSe: robust ? used : null,
        z: coef / used,
        p: normalTwoSided(coef / used),
        or: Math.exp(coef),
        orLow: Math.exp(coef - z95 * used),
        orHigh: Math.exp(coef + z95 * used),
      }
    }),
    coefficients,
    covariance,
    modelCovariance,
    fitted: mu,
  }
}

function prepare(input: LogisticInput): Rows {
  const n = input.y.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  if (input.names.length !== input.x.length)
    throw new StatisticsError('length_mismatch', `${input.x.length} covariates but ${input.names.length} names`)
  const y = toNumbers('y', input.y, n)
  const w = input.weights ? checkWeights(input.weights, n) : new Float64Array(n).fill(1)
  const offset = input.offset && toNumbers('offset', input.offset, n)
  let [total, ones] = [0, 0]
  for (let i = 0; i < n; i++) {
    if (y[i] !== 0 && y[i] !== 1)
      throw new StatisticsError('bad_event', `the outcome must be 0 or 1, not ${y[i]}`, {
        column: 'y',
        row: i,
        value: y[i]!,
      })
    total += w[i]!
    ones += w[i]! * y[i]!
  }
  if (ones === 0 || ones === total)
    throw new StatisticsError('no_events', `The outcome is ${ones === 0 ? 0 : 1} in every row.`, { column: 'y' })
  const p = input.x.length + 1
  const z = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p).fill(1)
  for (let i = 0; i < n; i++) z[i * p] = 1
  for (let a = 1; a < p; a++) {
    const name = input.names[a - 1]!
    const column = toNumbers(name, input.x[a - 1]!, n)
    let mean = 0
    for (let i = 0; i < n; i++) mean += (w[i]! * column[i]!) / total
    let spread = 0
    for (let i = 0; i < n; i++) spread += (w[i]! * (column[i]! - mean) ** 2) / total
    const sd = Math.sqrt(spread)
    if (!(sd > 1e-12 * Math.abs(mean)) || sd === 0)
      throw new StatisticsError(
        'constant_covariate',
        `${name} has the same value in every row, so it has no effect to estimate.`,
        { column: name },
      )
    centre[a] = mean
    scale[a] = sd
    for (let i = 0; i < n; i++) z[i * p + a] = (column[i]! - mean) / sd
  }
  const rows = { n, p, names: ['(Intercept)', ...input.names], y, w, offset, z, centre, scale }
  refuseAliased(rows)
  return rows
}

function refuseAliased({ n, p, w, z, names }: Rows): void {
  const gram = new Float64Array(p * p)
  for (let i = 0; i < n; i++) addOuter(gram, z, i * p, w[i]!, p)
  const { pivot } = cholesky(mirrored(gram, p), p, 1e-10)
  if (pivot < 0) return
  const name = names[pivot]!
  throw new StatisticsError(
    'aliased_covariate',
    `${name} is determined by the columns before it (${names.slice(0, pivot).join(', ')}), so its effect cannot be told apart. R would print NA for it.`,
    { column: name },
  )
}

function standardizedStart({ p, centre, scale, y, w }: Rows, start: ArrayLike<number> | undefined): Float64Array {
  const beta = new Float64Array(p)
  if (start) {
    if (start.length !== p)
      throw new StatisticsError('length_mismatch', `${start.length} coefficients to begin from, but ${p} in the model`)
    for (let a = 0; a < p; a++) {
      beta[a] = start[a]! * scale[a]!
      if (a > 0) beta[0]! += start[a]! * centre[a]!
    }
    return beta
  }
  let [total, ones] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    total += w[i]!
    ones += w[i]! * y[i]!
  }
  beta[0] = Math.log(ones / (total - ones))
  return beta
}

function maximize(rows: Rows, start: Float64Array) {
  const { n, p, y, w, z } = rows
  let beta = start
  let mu = probabilities(rows, beta)
  let logLik = logLikelihood(y, w, mu)
  let flat = 0
  for (let iterations = 1; iterations <= 100; iterations++) {
    const information = new Float64Array(p * p)
    const score = new Float64Array(p)
    for (let i = 0; i < n; i++) {
      const wi = w[i]!
      if (wi === 0) continue
      const m = mu[i]!
      addOuter(information, z, i * p, wi * m * (1 - m), p)
      const r = wi * (y[i]! - m)
      for (let a = 0; a < p; a++) score[a]! += r * z[i * p + a]!
    }
    mirrored(information, p)
    const factor = cholesky(information, p, 1e-14)
    if (factor.pivot >= 0) throw separation(rows, factor.pivot)
    const step = choleskySolve(factor, score)
    const size = step[indexOfLargest(step)]!
    // So small a step no longer changes the likelihood; it is still worth its digits.
    if (Math.abs(size) < 1e-11 * (1 + Math.abs(beta[indexOfLargest(beta)]!)))
      return withLastStep(rows, beta, step, iterations, information)
    let next = beta.map((b, a) => b + step[a]!)
    let nextMu = probabilities(rows, next)
    let there = logLikelihood(y, w, nextMu)
    for (let half = 0; half < 30 && !(there >= logLik - 1e-12 * Math.abs(logLik)); half++) {
      for (let a = 0; a < p; a++) step[a]! /= 2
      next = beta.map((b, a) => b + step[a]!)
      nextMu = probabilities(rows, next)
      there = logLikelihood(y, w, nextMu)
    }
    const gain = Math.abs(there - logLik) / (Math.abs(there) + 1e-3)
    beta = next
    mu = nextMu
    logLik = there
    // The likelihood is flat and yet the estimate still runs: it runs to infinity.
    flat = gain < 1e-7 && Math.abs(size) > 0.05 ? flat + 1 : 0
    if (flat >= 3) throw separation(rows, runaway(step))
  }
  throw new StatisticsError('not_converged', 'The logistic model did not converge in 100 iterations.')
}

function withLastStep(
  rows: Rows,
  before: Float64Array,
  step: Float64Array,
  iterations: number,
  information: Float64Array,
) {
  const beta = before.map((b, a) => b + step[a]!)
  return { beta, iterations, information, mu: probabilities(rows, beta) }
}

function probabilities({ n, p, z, offset }: Rows, beta: Float64Array): Float64Array {
  const mu = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let eta = offset ? offset[i]! : 0
    for (let a = 0; a < p; a++) eta += beta[a]! * z[i * p + a]!
    mu[i] = 1 / (1 + Math.exp(-eta))
  }
  return mu
}

function logLikelihood(y: Float64Array, w: Float64Array, mu: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) if (w[i]! > 0) sum += w[i]! * (y[i] === 1 ? Math.log(mu[i]!) : Math.log1p(-mu[i]!))
  return sum
}

function nullDeviance(rows: Rows): number {
  const { n, y, w, offset } = rows
  const one: Rows = {
    ...rows,
    p: 1,
    names: ['(Intercept)'],
    z: new Float64Array(n).fill(1),
    centre: new Float64Array(1),
    scale: new Float64Array(1).fill(1),
  }
  const start = standardizedStart(one, undefined)
  const mu = offset ? maximize(one, start).mu : probabilities(one, start)
  return -2 * logLikelihood(y, w, mu)
}

/** Sum over clusters of the outer products of their weighted scores. */
function clusteredMeat(rows: Rows, mu: Float64Array, cluster: { codes: Int32Array; count: number } | undefined) {
  const { n, p, y, w, z } = rows
  const sums = new Float64Array((cluster?.count ?? n) * p)
  for (let i = 0; i < n; i++) {
    const r = w[i]! * (y[i]! - mu[i]!)
    const at = (cluster ? cluster.codes[i]! : i) * p
    for (let a = 0; a < p; a++) sums[at + a]! += r * z[i * p + a]!
  }
  const meat = new Float64Array(p * p)
  for (let c = 0; c < sums.length; c += p) addOuter(meat, sums, c, 1, p)
  return mirrored(meat, p)
}

/** Adds weight × v vᵀ to the lower triangle, v being the p numbers from `at`. */
function addOuter(matrix: Float64Array, values: Float64Array, at: number, weight: number, p: number): void {
  if (weight === 0) return
  for (let a = 0; a < p; a++) {
    const v = weight * values[at + a]!
    for (let b = 0; b <= a; b++) matrix[a * p + b]! += v * values[at + b]!
  }
}

function mirrored(matrix: Float64Array, p: number): Float64Array {
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) matrix[b * p + a] = matrix[a * p + b]!
  return matrix
}

/** The matrix that takes coefficients of standardized columns to those of the columns as given. */
function unscaling({ p, centre, scale }: Rows): Float64Array {
  const back = new Float64Array(p * p)
  back[0] = 1
  for (let a = 1; a < p; a++) {
    back[a * p + a] = 1 / scale[a]!
    back[a] = -centre[a]! / scale[a]!
  }
  return back
}

function transformed(back: Float64Array, covariance: Float64Array, p: number): Float64Array {
  const turned = new Float64Array(p * p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) turned[b * p + a] = back[a * p + b]!
  return multiply(multiply(back, covariance, p, p, p), turned, p, p, p)
}

function indexOfLargest(values: Float64Array): number {
  let best = 0
  for (let a = 1; a < values.length; a++) if (Math.abs(values[a]!) > Math.abs(values[best]!)) best = a
  return best
}

/** The covariate that runs fastest; the intercept only runs along with one. */
function runaway(step: Float64Array): number {
  return step.length === 1 ? 0 : 1 + indexOfLargest(step.subarray(1))
}

function separation({ names }: Rows, column: number): StatisticsError {
  const name = names[column]!
  return new StatisticsError(
    'separation',
    `The estimate for ${name} runs to infinity: it separates those with the outcome from those without.`,
    { column: name },
  )
}
