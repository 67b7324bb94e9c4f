import { cholesky, multiply } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from '../survival/columns.ts'
import { type ModelColumns, openModelColumns } from './logistic-columns.ts'

export interface LogisticInput {
  /** 0 or 1, one value a row. */
  readonly y: Column
  /** One column a covariate, and its name; the intercept is added. */
  readonly x: readonly Column[]
  readonly names: readonly string[]
  /** For each row its place in the columns of `x`, which may be longer then: a bootstrap need not copy what it leaves out. */
  readonly places?: Int32Array
  /** Case weights, not negative; a row of weight 0 is left out of the fit but has a fitted probability. */
  readonly weights?: Column
  readonly offset?: Column
  /** Rows with the same number are one cluster: makes the variance robust. */
  readonly cluster?: Column
  /** Each row its own cluster. */
  readonly robust?: boolean
  /** Coefficients to begin from, intercept first (a bootstrap begins from the estimate). */
  readonly start?: ArrayLike<number>
}

/** Standardized columns, the intercept first. */
export interface LogisticRows {
  readonly n: number
  readonly p: number
  readonly names: readonly string[]
  readonly y: Float64Array
  readonly w: Float64Array
  readonly offset: Float64Array | undefined
  readonly z: readonly Float64Array[]
  readonly crossProducts: ModelColumns['crossProducts']
  readonly centre: Float64Array
  readonly scale: Float64Array
  /** Gives the columns' memory back. */
  readonly close: () => void
}

/** Checks the columns of a logistic model and standardizes them; throws with the column at fault. */
export function prepareLogistic(input: LogisticInput): LogisticRows {
  const n = input.y.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  if (input.names.length !== input.x.length)
    throw new StatisticsError('length_mismatch', `${input.x.length} covariates but ${input.names.length} names`)
  const y = toNumbers('y', input.y, n)
  const w = input.weights ? checkWeights(input.weights, n) : new Float64Array(n).fill(1)
  const offset = input.offset && toNumbers('offset', input.offset, n)
  let [total, ones] = [0, 0]
  for (let i = 0; i < n; i++) {
    if (y[i] !== 0 && y[i] !== 1)
      throw new StatisticsError('bad_event', `the outcome must be 0 or 1, not ${y[i]}`, {
        column: 'y',
        row: i,
        value: y[i]!,
      })
    total += w[i]!
    ones += w[i]! * y[i]!
  }
  if (ones === 0 || ones === total)
    throw new StatisticsError('no_events', `The outcome is ${ones === 0 ? 0 : 1} in every row.`, { column: 'y' })
  const p = input.x.length + 1
  const { columns: z, crossProducts, close } = openModelColumns(n, p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p).fill(1)
  const rows = { n, p, names: ['(Intercept)', ...input.names], y, w, offset, z, crossProducts, centre, scale, close }
  try {
    z[0]!.fill(1)
    for (let a = 1; a < p; a++) standardize(rows, a, numbersOf(input, a - 1, n), input.places, total)
    refuseAliased(rows)
  } catch (error) {
    close()
    throw error
  }
  return rows
}

/** A column as numbers; with places its length is the caller's affair, and what is not finite shows in its mean. */
function numbersOf({ x, names, places }: LogisticInput, a: number, n: number): Float64Array {
  const column = x[a]!
  return places && column instanceof Float64Array ? column : toNumbers(names[a]!, column, places ? column.length : n)
}

function standardize(
  rows: LogisticRows,
  a: number,
  column: Float64Array,
  places: Int32Array | undefined,
  total: number,
): void {
  const { n, w, z, names, centre, scale } = rows
  const out = z[a]!
  if (places) for (let i = 0; i < n; i++) out[i] = column[places[i]!]!
  else out.set(column)
  let mean = 0
  for (let i = 0; i < n; i++) mean += (w[i]! * out[i]!) / total
  if (!Number.isFinite(mean)) toNumbers(names[a]!, column, column.length)
  let spread = 0
  for (let i = 0; i < n; i++) spread += (w[i]! * (out[i]! - mean) ** 2) / total
  const sd = Math.sqrt(spread)
  if (!(sd > 1e-12 * Math.abs(mean)) || sd === 0)
    throw new StatisticsError(
      'constant_covariate',
      `${names[a]} has the same value in every row, so it has no effect to estimate.`,
      { column: names[a]! },
    )
  centre[a] = mean
  scale[a] = sd
  for (let i = 0; i < n; i++) out[i] = (out[i]! - mean) / sd
}

function refuseAliased({ p, w, crossProducts, names }: LogisticRows): void {
  const { pivot } = cholesky(crossProducts(w), p, 1e-10)
  if (pivot < 0) return
  const name = names[pivot]!
  throw new StatisticsError(
    'aliased_covariate',
    `${name} is determined by the columns before it (${names.slice(0, pivot).join(', ')}), so its effect cannot be told apart. R would print NA for it.`,
    { column: name },
  )
}

/** Adds weight × v vᵀ to the lower triangle, v being the p numbers from `at`. */
export function addOuter(matrix: Float64Array, values: Float64Array, at: number, weight: number, p: number): void {
  if (weight === 0) return
  for (let a = 0; a < p; a++) {
    const v = weight * values[at + a]!
    for (let b = 0; b <= a; b++) matrix[a * p + b]! += v * values[at + b]!
  }
}

/** Copies the lower triangle to the upper. */
export function mirrored(matrix: Float64Array, p: number): Float64Array {
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) matrix[b * p + a] = matrix[a * p + b]!
  return matrix
}

/** The matrix that takes coefficients of standardized columns to those of the columns as given. */
export function unscaling({ p, centre, scale }: LogisticRows): Float64Array {
  const back = new Float64Array(p * p)
  back[0] = 1
  for (let a = 1; a < p; a++) {
    back[a * p + a] = 1 / scale[a]!
    back[a] = -centre[a]! / scale[a]!
  }
  return back
}

/** Covariance of the coefficients as given, from that of the standardized ones. */
export function transformed(back: Float64Array, covariance: Float64Array, p: number): Float64Array {
  const turned = new Float64Array(p * p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) turned[b * p + a] = back[a * p + b]!
  return multiply(multiply(back, covariance, p, p, p), turned, p, p, p)
}
