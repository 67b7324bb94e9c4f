import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkGroups, checkWeights, type Groups, toNumbers } from './columns.ts'
import { tieNearTimes } from './near-ties.ts'

export interface CompetingRisksInput {
  readonly start?: Column
  readonly time: Column
  /** 0 = censored, 1 … k = the cause of the event. */
  readonly cause: Column
  readonly group?: Groups
  /** With weights the standard errors are null: they need the bootstrap. */
  readonly weights?: Column
  readonly nearTies?: boolean
}

export interface IncidenceStep {
  readonly time: number
  readonly estimate: number
  readonly se: number | null
}

export interface IncidenceGroup {
  readonly group: string
  readonly n: number
  readonly causes: readonly {
    readonly cause: number
    readonly events: number
    readonly steps: readonly IncidenceStep[]
  }[]
}

/** Checked rows of a competing-risks problem. */
export interface CompetingRows {
  readonly n: number
  readonly start: Float64Array | undefined
  readonly time: Float64Array
  readonly cause: Int32Array
  readonly causes: number
  readonly codes: Int32Array
  readonly labels: readonly string[]
  readonly weights: Float64Array | undefined
}

/**
 * Aalen–Johansen estimate of the cumulative incidence of each cause, one group at a time.
 *
 * A step at every time at which someone in the group has that cause. Standard errors are Aalen's as cmprsk::cuminc computes them
 * (they differ in the fourth digit from survival::survfit's). Sources: Aalen & Johansen 1978; Gray 1988; Marubini & Valsecchi 1995.
 */
export function cumulativeIncidence(input: CompetingRisksInput): readonly IncidenceGroup[] {
  const rows = checkCompetingRisks(input)
  const { time, start, cause, codes, labels, weights } = rows
  const order = orderOf(time)
  const entryOrder = start && orderOf(start)
  return labels.flatMap((group, g) => {
    const stop = order.filter((i) => codes[i] === g)
    if (stop.length === 0) return []
    const entry = entryOrder?.filter((i) => codes[i] === g)
    const causes = Array.from({ length: rows.causes }, (_, c) =>
      incidenceOf({ time, start, cause, weights }, stop, entry, c + 1),
    )
    return [{ group, n: stop.length, causes }]
  })
}

/** Checks competing-risks columns; throws with the row of the first fault. */
export function checkCompetingRisks(input: CompetingRisksInput): CompetingRows {
  const n = input.time.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const time = toNumbers('time', input.time, n)
  const start = input.start && toNumbers('start', input.start, n)
  const status = toNumbers('status', input.cause, n)
  const cause = new Int32Array(n)
  let causes = 0
  for (let i = 0; i < n; i++) {
    if (time[i]! < 0)
      throw new StatisticsError('negative_time', `time must not be negative, but is ${time[i]}`, {
        column: 'time',
        row: i,
        value: time[i]!,
      })
    if (start && start[i]! >= time[i]!)
      throw new StatisticsError('start_not_before_stop', `start (${start[i]}) must come before stop (${time[i]})`, {
        column: 'start',
        row: i,
        value: start[i]!,
      })
    const c = status[i]!
    if (!Number.isInteger(c) || c < 0 || c > 99)
      throw new StatisticsError('bad_event', `status must be 0 (censored) or the number of a cause, not ${c}`, {
        column: 'status',
        row: i,
        value: c,
      })
    cause[i] = c
    causes = Math.max(causes, c)
  }
  if (causes === 0) throw new StatisticsError('no_events', 'Nobody had an event of any cause.', { column: 'status' })
  const { codes, labels } = checkGroups(input.group, n)
  const weights = input.weights && checkWeights(input.weights, n)
  if (input.nearTies === false) return { n, time, start, cause, causes, codes, labels, weights }
  const tied = tieNearTimes(time, start)
  return { n, time: tied.stop, start: tied.start, cause, causes, codes, labels, weights }
}

type Columns = Pick<CompetingRows, 'time' | 'start' | 'cause' | 'weights'>

function incidenceOf(
  { time, start, cause, weights }: Columns,
  stop: Int32Array,
  entry: Int32Array | undefined,
  which: number,
) {
  const w = (i: number) => (weights ? weights[i]! : 1)
  const steps: IncidenceStep[] = []
  let atRisk = 0
  if (!entry) for (const i of stop) atRisk += w(i)
  let entered = 0
  let survival = 1
  let estimate = 0
  let events = 0
  // Running sums of Aalen's variance: f² v3 − 2 f v2 + v1 at incidence f.
  let [v1, v2, v3] = [0, 0, 0]
  for (let k = 0; k < stop.length; ) {
    const t = time[stop[k]!]!
    if (entry && start)
      for (; entered < entry.length && start[entry[entered]!]! < t; entered++) atRisk += w(entry[entered]!)
    let [own, other, leaving] = [0, 0, 0]
    for (; k < stop.length && time[stop[k]!] === t; k++) {
      const i = stop[k]!
      leaving += w(i)
      if (cause[i] === which) own += w(i)
      else if (cause[i]! > 0) other += w(i)
    }
    if (own + other > 0) {
      const next = (survival * (atRisk - own - other)) / atRisk
      const add = (d: number, gain: number) => {
        const ties = d > 1 ? 1 - (d - 1) / (atRisk - 1) : 1
        const spread = (survival * survival * ties * d) / (atRisk * atRisk)
        const inverse = next > 0 ? 1 / next : 0
        const t4 = gain + inverse * estimate
        v1 += t4 * t4 * spread
        v2 += inverse * t4 * spread
        v3 += inverse * inverse * spread
      }
      if (own > 0) estimate += (survival * own) / atRisk
      if (other > 0 && next > 0) add(other, 0)
      if (own > 0) {
        add(own, 1)
        events += own
        const variance = v1 + estimate * estimate * v3 - 2 * estimate * v2
        steps.push({ time: t, estimate, se: weights ? null : Math.sqrt(Math.max(0, variance)) })
      }
      survival = next
    }
    atRisk -= leaving
  }
  return { cause: which, events, steps }
}
