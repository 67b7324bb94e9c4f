import { normalQuantile, normalTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type GroupRows, type SurvivalGroups, splitIntoGroups } from './group-rows.ts'

export interface RestrictedMean {
  readonly group: string
  readonly tau: number
  readonly estimate: number
  readonly se: number | null
}

/**
 * Restricted mean survival time: the area under each group's Kaplan–Meier curve from 0 to tau.
 *
 * Standard error by Greenwood's formula for the area, as survival::survfit(rmean = tau) prints; with fractional weights or clusters
 * it is robust (infinitesimal jackknife). Source: Irwin 1949; Karrison 1987; Royston & Parmar 2013.
 *
 * @param tau horizon in the unit of time; without it the largest that every group reaches
 * @throws out_of_range when tau is not positive or lies beyond a group's last time while its curve is above 0
 */
export function restrictedMean(input: SurvivalGroups, tau?: number): readonly RestrictedMean[] {
  const { groups, robust } = splitIntoGroups(input)
  const horizon = tau ?? Math.min(...groups.map(lastTime))
  if (tau !== undefined && !(tau > 0))
    throw new StatisticsError('out_of_range', 'tau must be a positive time', { value: tau })
  return groups.map((rows) => areaOf(rows, horizon, robust))
}

/** Difference of two independent restricted means (a − b) with a normal interval. */
export function restrictedMeanDifference(a: RestrictedMean, b: RestrictedMean, confLevel = 0.95) {
  if (a.tau !== b.tau) throw new StatisticsError('bad_option', 'restricted means are compared at one tau')
  const estimate = a.estimate - b.estimate
  const se = a.se === null || b.se === null ? null : Math.hypot(a.se, b.se)
  const z = normalQuantile(1 - (1 - confLevel) / 2)
  return {
    tau: a.tau,
    estimate,
    se,
    low: se === null ? null : estimate - z * se,
    high: se === null ? null : estimate + z * se,
    p: se === null || se === 0 ? null : normalTwoSided(estimate / se),
  }
}

function lastTime(rows: GroupRows): number {
  return rows.time[rows.n - 1]!
}

interface Jump {
  readonly time: number
  readonly events: number
  readonly atRisk: number
  readonly survival: number
}

function areaOf(rows: GroupRows, tau: number, robust: boolean): RestrictedMean {
  const jumps = eventJumps(rows)
  const last = jumps[jumps.length - 1]
  if (tau > lastTime(rows) && last?.survival !== 0)
    throw new StatisticsError(
      'out_of_range',
      `tau (${tau}) lies beyond the last time (${lastTime(rows)}) of group ${rows.group}`,
      { column: 'tau', value: tau },
    )
  const within = jumps.filter((j) => j.time <= tau)
  // Area to the right of each jump, from the last one back.
  const area = new Float64Array(within.length)
  let right = 0
  let variance = 0
  for (let j = within.length - 1; j >= 0; j--) {
    const { survival, time, events, atRisk } = within[j]!
    right += survival * ((within[j + 1]?.time ?? tau) - time)
    area[j] = right
    if (atRisk > events) variance += right ** 2 * (events / (atRisk * (atRisk - events)))
  }
  const estimate = right + (within[0]?.time ?? tau)
  return { group: rows.group, tau, estimate, se: Math.sqrt(robust ? robustVariance(rows, within, area) : variance) }
}

function eventJumps(rows: GroupRows): Jump[] {
  const { n, time, event, weights, start, byStart } = rows
  const w = (i: number) => (weights ? weights[i]! : 1)
  const jumps: Jump[] = []
  let atRisk = 0
  let present = 0
  const enter = (i: number) => {
    atRisk += w(i)
    if (w(i) !== 0) present++
  }
  if (!start) for (let i = 0; i < n; i++) enter(i)
  let entered = 0
  let survival = 1
  for (let k = 0; k < n; ) {
    const t = time[k]!
    if (byStart && start) for (; entered < n && start[byStart[entered]!]! < t; entered++) enter(byStart[entered]!)
    let events = 0
    let leaving = 0
    for (; k < n && time[k] === t; k++) {
      leaving += w(k)
      if (event[k]) events += w(k)
      if (w(k) !== 0) present--
    }
    if (present === 0) atRisk = leaving
    if (events > 0) {
      survival *= (atRisk - events) / atRisk
      jumps.push({ time: t, events, atRisk, survival })
    }
    atRisk -= leaving
  }
  return jumps
}

/** Sum of squared influences on the area: −Σ A(s) (n dN − Y d) / (n (n − d)), summed within clusters. */
function robustVariance(rows: GroupRows, jumps: readonly Jump[], area: Float64Array): number {
  const { n, time, event, weights, start, cluster } = rows
  const prefix = new Float64Array(jumps.length + 1)
  jumps.forEach((j, k) => {
    prefix[k + 1] = prefix[k]! + (j.atRisk > j.events ? (area[k]! * j.events) / (j.atRisk * (j.atRisk - j.events)) : 0)
  })
  const countUpTo = (t: number): number => {
    let low = 0
    let high = jumps.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (jumps[middle]!.time <= t) low = middle + 1
      else high = middle
    }
    return low
  }
  const sums = new Map<number, number>()
  for (let i = 0; i < n; i++) {
    const k = countUpTo(time[i]!)
    let influence = prefix[k]! - (start ? prefix[countUpTo(start[i]!)]! : 0)
    const jump = jumps[k - 1]
    if (event[i] && jump?.time === time[i] && jump.atRisk > jump.events)
      influence -= area[k - 1]! / (jump.atRisk - jump.events)
    const c = cluster ? cluster[i]! : i
    sums.set(c, (sums.get(c) ?? 0) + (weights ? weights[i]! : 1) * influence)
  }
  let total = 0
  for (const s of sums.values()) total += s * s
  return total
}
