import { chisquareQuantile, chisquareUpper } from '../distributions/distributions.ts'
import { cholesky, choleskyInverse, choleskyLogDeterminant, choleskySolve } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { ChisquareTest } from './cox.ts'
import { type CoxData, type CoxInput, prepareCox } from './cox-data.ts'
import { coxLikelihood } from './cox-likelihood.ts'
import { forEachDenominator, linearPredictor, risks, walkRiskSets } from './cox-risk-sets.ts'

export interface FirthTerm {
  readonly term: string
  readonly coef: number
  /** From the information matrix at the estimate. */
  readonly se: number
  readonly hr: number
  /** 95 % interval by the profile of the penalized likelihood; an end that cannot be found is null. */
  readonly hrLow: number | null
  readonly hrHigh: number | null
  /** Penalized likelihood ratio test of the term. */
  readonly chisq: number
  readonly p: number
}

export interface FirthFit {
  readonly n: number
  readonly events: number
  readonly ties: 'efron' | 'breslow'
  readonly iterations: number
  readonly penalizedLogLik: { readonly null: number; readonly fitted: number }
  readonly terms: readonly FirthTerm[]
  /** All terms together. */
  readonly likelihoodRatio: ChisquareTest
  readonly coefficients: Float64Array
  readonly covariance: Float64Array
}

/**
 * Cox regression with Firth's penalty, ℓ + ½ log |I|: estimates exist where `cox` stops because of separation, and lose their first-order bias.
 *
 * Profile penalized likelihood intervals and tests (Wald's mislead here); the penalty is that of the full model throughout. As
 * coxphf::coxphf, which has Breslow's ties; ours are Efron's unless told. Covariates may not be aliased, and somebody must have the event.
 * Sources: Firth 1993; Heinze & Schemper 2001.
 *
 * @throws no_events, constant_covariate, aliased_covariate, not_converged; bad_option with clusters (there is no robust variance here)
 */
export function coxFirth(input: Omit<CoxInput, 'cluster' | 'robust'>): FirthFit {
  const data = prepareCox({ ...input, robust: false })
  const { p } = data
  if (p === 0) throw new StatisticsError('bad_option', 'A Cox model needs at least one covariate.')
  const zero = new Float64Array(p)
  const atZero = penalized(data, zero)
  const all = maximize(data, zero, -1)
  const z = data.scale
  const covariance = atEstimate(data, all.beta)
  const limit = chisquareQuantile(0.95, 1) / 2
  const terms = data.names.map((term, a): FirthTerm => {
    const without = p === 1 ? atZero.value : maximize(data, with0(all.beta, a), a).value
    const chisq = Math.max(0, 2 * (all.value - without))
    const ends = [-1, 1].map((direction) =>
      profileEnd(data, all, a, direction, limit, Math.sqrt(covariance[a * p + a]!)),
    )
    const ratio = (end: number | null) => (end === null ? null : Math.exp(end / z[a]!))
    return {
      term,
      coef: all.beta[a]! / z[a]!,
      se: Math.sqrt(covariance[a * p + a]!) / z[a]!,
      hr: Math.exp(all.beta[a]! / z[a]!),
      hrLow: ratio(ends[0]!),
      hrHigh: ratio(ends[1]!),
      chisq,
      p: chisquareUpper(chisq, 1),
    }
  })
  const chisq = Math.max(0, 2 * (all.value - atZero.value))
  // The penalty was taken in standardized columns; in the columns as given it differs by a constant.
  const shift = data.scale.reduce((s, v) => s + Math.log(v), 0)
  return {
    n: data.n,
    events: data.events,
    ties: data.efron ? 'efron' : 'breslow',
    iterations: all.iterations,
    penalizedLogLik: { null: atZero.value + shift, fitted: all.value + shift },
    terms,
    likelihoodRatio: { chisq, df: p, p: chisquareUpper(chisq, p) },
    coefficients: all.beta.map((b, a) => b / z[a]!),
    covariance: covariance.map((v, k) => v / (z[Math.floor(k / p)]! * z[k % p]!)),
  }
}

interface Penalized {
  readonly value: number
  /** Firth's modified score. */
  readonly score: Float64Array
  readonly information: Float64Array
}

/** Penalized log likelihood and modified score U + ½ tr(I⁻¹ ∂I/∂β) at beta, in standardized columns. */
function penalized(data: CoxData, beta: Float64Array): Penalized {
  const { p, n, z } = data
  const { logLik, score, information } = coxLikelihood(data, beta)
  const factor = cholesky(information, p, 1e-13)
  if (factor.pivot >= 0) {
    if (beta.some((b) => b !== 0)) return { value: Number.NEGATIVE_INFINITY, score, information }
    const name = data.names[factor.pivot]!
    throw new StatisticsError(
      'aliased_covariate',
      `${name} is determined by the columns before it, or never differs between people at risk at the same time.`,
      { column: name },
    )
  }
  const inverse = choleskyInverse(factor)
  // tr(I⁻¹ ∂I/∂βᵣ) is the third moment of z with its own squared length g = zᵀ I⁻¹ z, so one more column carries it.
  const length = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let s = 0
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) s += inverse[a * p + b]! * z[a]![i]! * z[b]![i]!
    length[i] = s
  }
  const wide: CoxData = { ...data, p: p + 1, z: [...z, length] }
  const modified = Float64Array.from(score)
  const mean = new Float64Array(p)
  const turned = new Float64Array(p)
  walkRiskSets(wide, risks(data, linearPredictor(data, beta)), 2, (set) => {
    const q = p + 1
    forEachDenominator(set, data.efron, (share, weight) => {
      const total = set.s0 - share * set.d0
      const first = (a: number) => (set.s1[a]! - share * set.d1[a]!) / total
      const second = (a: number, b: number) => {
        const at = a >= b ? a * q + b : b * q + a
        return (set.s2[at]! - share * set.d2[at]!) / total
      }
      for (let a = 0; a < p; a++) mean[a] = first(a)
      let own = 0
      for (let a = 0; a < p; a++) {
        turned[a] = 0
        for (let b = 0; b < p; b++) turned[a]! += inverse[a * p + b]! * mean[b]!
        own += mean[a]! * turned[a]!
      }
      const averageLength = first(p)
      for (let r = 0; r < p; r++) {
        let third = second(p, r) + own * mean[r]! - (averageLength - own) * mean[r]!
        for (let a = 0; a < p; a++) third -= 2 * turned[a]! * second(a, r)
        modified[r]! += 0.5 * weight * third
      }
    })
  })
  return { value: logLik + choleskyLogDeterminant(factor) / 2, score: modified, information }
}

/** Climbs the penalized likelihood; coefficient `fixed` stays as it is (−1: all move). */
function maximize(data: CoxData, from: Float64Array, fixed: number) {
  const free = [...Array(data.p).keys()].filter((a) => a !== fixed)
  let beta = Float64Array.from(from)
  let at = penalized(data, beta)
  for (let iterations = 1; iterations <= 500; iterations++) {
    const step = stepFrom(data, beta, at, free)
    const size = step.reduce((s, v) => Math.max(s, Math.abs(v)), 0)
    if (size < 1e-11) return { beta, value: at.value, iterations }
    // A long step leaves the region in which the information describes the likelihood.
    let length = Math.min(1, 2 / size)
    let next = beta
    let there = at
    for (let half = 0; half < 40; half++, length /= 2) {
      next = Float64Array.from(beta)
      free.forEach((a, i) => {
        next[a]! += length * step[i]!
      })
      there = penalized(data, next)
      if (there.value >= at.value - 1e-13 * Math.abs(at.value)) break
    }
    beta = next
    at = there
  }
  throw new StatisticsError('not_converged', "The Cox model with Firth's penalty did not converge in 500 iterations.")
}

/** Newton's step with the slope of the modified score by differences; where that is not negative, with the information alone. */
function stepFrom(data: CoxData, beta: Float64Array, at: Penalized, free: readonly number[]): Float64Array {
  const [p, m, h] = [data.p, free.length, 1e-5]
  const slope = new Float64Array(m * m)
  for (const [j, b] of free.entries()) {
    const [up, down] = [1, -1].map((sign) => {
      const moved = Float64Array.from(beta)
      moved[b]! += sign * h
      return penalized(data, moved).score
    })
    for (const [i, a] of free.entries()) slope[i * m + j] = (down![a]! - up![a]!) / (2 * h)
  }
  for (let i = 0; i < m; i++)
    for (let j = 0; j < i; j++) slope[i * m + j] = slope[j * m + i] = (slope[i * m + j]! + slope[j * m + i]!) / 2
  const score = free.map((a) => at.score[a]!)
  const factor = cholesky(slope, m, 1e-8)
  if (factor.pivot < 0) return choleskySolve(factor, score)
  const information = Float64Array.from(slope, (_, k) => at.information[free[Math.floor(k / m)]! * p + free[k % m]!]!)
  return choleskySolve(cholesky(information, m, 0), score)
}

function with0(beta: Float64Array, a: number): Float64Array {
  const out = Float64Array.from(beta)
  out[a] = 0
  return out
}

function atEstimate(data: CoxData, beta: Float64Array): Float64Array {
  return choleskyInverse(cholesky(coxLikelihood(data, beta).information, data.p, 0))
}

/** Where the profile of the penalized likelihood has fallen by `limit`, going from the estimate in one direction. */
function profileEnd(
  data: CoxData,
  all: { readonly beta: Float64Array; readonly value: number },
  a: number,
  direction: number,
  limit: number,
  se: number,
): number | null {
  const best = all.beta[a]!
  let from = all.beta
  const fall = (value: number) => {
    const start = Float64Array.from(from)
    start[a] = value
    const found = data.p === 1 ? { beta: start, value: penalized(data, start).value } : maximize(data, start, a)
    from = found.beta
    return all.value - found.value - limit
  }
  let inner = best
  let outer = best + direction * 1.96 * se
  let atInner = -limit
  let atOuter = fall(outer)
  for (let doubling = 0; atOuter < 0; doubling++) {
    if (doubling > 40) return null
    ;[inner, atInner] = [outer, atOuter]
    outer += direction * se * 2 ** Math.min(doubling, 4)
    atOuter = fall(outer)
  }
  // Between the two ends: the secant where it falls inside, else the middle.
  for (let i = 0; i < 200 && Math.abs(outer - inner) > 1e-11 * (1 + Math.abs(outer)); i++) {
    const secant = inner - (atInner * (outer - inner)) / (atOuter - atInner)
    const share = (secant - inner) / (outer - inner)
    const middle = i % 3 < 2 && share > 0.001 && share < 0.999 ? secant : (inner + outer) / 2
    const value = fall(middle)
    if (Math.abs(value) < 1e-12) return middle
    if (value < 0) [inner, atInner] = [middle, value]
    else [outer, atOuter] = [middle, value]
  }
  return (inner + outer) / 2
}
