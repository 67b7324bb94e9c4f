import {
  chisquareQuantile,
  chisquareUpper,
  fUpper,
  normalQuantile,
  normalTwoSided,
  tQuantile,
  tTwoSided,
} from '../distributions/distributions.ts'
import { cholesky, choleskyInverse, choleskyLogDeterminant, quadraticForm } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'

export type MetaMethod = 'FE' | 'DL' | 'PM' | 'REML'
export type MetaTest = 'z' | 'knha' | 'adhoc'

export interface MetaInput {
  /** Effects on the analysis scale, and their sampling variances. */
  readonly effect: ArrayLike<number>
  readonly variance: ArrayLike<number>
  /** Columns of moderators without the intercept, and their names. */
  readonly moderators?: readonly ArrayLike<number>[]
  readonly names?: readonly string[]
  readonly method?: MetaMethod
  readonly test?: MetaTest
}

export interface MetaTerm {
  readonly term: string
  readonly coef: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly statistic: number
  readonly p: number
}

export interface MetaFit {
  readonly k: number
  readonly method: MetaMethod
  readonly test: MetaTest
  /** Intercept first; without moderators it is the pooled effect. */
  readonly terms: readonly MetaTerm[]
  readonly covariance: Float64Array
  /** Factor of Hartung and Knapp's variance; 1 for z. */
  readonly dispersion: number
  /** Degrees of freedom of the tests of coefficients; infinite for z. */
  readonly df: number
  /** Variance between studies; null for FE. */
  readonly tau2: number | null
  readonly i2: number
  readonly h2: number
  /** Cochran's Q (residual with moderators). */
  readonly q: { readonly chisq: number; readonly df: number; readonly p: number | null }
  /** Test of all moderators: chi-square for z, F for knha and adhoc. */
  readonly moderatorTest: {
    readonly statistic: number
    readonly df: number
    readonly df2: number
    readonly p: number
  } | null
  /** Prediction interval of the effect in a new study; null with moderators and for FE. */
  readonly predictionLow: number | null
  readonly predictionHigh: number | null
  /** Share of the weight of each study, in percent. */
  readonly weights: Float64Array
}

/**
 * Pools effects: common effect (FE), or random effects with τ² by DerSimonian–Laird, Paule–Mandel or restricted likelihood.
 *
 * Tests: z, Hartung–Knapp–Sidik–Jonkman (`knha`), or the same with its factor never below 1 (`adhoc`). I² and H² come from τ² and the
 * typical sampling variance; the prediction interval uses t with k − p degrees of freedom for knha and adhoc, the normal otherwise.
 * As metafor::rma (Viechtbauer 2005, 2010; DerSimonian & Laird 1986; Paule & Mandel 1982; Hartung & Knapp 2001; IntHout et al. 2014).
 *
 * @throws too_few_studies, bad_option (FE with knha), aliased_covariate, not_a_number
 */
export function pool(input: MetaInput): MetaFit {
  const method = input.method ?? 'REML'
  const test = input.test ?? 'z'
  if (method === 'FE' && test !== 'z')
    throw new StatisticsError(
      'bad_option',
      'The Hartung–Knapp adjustment belongs to random effects; it cannot be used with FE.',
    )
  const data = checkStudies(input)
  const { k, p } = data
  const common = weighted(data, 0)
  const tau2 = method === 'FE' ? 0 : betweenVariance(data, method)
  const fit = tau2 === 0 ? common : weighted(data, tau2)
  const df = test === 'z' ? Number.POSITIVE_INFINITY : k - p
  if (test !== 'z' && k - p < 1)
    throw new StatisticsError('too_few_studies', 'The Hartung–Knapp adjustment needs more studies than coefficients.')
  const factor = test === 'z' ? 1 : fit.residual / (k - p)
  const scale = test === 'adhoc' ? Math.max(1, factor) : factor
  const covariance = fit.inverse.map((v) => v * scale)
  const critical = test === 'z' ? normalQuantile(0.975) : tQuantile(0.975, df)
  const terms = ['intrcpt', ...(input.names ?? [])].map((term, a): MetaTerm => {
    const coef = fit.beta[a]!
    const se = Math.sqrt(covariance[a * p + a]!)
    const statistic = coef / se
    return {
      term,
      coef,
      se,
      low: coef - critical * se,
      high: coef + critical * se,
      statistic,
      p: test === 'z' ? normalTwoSided(statistic) : tTwoSided(statistic, df),
    }
  })
  const typical = (k - p) / common.traceP
  const q = common.residual
  const predictionHalf = critical * Math.sqrt(covariance[0]! + tau2)
  const hasPrediction = method !== 'FE' && p === 1
  const total = fit.w.reduce((a, b) => a + b, 0)
  return {
    k,
    method,
    test,
    terms,
    covariance,
    dispersion: scale,
    df,
    tau2: method === 'FE' ? null : tau2,
    i2: k === p ? 0 : method === 'FE' ? Math.max(0, (100 * (q - (k - p))) / q) : (100 * tau2) / (typical + tau2),
    h2: k === p ? 1 : method === 'FE' ? q / (k - p) : tau2 / typical + 1,
    q: { chisq: q, df: k - p, p: k > p ? chisquareUpper(q, k - p) : null },
    moderatorTest: p > 1 ? moderatorTest(fit.beta, covariance, p, df) : null,
    predictionLow: hasPrediction ? fit.beta[0]! - predictionHalf : null,
    predictionHigh: hasPrediction ? fit.beta[0]! + predictionHalf : null,
    weights: fit.w.map((w) => (100 * w) / total),
  }
}

function moderatorTest(beta: Float64Array, covariance: Float64Array, p: number, df2: number) {
  const m = p - 1
  const v = new Float64Array(m * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) v[i * m + j] = covariance[(i + 1) * p + j + 1]!
  const chisq = quadraticForm(v, beta.subarray(1), m, 0)
  if (df2 === Number.POSITIVE_INFINITY) return { statistic: chisq, df: m, df2, p: chisquareUpper(chisq, m) }
  return { statistic: chisq / m, df: m, df2, p: fUpper(chisq / m, m, df2) }
}

/** Effects, variances and the columns of the model, checked. */
export interface Studies {
  readonly k: number
  readonly p: number
  readonly y: Float64Array
  readonly v: Float64Array
  /** Column after column, the intercept first. */
  readonly x: readonly Float64Array[]
}

/** Checks effects and variances; throws with the row of the first fault. */
export function checkStudies(input: Pick<MetaInput, 'effect' | 'variance' | 'moderators' | 'names'>): Studies {
  const k = input.effect.length
  if (input.variance.length !== k)
    throw new StatisticsError('length_mismatch', `${k} effects but ${input.variance.length} variances`)
  const y = Float64Array.from(input.effect)
  const v = Float64Array.from(input.variance)
  for (let i = 0; i < k; i++) {
    if (!Number.isFinite(y[i]!))
      throw new StatisticsError('not_a_number', 'an effect is not a number', { column: 'effect', row: i })
    if (!(v[i]! > 0) || !Number.isFinite(v[i]!))
      throw new StatisticsError('out_of_range', 'the sampling variance of a study must be above 0', {
        column: 'variance',
        row: i,
        value: v[i]!,
      })
  }
  const moderators = input.moderators ?? []
  const x = [new Float64Array(k).fill(1), ...moderators.map((m) => Float64Array.from(m))]
  for (const [a, column] of x.entries()) {
    const name = input.names?.[a - 1] ?? `moderator ${a}`
    if (column.length !== k)
      throw new StatisticsError('length_mismatch', `${name} has ${column.length} values for ${k} studies`, {
        column: name,
      })
    for (let i = 0; i < k; i++)
      if (!Number.isFinite(column[i]!))
        throw new StatisticsError('not_a_number', `${name} is not a number`, { column: name, row: i })
  }
  if (k < 1) throw new StatisticsError('no_rows', 'There are no studies to pool.')
  if (k < x.length || (k === x.length && x.length > 1))
    throw new StatisticsError('too_few_studies', `${k} studies are too few for ${x.length} coefficients.`)
  refuseAliased(x, input.names ?? [])
  return { k, p: x.length, y, v, x }
}

function refuseAliased(x: readonly Float64Array[], names: readonly string[]): void {
  const p = x.length
  if (p === 1) return
  const gram = new Float64Array(p * p)
  const size = x.map((column) => Math.sqrt(column.reduce((a, b) => a + b * b, 0)) || 1)
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++)
      gram[a * p + b] = x[a]!.reduce((s, v, i) => s + v * x[b]![i]!, 0) / (size[a]! * size[b]!)
  const { pivot } = cholesky(gram, p, 1e-12)
  if (pivot > 0)
    throw new StatisticsError(
      'aliased_covariate',
      `${names[pivot - 1]} is constant or determined by the other moderators.`,
      { column: names[pivot - 1]! },
    )
}

/** Weighted least squares at one τ², with the traces that the estimators of τ² need. */
function weighted(data: Studies, tau2: number) {
  const { k, p, y, v, x } = data
  const w = v.map((s) => 1 / (s + tau2))
  const [gram, square, cube] = [new Float64Array(p * p), new Float64Array(p * p), new Float64Array(p * p)]
  const cross = new Float64Array(p)
  let [sum1, sum2] = [0, 0]
  for (let i = 0; i < k; i++) {
    const wi = w[i]!
    sum1 += wi
    sum2 += wi * wi
    for (let a = 0; a < p; a++) {
      const xa = x[a]![i]!
      cross[a]! += wi * xa * y[i]!
      for (let b = 0; b < p; b++) {
        const xx = xa * x[b]![i]!
        gram[a * p + b]! += wi * xx
        square[a * p + b]! += wi * wi * xx
        cube[a * p + b]! += wi * wi * wi * xx
      }
    }
  }
  const inverse = p === 1 ? Float64Array.of(1 / gram[0]!) : choleskyInverse(cholesky(gram, p, 0))
  const beta = new Float64Array(p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) beta[a]! += inverse[a * p + b]! * cross[b]!
  let [residual, residual2] = [0, 0]
  for (let i = 0; i < k; i++) {
    let r = y[i]!
    for (let a = 0; a < p; a++) r -= x[a]![i]! * beta[a]!
    residual += w[i]! * r * r
    residual2 += w[i]! * w[i]! * r * r
  }
  // A = (XᵀWX)⁻¹ XᵀW²X
  const projected = new Float64Array(p * p)
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++)
      for (let c = 0; c < p; c++) projected[a * p + b]! += inverse[a * p + c]! * square[c * p + b]!
  let [traceA, traceAA, traceC] = [0, 0, 0]
  for (let a = 0; a < p; a++) {
    traceA += projected[a * p + a]!
    for (let b = 0; b < p; b++) {
      traceAA += projected[a * p + b]! * projected[b * p + a]!
      traceC += inverse[a * p + b]! * cube[b * p + a]!
    }
  }
  return { w, beta, inverse, residual, residual2, traceP: sum1 - traceA, tracePP: sum2 - 2 * traceC + traceAA }
}

/** τ² by one of the estimators; never negative. */
function betweenVariance(data: Studies, method: Exclude<MetaMethod, 'FE'>): number {
  const { k, p } = data
  if (k === p) return 0
  if (method === 'DL') {
    const { residual, traceP } = weighted(data, 0)
    return Math.max(0, (residual - (k - p)) / traceP)
  }
  return method === 'PM' ? (solveQ(data, k - p) ?? 0) : restrictedLikelihood(data)
}

/** The τ² at which the generalized Q equals a value; null when it is below it already at 0. Q falls as τ² grows. */
function solveQ(data: Studies, target: number): number | null {
  const q = (tau2: number) => weighted(data, tau2).residual
  if (q(0) < target) return null
  let high = 1
  while (q(high) > target) high *= 2
  let low = 0
  let t = high / 2
  for (let i = 0; i < 200; i++) {
    const { residual, residual2 } = weighted(data, t)
    if (residual > target) low = t
    else high = t
    // Newton: dQ/dτ² = −Σ w² r². Outside the bracket, halve it.
    const next = t + (residual - target) / residual2
    const step = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(step - t) <= 1e-14 * t) return step
    t = step
  }
  return t
}

/** REML by Fisher scoring from the Hedges estimate, halving steps that would make τ² negative. */
function restrictedLikelihood(data: Studies): number {
  let tau2 = Math.max(0, hedges(data))
  const smallest = data.v.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  for (let i = 0; i < 200; i++) {
    const { residual2, traceP, tracePP } = weighted(data, tau2)
    let step = (residual2 - traceP) / tracePP
    if (tau2 === 0 && step <= 0) return 0
    if (tau2 + step < 0) {
      // The likelihood falls from here to 0 and its slope at 0 is negative: the maximum is at 0.
      const atZero = weighted(data, 0)
      if (atZero.residual2 <= atZero.traceP && tau2 < 1e-10 * smallest) return 0
      step = -tau2 / 2
    }
    tau2 += step
    if (Math.abs(step) <= 1e-12 * tau2 + 1e-13 * smallest) return tau2
  }
  return searchRestrictedLikelihood(data)
}

/** Where Fisher scoring goes round in circles: the best of all maxima between the zeros of the score, found by halving. */
function searchRestrictedLikelihood(data: Studies): number {
  const score = (tau2: number) => {
    const { residual2, traceP } = weighted(data, tau2)
    return residual2 - traceP
  }
  const likelihood = (tau2: number) => {
    const { w, inverse, residual } = weighted(data, tau2)
    let sum = -residual
    for (const x of w) sum += Math.log(x)
    return sum + choleskyLogDeterminant(cholesky(inverse, data.p, 0))
  }
  const scale = data.v.reduce((a, b) => a + b, 0) / data.k
  let best = 0
  let highest = likelihood(0)
  let before = 0
  for (let t = 1e-6 * scale; t < 1e6 * scale; t *= 1.1) {
    if (score(before) > 0 && score(t) <= 0) {
      let [low, high] = [before, t]
      for (let i = 0; i < 100 && high - low > 1e-15 * high; i++) {
        const middle = (low + high) / 2
        if (score(middle) > 0) low = middle
        else high = middle
      }
      const value = likelihood(high)
      if (value > highest) [best, highest] = [high, value]
    }
    before = t
  }
  return best
}

/** Hedges's estimate from the unweighted residuals. */
function hedges(data: Studies): number {
  const { k, p, v } = data
  const unweighted = weighted({ ...data, v: new Float64Array(k).fill(1) }, 0)
  let trace = 0
  for (let i = 0; i < k; i++) {
    let leverage = 0
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) leverage += data.x[a]![i]! * unweighted.inverse[a * p + b]! * data.x[b]![i]!
    trace += v[i]! * (1 - leverage)
  }
  return (unweighted.residual - trace) / (k - p)
}

/** Interval of τ² by the Q-profile. */
export interface TauInterval {
  readonly low: number | null
  readonly high: number | null
  /** Why there is no interval. */
  readonly reason: string | null
}

/**
 * 95 % interval of τ² by the Q-profile (Viechtbauer 2007): all values at which the generalized Q is neither too large nor too small.
 * It can be empty, when the studies agree better than chance would let them; then both ends are null and the reason says so.
 */
export function tauInterval(input: Pick<MetaInput, 'effect' | 'variance' | 'moderators' | 'names'>): TauInterval {
  const data = checkStudies(input)
  const df = data.k - data.p
  if (df < 1)
    return { low: null, high: null, reason: 'One study alone says nothing about differences between studies.' }
  const high = solveQ(data, chisquareQuantile(0.025, df))
  if (high === null)
    return {
      low: null,
      high: null,
      reason: 'The interval is empty: the studies agree better than chance would let them.',
    }
  return { low: solveQ(data, chisquareQuantile(0.975, df)) ?? 0, high, reason: null }
}
