import { GRAM_ROWS, type PackedCox, type RowsToPack } from './cox-packed.ts'

/** Number of times (within strata) at which a row with positive weight has the event. */
export function countEventTimes(rows: RowsToPack): number {
  const { n, moment } = rows
  const deaths = deathsInOrder(rows)
  let count = 0
  for (let k = 0; k < n; ) {
    const now = moment[k]
    let some = 0
    for (; k < n && moment[k] === now; k++) some |= deaths[k]!
    count += some
  }
  return count
}

/** Writes rows into memory; answers their order: within one time those with the event come last, whatever `rows.order` says. */
export function packRows(packed: PackedCox, rows: RowsToPack): Int32Array {
  const { at, stride, instance, p } = packed
  const { n, columns, centre, scale, weights, offset, strata } = rows
  const { buffer } = instance.memory
  const deathAt = deathsInOrder(rows)
  const order = rows.isReady ? rows.order : eventsLast(rows, deathAt)
  packed.n = n
  const place = n === strata.length ? placesOf(order, n) : undefined
  for (let a = 0; a < p; a++) {
    const [column, c, s] = [columns[a]!, centre[a]!, scale[a]!]
    const out = new Float64Array(buffer, at.z + a * stride, n + 4)
    if (place) scatter(column, place, c, s, out)
    else gather(column, order, c, s, n, out)
    out.fill(0, n)
  }
  const packedWeights = weights && new Float64Array(buffer, at.weights, n + 4)
  if (weights && packedWeights) for (let k = 0; k < n; k++) packedWeights[k] = weights[order[k]!]!
  if (offset) {
    const out = new Float64Array(buffer, at.offset, n + 4)
    for (let k = 0; k < n; k++) out[k] = offset(order[k]!)
  }
  const count = new Int32Array(buffer, at.count, packed.first.length)
  const deathWeight = new Float64Array(buffer, at.deathWeight, packed.first.length)
  let events = 0
  let fresh = 0
  packed.deathOffset = 0
  for (let k = 0, first = 0, stratum = -1; k < n; ) {
    const now = rows.moment[k]
    if (strata[order[k]!] !== stratum) {
      first = k
      stratum = strata[order[k]!]!
      fresh = 1
    }
    let [deaths, total] = [0, 0]
    for (; k < n && rows.moment[k] === now; k++) {
      if (deathAt[k] === 0) continue
      const weight = packedWeights ? packedWeights[k]! : 1
      deaths++
      total += weight
      if (offset) packed.deathOffset += weight * offset(order[k]!)
    }
    if (deaths === 0) continue
    packed.fresh[events] = fresh
    fresh = 0
    packed.first[events] = first
    packed.last[events] = k
    count[events] = deaths
    deathWeight[events] = total
    events++
    first = k
  }
  packed.events = events
  sumDeaths(packed, deathAt, packedWeights)
  if (rows.byStart && rows.start) packStarts(packed, rows, order, place ?? placesOf(order, n), rows.byStart, rows.start)
  return order
}

/** Where each row goes, when all of them go somewhere. */
function placesOf(order: Int32Array, n: number): Int32Array {
  const place = new Int32Array(n)
  for (let k = 0; k < n; k++) place[order[k]!] = k
  return place
}

/** Reads in order of memory: rows of one day are written side by side, so that few lines of the cache are open at a time. */
function scatter(column: Float64Array, place: Int32Array, centre: number, scale: number, out: Float64Array) {
  for (let i = 0; i < place.length; i++) out[place[i]!] = (column[i]! - centre) / scale
}

function gather(column: Float64Array, order: Int32Array, centre: number, scale: number, n: number, out: Float64Array) {
  for (let k = 0; k < n; k++) out[k] = (column[order[k]!]! - centre) / scale
}

/** Whether each place of the order has the event and a positive weight. */
export function deathsInOrder({ n, order, event, weights, isReady }: RowsToPack): Uint8Array {
  const out = new Uint8Array(n)
  for (let k = 0; k < n; k++) out[k] = event[order[k]!]!
  if (weights && !isReady) for (let k = 0; k < n; k++) if (weights[order[k]!] === 0) out[k] = 0
  return out
}

/** The order with those who have the event behind the others of their time; `deaths` goes along. */
export function eventsLast({ n, order, moment }: RowsToPack, deaths: Uint8Array): Int32Array {
  // One place more: without a branch, each row is written whether it belongs there or not.
  const out = new Int32Array(n + 1)
  for (let k = 0, place = 0; k < n; ) {
    const from = k
    const now = moment[k]!
    for (; k < n && moment[k] === now; k++) {
      out[place] = order[k]!
      place += 1 - deaths[k]!
    }
    if (k === from + 1) {
      place = k
      continue
    }
    const first = place
    for (let j = from; j < k && place < k; j++) {
      out[place] = order[j]!
      place += deaths[j]!
    }
    deaths.fill(0, from, first)
    deaths.fill(1, first, k)
  }
  return out
}

/** Σ weight × z over those with the event; the exposures, not yet needed, hold who they are. */
function sumDeaths(
  { instance, at, stride, p, exposure, sums, deathSum }: PackedCox,
  deathAt: Uint8Array,
  weights: Float64Array | undefined,
) {
  const n = deathAt.length
  exposure.fill(0)
  if (weights) for (let k = 0; k < n; k++) exposure[k] = deathAt[k]! * weights[k]!
  else exposure.set(deathAt)
  sums.fill(0)
  for (let from = 0; from < n; from += GRAM_ROWS)
    instance.run['weightedSums']!(at.z, stride, p, at.exposure, at.sums, from, Math.min(n, from + GRAM_ROWS))
  deathSum.set(sums)
  exposure.fill(0)
}

/** Late entry: who has left the risk set of each event time (going back), and the latest event time at or before each start. */
function packStarts(
  packed: PackedCox,
  { n, time, strata }: RowsToPack,
  order: Int32Array,
  place: Int32Array,
  byStart: Int32Array,
  start: Float64Array,
): void {
  const { at, events, first, last } = packed
  const { buffer } = packed.instance.memory
  const packedByStart = new Int32Array(buffer, at.byStart, n)
  const left = new Int32Array(buffer, at.left, packed.first.length)
  const startEvent = new Int32Array(buffer, at.startEvent, n)
  const timeOf = (e: number) => time[order[last[e]! - 1]!]!
  const stratumOf = (e: number) => strata[order[first[e]!]!]!
  for (let k = 0; k < n; k++) packedByStart[k] = place[byStart[k]!]!
  let gone = 0
  for (let e = 0; e < events; e++) {
    if (packed.fresh[e]) gone = first[e]!
    while (gone < last[e]! && start[byStart[gone]!]! >= timeOf(e)) gone++
    left[e] = gone
  }
  for (let k = 0, e = 0; k < n; k++) {
    const row = byStart[k]!
    while (e < events && strata[order[first[e]!]!]! < strata[row]!) e++
    while (e < events && stratumOf(e) === strata[row] && timeOf(e) > start[row]!) e++
    startEvent[place[row]!] = e < events && stratumOf(e) === strata[row] ? e + 1 : 0
  }
}
