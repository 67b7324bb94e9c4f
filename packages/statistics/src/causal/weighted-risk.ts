import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { checkCompetingRisks } from '../survival/aalen-johansen.ts'
import type { Column } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

export interface WeightedRiskInput {
  /** Rows (start, time]; several rows a person when weights change in time. Without it rows begin at 0. */
  readonly start?: Column
  readonly time: Column
  /** 0 = censored (or the row goes on in the next), 1 = the event asked about, 2 … = competing events. */
  readonly cause: Column
  /** 1 treated, 0 control. */
  readonly arm: Column
  readonly weights?: Column
  /** Horizon in the unit of time. */
  readonly tau: number
}

export interface RiskStep {
  readonly time: number
  /** Weight at risk just before. */
  readonly atRisk: number
  /** Probability of cause 1 by this time, and of being free of every cause. */
  readonly risk: number
  readonly free: number
}

export interface ArmRisk {
  readonly steps: readonly RiskStep[]
  /** Probability of cause 1 by tau. */
  readonly risk: number
  /** Mean time up to tau free of every cause, and mean time lost to cause 1. Without competing causes they add up to tau. */
  readonly restrictedMean: number
  readonly timeLost: number
}

export interface WeightedRisk {
  readonly tau: number
  readonly treated: ArmRisk
  readonly control: ArmRisk
  /** Treated − control. */
  readonly riskDifference: number
  readonly riskRatio: number | null
  readonly restrictedMeanDifference: number
  readonly timeLostDifference: number
  /**
   * What each row adds to the difference of risks (and of restricted means) for the sandwich variance with the weights taken as known:
   * sums of zero, to be added up by cluster, squared and summed.
   */
  readonly influence: { readonly riskDifference: Float64Array; readonly restrictedMeanDifference: Float64Array }
}

/**
 * Weighted curves of two arms and what they say at one horizon. With a single cause this is the weighted product-limit estimate
 * (risk = 1 − Kaplan–Meier); with competing causes the weighted Aalen–Johansen estimate.
 *
 * Weights may differ between the rows of a person. The influence is the infinitesimal jackknife of survfit (weights known).
 * Sources: Aalen & Johansen 1978; Xie & Liu 2005 (weighted Kaplan–Meier); Andersen 2013 (time lost); Therneau & Grambsch 2000.
 *
 * @throws as for competing risks; too_few_groups (an arm is empty); out_of_range (tau beyond an arm's last time while somebody there
 * is still free of every cause)
 */
export function weightedRisk(input: WeightedRiskInput): WeightedRisk {
  const { tau } = input
  if (!(tau > 0 && Number.isFinite(tau)))
    throw new StatisticsError('out_of_range', 'tau must be a positive time', { column: 'tau', value: tau })
  const n = input.time.length
  const arm = toBinary('arm', input.arm, n)
  const rows = checkCompetingRisks({
    ...(input.start ? { start: input.start } : {}),
    time: input.time,
    cause: input.cause,
    ...(input.weights ? { weights: input.weights } : {}),
  })
  const byTime = orderOf(rows.time)
  const byStart = rows.start && orderOf(rows.start)
  const riskInfluence = new Float64Array(n)
  const meanInfluence = new Float64Array(n)
  const [control, treated] = [0, 1].map((a) =>
    armRisk(
      rows,
      byTime.filter((i) => arm[i] === a),
      byStart?.filter((i) => arm[i] === a),
      tau,
      a === 1 ? 'treated' : 'control',
      { risk: riskInfluence, mean: meanInfluence, sign: a === 1 ? 1 : -1 },
    ),
  ) as [ArmRisk, ArmRisk]
  return {
    tau,
    treated,
    control,
    riskDifference: treated.risk - control.risk,
    riskRatio: control.risk > 0 ? treated.risk / control.risk : null,
    restrictedMeanDifference: treated.restrictedMean - control.restrictedMean,
    timeLostDifference: treated.timeLost - control.timeLost,
    influence: { riskDifference: riskInfluence, restrictedMeanDifference: meanInfluence },
  }
}

/** A curve's value at a time: risk of cause 1 and share free of every cause, from the step at or before it. */
export function riskAt(curve: ArmRisk, time: number): { readonly risk: number; readonly free: number } {
  let found: RiskStep | undefined
  for (const step of curve.steps) {
    if (step.time > time) break
    found = step
  }
  return { risk: found?.risk ?? 0, free: found?.free ?? 1 }
}

type Rows = ReturnType<typeof checkCompetingRisks>

interface Jump extends RiskStep {
  /** Share of those at risk with cause 1, and with any cause, and the share free just before. */
  readonly own: number
  readonly any: number
  readonly before: number
}

function armRisk(
  rows: Rows,
  stop: Int32Array,
  entry: Int32Array | undefined,
  tau: number,
  name: string,
  influence: { readonly risk: Float64Array; readonly mean: Float64Array; readonly sign: number },
): ArmRisk {
  const { time, start, cause, weights } = rows
  const w = (i: number) => (weights ? weights[i]! : 1)
  if (!stop.some((i) => w(i) > 0))
    throw new StatisticsError('too_few_groups', `Nobody is in the ${name} arm.`, { column: 'arm' })
  const jumps: Jump[] = []
  let [atRisk, entered, risk, free, last] = [0, 0, 0, 1, 0]
  if (!entry) for (const i of stop) atRisk += w(i)
  for (let k = 0; k < stop.length; ) {
    const t = time[stop[k]!]!
    if (t > tau && last >= tau) break
    if (entry && start)
      for (; entered < entry.length && start[entry[entered]!]! < t; entered++) atRisk += w(entry[entered]!)
    let [own, other, leaving] = [0, 0, 0]
    for (; k < stop.length && time[stop[k]!] === t; k++) {
      const i = stop[k]!
      leaving += w(i)
      if (cause[i] === 1) own += w(i)
      else if (cause[i]! > 1) other += w(i)
    }
    if (leaving > 0) last = t
    if (own + other > 0 && t <= tau) {
      // Rounding must not leave a sliver at risk when the last ones have their event.
      const any = Math.min(1, (own + other) / atRisk)
      const before = free
      risk += (before * own) / atRisk
      free = before * (1 - any < 1e-12 ? 0 : 1 - any)
      jumps.push({ time: t, atRisk, risk, free, own: own / atRisk, any, before })
    }
    atRisk -= leaving
  }
  if (last < tau && free > 0)
    throw new StatisticsError('out_of_range', `tau (${tau}) lies beyond the last time (${last}) of the ${name} arm`, {
      column: 'tau',
      value: tau,
    })
  const area = areas(jumps, tau)
  addInfluence(rows, stop, jumps, area.right, risk, tau, influence)
  return {
    steps: jumps.map(({ time: at, atRisk: weight, risk: r, free: f }) => ({
      time: at,
      atRisk: weight,
      risk: r,
      free: f,
    })),
    risk,
    restrictedMean: area.free,
    timeLost: area.lost,
  }
}

/** Areas up to tau under the free curve and the risk curve, and to the right of each jump under the free curve. */
function areas(jumps: readonly Jump[], tau: number) {
  const right = new Float64Array(jumps.length)
  let [under, lost] = [0, 0]
  for (let j = jumps.length - 1; j >= 0; j--) {
    const width = (jumps[j + 1]?.time ?? tau) - jumps[j]!.time
    under += jumps[j]!.free * width
    lost += jumps[j]!.risk * width
    right[j] = under
  }
  return { free: under + (jumps[0]?.time ?? tau), lost, right }
}

/**
 * A row's influence: on the risk Σ [S(t−) dM₁ − (F(τ) − F(t)) dM / (1 − dΛ)] / Y, on the mean −Σ A(t) dM / (1 − dΛ) / Y,
 * with dM = dN − at risk × dΛ. Running sums over the jumps make it one look-up a row.
 */
function addInfluence(
  { time, start, cause, weights }: Rows,
  stop: Int32Array,
  jumps: readonly Jump[],
  right: Float64Array,
  risk: number,
  tau: number,
  {
    risk: onRisk,
    mean: onMean,
    sign,
  }: { readonly risk: Float64Array; readonly mean: Float64Array; readonly sign: number },
): void {
  const riskSum = new Float64Array(jumps.length + 1)
  const meanSum = new Float64Array(jumps.length + 1)
  jumps.forEach((j, k) => {
    const stay = j.free > 0 ? 1 / (1 - j.any) : 0
    riskSum[k + 1] = riskSum[k]! + (j.before * j.own - (risk - j.risk) * stay * j.any) / j.atRisk
    meanSum[k + 1] = meanSum[k]! + (right[k]! * stay * j.any) / j.atRisk
  })
  const upTo = (t: number): number => {
    let [low, high] = [0, jumps.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (jumps[middle]!.time <= t) low = middle + 1
      else high = middle
    }
    return low
  }
  for (const i of stop) {
    const w = sign * (weights ? weights[i]! : 1)
    if (w === 0) continue
    const k = upTo(time[i]!)
    const from = start ? upTo(start[i]!) : 0
    let r = riskSum[from]! - riskSum[k]!
    let m = meanSum[k]! - meanSum[from]!
    const jump = jumps[k - 1]
    if (cause[i]! > 0 && time[i]! <= tau && jump?.time === time[i]) {
      const stay = jump.free > 0 ? 1 / (1 - jump.any) : 0
      r += ((cause[i] === 1 ? jump.before : 0) - (risk - jump.risk) * stay) / jump.atRisk
      m -= (right[k - 1]! * stay) / jump.atRisk
    }
    onRisk[i] = w * r
    onMean[i] = w * m
  }
}
