import { orderOf } from '../linear/order.ts'
import {
  type Column,
  checkSurvivalColumns,
  compactCodes,
  type SurvivalColumns,
  type SurvivalRows,
  toNumbers,
} from './columns.ts'

export interface ConcordanceInput extends SurvivalColumns {
  readonly strata?: Column
  readonly cluster?: Column
  /** Higher means an earlier event, as the linear predictor of a Cox model. */
  readonly predictor: Column
}

export interface Concordance {
  /** Share of comparable pairs in which the higher predictor had the event first, ties counting half; null without such a pair. */
  readonly estimate: number | null
  readonly se: number | null
  readonly concordant: number
  readonly discordant: number
  readonly tied: number
}

/**
 * Harrell's concordance between a predictor and survival, with delayed entry, strata and case weights.
 *
 * A pair can be compared when one has the event while the other is known to go on; two events at one time cannot. The standard error
 * is the infinitesimal jackknife, grouped by cluster, as survival::concordance (Therneau & Watson 2015).
 */
export function concordance(input: ConcordanceInput): Concordance {
  const rows = checkSurvivalColumns(input)
  const { n } = rows
  const strata = input.strata ? compactCodes('strata', input.strata, n) : { codes: new Int32Array(n), count: 1 }
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n)
  const predictor = toNumbers('predictor', input.predictor, n)
  const moments = split(momentsInOrder(rows), strata, n)
  const byPredictor = split(orderOf(predictor), strata, n)
  const places = { stop: new Int32Array(n), start: rows.start ? new Int32Array(n) : undefined }
  const found = byPredictor.map((order, s) =>
    comparePairs(rows, predictor, order, places, assignPlaces(rows, moments[s]!, places)),
  )
  let [concordant, discordant, tied] = [0, 0, 0]
  for (const { size, weight, more, less, same } of found)
    for (let k = 0; k < size; k++) {
      const half = weight[k]! / 2
      concordant += half * more[k]!
      discordant += half * less[k]!
      tied += half * same[k]!
    }
  const total = concordant + discordant + tied
  if (!(total > 0)) return { estimate: null, se: null, concordant, discordant, tied }
  const somers = (concordant - discordant) / total
  const byCluster = cluster && new Float64Array(cluster.count)
  let variance = 0
  for (const { size, order, weight, more, less, same } of found)
    for (let k = 0; k < size; k++) {
      const influence = (weight[k]! * (more[k]! - less[k]! - somers * (more[k]! + less[k]! + same[k]!))) / total
      if (byCluster) byCluster[cluster.codes[order[k]!]!]! += influence
      else variance += influence * influence
    }
  if (byCluster) for (const v of byCluster) variance += v * v
  return { estimate: (somers + 1) / 2, se: Math.sqrt(variance) / 2, concordant, discordant, tied }
}

/** Of one stratum, by rising predictor: weight of each row and of its concordant, discordant and tied pairs. */
interface Pairs {
  readonly size: number
  readonly order: Int32Array
  readonly weight: Float64Array
  readonly more: Float64Array
  readonly less: Float64Array
  readonly same: Float64Array
}

/** Where each row's end (and its late entry) stands in time: events of a time before all else of that time. */
interface Places {
  readonly stop: Int32Array
  readonly start: Int32Array | undefined
}

/** Row numbers by ascending time; with late entry n + row number stands for the row's start. */
function momentsInOrder({ n, time, start, byTime }: SurvivalRows): Int32Array {
  if (!start) return byTime()
  const all = new Float64Array(2 * n)
  all.set(time)
  all.set(start, n)
  return orderOf(all)
}

/** Numbers the moments of one stratum, from 1; answers how many there are. */
function assignPlaces({ n, time, start, event }: SurvivalRows, moments: Int32Array, places: Places): number {
  const size = moments.length
  const times = new Float64Array(size)
  const isEvent = new Uint8Array(size)
  for (let k = 0; k < size; k++) {
    const moment = moments[k]!
    times[k] = moment < n ? time[moment]! : start![moment - n]!
    isEvent[k] = moment < n ? event[moment]! : 0
  }
  let place = 0
  for (let k = 0; k < size; ) {
    const from = k
    const now = times[k]!
    let events = 0
    for (; k < size && times[k] === now; k++) events += isEvent[k]!
    if (events > 0) place++
    for (let j = from; j < k; j++) {
      const moment = moments[j]!
      if (moment >= n) places.start![moment - n] = place + 1
      else places.stop[moment] = place + 1 - isEvent[j]!
    }
    if (events < k - from) place++
  }
  return place
}

/**
 * Goes through one stratum from the lowest predictor to the highest. One tree holds, by moment, who was met so far, the other the events
 * among them: an event is compared with everybody at risk who goes on, and a row with every event that happened while it was at risk.
 */
function comparePairs(
  rows: SurvivalRows,
  predictor: Float64Array,
  order: Int32Array,
  places: Places,
  moments: number,
): Pairs {
  const size = order.length
  const value = new Float64Array(size)
  const stop = new Int32Array(size)
  const event = new Uint8Array(size)
  const weight = new Float64Array(size).fill(1)
  const start = places.start && new Int32Array(size)
  for (let k = 0; k < size; k++) value[k] = predictor[order[k]!]!
  for (let k = 0; k < size; k++) stop[k] = places.stop[order[k]!]!
  for (let k = 0; k < size; k++) event[k] = rows.event[order[k]!]!
  if (rows.weights) for (let k = 0; k < size; k++) weight[k] = rows.weights[order[k]!]!
  if (start && places.start) for (let k = 0; k < size; k++) start[k] = places.start[order[k]!]!
  const more = new Float64Array(size)
  const less = new Float64Array(size)
  const same = new Float64Array(size)
  const people = new Float64Array(moments + 1)
  const events = new Float64Array(moments + 1)
  // Totals over the whole stratum: at risk and going on after each moment, events up to each moment.
  const goingOn = new Float64Array(moments + 2)
  const happened = new Float64Array(moments + 1)
  for (let k = 0; k < size; k++) {
    goingOn[stop[k]!]! += weight[k]!
    if (start) goingOn[start[k]!]! -= weight[k]!
    happened[stop[k]!]! += event[k]! * weight[k]!
  }
  for (let place = moments; place > 0; place--) goingOn[place]! += goingOn[place + 1]!
  for (let place = 1; place <= moments; place++) happened[place]! += happened[place - 1]!
  let met = 0
  for (let k = 0; k < size; ) {
    const first = k
    const now = value[k]!
    for (; k < size && value[k] === now; k++) {
      less[k] = upTo(events, stop[k]! - 1) - (start ? upTo(events, start[k]!) : 0)
      if (event[k]) more[k] = met - upTo(people, stop[k]!)
    }
    for (let j = first; j < k; j++) {
      add(people, stop[j]!, weight[j]!)
      met += weight[j]!
      if (start) {
        add(people, start[j]!, -weight[j]!)
        met -= weight[j]!
      }
      if (event[j]) add(events, stop[j]!, weight[j]!)
    }
    for (let j = first; j < k; j++) {
      const [lowerEvents, lowerPeople] = [less[j]!, more[j]!]
      // A row alone at its predictor has no tie, and is never compared with itself.
      const isAlone = k === first + 1
      const eventsSoFar = isAlone ? lowerEvents : upTo(events, stop[j]! - 1) - (start ? upTo(events, start[j]!) : 0)
      const peopleSoFar = isAlone || !event[j] ? lowerPeople : met - upTo(people, stop[j]!)
      same[j] = eventsSoFar - lowerEvents + peopleSoFar - lowerPeople
      more[j]! += happened[stop[j]! - 1]! - (start ? happened[start[j]!]! : 0) - eventsSoFar
      if (event[j]) less[j]! += goingOn[stop[j]! + 1]! - peopleSoFar
    }
  }
  return { size, order, weight, more, less, same }
}

/** Fenwick tree by place, from 1: adds at a place. */
function add(tree: Float64Array, place: number, weight: number): void {
  for (let k = place; k < tree.length; k += k & -k) tree[k]! += weight
}

/** Weight at places 1 … place. */
function upTo(tree: Float64Array, place: number): number {
  let s = 0
  for (let k = place; k > 0; k &= k - 1) s += tree[k]!
  return s
}

/** An order of rows (or of rows and their starts) as one order a stratum. */
function split(order: Int32Array, strata: { codes: Int32Array; count: number }, n: number): Int32Array[] {
  if (strata.count === 1) return [order]
  const stratumOf = (moment: number) => strata.codes[moment < n ? moment : moment - n]!
  const sizes = new Int32Array(strata.count)
  for (const moment of order) sizes[stratumOf(moment)]!++
  const out = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  for (const moment of order) {
    const s = stratumOf(moment)
    out[s]![sizes[s]!++] = moment
  }
  return out
}
