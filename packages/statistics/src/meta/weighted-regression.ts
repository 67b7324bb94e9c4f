import { cholesky, choleskyInverse } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { MetaInput } from './meta-input.ts'

/** Effects, variances and the columns of the model, checked. */
export interface Studies {
  readonly k: number
  readonly p: number
  readonly y: Float64Array
  readonly v: Float64Array
  /** Column after column, the intercept first. */
  readonly x: readonly Float64Array[]
}

/** Checks effects and variances; throws with the row of the first fault. */
export function checkStudies(input: Pick<MetaInput, 'effect' | 'variance' | 'moderators' | 'names'>): Studies {
  const k = input.effect.length
  if (input.variance.length !== k)
    throw new StatisticsError('length_mismatch', `${k} effects but ${input.variance.length} variances`)
  const y = Float64Array.from(input.effect)
  const v = Float64Array.from(input.variance)
  for (let i = 0; i < k; i++) {
    if (!Number.isFinite(y[i]!))
      throw new StatisticsError('not_a_number', 'an effect is not a number', { column: 'effect', row: i })
    if (!(v[i]! > 0) || !Number.isFinite(v[i]!))
      throw new StatisticsError('out_of_range', 'the sampling variance of a study must be above 0', {
        column: 'variance',
        row: i,
        value: v[i]!,
      })
  }
  const moderators = input.moderators ?? []
  const x = [new Float64Array(k).fill(1), ...moderators.map((m) => Float64Array.from(m))]
  for (const [a, column] of x.entries()) {
    const name = input.names?.[a - 1] ?? `moderator ${a}`
    if (column.length !== k)
      throw new StatisticsError('length_mismatch', `${name} has ${column.length} values for ${k} studies`, {
        column: name,
      })
    for (let i = 0; i < k; i++)
      if (!Number.isFinite(column[i]!))
        throw new StatisticsError('not_a_number', `${name} is not a number`, { column: name, row: i })
  }
  if (k < 1) throw new StatisticsError('no_rows', 'There are no studies to pool.')
  if (k < x.length || (k === x.length && x.length > 1))
    throw new StatisticsError('too_few_studies', `${k} studies are too few for ${x.length} coefficients.`)
  refuseAliased(x, input.names ?? [])
  return { k, p: x.length, y, v, x }
}

function refuseAliased(x: readonly Float64Array[], names: readonly string[]): void {
  const p = x.length
  if (p === 1) return
  const gram = new Float64Array(p * p)
  const size = x.map((column) => Math.sqrt(column.reduce((a, b) => a + b * b, 0)) || 1)
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++)
      gram[a * p + b] = x[a]!.reduce((s, v, i) => s + v * x[b]![i]!, 0) / (size[a]! * size[b]!)
  const { pivot } = cholesky(gram, p, 1e-12)
  if (pivot > 0)
    throw new StatisticsError(
      'aliased_covariate',
      `${names[pivot - 1]} is constant or determined by the other moderators.`,
      { column: names[pivot - 1]! },
    )
}

/** Weighted least squares at one τ², with the traces that the estimators of τ² need. */
export function weighted(data: Studies, tau2: number) {
  const { k, p, y, v, x } = data
  const w = v.map((s) => 1 / (s + tau2))
  const [gram, square, cube] = [new Float64Array(p * p), new Float64Array(p * p), new Float64Array(p * p)]
  const cross = new Float64Array(p)
  let [sum1, sum2] = [0, 0]
  for (let i = 0; i < k; i++) {
    const wi = w[i]!
    sum1 += wi
    sum2 += wi * wi
    for (let a = 0; a < p; a++) {
      const xa = x[a]![i]!
      cross[a]! += wi * xa * y[i]!
      for (let b = 0; b < p; b++) {
        const xx = xa * x[b]![i]!
        gram[a * p + b]! += wi * xx
        square[a * p + b]! += wi * wi * xx
        cube[a * p + b]! += wi * wi * wi * xx
      }
    }
  }
  const inverse = p === 1 ? Float64Array.of(1 / gram[0]!) : choleskyInverse(cholesky(gram, p, 0))
  const beta = new Float64Array(p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) beta[a]! += inverse[a * p + b]! * cross[b]!
  let [residual, residual2] = [0, 0]
  for (let i = 0; i < k; i++) {
    let r = y[i]!
    let size = Math.abs(r)
    for (let a = 0; a < p; a++) {
      r -= x[a]![i]! * beta[a]!
      size += Math.abs(x[a]![i]! * beta[a]!)
    }
    // Effects that agree leave rounding, and a factor of Hartung and Knapp made of it would be a p-value out of nothing.
    if (Math.abs(r) <= 1e-14 * size) r = 0
    residual += w[i]! * r * r
    residual2 += w[i]! * w[i]! * r * r
  }
  // A = (XᵀWX)⁻¹ XᵀW²X
  const projected = new Float64Array(p * p)
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++)
      for (let c = 0; c < p; c++) projected[a * p + b]! += inverse[a * p + c]! * square[c * p + b]!
  let [traceA, traceAA, traceC] = [0, 0, 0]
  for (let a = 0; a < p; a++) {
    traceA += projected[a * p + a]!
    for (let b = 0; b < p; b++) {
      traceAA += projected[a * p + b]! * projected[b * p + a]!
      traceC += inverse[a * p + b]! * cube[b * p + a]!
    }
  }
  return { w, beta, inverse, residual, residual2, traceP: sum1 - traceA, tracePP: sum2 - 2 * traceC + traceAA }
}
