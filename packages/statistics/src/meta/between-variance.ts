import { chisquareQuantile } from '../distributions/distributions.ts'
import { cholesky, choleskyLogDeterminant } from '../linear/matrix.ts'
import type { MetaInput, MetaMethod } from './meta-input.ts'
import { checkStudies, type Studies, weighted } from './weighted-regression.ts'

/** τ² by one of the estimators; never negative. */
export function betweenVariance(data: Studies, method: Exclude<MetaMethod, 'FE'>): number {
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
