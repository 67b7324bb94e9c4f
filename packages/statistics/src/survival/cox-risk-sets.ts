import type { CoxData } from './cox-data.ts'

/** Sums over the people at risk at one event time, and over those who had the event then. `risk` is weight × exp(linear predictor). */
export interface RiskSet {
  time: number
  stratum: number
  /** Number of events (rows with a positive weight), their total weight, and where they are: data.byStop[first … last − 1]. */
  deaths: number
  deathWeight: number
  first: number
  last: number
  /** Sums over the risk set of risk, risk × z, risk × z zᵀ (lower triangle, row after row). */
  s0: number
  readonly s1: Float64Array
  readonly s2: Float64Array
  /** The same sums over the events alone. */
  d0: number
  readonly d1: Float64Array
  readonly d2: Float64Array
}

/**
 * Visits every event time, stratum by stratum and from the last time to the first, with the sums over its risk set.
 * @param order 0 for sums of risk alone, 1 with means, 2 with second moments
 */
export function walkRiskSets(data: CoxData, risk: Float64Array, order: 0 | 1 | 2, visit: (set: RiskSet) => void): void {
  const { n, p, time, event, start, byStop, byStart, strata, z } = data
  const width = order > 0 ? p : 0
  const square = order > 1 ? p * p : 0
  const set: RiskSet = {
    time: 0,
    stratum: 0,
    deaths: 0,
    deathWeight: 0,
    first: 0,
    last: 0,
    s0: 0,
    s1: new Float64Array(width),
    s2: new Float64Array(square),
    d0: 0,
    d1: new Float64Array(width),
    d2: new Float64Array(square),
  }
  const { s1, s2, d1, d2 } = set
  const row = new Float64Array(width)
  const add = (i: number, sign: number) => {
    const r = sign * risk[i]!
    set.s0 += r
    for (let a = 0; a < width; a++) {
      const v = z[a]![i]!
      row[a] = v
      s1[a]! += r * v
      if (square > 0) for (let b = 0, rv = r * v; b <= a; b++) s2[a * p + b]! += rv * row[b]!
    }
  }
  let left = 0
  for (let k = 0; k < n; ) {
    const stratum = strata[byStop[k]!]!
    if (k === 0 || stratum !== set.stratum) {
      set.stratum = stratum
      set.s0 = 0
      s1.fill(0)
      s2.fill(0)
      left = k
    }
    const t = time[byStop[k]!]!
    set.time = t
    set.first = k
    set.deaths = 0
    set.deathWeight = 0
    set.d0 = 0
    d1.fill(0)
    d2.fill(0)
    for (; k < n && time[byStop[k]!] === t && strata[byStop[k]!] === stratum; k++) {
      const i = byStop[k]!
      add(i, 1)
      const w = data.weights ? data.weights[i]! : 1
      if (!event[i] || w === 0) continue
      set.deaths++
      set.deathWeight += w
      const r = risk[i]!
      set.d0 += r
      for (let a = 0; a < width; a++) {
        d1[a]! += r * row[a]!
        if (square > 0) for (let b = 0, rv = r * row[a]!; b <= a; b++) d2[a * p + b]! += rv * row[b]!
      }
    }
    set.last = k
    if (byStart && start) for (; left < k && start[byStart[left]!]! >= t; left++) add(byStart[left]!, -1)
    if (set.deaths > 0) visit(set)
  }
}

/** Calls `step` once for each denominator of the event time: once with Breslow's ties, once an event with Efron's. */
export function forEachDenominator(set: RiskSet, efron: boolean, step: (share: number, weight: number) => void): void {
  if (!efron || set.deaths === 1) {
    step(0, set.deathWeight)
    return
  }
  const weight = set.deathWeight / set.deaths
  for (let k = 0; k < set.deaths; k++) step(k / set.deaths, weight)
}

/** Linear predictor in standardized columns, with the offset, centred so that exp() stays in range. */
export function linearPredictor(data: CoxData, beta: Float64Array): Float64Array {
  const { n, p, z, offset, offsetMean } = data
  const eta = new Float64Array(n)
  if (offset) for (let i = 0; i < n; i++) eta[i] = offset[i]! - offsetMean
  for (let a = 0; a < p; a++) {
    const b = beta[a]!
    if (b === 0) continue
    const column = z[a]!
    for (let i = 0; i < n; i++) eta[i]! += b * column[i]!
  }
  return eta
}

/** weight × exp(linear predictor) of each row. */
export function risks(data: CoxData, eta: Float64Array): Float64Array {
  const out = new Float64Array(data.n)
  const { weights } = data
  for (let i = 0; i < data.n; i++) out[i] = (weights ? weights[i]! : 1) * Math.exp(eta[i]!)
  return out
}
