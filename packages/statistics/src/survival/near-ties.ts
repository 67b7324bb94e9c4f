import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'

/** √ε, R's tolerance in aeqSurv. */
const tolerance = Math.sqrt(Number.EPSILON)

/**
 * Makes times equal that differ by rounding alone, so that 0.1 + 0.2 and 0.3 are one time.
 *
 * The one place in which near-equal times become ties. Two neighbouring distinct times are one when their gap is at most 1.49e-8,
 * absolutely or relative to the mean of the distinct times; chains of such gaps collapse onto their first time.
 * Rule: R survival::aeqSurv (Therneau, vignette "Roundoff error and tied times").
 *
 * @param stop times in any unit; @param start entry times of (start, stop] rows, treated together with `stop`
 * @returns the same columns when nothing is tied, else new ones
 * @throws start_not_before_stop when a row's interval collapses to nothing
 */
export function tieNearTimes(stop: Float64Array, start?: Float64Array): { stop: Float64Array; start?: Float64Array } {
  const n = stop.length
  const all = new Float64Array(start ? 2 * n : n)
  all.set(stop)
  if (start) all.set(start, n)
  all.sort()
  let distinct = 0
  let total = 0
  for (let i = 0; i < all.length; i++) {
    if (!Number.isFinite(all[i]!) || (distinct > 0 && all[i] === all[distinct - 1])) continue
    all[distinct++] = all[i]!
    total += Math.abs(all[i]!)
  }
  const mean = total / distinct
  let cuts = distinct === 0 ? 0 : 1
  for (let i = 1, previous = all[0]!; i < distinct; i++) {
    const current = all[i]!
    const gap = current - previous
    if (!(gap <= tolerance || gap / mean <= tolerance)) all[cuts++] = current
    previous = current
  }
  if (cuts === distinct) return start ? { stop, start } : { stop }
  const snapped = snap(stop, all.subarray(0, cuts))
  if (!start) return { stop: snapped }
  const snappedStart = snap(start, all.subarray(0, cuts))
  for (let i = 0; i < n; i++)
    if (snappedStart[i]! >= snapped[i]!)
      throw new StatisticsError('start_not_before_stop', 'start and stop are equal up to rounding', { row: i })
  return { stop: snapped, start: snappedStart }
}

function snap(times: Float64Array, cuts: Float64Array): Float64Array {
  const out = new Float64Array(times.length)
  const order = orderOf(times)
  let c = 0
  for (let k = 0; k < order.length; k++) {
    const t = times[order[k]!]!
    while (c + 1 < cuts.length && cuts[c + 1]! <= t) c++
    out[order[k]!] = Number.isFinite(t) ? cuts[c]! : t
  }
  return out
}
