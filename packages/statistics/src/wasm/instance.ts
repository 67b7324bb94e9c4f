import { type WasmFunction, wasmModule } from './module.ts'

/** A module with its own memory. Functions take numbers (sizes and addresses) and leave their results in memory. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory
  readonly run: Readonly<Record<string, (...operands: number[]) => void>>
}

export interface Kernels {
  /** An instance with at least `bytes` of memory, whose contents are whatever was there before; null where it cannot be had. */
  readonly open: (bytes: number) => KernelInstance | null
  /** Gives an instance back, so that the next small problem need not make its own. */
  readonly close: (instance: KernelInstance) => void
}

const PAGE = 65536
const MOST_PAGES = 65536
/** Larger memories go back to the system; of smaller ones a few are kept. */
const KEPT_PAGES = 256
const KEPT_INSTANCES = 4

/** Compiles functions on first use. Without WebAssembly (or where a page forbids it) `open` answers null, and the caller has its plain version. */
export function kernelsOf(functions: () => readonly WasmFunction[]): Kernels {
  let compiled: WebAssembly.Module | null | undefined
  const idle: KernelInstance[] = []
  const compile = (): WebAssembly.Module | null => {
    try {
      return new WebAssembly.Module(wasmModule(functions()))
    } catch {
      return null
    }
  }
  return {
    open: (bytes) => {
      if (compiled === undefined) compiled = typeof WebAssembly === 'undefined' ? null : compile()
      const pages = Math.max(1, Math.ceil(bytes / PAGE))
      if (!compiled || pages > MOST_PAGES) return null
      try {
        const kept = pages <= KEPT_PAGES ? idle.pop() : undefined
        if (kept) {
          const missing = pages - kept.memory.buffer.byteLength / PAGE
          if (missing > 0) kept.memory.grow(missing)
          return kept
        }
        const memory = new WebAssembly.Memory({ initial: pages })
        const { exports } = new WebAssembly.Instance(compiled, { env: { memory, log: Math.log } })
        return { memory, run: exports as KernelInstance['run'] }
      } catch (error) {
        if (error instanceof RangeError) return null
        throw error
      }
    },
    close: (instance) => {
      if (idle.length < KEPT_INSTANCES && instance.memory.buffer.byteLength <= KEPT_PAGES * PAGE) idle.push(instance)
    },
  }
}

/** Addresses for the columns of a problem, one after the other; a column starts on its own line of the processor's cache. */
export function memoryLayout() {
  // Address 0 says "absent" to the kernels.
  let bytes = 64
  const take = (size: number): number => {
    const address = bytes
    bytes += Math.ceil(size / 64) * 64
    return address
  }
  return { take, bytes: () => bytes }
}
