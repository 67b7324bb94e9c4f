import { StatisticsError } from '../statistics-error.ts'
import type { Column } from '../survival/columns.ts'

/** Effective sample size of weights, (Σw)² / Σw² (Kish 1965); 0 for no weight at all. */
export function effectiveSampleSize(weights: Column): number {
  let [s, q] = [0, 0]
  for (let i = 0; i < weights.length; i++) {
    s += weights[i]!
    q += weights[i]! ** 2
  }
  return q === 0 ? 0 : (s * s) / q
}

/** Inverse-probability weights of a treatment taken (1) or not (0): unstabilized, or stabilized by the share that took it. */
export function treatmentWeights(treated: Column, propensity: Column, stabilized = true): Float64Array {
  const n = treated.length
  if (propensity.length !== n)
    throw new StatisticsError('length_mismatch', `${n} people but ${propensity.length} propensities`)
  let share = 0
  for (let i = 0; i < n; i++) share += treated[i]! / n
  return Float64Array.from({ length: n }, (_, i) => {
    const e = propensity[i]!
    if (!(e > 0 && e < 1))
      throw new StatisticsError('out_of_range', 'a propensity must lie between 0 and 1', {
        column: 'propensity',
        row: i,
        value: e,
      })
    const took = treated[i] === 1
    return (stabilized ? (took ? share : 1 - share) : 1) / (took ? e : 1 - e)
  })
}

/** Overlap weights: 1 − e for the treated, e for the others (Li, Morgan & Zaslavsky 2018). */
export function overlapWeights(treated: Column, propensity: Column): Float64Array {
  return Float64Array.from({ length: treated.length }, (_, i) =>
    treated[i] === 1 ? 1 - propensity[i]! : propensity[i]!,
  )
}

/** Cuts weights above their quantile (R's type 7) down to it; says where it cut and how many. */
export function truncateWeights(
  weights: Column,
  quantile = 0.99,
): { readonly weights: Float64Array; readonly limit: number; readonly cut: number } {
  if (!(quantile > 0 && quantile <= 1))
    throw new StatisticsError('bad_option', 'the quantile to cut at lies between 0 and 1')
  const sorted = Float64Array.from(weights).sort()
  const at = (sorted.length - 1) * quantile
  const low = Math.floor(at)
  const limit = sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
  let cut = 0
  const out = Float64Array.from(weights, (w) => {
    if (w <= limit) return w
    cut++
    return limit
  })
  return { weights: out, limit, cut }
}

/**
 * Standardized difference of a covariate between two groups: difference of the (weighted) means over the root of the mean of the two
 * unweighted variances, so that weighting changes the numerator only (Austin 2011). Null when the covariate does not vary.
 */
export function standardizedDifference(covariate: Column, treated: Column, weights?: Column): number | null {
  const sums = [
    { n: 0, s: 0, q: 0, w: 0, ws: 0 },
    { n: 0, s: 0, q: 0, w: 0, ws: 0 },
  ] as [Sums, Sums]
  for (let i = 0; i < covariate.length; i++) {
    const g = sums[treated[i] === 1 ? 1 : 0]
    const x = covariate[i]!
    const w = weights ? weights[i]! : 1
    g.n++
    g.s += x
    g.w += w
    g.ws += w * x
  }
  for (let i = 0; i < covariate.length; i++) {
    const g = sums[treated[i] === 1 ? 1 : 0]
    g.q += (covariate[i]! - g.s / g.n) ** 2
  }
  const [c, t] = sums
  const spread = Math.sqrt((t.q / (t.n - 1) + c.q / (c.n - 1)) / 2)
  return spread > 0 && t.w > 0 && c.w > 0 ? (t.ws / t.w - c.ws / c.w) / spread : null
}

interface Sums {
  n: number
  s: number
  q: number
  w: number
  ws: number
}
