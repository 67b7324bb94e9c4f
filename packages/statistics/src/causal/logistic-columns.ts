import { gram } from '../wasm/gram.ts'
import { kernelsOf, memoryLayout } from '../wasm/instance.ts'

const kernels = kernelsOf(() => [gram()])
/** Rows a call of the kernel: they and their weights stay in the processor's cache. */
const ROWS_A_CALL = 256

/** Columns of a model that are multiplied with each other again and again. */
export interface ModelColumns {
  /** To be filled by the caller; all have `n` numbers. */
  readonly columns: readonly Float64Array[]
  /** Σ weight x xᵀ over the rows, p × p. */
  readonly crossProducts: (weight: Float64Array) => Float64Array
  /** Gives the memory back; the columns are gone then. */
  readonly close: () => void
}

/** Opens p columns of n numbers, all 0: in WebAssembly's memory where there is one, else as they are. */
export function openModelColumns(n: number, p: number): ModelColumns {
  const rows = 4 * Math.ceil(n / 4)
  const stride = 64 * Math.ceil(rows / 8)
  const pitch = 16 * Math.ceil(p / 2)
  const layout = memoryLayout()
  const at = {
    z: layout.take(p * stride),
    weight: layout.take(8 * rows),
    scratch: layout.take(8 * ROWS_A_CALL),
    out: layout.take(p * pitch),
  }
  const instance = kernels.open(layout.bytes())
  if (!instance) return plainColumns(n, p)
  const { memory, run } = instance
  new Uint8Array(memory.buffer, at.z, p * stride).fill(0)
  const weights = new Float64Array(memory.buffer, at.weight, rows).fill(0)
  const out = new Float64Array(memory.buffer, at.out, (p * pitch) / 8)
  return {
    columns: Array.from({ length: p }, (_, a) => new Float64Array(memory.buffer, at.z + a * stride, n)),
    crossProducts: (weight) => {
      weights.set(weight)
      out.fill(0)
      for (let from = 0; from < rows; from += ROWS_A_CALL)
        run['gram']!(at.z, stride, p, at.weight, at.scratch, at.out, pitch, from, Math.min(from + ROWS_A_CALL, rows))
      return symmetric(p, (a, b) => out[(a * pitch) / 8 + b]!)
    },
    close: () => kernels.close(instance),
  }
}

/** The same without WebAssembly: what the kernel is tested against. */
export function plainColumns(n: number, p: number): ModelColumns {
  const columns = Array.from({ length: p }, () => new Float64Array(n))
  return {
    columns,
    crossProducts: (weight) =>
      symmetric(p, (a, b) => {
        const [x, y] = [columns[a]!, columns[b]!]
        let sum = 0
        for (let i = 0; i < n; i++) sum += weight[i]! * x[i]! * y[i]!
        return sum
      }),
    close: () => {},
  }
}

/** A p × p matrix from its lower triangle. */
function symmetric(p: number, value: (a: number, b: number) => number): Float64Array {
  const out = new Float64Array(p * p)
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      out[a * p + b] = value(a, b)
      out[b * p + a] = out[a * p + b]!
    }
  return out
}
