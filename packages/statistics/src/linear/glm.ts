import { StatisticsError } from '../statistics-error.ts'
import { type Column, compactCodes, toNumbers } from '../survival/columns.ts'
import { cholesky, choleskyInverse, choleskySolve, multiply } from './matrix.ts'
import { waldEstimate } from './wald.ts'

export type GlmFamily = 'cloglog' | 'poisson'

export interface GlmInput {
  /** 0 or 1 for cloglog; a count for poisson. */
  readonly y: Column
  /** Covariates without the intercept, and their names. */
  readonly x: readonly Column[]
  readonly names: readonly string[]
  readonly family: GlmFamily
  /** Leave the intercept out (the columns then contain one for each group). */
  readonly intercept?: boolean
  readonly weights?: Column
  readonly offset?: Column
  /** Rows with the same number are one cluster: sandwich variance. */
  readonly cluster?: Column
  /** Start of the iteration, intercept first: a warm start for bootstrap replicates. */
  readonly start?: ArrayLike<number>
}

export interface GlmTerm {
  readonly term: string
  readonly coef: number
  readonly se: number
  readonly robustSe: number | null
  readonly z: number
  readonly p: number
  readonly low: number
  readonly high: number
}

export interface GlmFit {
  readonly n: number
  readonly family: GlmFamily
  readonly variance: 'model' | 'robust'
  readonly iterations: number
  readonly terms: readonly GlmTerm[]
  readonly coefficients: Float64Array
  readonly covariance: Float64Array
  /** Fitted probability or rate of each row. */
  readonly fitted: Float64Array
  readonly deviance: number
  readonly logLik: number
}

/**
 * Generalized linear model by iteratively weighted least squares: complementary log-log, Poisson with log link (person-time as
 * offset(log(time)) gives rates). Logistic regression is in causal/logistic.ts.
 * Standard errors from the expected information as R's glm; with clusters the sandwich Σ u uᵀ without a small-sample factor, u being
 * the score of a cluster. Sources: Nelder & Wedderburn 1972; Liang & Zeger 1986.
 *
 * @throws aliased_covariate, separation (fitted probabilities run to 0 or 1), not_converged
 */
export function glm(input: GlmInput): GlmFit {
  const n = input.y.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const y = toNumbers('y', input.y, n)
  const weights = input.weights && toNumbers('weights', input.weights, n)
  const offset = input.offset && toNumbers('offset', input.offset, n)
  checkResponse(y, input.family)
  if (weights?.some((w) => w < 0))
    throw new StatisticsError('bad_weight', 'a weight must not be negative', { column: 'weights' })
  const names = [...(input.intercept === false ? [] : ['(Intercept)']), ...input.names]
  const x = [
    ...(input.intercept === false ? [] : [new Float64Array(n).fill(1)]),
    ...input.x.map((c, j) => toNumbers(input.names[j]!, c, n)),
  ]
  const family = families[input.family]
  let beta: Float64Array | undefined = input.start ? Float64Array.from(input.start) : undefined
  let deviance = Number.POSITIVE_INFINITY
  const mu = new Float64Array(n)
  for (let iterations = 1; iterations <= 60; iterations++) {
    const step = leastSquares(x, y, weights, offset, family, beta, names)
    let next = step
    let value = deviances(x, y, weights, offset, family, next, mu)
    for (let half = 0; beta && half < 20 && !(value <= deviance * (1 + 1e-12)); half++) {
      next = next.map((b, a) => (b + beta![a]!) / 2)
      value = deviances(x, y, weights, offset, family, next, mu)
    }
    const moved = beta
      ? next.reduce((m, b, a) => Math.max(m, Math.abs(b - beta![a]!) * scaleOf(x[a]!)), 0)
      : Number.POSITIVE_INFINITY
    const settled = Math.abs(value - deviance) <= 1e-13 * (Math.abs(value) + 0.1)
    beta = next
    deviance = value
    if (settled && moved > 0.1 && iterations > 8) throw separation(names, x, beta)
    if (settled && moved < 1e-9) {
      // One more step from a settled point gives the digits.
      beta = leastSquares(x, y, weights, offset, family, beta, names)
      deviance = deviances(x, y, weights, offset, family, beta, mu)
      return finish(input, names, x, y, weights, offset, family, beta, mu, deviance, iterations)
    }
  }
  if (deviance < 1e-6 * n) throw separation(names, x, beta!)
  throw new StatisticsError('not_converged', 'The model did not converge in 60 iterations.')
}

interface Family {
  readonly start: (y: number) => number
  readonly inverse: (eta: number) => number
  /** dμ/dη and the variance of y at μ. */
  readonly slope: (eta: number, mu: number) => number
  readonly variance: (mu: number) => number
  readonly deviance: (y: number, mu: number) => number
  readonly logLik: (y: number, mu: number) => number
}

const xlog = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
const bernoulli = {
  variance: (mu: number) => mu * (1 - mu),
  deviance: (y: number, mu: number) => 2 * (xlog(y, mu) + xlog(1 - y, 1 - mu)),
  logLik: (y: number, mu: number) => (y === 0 ? 0 : y * Math.log(mu)) + (y === 1 ? 0 : (1 - y) * Math.log1p(-mu)),
}
const inside = (mu: number) => Math.min(1 - 1e-15, Math.max(1e-15, mu))
const families: Readonly<Record<GlmFamily, Family>> = {
  cloglog: {
    ...bernoulli,
    start: (y) => Math.log(-Math.log(1 - (y + 0.5) / 2)),
    inverse: (eta) => inside(-Math.expm1(-Math.exp(Math.min(eta, 700)))),
    slope: (eta) => Math.max(1e-15, Math.exp(Math.min(eta, 700)) * Math.exp(-Math.exp(Math.min(eta, 700)))),
  },
  poisson: {
    start: (y) => Math.log(y + 0.1),
    inverse: (eta) => Math.exp(Math.min(eta, 700)),
    slope: (_, mu) => mu,
    variance: (mu) => mu,
    deviance: (y, mu) => 2 * (xlog(y, mu) - (y - mu)),
    logLik: (y, mu) => (y === 0 ? 0 : y * Math.log(mu)) - mu - logFactorial(y),
  },
}

function logFactorial(y: number): number {
  let s = 0
  for (let k = 2; k <= y; k++) s += Math.log(k)
  return s
}

function checkResponse(y: Float64Array, family: GlmFamily): void {
  const row = y.findIndex((v) => v < 0 || (family !== 'poisson' && v > 1))
  if (row >= 0)
    throw new StatisticsError(
      'out_of_range',
      family === 'poisson' ? 'a count must not be negative' : 'the outcome must be 0 or 1',
      { column: 'y', row, value: y[row]! },
    )
}

function linear(
  x: readonly Float64Array[],
  offset: Float64Array | undefined,
  beta: ArrayLike<number>,
  i: number,
): number {
  let eta = offset ? offset[i]! : 0
  for (let a = 0; a < x.length; a++) eta += x[a]![i]! * beta[a]!
  return eta
}

function deviances(
  x: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
  family: Family,
  beta: Float64Array,
  mu: Float64Array,
): number {
  let total = 0
  for (let i = 0; i < y.length; i++) {
    mu[i] = family.inverse(linear(x, offset, beta, i))
    total += (weights ? weights[i]! : 1) * family.deviance(y[i]!, mu[i]!)
  }
  return total
}

function leastSquares(
  x: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
  family: Family,
  beta: Float64Array | undefined,
  names: readonly string[],
): Float64Array {
  const p = x.length
  const gram = new Float64Array(p * p)
  const cross = new Float64Array(p)
  for (let i = 0; i < y.length; i++) {
    const eta = beta ? linear(x, offset, beta, i) : family.start(y[i]!)
    const mu = family.inverse(eta)
    const slope = family.slope(eta, mu)
    const w = ((weights ? weights[i]! : 1) * slope * slope) / family.variance(mu)
    const working = eta - (offset ? offset[i]! : 0) + (y[i]! - mu) / slope
    for (let a = 0; a < p; a++) {
      const wx = w * x[a]![i]!
      if (wx === 0) continue
      cross[a]! += wx * working
      for (let b = 0; b <= a; b++) gram[a * p + b]! += wx * x[b]![i]!
    }
  }
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) gram[b * p + a] = gram[a * p + b]!
  const factor = cholesky(gram, p, 1e-12)
  if (factor.pivot >= 0) {
    const name = names[factor.pivot]!
    throw new StatisticsError('aliased_covariate', `${name} is constant or determined by the columns before it.`, {
      column: name,
    })
  }
  return choleskySolve(factor, cross)
}

function scaleOf(column: Float64Array): number {
  let most = 0
  for (const v of column) most = Math.max(most, Math.abs(v))
  return most
}

function separation(names: readonly string[], x: readonly Float64Array[], beta: Float64Array): StatisticsError {
  let worst = names[0] === '(Intercept)' && names.length > 1 ? 1 : 0
  for (let a = worst + 1; a < beta.length; a++)
    if (Math.abs(beta[a]! * scaleOf(x[a]!)) > Math.abs(beta[worst]! * scaleOf(x[worst]!))) worst = a
  return new StatisticsError(
    'separation',
    `The estimate for ${names[worst]} runs to infinity: it separates the outcomes.`,
    { column: names[worst]! },
  )
}

function finish(
  input: GlmInput,
  names: readonly string[],
  x: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
  family: Family,
  beta: Float64Array,
  mu: Float64Array,
  deviance: number,
  iterations: number,
): GlmFit {
  const [n, p] = [y.length, x.length]
  const gram = new Float64Array(p * p)
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n)
  const scores = cluster ? Array.from({ length: p }, () => new Float64Array(cluster.count)) : undefined
  let logLik = 0
  for (let i = 0; i < n; i++) {
    const eta = linear(x, offset, beta, i)
    const slope = family.slope(eta, mu[i]!)
    const prior = weights ? weights[i]! : 1
    const v = family.variance(mu[i]!)
    logLik += prior * family.logLik(y[i]!, mu[i]!)
    for (let a = 0; a < p; a++) {
      const xa = x[a]![i]!
      if (scores) scores[a]![cluster!.codes[i]!]! += (prior * xa * slope * (y[i]! - mu[i]!)) / v
      for (let b = 0; b < p; b++) gram[a * p + b]! += (prior * slope * slope * xa * x[b]![i]!) / v
    }
  }
  const inverse = choleskyInverse(cholesky(gram, p, 0))
  let covariance = inverse
  if (scores) {
    const meat = new Float64Array(p * p)
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        for (let c = 0; c < scores[0]!.length; c++) meat[a * p + b]! += scores[a]![c]! * scores[b]![c]!
    covariance = multiply(multiply(inverse, meat, p, p, p), inverse, p, p, p)
  }
  return {
    n,
    family: input.family,
    variance: scores ? 'robust' : 'model',
    iterations,
    terms: names.map((term, a) => {
      const robustSe = scores ? Math.sqrt(covariance[a * p + a]!) : null
      return { term, ...waldEstimate(beta[a]!, Math.sqrt(inverse[a * p + a]!), robustSe) }
    }),
    coefficients: beta,
    covariance,
    fitted: mu,
    deviance,
    logLik,
  }
}
