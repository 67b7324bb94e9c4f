import { clusterVariance } from '@cairn/statistics/causal/cluster-variance.ts'
import { offerNowRows } from '@cairn/statistics/causal/lottery-trials.ts'
import { type RatioSet, ratioInterval } from '@cairn/statistics/causal/ratio-interval.ts'
import { type ArmRisk, type WeightedRisk, weightedRisk } from '@cairn/statistics/causal/weighted-risk.ts'
import { normalQuantile, normalTwoSided } from '@cairn/statistics/distributions/distributions.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { Difference, LotteryComparison } from '../report/comparison-schema.ts'
import type { ComparedEntries } from './lottery-entries.ts'
import { LotteryRefusal } from './lottery-refusal.ts'

/** Weighted curves of those offered a place and the others, up to the horizon, by weights Z/p + (1 − Z)/(1 − p). */
export function drawnRisks(entries: ComparedEntries, tau: number): WeightedRisk {
  const { trials, middle } = entries
  try {
    return weightedRisk({
      time: middle.time,
      cause: middle.cause,
      arm: trials.offered,
      weights: trials.weight,
      tau,
    })
  } catch (error) {
    if (error instanceof StatisticsError && error.code === 'out_of_range')
      throw new LotteryRefusal('horizon_not_reached', tau)
    throw error
  }
}

/** A difference with its normal interval; variance from the influence of each person over all draws (weights are known). */
export function differenceOf(estimate: number, influence: Float64Array, person: ArrayLike<number>): Difference {
  const single = new Uint8Array(influence.length)
  const se =
    new Set(Array.from(person)).size < 2 ? 0 : clusterVariance({ influence, cluster: person, shared: single }).se
  // Without any spread (all alike in both groups) there is no interval to print.
  if (!(se > 1e-12)) return { estimate, se: null, low: null, high: null, p: null, df: null }
  const reach = normalQuantile(0.975) * se
  return {
    estimate,
    se,
    low: estimate - reach,
    high: estimate + reach,
    p: normalTwoSided(estimate / se),
    df: null,
  }
}

/** The curve as steps from day 0 of the draw; a death from another cause is no step. */
export const stepsOf = (arm: ArmRisk) => [
  { day: 0, risk: 0 },
  ...arm.steps
    .filter((step, j) => step.risk > (arm.steps[j - 1]?.risk ?? 0))
    .map((step) => ({ day: step.time, risk: step.risk })),
]

/**
 * Offer now against no offer by the horizon: people without an offer leave at a later win, and those who lost that draw stand for
 * them. Null where a later draw offered everybody a place (nobody is left to stand for them) or nobody is followed to the horizon.
 */
export function offerNowDifference(entries: ComparedEntries, tau: number): Difference | null {
  const { input, trials, middle, person } = entries
  const kept = Int32Array.from(trials.rows.keys()).filter((k) => middle.time[k]! > 0)
  const pick = <T extends Float64Array | Int32Array | Uint8Array>(column: T) =>
    Float64Array.from(kept, (k) => column[k]!)
  const followed = {
    left: trials.left,
    rows: Int32Array.from(kept, (k) => trials.rows[k]!),
    offered: Uint8Array.from(kept, (k) => trials.offered[k]!),
    share: pick(trials.share),
    weight: pick(trials.weight),
    block: Int32Array.from(kept, (k) => trials.block[k]!),
  }
  const rows = offerNowRows(input, followed, pick(middle.time), pick(middle.cause))
  if (rows.weight.some((w) => !Number.isFinite(w)) || leavesWithoutStandIn(entries, kept, rows)) return null
  const of = (k: number) => kept[rows.row[k]!]!
  try {
    const { riskDifference, influence } = weightedRisk({
      start: rows.start,
      time: rows.time,
      cause: rows.cause,
      arm: Uint8Array.from(rows.row, (_, k) => trials.offered[of(k)]!),
      weights: rows.weight,
      tau,
    })
    return differenceOf(
      riskDifference,
      influence.riskDifference,
      Int32Array.from(rows.row, (_, k) => person[of(k)]!),
    )
  } catch (error) {
    if (error instanceof StatisticsError) return null
    throw error
  }
}

/** Whether somebody leaves at a later draw that had a place for everybody. */
function leavesWithoutStandIn(
  { input, trials, middle }: ComparedEntries,
  kept: Int32Array,
  rows: ReturnType<typeof offerNowRows>,
): boolean {
  const sure = new Set<string>()
  for (let i = 0; i < input.person.length; i++)
    if (input.places[i]! >= input.entrants[i]!) sure.add(`${input.person[i]}/${input.drawDay[i]}`)
  return rows.row.some((at, k) => {
    const i = trials.rows[kept[at]!]!
    return (
      rows.time[k]! < middle.time[kept[at]!]! && sure.has(`${input.person[i]}/${input.drawDay[i]! + rows.time[k]!}`)
    )
  })
}

/**
 * How many took the place: a match from that draw, active by the horizon. The weighted share of those offered it and of the others
 * (who get refused places); where the data end before the horizon, the Aalen–Johansen estimate of the same share.
 */
export function uptakeOf(entries: ComparedEntries, tau: number) {
  const { trials, matchDay, moved } = entries
  const time = new Float64Array(matchDay.length)
  const cause = new Int32Array(matchDay.length)
  moved.forEach((p, k) => {
    const followed = p.endReason === 'data_cut' ? p.lastDay - p.entry : Number.POSITIVE_INFINITY
    cause[k] = matchDay[k]! <= tau ? 1 : 0
    time[k] = cause[k] === 1 ? matchDay[k]! : Math.min(followed, tau)
  })
  const none = { with: null, without: null, difference: null, influence: null }
  if (!cause.includes(1)) return { ...none, with: 0, without: 0 }
  try {
    const risk = weightedRisk({ time, cause, arm: trials.offered, weights: trials.weight, tau })
    const influence = risk.influence.riskDifference
    return {
      with: risk.treated.risk,
      without: risk.control.risk,
      difference: differenceOf(risk.riskDifference, influence, entries.person),
      influence,
    }
  } catch (error) {
    if (error instanceof StatisticsError) return none
    throw error
  }
}

/**
 * Effect on the risk at the horizon in those who took the place because it was offered: θ = risk difference / difference in uptake,
 * with Fieller's (Anderson–Rubin's) set from the two influences by person. A set that reaches to infinity has a null there; of
 * `outside` everything up to `low` and from `high` on belongs to it. Null without a difference in uptake or without any spread.
 */
export function effectInTakers(
  risk: { difference: Difference; influence: Float64Array },
  uptake: { difference: Difference | null; influence: Float64Array | null },
  person: ArrayLike<number>,
): LotteryComparison['inTakers'] {
  if (!uptake.difference || !uptake.influence || uptake.difference.estimate === 0 || risk.difference.se === null)
    return null
  const { estimate, set } = ratioInterval({
    numerator: risk.difference.estimate,
    denominator: uptake.difference.estimate,
    varianceNumerator: risk.difference.se ** 2,
    varianceDenominator: (uptake.difference.se ?? 0) ** 2,
    covariance: uptake.difference.se === null ? 0 : covarianceByPerson(risk.influence, uptake.influence, person),
  })
  return { estimate, ...endsOf(set) }
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)

function endsOf(set: RatioSet) {
  if (set.kind === 'interval') return { kind: set.kind, low: finite(set.low), high: finite(set.high) }
  if (set.kind === 'outside') return { kind: set.kind, low: set.below, high: set.above }
  return { kind: set.kind, low: null, high: null }
}

function covarianceByPerson(a: Float64Array, b: Float64Array, person: ArrayLike<number>): number {
  const sums = new Map<number, [number, number]>()
  for (let i = 0; i < a.length; i++) {
    const pair = sums.get(person[i]!) ?? [0, 0]
    pair[0] += a[i]!
    pair[1] += b[i]!
    sums.set(person[i]!, pair)
  }
  let total = 0
  for (const [x, y] of sums.values()) total += x * y
  return total
}
