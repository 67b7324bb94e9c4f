import { orderOf } from '../linear/order.ts'
import { sum } from '../linear/sum.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkSurvivalColumns, compactCodes, hasFractionalWeights, toNumbers } from './columns.ts'

export interface CoxInput {
  readonly start?: Column
  readonly time: Column
  readonly event: Column
  /** One column a covariate, and its name. */
  readonly x: readonly Column[]
  readonly names: readonly string[]
  readonly strata?: Column
  readonly weights?: Column
  readonly offset?: Column
  /** Rows with the same number are one cluster: makes the variance robust. */
  readonly cluster?: Column
  readonly robust?: boolean
  readonly ties?: 'efron' | 'breslow'
  readonly nearTies?: boolean
}

/** Checked, sorted and standardized columns of a Cox model; standardizing keeps the information matrix well conditioned. */
export interface CoxData {
  readonly n: number
  readonly p: number
  readonly names: readonly string[]
  readonly efron: boolean
  readonly start: Float64Array | undefined
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly weights: Float64Array | undefined
  readonly offset: Float64Array | undefined
  /** Taken off the offset before exp(). */
  readonly offsetMean: number
  readonly cluster: Int32Array | undefined
  readonly robust: boolean
  readonly strata: Int32Array
  readonly strataCount: number
  readonly x: readonly Float64Array[]
  /** z = (x − centre) / scale; made when first looked at. */
  readonly z: readonly Float64Array[]
  readonly centre: Float64Array
  readonly scale: Float64Array
  /** Row numbers by stratum and then from the last time to the first; likewise by start. */
  readonly byStop: Int32Array
  readonly byStart: Int32Array | undefined
  readonly events: number
}

/** Checks the input of a Cox model; throws with the column or row at fault. */
export function prepareCox(input: CoxInput): CoxData {
  const rows = checkSurvivalColumns(input)
  const { n, time, start, event, weights } = rows
  const p = input.x.length
  if (input.names.length !== p)
    throw new StatisticsError('length_mismatch', `${p} covariates but ${input.names.length} names`)
  const offset = input.offset && toNumbers('offset', input.offset, n)
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n).codes
  const strata = input.strata ? compactCodes('strata', input.strata, n) : { codes: new Int32Array(n), count: 1 }
  let events = 0
  for (let i = 0; i < n; i++) if (event[i] && (!weights || weights[i]! > 0)) events++
  if (events === 0)
    throw new StatisticsError('no_events', 'Nobody had the event, so there is nothing to model.', { column: 'event' })
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  const x = input.x.map((column, j) => {
    const name = input.names[j]!
    const values = toNumbers(name, column, n)
    const [mean, sd] = meanAndSpread(values)
    if (!(sd > 1e-12 * Math.abs(mean)) || sd === 0)
      throw new StatisticsError(
        'constant_covariate',
        `${name} has the same value in every row, so it has no effect to estimate.`,
        { column: name },
      )
    centre[j] = mean
    scale[j] = sd
    return values
  })
  let z: readonly Float64Array[] | undefined
  return {
    n,
    p,
    names: input.names,
    efron: input.ties !== 'breslow',
    start,
    time,
    event,
    weights,
    offset,
    offsetMean: offset ? sum(offset) / n : 0,
    cluster,
    robust: input.robust ?? (cluster !== undefined || hasFractionalWeights(weights)),
    strata: strata.codes,
    strataCount: strata.count,
    x,
    get z() {
      z ??= x.map((values, j) => standardized(values, centre[j]!, scale[j]!))
      return z
    },
    centre,
    scale,
    byStop: lastFirst(rows.byTime(), strata),
    byStart: start && lastFirst(orderOf(start), strata),
    events,
  }
}

/** Taken from the first value, so that a constant column has spread 0 and a large constant costs no digits. */
function meanAndSpread(values: Float64Array): [mean: number, sd: number] {
  const n = values.length
  const shift = values[0]!
  let total = 0
  for (let i = 0; i < n; i++) total += values[i]! - shift
  const mean = total / n
  let spread = 0
  for (let i = 0; i < n; i++) spread += (values[i]! - shift - mean) ** 2
  return [shift + mean, Math.sqrt(spread / n)]
}

function standardized(values: Float64Array, centre: number, scale: number): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = (values[i]! - centre) / scale
  return out
}

function lastFirst(ascending: Int32Array, strata: { codes: Int32Array; count: number }): Int32Array {
  const order = ascending.toReversed()
  if (strata.count === 1) return order
  const next = new Int32Array(strata.count + 1)
  for (const code of strata.codes) next[code + 1]!++
  for (let s = 0; s < strata.count; s++) next[s + 1]! += next[s]!
  const out = new Int32Array(order.length)
  for (const i of order) out[next[strata.codes[i]!]!++] = i
  return out
}
