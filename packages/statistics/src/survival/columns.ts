import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { tieNearTimes } from './near-ties.ts'

/** One column of numbers, a value per row. */
export type Column = ArrayLike<number>

/** Which group each row belongs to: `codes[i]` is an index into `labels`. */
export interface Groups {
  readonly codes: ArrayLike<number>
  readonly labels: readonly string[]
}

/** Right-censored or (start, stop] survival data: one value per row in each column, times in one unit, event 1 or 0. */
export interface SurvivalColumns {
  readonly start?: Column
  readonly time: Column
  readonly event: Column
  /** Case weights, positive; a row of weight 0 is left out of everything. */
  readonly weights?: Column
  /** Treat times that differ only by rounding as tied (see near-ties.ts). Default true, as R. */
  readonly nearTies?: boolean
}

/** Checked columns, near ties made equal. */
export interface SurvivalRows {
  readonly n: number
  readonly start: Float64Array | undefined
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly weights: Float64Array | undefined
  /** Row numbers by ascending time, sorted once. */
  readonly byTime: () => Int32Array
}

/** Checks survival columns and ties near-equal times; throws with the row of the first fault. */
export function checkSurvivalColumns(input: SurvivalColumns): SurvivalRows {
  const n = input.time.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const time = toNumbers('time', input.time, n)
  const start = input.start && toNumbers('start', input.start, n)
  const event = new Uint8Array(n)
  if (input.event.length !== n) throw lengthMismatch('event', input.event.length, n)
  for (let i = 0; i < n; i++) {
    const e = input.event[i]!
    if (e !== 0 && e !== 1)
      throw new StatisticsError('bad_event', `event must be 0 or 1, not ${e}`, { column: 'event', row: i, value: e })
    event[i] = e
    if (time[i]! < 0)
      throw new StatisticsError('negative_time', `time must not be negative, but is ${time[i]}`, {
        column: 'time',
        row: i,
        value: time[i]!,
      })
    if (start) {
      if (start[i]! < 0)
        throw new StatisticsError('negative_time', `start must not be negative, but is ${start[i]}`, {
          column: 'start',
          row: i,
          value: start[i]!,
        })
      if (start[i]! >= time[i]!)
        throw new StatisticsError('start_not_before_stop', `start (${start[i]}) must come before stop (${time[i]})`, {
          column: 'start',
          row: i,
          value: start[i]!,
        })
    }
  }
  const weights = input.weights && checkWeights(input.weights, n)
  const tied = input.nearTies === false ? { stop: time, ...(start ? { start } : {}) } : tieNearTimes(time, start)
  let order = tied.byStop
  const byTime = () => {
    order ??= orderOf(tied.stop)
    return order
  }
  return { n, start: tied.start, time: tied.stop, event, weights, byTime }
}

/** Checks case weights: finite, not negative, not all zero. */
export function checkWeights(weights: Column, n: number): Float64Array {
  const w = toNumbers('weights', weights, n)
  let positive = 0
  for (let i = 0; i < n; i++) {
    if (w[i]! < 0)
      throw new StatisticsError('bad_weight', `a weight must not be negative, but is ${w[i]}`, {
        column: 'weights',
        row: i,
        value: w[i]!,
      })
    if (w[i]! > 0) positive++
  }
  if (positive === 0) throw new StatisticsError('bad_weight', 'every weight is zero', { column: 'weights' })
  return w
}

/** A column as 64-bit numbers, all finite; throws `not_a_number` with the row, or `length_mismatch`. */
export function toNumbers(column: string, values: Column, n: number): Float64Array {
  if (values.length !== n) throw lengthMismatch(column, values.length, n)
  const out = values instanceof Float64Array ? values : Float64Array.from(values)
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(out[i]!))
      throw new StatisticsError('not_a_number', `${column} is not a number`, { column, row: i, value: String(out[i]) })
  return out
}

/** True when some weight is not a whole number: then, as in R, standard errors must be robust. */
export function hasFractionalWeights(weights: Float64Array | undefined): boolean {
  return weights?.some((w) => w !== Math.floor(w)) ?? false
}

/** Checks group codes; no groups means one group called `all`. */
export function checkGroups(groups: Groups | undefined, n: number): { codes: Int32Array; labels: readonly string[] } {
  if (!groups) return { codes: new Int32Array(n), labels: ['all'] }
  if (groups.codes.length !== n) throw lengthMismatch('group', groups.codes.length, n)
  const codes = Int32Array.from(groups.codes)
  for (let i = 0; i < n; i++)
    if (codes[i]! < 0 || codes[i]! >= groups.labels.length || codes[i] !== groups.codes[i])
      throw new StatisticsError('not_a_number', 'a row has a group that is not in the list of groups', {
        column: 'group',
        row: i,
        value: groups.codes[i]!,
      })
  return { codes, labels: groups.labels }
}

/** Codes 0 … k − 1 for arbitrary whole-number or other codes (strata, clusters), in order of first appearance. */
export function compactCodes(column: string, codes: Column, n: number): { codes: Int32Array; count: number } {
  if (codes.length !== n) throw lengthMismatch(column, codes.length, n)
  const seen = new Map<number, number>()
  const out = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const value = codes[i]!
    if (Number.isNaN(value)) throw new StatisticsError('not_a_number', `${column} is missing`, { column, row: i })
    let code = seen.get(value)
    if (code === undefined) {
      code = seen.size
      seen.set(value, code)
    }
    out[i] = code
  }
  return { codes: out, count: seen.size }
}

function lengthMismatch(column: string, length: number, n: number): StatisticsError {
  return new StatisticsError('length_mismatch', `${column} has ${length} values, but time has ${n}`, { column, length })
}
