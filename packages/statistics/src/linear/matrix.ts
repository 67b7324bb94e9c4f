import { StatisticsError } from '../statistics-error.ts'

/** A symmetric or square matrix, row after row, with its size. */
export interface SquareMatrix {
  readonly size: number
  readonly values: Float64Array
}

/** Result of a Cholesky factorization: `pivot` is the first column that the columns before it determine, or −1. */
export interface CholeskyFactor {
  readonly size: number
  readonly lower: Float64Array
  readonly pivot: number
}

/**
 * Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ.
 * A column whose remaining variance is below `tolerance` of its own, or not above `floor`, is reported in `pivot`, and the work stops there.
 */
export function cholesky(a: Float64Array, size: number, tolerance = 1e-12, floor = 0): CholeskyFactor {
  const lower = new Float64Array(size * size)
  for (let j = 0; j < size; j++) {
    let d = a[j * size + j]!
    const own = d
    for (let k = 0; k < j; k++) d -= lower[j * size + k]! ** 2
    if (!(d > tolerance * Math.abs(own)) || !(d > floor)) return { size, lower, pivot: j }
    const root = Math.sqrt(d)
    lower[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      let s = a[i * size + j]!
      for (let k = 0; k < j; k++) s -= lower[i * size + k]! * lower[j * size + k]!
      lower[i * size + j] = s / root
    }
  }
  return { size, lower, pivot: -1 }
}

/** Solves A x = b with the factor of A. */
export function choleskySolve(factor: CholeskyFactor, b: ArrayLike<number>): Float64Array {
  const { size, lower } = factor
  const x = Float64Array.from(b)
  for (let i = 0; i < size; i++) {
    let s = x[i]!
    for (let k = 0; k < i; k++) s -= lower[i * size + k]! * x[k]!
    x[i] = s / lower[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    let s = x[i]!
    for (let k = i + 1; k < size; k++) s -= lower[k * size + i]! * x[k]!
    x[i] = s / lower[i * size + i]!
  }
  return x
}

/** Inverse of A from its factor, row after row. */
export function choleskyInverse(factor: CholeskyFactor): Float64Array {
  const { size } = factor
  const inverse = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    unit.fill(0)
    unit[j] = 1
    const column = choleskySolve(factor, unit)
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]!
  }
  // Rounding makes the two halves differ in the last digit; readers compare them.
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const mean = (inverse[i * size + j]! + inverse[j * size + i]!) / 2
      inverse[i * size + j] = mean
      inverse[j * size + i] = mean
    }
  return inverse
}

/** log determinant of A from its factor. */
export function choleskyLogDeterminant(factor: CholeskyFactor): number {
  let sum = 0
  for (let i = 0; i < factor.size; i++) sum += Math.log(factor.lower[i * factor.size + i]!)
  return 2 * sum
}

/** bᵀ A⁻¹ b for a symmetric positive definite A; throws `singular` when A is not. */
export function quadraticForm(a: Float64Array, b: ArrayLike<number>, size: number, tolerance = 1e-12): number {
  const factor = cholesky(a, size, tolerance)
  if (factor.pivot >= 0) throw new StatisticsError('singular', 'A matrix that must be inverted is singular.')
  const x = choleskySolve(factor, b)
  let sum = 0
  for (let i = 0; i < size; i++) sum += b[i]! * x[i]!
  return sum
}

/** Matrix product of an (n × m) and an (m × k) matrix, row after row. */
export function multiply(a: Float64Array, b: Float64Array, n: number, m: number, k: number): Float64Array {
  const out = new Float64Array(n * k)
  for (let i = 0; i < n; i++)
    for (let l = 0; l < m; l++) {
      const v = a[i * m + l]!
      if (v === 0) continue
      for (let j = 0; j < k; j++) out[i * k + j]! += v * b[l * k + j]!
    }
  return out
}
