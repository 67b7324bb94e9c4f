import { chisquareUpper } from '../distributions/distributions.ts'
import { quadraticForm } from '../linear/matrix.ts'
import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkGroups, checkSurvivalColumns, compactCodes, type Groups } from './columns.ts'

export interface LogRankInput {
  readonly start?: Column
  readonly time: Column
  readonly event: Column
  readonly group: Groups
  /** A number per row; rows with the same number are one stratum. */
  readonly strata?: Column
  /** Weights S(t−)^rho: 0 is the log-rank test, 1 Peto and Peto's form of Wilcoxon. */
  readonly rho?: number
  readonly nearTies?: boolean
}

export interface LogRankResult {
  readonly chisq: number | null
  readonly df: number
  readonly p: number | null
  /** Why there is no test, when there is none. */
  readonly reason: string | null
  readonly rho: number
  readonly groups: readonly {
    readonly group: string
    readonly n: number
    readonly observed: number
    readonly expected: number
  }[]
  /** Covariance of observed − expected, row after row. */
  readonly variance: Float64Array
}

/**
 * Log-rank test and its G-rho family for k groups, with strata and delayed entry.
 *
 * Observed and expected events are weighted by S(t−)^rho, S being the Kaplan–Meier estimate of the whole stratum; the variance is
 * hypergeometric. Groups that expect no event leave the degrees of freedom. With (start, stop] rows whose group changes over a
 * person's time it is the Mantel–Byar test. As R survival::survdiff (Harrington & Fleming 1982; Mantel & Byar 1974), which takes
 * right-censored data only; with delayed entry it is the score test of coxph(ties = "exact").
 */
export function logRank(input: LogRankInput): LogRankResult {
  const rows = checkSurvivalColumns(input)
  const { n, time, event, start } = rows
  const { codes, labels } = checkGroups(input.group, n)
  const rho = input.rho ?? 0
  if (!Number.isFinite(rho)) throw new StatisticsError('bad_option', 'rho must be a number')
  const strata = input.strata ? compactCodes('strata', input.strata, n) : { codes: new Int32Array(n), count: 1 }
  const k = labels.length
  const size = new Float64Array(k)
  const observed = new Float64Array(k)
  const expected = new Float64Array(k)
  const variance = new Float64Array(k * k)
  for (let i = 0; i < n; i++) size[codes[i]!]!++

  const byTime = byStratum(rows.byTime(), strata)
  const byStart = start ? byStratum(orderOf(start), strata) : undefined
  const sums: Sums = { rho, observed, expected, variance }
  for (let s = 0; s < strata.count; s++) {
    const stop = byTime[s]!
    const entry = byStart?.[s]
    // Neighbours in time become neighbours in memory; a row's group and event travel as one number.
    const times = new Float64Array(stop.length)
    const marks = new Int32Array(stop.length)
    for (let j = 0; j < stop.length; j++) {
      const i = stop[j]!
      times[j] = time[i]!
      marks[j] = 2 * codes[i]! + event[i]!
    }
    const entries =
      entry && start
        ? { times: Float64Array.from(entry, (i) => start[i]!), codes: Int32Array.from(entry, (i) => codes[i]!) }
        : undefined
    addStratum(times, marks, entries, sums)
  }
  const groups = labels
    .map((group, g) => ({ group, n: size[g]!, observed: observed[g]!, expected: expected[g]! }))
    .filter((g) => g.n > 0)
  const used = labels.flatMap((_, g) => (size[g]! > 0 && expected[g]! > 0 ? [g] : []))
  const without = (reason: string): LogRankResult => ({
    chisq: null,
    df: Math.max(0, used.length - 1),
    p: null,
    reason,
    rho,
    groups,
    variance,
  })
  if (groups.length < 2) return without('There is only one group.')
  if (used.length < 2) return without('Fewer than two groups could have had an event.')
  const kept = used.slice(1)
  const df = kept.length
  const v = new Float64Array(df * df)
  for (let i = 0; i < df; i++) for (let j = 0; j < df; j++) v[i * df + j] = variance[kept[i]! * k + kept[j]!]!
  try {
    const chisq = quadraticForm(
      v,
      kept.map((g) => observed[g]! - expected[g]!),
      df,
    )
    return { chisq, df, p: chisquareUpper(chisq, df), reason: null, rho, groups, variance }
  } catch (error) {
    if (error instanceof StatisticsError && error.code === 'singular')
      return without('The groups were never at risk at the same time.')
    throw error
  }
}

interface Sums {
  readonly rho: number
  readonly observed: Float64Array
  readonly expected: Float64Array
  readonly variance: Float64Array
}

/** Adds one stratum: rows by ascending time, and with late entry their starts by ascending start. */
function addStratum(
  times: Float64Array,
  marks: Int32Array,
  entries: { readonly times: Float64Array; readonly codes: Int32Array } | undefined,
  { rho, observed, expected, variance }: Sums,
): void {
  const k = observed.length
  const n = times.length
  const atRisk = new Float64Array(k)
  const events = new Float64Array(k)
  const left = new Float64Array(k)
  let total = 0
  let entered = 0
  if (!entries) {
    for (let j = 0; j < n; j++) atRisk[marks[j]! >> 1]!++
    total = n
  }
  let survival = 1
  for (let j = 0; j < n; ) {
    const t = times[j]!
    if (entries)
      for (; entered < entries.times.length && entries.times[entered]! < t; entered++) {
        atRisk[entries.codes[entered]!]!++
        total++
      }
    for (let a = 0; a < k; a++) {
      events[a] = 0
      left[a] = 0
    }
    let deaths = 0
    const first = j
    for (; j < n && times[j] === t; j++) {
      const mark = marks[j]!
      left[mark >> 1]!++
      events[mark >> 1]! += mark & 1
      deaths += mark & 1
    }
    if (deaths > 0) {
      const weight = rho === 0 ? 1 : survival ** rho
      const factor = total > 1 ? (weight * weight * deaths * (total - deaths)) / (total - 1) : 0
      for (let a = 0; a < k; a++) {
        observed[a]! += weight * events[a]!
        const share = atRisk[a]! / total
        expected[a]! += weight * deaths * share
        if (share === 0) continue
        for (let b = 0; b < k; b++) variance[a * k + b]! += factor * share * ((a === b ? 1 : 0) - atRisk[b]! / total)
      }
      survival *= (total - deaths) / total
    }
    for (let a = 0; a < k; a++) atRisk[a]! -= left[a]!
    total -= j - first
  }
}

/** Splits an order of rows into one order a stratum. */
function byStratum(order: Int32Array, strata: { codes: Int32Array; count: number }): Int32Array[] {
  if (strata.count === 1) return [order]
  const sizes = new Int32Array(strata.count)
  for (const code of strata.codes) sizes[code]!++
  const out = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  for (const i of order) out[strata.codes[i]!]![sizes[strata.codes[i]!]!++] = i
  return out
}
