import type { CoxData } from './cox-data.ts'
import { coxHazard, eventIndex, type HazardTable } from './cox-hazard.ts'
import { linearPredictor } from './cox-risk-sets.ts'

/**
 * Score residuals (standardized columns, one array a covariate) and martingale residuals of each row, not multiplied by the weights.
 * Efron's ties count a tied event partly at risk, as survival::residuals.coxph (Therneau, Grambsch & Fleming 1990).
 */
export function scoreResiduals(data: CoxData, beta: Float64Array): { score: Float64Array[]; martingale: Float64Array } {
  const { n, p, z, event, time, start, strata, weights } = data
  const table = coxHazard(data, beta)
  const total = cumulate(table, table.hazard)
  const totals = table.meanHazard.map((column) => cumulate(table, column))
  const eta = linearPredictor(data, beta)
  const martingale = new Float64Array(n)
  const score = Array.from({ length: p }, () => new Float64Array(n))
  for (let i = 0; i < n; i++) {
    const s = strata[i]!
    const base = table.offsets[s]! + s
    const at = eventIndex(table, s, time[i]!)
    const upTo = at - table.offsets[s]! + base
    const from = start ? eventIndex(table, s, start[i]!) - table.offsets[s]! + base : base
    const death = event[i] === 1 && !(weights && weights[i] === 0)
    const k = at - 1
    const risk = Math.exp(eta[i]!)
    // The last increment counts in part for someone who has the event in it.
    const less = death ? table.hazard[k]! - table.deathHazard[k]! : 0
    const exposure = total[upTo]! - total[from]! - less
    martingale[i] = (death ? 1 : 0) - risk * exposure
    for (let a = 0; a < p; a++) {
      const column = totals[a]!
      const lessMean = death ? table.meanHazard[a]![k]! - table.deathMeanHazard[a]![k]! : 0
      const x = z[a]![i]!
      const own = death ? x - table.mean[a]![k]! : 0
      score[a]![i] = own - risk * (x * exposure - (column[upTo]! - column[from]! - lessMean))
    }
  }
  return { score, martingale }
}

/** Running totals within each stratum, with a leading 0: stratum s starts at offsets[s] + s. */
function cumulate(table: HazardTable, values: Float64Array): Float64Array {
  const strata = table.offsets.length - 1
  const out = new Float64Array(values.length + strata)
  for (let s = 0, k = 0; s < strata; s++) {
    let running = 0
    out[k++] = 0
    for (let e = table.offsets[s]!; e < table.offsets[s + 1]!; e++) {
      running += values[e]!
      out[k++] = running
    }
  }
  return out
}

/** Adds weighted rows up within clusters (a row is its own cluster without clusters): one array a covariate, one value a cluster. */
export function collapseByCluster(data: CoxData, residuals: readonly Float64Array[]): Float64Array[] {
  const { n, weights, cluster } = data
  const count = cluster ? cluster.reduce((a, c) => Math.max(a, c), -1) + 1 : n
  return residuals.map((column) => {
    const out = new Float64Array(count)
    for (let i = 0; i < n; i++) out[cluster ? cluster[i]! : i]! += column[i]! * (weights ? weights[i]! : 1)
    return out
  })
}

/** Sums of products of the columns: DᵀD, row after row. */
export function crossProducts(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length
  const out = new Float64Array(p * p)
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      let s = 0
      const [x, y] = [columns[a]!, columns[b]!]
      for (let i = 0; i < x.length; i++) s += x[i]! * y[i]!
      out[a * p + b] = s
      out[b * p + a] = s
    }
  return out
}
