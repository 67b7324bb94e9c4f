import { normalTwoSided, tTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { MetaInput, MetaMethod } from './meta-input.ts'
import { type MetaFit, pool } from './pool.ts'

type Studies = Pick<MetaInput, 'effect' | 'variance'>

/**
 * Egger's test: do small studies differ? Weighted regression of the effect on its standard error with a free dispersion; t with k − 2
 * degrees of freedom. As metafor::regtest(model = "lm") (Egger et al. 1997). Null with fewer than 3 studies, equal standard errors, or
 * effects that lie on the line exactly, as equal ones do.
 */
export function eggerTest({
  effect,
  variance,
}: Studies): { readonly t: number; readonly df: number; readonly p: number } | null {
  const k = effect.length
  if (k < 3) return null
  let [w0, wx, wxx, wy, wxy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < k; i++) {
    const [w, x, y] = [1 / variance[i]!, Math.sqrt(variance[i]!), effect[i]!]
    w0 += w
    wx += w * x
    wxx += w * x * x
    wy += w * y
    wxy += w * x * y
  }
  const determinant = w0 * wxx - wx * wx
  if (!(determinant > 1e-12 * w0 * wxx)) return null
  const slope = (w0 * wxy - wx * wy) / determinant
  const intercept = (wy - slope * wx) / w0
  let [residual, size] = [0, 0]
  for (let i = 0; i < k; i++) {
    residual += (effect[i]! - intercept - slope * Math.sqrt(variance[i]!)) ** 2 / variance[i]!
    size += effect[i]! ** 2 / variance[i]!
  }
  if (!(residual > 1e-26 * size)) return null
  const df = k - 2
  const t = slope / Math.sqrt(((residual / df) * w0) / determinant)
  return { t, df, p: tTwoSided(t, df) }
}

/**
 * Begg and Mazumdar's rank test: Kendall's tau between standardized effects and variances. Exact p-value without ties, normal
 * approximation with them. As metafor::ranktest (Begg & Mazumdar 1994). Null with fewer than 3 studies or equal effects.
 */
export function beggTest({
  effect,
  variance,
}: Studies): { readonly tau: number; readonly p: number; readonly exact: boolean } | null {
  const k = effect.length
  if (k < 3) return null
  let [total, mean] = [0, 0]
  for (let i = 0; i < k; i++) total += 1 / variance[i]!
  for (let i = 0; i < k; i++) mean += effect[i]! / variance[i]! / total
  const deviate = Array.from({ length: k }, (_, i) => {
    const difference = effect[i]! - mean
    // Equal effects differ from their mean by rounding, whose order says nothing.
    return Math.abs(difference) <= 1e-14 * Math.abs(mean) ? 0 : difference / Math.sqrt(variance[i]! - 1 / total)
  })
  return kendall(deviate, Array.from(variance))
}

/** Kendall's tau-b with its two-sided p-value. */
function kendall(x: readonly number[], y: readonly number[]) {
  const n = x.length
  let s = 0
  const pairs = (n * (n - 1)) / 2
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) s += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!)
  const [tx, ty] = [tieSizes(x), tieSizes(y)]
  const pairsOf = (t: readonly number[]) => t.reduce((a, m) => a + (m * (m - 1)) / 2, 0)
  const tau = s / Math.sqrt((pairs - pairsOf(tx)) * (pairs - pairsOf(ty)))
  if (!Number.isFinite(tau)) return null
  if (tx.every((m) => m === 1) && ty.every((m) => m === 1)) {
    const concordant = Math.round((s + pairs) / 2)
    const share = kendallShares(n)
    const upTo = share.slice(0, concordant + 1).reduce((a, b) => a + b, 0)
    const from = share.slice(concordant).reduce((a, b) => a + b, 0)
    return { tau, p: Math.min(1, 2 * Math.min(upTo, from)), exact: true }
  }
  const term = (t: readonly number[], f: (m: number) => number) => t.reduce((a, m) => a + f(m), 0)
  const v0 = n * (n - 1) * (2 * n + 5)
  const variance =
    (v0 - term(tx, (m) => m * (m - 1) * (2 * m + 5)) - term(ty, (m) => m * (m - 1) * (2 * m + 5))) / 18 +
    (term(tx, (m) => m * (m - 1)) * term(ty, (m) => m * (m - 1))) / (2 * n * (n - 1)) +
    (term(tx, (m) => m * (m - 1) * (m - 2)) * term(ty, (m) => m * (m - 1) * (m - 2))) / (9 * n * (n - 1) * (n - 2))
  return { tau, p: normalTwoSided(s / Math.sqrt(variance)), exact: false }
}

function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1)
  return [...counts.values()]
}

/** Share of the orders of n that have 0, 1, 2 … pairs in order. */
function kendallShares(n: number): Float64Array {
  let share = Float64Array.of(1)
  for (let m = 2; m <= n; m++) {
    // Sums without subtraction, so that the smallest shares keep their digits.
    const next = new Float64Array(share.length + m - 1)
    for (let j = 0; j < m; j++) for (let i = 0; i < share.length; i++) next[i + j]! += share[i]! / m
    share = next
  }
  return share
}

/** Trim and fill: how many studies seem to be missing, on which side, and the pooled effect with their mirror images put in. */
export interface TrimAndFill {
  readonly missing: number
  readonly side: 'left' | 'right'
  readonly fit: MetaFit
  readonly filled: readonly { readonly effect: number; readonly variance: number }[]
}

/** Duval and Tweedie's trim and fill with the estimator L0; the side by the slope on the standard error. As metafor::trimfill. */
export function trimAndFill({ effect, variance }: Studies, method: MetaMethod = 'REML'): TrimAndFill {
  const k = effect.length
  if (k < 3) throw new StatisticsError('too_few_studies', 'Trim and fill needs three studies or more.')
  const se = Float64Array.from(variance, Math.sqrt)
  const slope = pool({ effect, variance, method, moderators: [se], names: ['se'] }).terms[1]!.coef
  const side = slope < 0 ? 'right' : 'left'
  const sign = side === 'right' ? -1 : 1
  const order = Array.from({ length: k }, (_, i) => i).sort((a, b) => sign * effect[a]! - sign * effect[b]! || a - b)
  const y = order.map((i) => sign * effect[i]!)
  const v = order.map((i) => variance[i]!)
  let missing = 0
  let centre = 0
  for (let round = 0, before = -1; missing !== before; round++) {
    if (round > 100) throw new StatisticsError('not_converged', 'Trim and fill did not settle on a number of studies.')
    before = missing
    centre = pool({ effect: y.slice(0, k - missing), variance: v.slice(0, k - missing), method }).terms[0]!.coef
    const distance = y.map((value) => value - centre)
    const ranked = distance.map((_, i) => i).sort((a, b) => Math.abs(distance[a]!) - Math.abs(distance[b]!) || a - b)
    const right = ranked.reduce((sum, i, rank) => sum + (distance[i]! > 0 ? rank + 1 : 0), 0)
    missing = Math.max(0, roundHalfEven((4 * right - k * (k + 1)) / (2 * k - 1)))
  }
  const filled = y
    .slice(k - missing)
    .map((value, j) => ({ effect: sign * (2 * centre - value), variance: v[k - missing + j]! }))
  const fit = pool({
    effect: [...Array.from(effect), ...filled.map((f) => f.effect)],
    variance: [...Array.from(variance), ...filled.map((f) => f.variance)],
    method,
  })
  return { missing, side, fit, filled }
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x)
  return x - down === 0.5 ? down + (down % 2 === 0 ? 0 : 1) : Math.round(x)
}
