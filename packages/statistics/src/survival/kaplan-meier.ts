import { normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type GroupRows, type SurvivalGroups, splitIntoGroups } from './group-rows.ts'
import { influenceSums } from './influence-sums.ts'

export type ConfidenceType = 'log-log' | 'log' | 'plain'

export interface KaplanMeierInput extends SurvivalGroups {
  readonly confType?: ConfidenceType
  /** 0.95 unless told. */
  readonly confLevel?: number
}

/** One step of a curve: at every time with an event or a censoring. `se` is of the survival itself; null where it does not exist. */
export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  readonly survival: number
  readonly se: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The steps of a curve as columns, one number a step; NaN where a number does not exist. */
export interface SurvivalColumnsByStep {
  readonly time: Float64Array
  readonly atRisk: Float64Array
  readonly events: Float64Array
  readonly censored: Float64Array
  readonly survival: Float64Array
  readonly se: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface SurvivalCurve {
  readonly group: string
  /** Rows; `events` is the (weighted) number of events. */
  readonly n: number
  readonly events: number
  readonly median: number | null
  readonly medianLow: number | null
  readonly medianHigh: number | null
  readonly columns: SurvivalColumnsByStep
  /** The same, one object a step; made when first looked at. */
  readonly steps: readonly SurvivalStep[]
}

export interface KaplanMeierResult {
  readonly variance: 'greenwood' | 'robust'
  readonly confType: ConfidenceType
  readonly confLevel: number
  readonly groups: readonly SurvivalCurve[]
}

/**
 * Kaplan–Meier estimate of survival, with delayed entry, case weights and groups.
 *
 * A person censored at t is still at risk at t; a row (start, stop] is at risk after start. Standard errors are Greenwood's;
 * with fractional weights or clusters they are robust (infinitesimal jackknife, one contribution a cluster). Intervals: log-log
 * unless told; at survival 1 log and plain give [1, 1] and log-log none; at survival 0 there is none. Median as R's summary.survfit.
 * As R survival::survfit (Therneau & Grambsch 2000; Kaplan & Meier 1958; Greenwood 1926).
 */
export function kaplanMeier(input: KaplanMeierInput): KaplanMeierResult {
  const confType = input.confType ?? 'log-log'
  const confLevel = input.confLevel ?? 0.95
  if (!(confLevel > 0 && confLevel < 1))
    throw new StatisticsError('bad_option', `a confidence level lies between 0 and 1, not ${confLevel}`)
  const { groups, robust } = splitIntoGroups(input)
  return {
    variance: robust ? 'robust' : 'greenwood',
    confType,
    confLevel,
    groups: groups.map((rows) => curveOf(rows, robust, confType, confLevel)),
  }
}

function curveOf(rows: GroupRows, robust: boolean, confType: ConfidenceType, confLevel: number): SurvivalCurve {
  const { n, time, event, weights, start, byStart } = rows
  const z = normalQuantile(1 - (1 - confLevel) / 2)
  const influence = robust ? influenceSums(rows) : undefined
  const columns = emptyColumns(countTimes(time))
  let atRisk = start ? 0 : weights ? weights.reduce((a, w) => a + w, 0) : n
  let survival = 1
  let greenwood = 0
  let totalEvents = 0
  let entered = 0
  const counts = (i: number) => (weights && weights[i] === 0 ? 0 : 1)
  let present = 0
  if (!start) for (let i = 0; i < n; i++) present += counts(i)
  for (let k = 0, step = 0; k < n; step++) {
    const t = time[k]!
    if (byStart && start)
      for (; entered < n && start[byStart[entered]!]! < t; entered++) {
        atRisk += weights ? weights[byStart[entered]!]! : 1
        present += counts(byStart[entered]!)
        influence?.enter(byStart[entered]!)
      }
    let events = 0
    let censored = 0
    const first = k
    for (; k < n && time[k] === t; k++) {
      const w = weights ? weights[k]! : 1
      if (event[k]) events += w
      else censored += w
      present -= counts(k)
    }
    // Weighted sums drift by rounding; where nobody stays, those at risk are exactly those who leave now.
    if (present === 0) atRisk = events + censored
    if (events > 0) {
      survival *= (atRisk - events) / atRisk
      greenwood += events / (atRisk * (atRisk - events))
      totalEvents += events
    }
    if (influence) {
      influence.event(events, atRisk)
      for (let j = first; j < k; j++) influence.leave(j, event[j] === 1, atRisk - events)
    }
    columns.time[step] = t
    columns.atRisk[step] = atRisk
    columns.events[step] = events
    columns.censored[step] = censored
    columns.survival[step] = survival
    // With delayed entry and a lone person at risk the curve reaches 0 and stays there.
    if (events > 0 || step === 0 || influence)
      writeInterval(columns, step, Math.sqrt(influence ? influence.variance() : greenwood), z, confType)
    else {
      columns.se[step] = columns.se[step - 1]!
      columns.low[step] = columns.low[step - 1]!
      columns.high[step] = columns.high[step - 1]!
    }
    atRisk -= events + censored
  }
  let steps: readonly SurvivalStep[] | undefined
  return {
    group: rows.group,
    n,
    events: totalEvents,
    median: timeAtShare(columns.time, columns.survival, 0.5),
    medianLow: timeAtShare(columns.time, columns.low, 0.5),
    medianHigh: timeAtShare(columns.time, columns.high, 0.5),
    columns,
    get steps() {
      steps ??= stepsOf(columns)
      return steps
    },
  }
}

function countTimes(time: Float64Array): number {
  let count = 0
  for (let k = 0; k < time.length; k++) if (k === 0 || time[k] !== time[k - 1]) count++
  return count
}

function emptyColumns(size: number): SurvivalColumnsByStep {
  const column = () => new Float64Array(size)
  return {
    time: column(),
    atRisk: column(),
    events: column(),
    censored: column(),
    survival: column(),
    se: column(),
    low: column(),
    high: column(),
  }
}

function stepsOf(columns: SurvivalColumnsByStep): SurvivalStep[] {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value)
  return Array.from(columns.time, (time, k) => ({
    time,
    atRisk: columns.atRisk[k]!,
    events: columns.events[k]!,
    censored: columns.censored[k]!,
    survival: columns.survival[k]!,
    se: orNull(columns.se[k]!),
    low: orNull(columns.low[k]!),
    high: orNull(columns.high[k]!),
  }))
}

/** Standard error of S and its interval, from the standard error of log S. */
function writeInterval(columns: SurvivalColumnsByStep, step: number, logSe: number, z: number, type: ConfidenceType) {
  const survival = columns.survival[step]!
  let [se, low, high] = [Number.NaN, Number.NaN, Number.NaN]
  if (survival > 0 && Number.isFinite(logSe)) {
    se = survival * logSe
    if (type === 'plain') {
      low = Math.max(0, survival - z * se)
      high = Math.min(1, survival + z * se)
    } else if (type === 'log') {
      low = survival * Math.exp(-z * logSe)
      high = Math.min(1, survival * Math.exp(z * logSe))
    } else if (survival !== 1) {
      const log = Math.log(survival)
      const factor = Math.exp((z * logSe) / -log)
      low = Math.exp(log * factor)
      high = Math.exp(log / factor)
    }
  }
  columns.se[step] = se
  columns.low[step] = low
  columns.high[step] = high
}

/**
 * First time at which a curve is at or below a share, by the rule of R's summary.survfit for the median: a flat stretch at exactly that
 * share gives its midpoint, and if the curve never falls below it afterwards, the stretch's start.
 */
function timeAtShare(time: Float64Array, curve: Float64Array, share: number): number | null {
  const tolerance = Math.sqrt(Number.EPSILON)
  const first = curve.findIndex((y) => y < share + tolerance)
  if (first < 0) return null
  const level = curve[first]!
  if (Math.abs(level - share) >= tolerance) return time[first]!
  for (let k = first + 1; k < curve.length; k++)
    if (curve[k]! < share + tolerance && curve[k]! < level) return (time[first]! + time[k]!) / 2
  return time[first]!
}

/**
 * Time by which a share of the group has had the event, with the interval that the curve's own interval gives; null where the curve does
 * not get there. As R's quantile.survfit, except that a curve flat at the share to its end gives the stretch's start, as the median does.
 *
 * @throws out_of_range when the share does not lie between 0 and 1
 */
export function survivalQuantile(
  { columns }: SurvivalCurve,
  share: number,
): { readonly time: number | null; readonly low: number | null; readonly high: number | null } {
  if (!(share > 0 && share < 1))
    throw new StatisticsError('out_of_range', `a quantile lies between 0 and 1, not at ${share}`, { value: share })
  const at = (curve: Float64Array) => timeAtShare(columns.time, curve, 1 - share)
  return { time: at(columns.survival), low: at(columns.low), high: at(columns.high) }
}

/** Value of a curve at a time: the step at or before it; before the first step survival is 1; after the last it does not exist. */
export function survivalAt(curve: SurvivalCurve, time: number): Omit<SurvivalStep, 'events' | 'censored'> | null {
  const { columns } = curve
  const size = columns.time.length
  if (size === 0 || time > columns.time[size - 1]!) return null
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >> 1
    if (columns.time[middle]! <= time) low = middle + 1
    else high = middle
  }
  const isStep = low > 0 && columns.time[low - 1] === time
  const atRisk = isStep ? columns.atRisk[low - 1]! : low < size ? columns.atRisk[low]! : 0
  if (low === 0) return { time, atRisk, survival: 1, se: 0, low: 1, high: 1 }
  const of = (column: Float64Array) => (Number.isNaN(column[low - 1]!) ? null : column[low - 1]!)
  return {
    time,
    atRisk,
    survival: columns.survival[low - 1]!,
    se: of(columns.se),
    low: of(columns.low),
    high: of(columns.high),
  }
}
