import { cholesky, choleskySolve } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type CoxFit, type CoxInput, cox } from './cox.ts'
import { type CoxData, prepareCox } from './cox-data.ts'
import { computeRisks, evaluateAtRisks, rowsOf, scoreAtRisks } from './cox-fast.ts'
import { countEventTimes, deathsInOrder, eventsLast, packRows } from './cox-pack-rows.ts'
import { closePacked, openPacked, type PackedCox, type RowsToPack } from './cox-packed.ts'

/** One Cox model, to be fitted again and again with other case weights. */
export interface CoxRefits {
  /** The fit to the rows as they are. */
  readonly fit: CoxFit
  /**
   * Coefficients with `multiples[i]` times the case weight of row i; a multiple of 0 leaves the row out.
   * The same as `cox` with those weights; throws what it throws.
   */
  readonly refit: (multiples: ArrayLike<number>) => Float64Array
  /** Gives the memory back. */
  readonly close: () => void
}

/**
 * Prepares a Cox model for the bootstrap: rows are checked, sorted and standardized once, and each sample starts from the fit to all rows.
 *
 * A sample is a set of multiples of the rows' weights (Poisson or multinomial counts), not a copy of rows; which times are tied is decided once. From the first fit two steps of
 * Newton and then steps with the last information, until the next would change nothing: the same maximum as `cox` finds from zero. Where
 * these steps do not settle, or with late entry, the sample is fitted by `cox` itself.
 */
export function coxRefits(input: CoxInput): CoxRefits {
  const fit = cox(input)
  const data = prepareCox(input)
  const whole = rowsOf(data)
  const sample = data.byStart ? null : openPacked({ ...whole, weights: new Float64Array(0) }, countEventTimes(whole))
  const slowly = (multiples: ArrayLike<number>) => cox(weighted(input, multiples)).coefficients
  if (!sample) return { fit, refit: slowly, close: () => {} }
  const sorted = sortedRows(data, whole)
  const start = fit.coefficients.map((b, a) => b * data.scale[a]!)
  const riskAtStart = exponentials(data, sorted, start)
  const subset = subsetOf(sorted)
  return {
    fit,
    refit: (multiples) => {
      if (multiples.length !== data.n)
        throw new StatisticsError('length_mismatch', `${multiples.length} weights for ${data.n} rows`)
      const rows = subset(multiples)
      if (rows.n === 0) return slowly(multiples)
      const order = packRows(sample, rows)
      if (sample.events === 0) return slowly(multiples)
      const { risk } = sample
      const weights = new Float64Array(sample.instance.memory.buffer, sample.at.weights, sample.n)
      for (let k = 0; k < sample.n; k++) risk[k] = weights[k]! * riskAtStart[order[k]!]!
      const beta = climb(sample, start)
      return beta ? beta.map((b, a) => b / data.scale[a]!) : slowly(multiples)
    },
    close: () => closePacked(sample),
  }
}

/** From `start`, whose risks are in place: the maximum, or null when the steps do not settle. */
function climb(sample: PackedCox, start: Float64Array): Float64Array | null {
  const { p } = sample
  let beta = start
  let factor = cholesky(new Float64Array(p * p), p)
  let before = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 12; turn++) {
    let score: Float64Array
    if (turn > 0) computeRisks(sample, beta)
    if (turn < 2) {
      const at = evaluateAtRisks(sample, beta)
      factor = cholesky(at.information, p, 1e-10, 1e-11 * sample.n)
      if (factor.pivot >= 0) return null
      score = at.score
    } else score = scoreAtRisks(sample)
    const step = choleskySolve(factor, score)
    let size = 0
    let scale = 1
    for (let a = 0; a < p; a++) {
      size = Math.max(size, Math.abs(step[a]!))
      scale = Math.max(scale, Math.abs(beta[a]!))
    }
    // Far from the first fit the quick steps promise nothing.
    if (!(size < 1) || (turn > 0 && !(size < before))) return null
    beta = beta.map((b, a) => b + step[a]!)
    // The next step would be about size² / before: steps shrink at least as fast as they just did.
    if (size < 1e-13 * scale || (turn > 0 && size * (size / before) < 1e-11 * scale)) return beta
    before = size
  }
  return null
}

function weighted(input: CoxInput, multiples: ArrayLike<number>): CoxInput {
  const weights = Float64Array.from({ length: input.time.length }, (_, i) => multiples[i]! * (input.weights?.[i] ?? 1))
  return { ...input, weights, robust: false }
}

/** The rows in packed order, standardized: what a sample picks from reads memory in order. */
function sortedRows(data: CoxData, whole: RowsToPack): RowsToPack & { readonly from: Int32Array } {
  const { n } = whole
  const order = eventsLast(whole, deathsInOrder(whole)).subarray(0, n)
  const numbers = (of: (row: number) => number) => Float64Array.from(order, of)
  const { weights, offset } = whole
  return {
    ...whole,
    columns: data.x.map((x, a) => numbers((i) => (x[i]! - data.centre[a]!) / data.scale[a]!)),
    centre: new Float64Array(data.p),
    scale: new Float64Array(data.p).fill(1),
    order: Int32Array.from({ length: n }, (_, k) => k),
    strata: Int32Array.from(order, (i) => whole.strata[i]!),
    event: Uint8Array.from(order, (i) => whole.event[i]!),
    weights: weights && numbers((i) => weights[i]!),
    offset: offset && ((k) => offset(order[k]!)),
    time: numbers((i) => whole.time[i]!),
    isReady: true,
    from: order,
  }
}

function exponentials({ p }: CoxData, { n, columns, offset }: RowsToPack, beta: Float64Array): Float64Array {
  const out = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let eta = offset ? offset(k) : 0
    for (let a = 0; a < p; a++) eta += beta[a]! * columns[a]![k]!
    out[k] = Math.exp(eta)
  }
  return out
}

/** Picks the rows with a weight above 0; what it answers is used up by the next call. */
function subsetOf(sorted: RowsToPack & { readonly from: Int32Array }) {
  const order = new Int32Array(sorted.n)
  const moment = new Int32Array(sorted.n)
  const weights = new Float64Array(sorted.n)
  return (multiples: ArrayLike<number>): RowsToPack => {
    const numbers = multiples instanceof Float64Array ? multiples : Float64Array.from(multiples)
    const n = pickRows(numbers, sorted.from, sorted.moment, sorted.weights, order, moment, weights)
    if (n < 0) throw new StatisticsError('bad_weight', 'a weight must not be negative', { column: 'weights' })
    return { ...sorted, n, order, moment, weights }
  }
}

/** Writes every weight, and places and times of the rows that stay; answers how many they are, or −1 when a weight is no number of 0 or more. */
function pickRows(
  multiples: Float64Array,
  from: Int32Array,
  moments: Int32Array,
  base: Float64Array | undefined,
  order: Int32Array,
  moment: Int32Array,
  weights: Float64Array,
): number {
  let n = 0
  let isGood = true
  for (let k = 0; k < from.length; k++) {
    const multiple = multiples[from[k]!]!
    const weight = base ? multiple * base[k]! : multiple
    if (!(multiple >= 0)) isGood = false
    order[n] = k
    moment[n] = moments[k]!
    weights[k] = weight
    // Without a branch: where this row is left out, the next is written over it.
    n += Number(weight > 0)
  }
  return isGood ? n : -1
}
