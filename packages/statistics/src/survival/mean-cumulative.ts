import { normalQuantile } from '../distributions/distributions.ts'
import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, compactCodes, toNumbers } from './columns.ts'

export interface RecurrentInput {
  /** Rows (start, stop] of one person follow each other. */
  readonly start: Column
  readonly stop: Column
  /** What happened at stop: 0 nothing, 1 the event that can come again, 2 death, after which nothing comes. */
  readonly status: Column
  readonly person: Column
}

export interface MeanCumulativeStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly mean: number
  readonly se: number
  readonly low: number
  readonly high: number
}

/**
 * Mean number of events a person has had by each time, when events can come again.
 * Without deaths it is the Nelson–Aalen sum with a variance that lets one person's events go together (Lawless & Nadeau 1995), as
 * survival::survfit(id =)'s cumhaz; with deaths it counts that the dead have no further events (Ghosh & Lin 2000). The standard error is the
 * infinitesimal jackknife by person: Ghosh and Lin's influence with Greenwood's 1/(n − d) for the survival, so that with everybody followed to
 * the end it is that of the mean number of events. Log intervals.
 */
export function meanCumulative(input: RecurrentInput): readonly MeanCumulativeStep[] {
  const n = input.stop.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const [start, stop, status] = [
    toNumbers('start', input.start, n),
    toNumbers('stop', input.stop, n),
    toNumbers('status', input.status, n),
  ]
  for (let i = 0; i < n; i++) {
    if (start[i]! >= stop[i]!)
      throw new StatisticsError('start_not_before_stop', `start (${start[i]}) must come before stop (${stop[i]})`, {
        column: 'start',
        row: i,
      })
    if (status[i] !== 0 && status[i] !== 1 && status[i] !== 2)
      throw new StatisticsError('bad_event', `status must be 0, 1 or 2, not ${status[i]}`, { column: 'status', row: i })
  }
  const { codes, count } = compactCodes('person', input.person, n)
  const [byStop, byStart] = [orderOf(stop), orderOf(start)]
  const z = normalQuantile(0.975)
  // A person's influence on the mean: own + fixed − mean-weighted part of what death takes; see Ghosh & Lin, section 2.2.
  const own = new Float64Array(count)
  const deathOwn = new Float64Array(count)
  const deathTimesMean = new Float64Array(count)
  const atRiskRows = new Int32Array(count)
  const steps: MeanCumulativeStep[] = []
  let [atRisk, entered, survival, mean] = [0, 0, 1, 0]
  for (let k = 0; k < n; ) {
    const t = stop[byStop[k]!]!
    for (; entered < n && start[byStart[entered]!]! < t; entered++) {
      atRisk++
      atRiskRows[codes[byStart[entered]!]!]!++
    }
    let [events, deaths] = [0, 0]
    const first = k
    for (; k < n && stop[byStop[k]!] === t; k++) {
      if (status[byStop[k]!] === 1) events++
      else if (status[byStop[k]!] === 2) deaths++
    }
    if (events + deaths > 0) {
      const rate = events / atRisk
      const hazard = deaths / atRisk
      // Whoever dies lowers the survival of those left; where nobody is left nothing comes after.
      const left = deaths < atRisk ? atRisk - deaths : Number.POSITIVE_INFINITY
      mean += survival * rate
      for (let c = 0; c < count; c++) {
        const present = atRiskRows[c]!
        if (present === 0) continue
        own[c]! -= (survival * present * rate) / atRisk
        deathOwn[c]! -= (present * hazard) / left
        deathTimesMean[c]! -= (present * hazard * mean) / left
      }
      for (let j = first; j < k; j++) {
        const c = codes[byStop[j]!]!
        if (status[byStop[j]!] === 1) own[c]! += survival / atRisk
        else if (status[byStop[j]!] === 2) {
          deathOwn[c]! += 1 / left
          deathTimesMean[c]! += mean / left
        }
      }
      survival *= 1 - hazard
      if (events > 0) {
        let variance = 0
        for (let c = 0; c < count; c++) variance += (own[c]! - mean * deathOwn[c]! + deathTimesMean[c]!) ** 2
        const se = Math.sqrt(variance)
        const spread = Math.exp((z * se) / mean)
        steps.push({ time: t, atRisk, events, mean, se, low: mean / spread, high: mean * spread })
      }
    }
    for (let j = first; j < k; j++) {
      atRisk--
      atRiskRows[codes[byStop[j]!]!]!--
    }
  }
  if (steps.length === 0) throw new StatisticsError('no_events', 'Nobody had an event.', { column: 'status' })
  return steps
}
