import { cholesky, choleskySolve } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { LogisticRows } from './logistic-rows.ts'

/** Coefficients of standardized columns to begin from: those given, or the log odds of the outcome. */
export function standardizedStart(
  { p, centre, scale, y, w }: LogisticRows,
  start: ArrayLike<number> | undefined,
): Float64Array {
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

/** Newton's method with step halving, from `start`, until a step no longer changes the estimates. */
export function maximize(rows: LogisticRows, start: Float64Array) {
  const { n, p, y, w, z, crossProducts } = rows
  const spread = new Float64Array(n)
  const rest = new Float64Array(n)
  let beta = start
  let mu: Float64Array = probabilities(rows, beta)
  // Two columns take turns: new ones for every step would be most of a bootstrap's garbage.
  let nextMu: Float64Array = new Float64Array(n)
  let logLik = logLikelihood(y, w, mu)
  let flat = 0
  for (let iterations = 1; iterations <= 100; iterations++) {
    for (let i = 0; i < n; i++) {
      const m = mu[i]!
      spread[i] = w[i]! * m * (1 - m)
      rest[i] = w[i]! * (y[i]! - m)
    }
    const information = crossProducts(spread)
    const score = Float64Array.from(z, (column) => product(column, rest))
    const factor = cholesky(information, p, 1e-14)
    if (factor.pivot >= 0) throw separation(rows, factor.pivot, -2 * logLik)
    const step = choleskySolve(factor, score)
    const size = step[indexOfLargest(step)]!
    // So small a step no longer changes the likelihood; it is still worth its digits.
    if (Math.abs(size) < 1e-11 * (1 + Math.abs(beta[indexOfLargest(beta)]!)))
      return withLastStep(rows, beta, step, iterations, information)
    let next = beta.map((b, a) => b + step[a]!)
    probabilities(rows, next, nextMu)
    let there = logLikelihood(y, w, nextMu)
    for (let half = 0; half < 30 && !(there >= logLik - 1e-12 * Math.abs(logLik)); half++) {
      for (let a = 0; a < p; a++) step[a]! /= 2
      next = beta.map((b, a) => b + step[a]!)
      probabilities(rows, next, nextMu)
      there = logLikelihood(y, w, nextMu)
    }
    const gain = Math.abs(there - logLik) / (Math.abs(there) + 1e-3)
    beta = next
    ;[mu, nextMu] = [nextMu, mu]
    logLik = there
    // The likelihood is flat and yet the estimate still runs: it runs to infinity.
    flat = gain < 1e-7 && Math.abs(size) > 0.05 ? flat + 1 : 0
    if (flat >= 3) throw separation(rows, runaway(step), -2 * logLik)
  }
  throw new StatisticsError('not_converged', 'The logistic model did not converge in 100 iterations.')
}

function withLastStep(
  rows: LogisticRows,
  before: Float64Array,
  step: Float64Array,
  iterations: number,
  information: Float64Array,
) {
  const beta = before.map((b, a) => b + step[a]!)
  return { beta, iterations, information, mu: probabilities(rows, beta) }
}

/** Σ x y, in four sums that do not wait for each other. */
function product(x: Float64Array, y: Float64Array): number {
  const whole = x.length - (x.length % 4)
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  for (let i = 0; i < whole; i += 4) {
    s0 += x[i]! * y[i]!
    s1 += x[i + 1]! * y[i + 1]!
    s2 += x[i + 2]! * y[i + 2]!
    s3 += x[i + 3]! * y[i + 3]!
  }
  for (let i = whole; i < x.length; i++) s0 += x[i]! * y[i]!
  return s0 + s1 + (s2 + s3)
}

/** Probability of y = 1 of each row. */
export function probabilities(
  { n, p, z, offset }: LogisticRows,
  beta: Float64Array,
  mu: Float64Array = new Float64Array(n),
): Float64Array {
  if (offset) mu.set(offset)
  else mu.fill(0)
  for (let a = 0; a < p; a++) {
    const [b, column] = [beta[a]!, z[a]!]
    for (let i = 0; i < n; i++) mu[i]! += b * column[i]!
  }
  for (let i = 0; i < n; i++) mu[i] = 1 / (1 + Math.exp(-mu[i]!))
  return mu
}

/** Weighted log likelihood. */
export function logLikelihood(y: Float64Array, w: Float64Array, mu: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) if (w[i]! > 0) sum += w[i]! * (y[i] === 1 ? Math.log(mu[i]!) : Math.log1p(-mu[i]!))
  return sum
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

/** The refusal that names the column whose estimate runs to infinity; `value` is the deviance towards which the fit was running. */
export function separation({ names }: LogisticRows, column: number, deviance: number): StatisticsError {
  const name = names[column]!
  return new StatisticsError(
    'separation',
    `The estimate for ${name} runs to infinity: it separates those with the outcome from those without.`,
    { column: name, value: deviance },
  )
}
