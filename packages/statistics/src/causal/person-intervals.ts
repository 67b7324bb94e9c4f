import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

/** One row a person and interval, people in their order, intervals in time. Interval k is ((k − 1)·width, k·width], counted from 1. */
export interface PersonIntervals {
  readonly rows: number
  /** Row number of the person in the columns given. */
  readonly person: Int32Array
  readonly interval: Int32Array
  readonly start: Float64Array
  readonly stop: Float64Array
  /** 1 in the row in which the event happens. */
  readonly event: Uint8Array
}

export interface PersonIntervalsInput {
  /** End of follow-up of each person, above 0. */
  readonly time: Column
  readonly event: Column
  readonly width: number
  /** Follow-up after it is cut off. */
  readonly horizon?: number
}

/**
 * Expands people to person-intervals: a row for each interval that a person begins at risk, up to the one in which follow-up ends.
 * The last row stops at the person's own time. Source: Singer & Willett 2003, chapter 11; D'Agostino et al. 1990.
 * @throws no_rows, length_mismatch, not_a_number, bad_event, bad_option (width), out_of_range (a time that is not above 0)
 */
export function personIntervals(input: PersonIntervalsInput): PersonIntervals {
  const n = input.time.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no people to expand.')
  const { width, horizon = Number.POSITIVE_INFINITY } = input
  if (!(width > 0 && Number.isFinite(width)))
    throw new StatisticsError('bad_option', `the width of an interval must be above 0, not ${width}`)
  if (!(horizon > 0)) throw new StatisticsError('bad_option', `the horizon must be above 0, not ${horizon}`)
  const time = toNumbers('time', input.time, n)
  const event = toBinary('event', input.event, n)
  const ends = time.map((t) => Math.min(t, horizon))
  const counts = ends.map((t) => Math.ceil(t / width))
  let rows = 0
  for (let i = 0; i < n; i++) {
    if (!(time[i]! > 0))
      throw new StatisticsError('out_of_range', `time must be above 0, but is ${time[i]}`, {
        column: 'time',
        row: i,
        value: time[i]!,
      })
    rows += counts[i]!
  }
  const person = new Int32Array(rows)
  const interval = new Int32Array(rows)
  const start = new Float64Array(rows)
  const stop = new Float64Array(rows)
  const happened = new Uint8Array(rows)
  for (let i = 0, r = 0; i < n; i++)
    for (let k = 1; k <= counts[i]!; k++, r++) {
      person[r] = i
      interval[r] = k
      start[r] = (k - 1) * width
      stop[r] = Math.min(k * width, ends[i]!)
      happened[r] = k === counts[i]! && event[i] === 1 && time[i]! <= horizon ? 1 : 0
    }
  return { rows, person, interval, start, stop, event: happened }
}

/** A value of each person repeated on that person's rows. */
export function onRows(intervals: PersonIntervals, values: Column): Float64Array {
  return gather(values, intervals.person)
}

/** The values at the given places. A plain loop: this is done for every column of every bootstrap sample. */
export function gather(values: Column, places: Int32Array): Float64Array {
  const out = new Float64Array(places.length)
  for (let k = 0; k < places.length; k++) out[k] = values[places[k]!]!
  return out
}
