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
 * @returns the same columns when nothing is tied, else new ones; `byStop`, the order of stop, where it had to be found anyway
 * @throws start_not_before_stop when a row's interval collapses to nothing
 */
export function tieNearTimes(
  stop: Float64Array,
  start?: Float64Array,
): { stop: Float64Array; start?: Float64Array; byStop?: Int32Array } {
  const n = stop.length
  if (areFarApart(stop) && (!start || areFarApart(start))) return start ? { stop, start } : { stop }
  let every = stop
  if (start) {
    every = new Float64Array(2 * n)
    every.set(stop)
    every.set(start, n)
  }
  const order = orderOf(every)
  const size = order.length
  const sorted = new Float64Array(size)
  for (let k = 0; k < size; k++) sorted[k] = every[order[k]!]!
  let distinct = 0
  let total = 0
  for (let k = 0; k < size && Number.isFinite(sorted[k]!); k++) {
    if (k > 0 && sorted[k] === sorted[k - 1]) continue
    distinct++
    total += Math.abs(sorted[k]!)
  }
  const mean = total / distinct
  let isSame = true
  let cut = sorted[0]!
  for (let k = 1, previous = cut; k < size && Number.isFinite(sorted[k]!); k++) {
    const current = sorted[k]!
    const gap = current - previous
    if (!(gap <= tolerance || gap / mean <= tolerance)) cut = current
    else if (cut !== current) isSame = false
    sorted[k] = cut
    previous = current
  }
  if (isSame) return start ? { stop, start } : { stop, byStop: order }
  const snapped = new Float64Array(n)
  const snappedStart = start && new Float64Array(n)
  for (let k = 0; k < size; k++) {
    const i = order[k]!
    if (i < n) snapped[i] = sorted[k]!
    else snappedStart![i - n] = sorted[k]!
  }
  if (!snappedStart) return { stop: snapped, byStop: order }
  for (let i = 0; i < n; i++)
    if (snappedStart[i]! >= snapped[i]!)
      throw new StatisticsError('start_not_before_stop', 'start and stop are equal up to rounding', { row: i })
  return { stop: snapped, start: snappedStart }
}

/** Whole numbers, as days, whose mean is too small for a gap of 1 to count as rounding. */
function areFarApart(times: Float64Array): boolean {
  for (let i = 0; i < times.length; i++) {
    const t = times[i]!
    if (t !== Math.floor(t) || !(Math.abs(t) < 6e7)) return false
  }
  return true
}
