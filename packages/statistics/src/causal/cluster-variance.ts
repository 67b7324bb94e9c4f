import { tQuantile, tTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, compactCodes, toNumbers } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

export interface ClusterVarianceInput {
  /** What each row adds to the estimate (influence); sums to about zero. */
  readonly influence: Column
  /** Rows with the same number are one cluster. */
  readonly cluster: Column
  /** 1 when the row's cluster is one that people share (a mentor), 0 when it is a single person. */
  readonly shared: Column
}

export interface ClusterVariance {
  readonly variance: number
  readonly se: number
  /** From shared clusters and from single people. */
  readonly sharedVariance: number
  readonly singleVariance: number
  readonly sharedClusters: number
  readonly singles: number
  /** Degrees of freedom of Student's t. */
  readonly df: number
  /** False when fewer than 6 clusters are shared: their variance is then not known well enough to say anything by it. */
  readonly enough: boolean
}

export const FEWEST_SHARED_CLUSTERS = 6

/**
 * Variance of an estimate from clusters of two kinds: V = V_m + V_s, each the sum of squared cluster sums of the influence, with
 * df = (V_m + V_s)² / (V_m² / (M − 1) + V_s² / (n_s − 1)) as Satterthwaite combines independent variances.
 * When nothing is shared only V_s counts. Sources: Liang & Zeger 1986; Satterthwaite 1946; Donald & Lang 2007 (few clusters).
 * @throws no_rows, length_mismatch, not_a_number, bad_event, bad_option (a cluster is both kinds), too_few_groups (fewer than two clusters)
 */
export function clusterVariance(input: ClusterVarianceInput): ClusterVariance {
  const n = input.influence.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows.')
  const influence = toNumbers('influence', input.influence, n)
  const shared = toBinary('shared', input.shared, n)
  const { codes, count } = compactCodes('cluster', input.cluster, n)
  if (count < 2)
    throw new StatisticsError('too_few_groups', 'All rows are one cluster, so their spread cannot be seen.', {
      column: 'cluster',
    })
  const sums = new Float64Array(count)
  const kind = new Int8Array(count).fill(-1)
  for (let i = 0; i < n; i++) {
    const c = codes[i]!
    if (kind[c] !== -1 && kind[c] !== shared[i])
      throw new StatisticsError('bad_option', 'a cluster is called both shared and single', {
        column: 'shared',
        row: i,
      })
    kind[c] = shared[i]!
    sums[c]! += influence[i]!
  }
  const variances = [0, 0]
  const counts = [0, 0]
  for (let c = 0; c < count; c++) {
    variances[kind[c]!]! += sums[c]! ** 2
    counts[kind[c]!]!++
  }
  const [singleVariance, sharedVariance] = [variances[0]!, variances[1]!]
  const [singles, sharedClusters] = [counts[0]!, counts[1]!]
  const variance = singleVariance + sharedVariance
  const part = (v: number, k: number) => (v === 0 ? 0 : k > 1 ? v ** 2 / (k - 1) : Number.POSITIVE_INFINITY)
  const spread = part(sharedVariance, sharedClusters) + part(singleVariance, singles)
  return {
    variance,
    se: Math.sqrt(variance),
    sharedVariance,
    singleVariance,
    sharedClusters,
    singles,
    df: spread > 0 ? variance ** 2 / spread : 0,
    enough: sharedClusters === 0 || sharedClusters >= FEWEST_SHARED_CLUSTERS,
  }
}

/** Interval and two-sided p-value of an estimate by Student's t with the variance's own degrees of freedom; null without any. */
export function clusterInterval(estimate: number, { se, df }: ClusterVariance, confLevel = 0.95) {
  if (!(confLevel > 0 && confLevel < 1))
    throw new StatisticsError('bad_option', `a confidence level lies between 0 and 1, not ${confLevel}`)
  if (!(df > 0) || !(se > 0)) return { low: null, high: null, p: null }
  const reach = tQuantile(1 - (1 - confLevel) / 2, df) * se
  return { low: estimate - reach, high: estimate + reach, p: tTwoSided(estimate / se, df) }
}
