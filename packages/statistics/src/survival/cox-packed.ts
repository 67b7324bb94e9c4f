import { type KernelInstance, type Kernels, kernelsOf, memoryLayout } from '../wasm/instance.ts'
import { coxKernels } from './cox-kernels.ts'

/** Rows of a Cox model as they are packed: by stratum, then from the last time to the first. */
export interface RowsToPack {
  readonly n: number
  readonly p: number
  readonly efron: boolean
  /** Covariates by row; packed as (x − centre) / scale. */
  readonly columns: readonly Float64Array[]
  readonly centre: Float64Array
  readonly scale: Float64Array
  /** Row numbers in packed order, and for each place which time (of which stratum) it is: equal numbers are one time, neighbours. */
  readonly order: Int32Array
  readonly moment: Int32Array
  /** Said when the order has those with the event behind the others of their time already, and no row of weight 0. */
  readonly isReady?: boolean
  readonly strata: Int32Array
  readonly event: Uint8Array
  readonly weights: Float64Array | undefined
  /** Centred. */
  readonly offset: ((row: number) => number) | undefined
  readonly time: Float64Array
  /** Row numbers by stratum and from the last start to the first. */
  readonly byStart: Int32Array | undefined
  readonly start: Float64Array | undefined
}

type Addresses = Record<(typeof columnNames)[number], number>

const columnNames = [
  'z',
  'risk',
  'exposure',
  'weights',
  'offset',
  'startEvent',
  'byStart',
  'first',
  'last',
  'count',
  'fresh',
  'left',
  'deathWeight',
  'hazard',
  'escaped',
  'beta',
  's1',
  'd1',
  'means',
  'sums',
  'products',
  'gram',
  'scratch',
  'state',
] as const

/** Rows that the Gram kernel takes at a time: their columns stay in the fastest memory. */
export const GRAM_ROWS = 256

/**
 * Memory for Cox models of at most `rows` rows and `events` event times. Event time e: rows first[e] … last[e] − 1 come to its risk set, the
 * last count[e] of them with the event.
 */
export interface PackedCox {
  readonly instance: KernelInstance
  readonly at: Addresses
  readonly stride: number
  readonly pitch: number
  readonly p: number
  n: number
  events: number
  readonly risk: Float64Array
  readonly exposure: Float64Array
  readonly hazard: Float64Array
  readonly fresh: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  readonly beta: Float64Array
  readonly means: Float64Array
  readonly sums: Float64Array
  readonly products: Float64Array
  readonly gram: Float64Array
  readonly state: Float64Array
  readonly deathSum: Float64Array
  /** Σ weight × offset over those with the event. */
  deathOffset: number
  readonly efron: boolean
}

const kernels: Kernels = kernelsOf(coxKernels)

/** Sets memory aside, or null where there is no WebAssembly (or not that much memory). */
export function openPacked(
  rows: Pick<RowsToPack, 'n' | 'p' | 'efron' | 'weights' | 'offset' | 'byStart'>,
  events: number,
): PackedCox | null {
  const { n, p, efron } = rows
  const layout = memoryLayout()
  // Kernels go four rows at a time; and columns a multiple of 4096 bytes apart would share few lines of the cache.
  const stride = Math.ceil((8 * (n + 4)) / 4096) * 4096 + 192
  const pitch = 8 * 2 * Math.ceil((p + 1) / 2)
  const optional = (column: unknown, size: number) => (column ? layout.take(size) : 0)
  const at: Addresses = {
    z: layout.take(p * stride),
    risk: layout.take(stride),
    exposure: layout.take(stride),
    weights: optional(rows.weights, stride),
    offset: optional(rows.offset, stride),
    startEvent: optional(rows.byStart, 4 * n),
    byStart: optional(rows.byStart, 4 * n),
    first: layout.take(4 * events),
    last: layout.take(4 * events),
    count: layout.take(4 * events),
    fresh: layout.take(4 * events),
    left: optional(rows.byStart, 4 * events),
    deathWeight: layout.take(8 * events),
    hazard: layout.take(8 * events),
    escaped: layout.take(8 * events),
    beta: layout.take(pitch),
    s1: layout.take(pitch),
    d1: layout.take(pitch),
    means: layout.take(pitch),
    sums: layout.take(pitch),
    products: layout.take(p * pitch),
    gram: layout.take(p * pitch),
    scratch: layout.take(8 * GRAM_ROWS),
    state: layout.take(64),
  }
  const instance = kernels.open(layout.bytes())
  if (!instance) return null
  const numbers = (address: number, length: number) => new Float64Array(instance.memory.buffer, address, length)
  const integers = (address: number, length: number) => new Int32Array(instance.memory.buffer, address, length)
  for (const [name, length] of [
    ['s1', pitch / 8],
    ['d1', pitch / 8],
  ] as const)
    numbers(at[name], length).fill(0)
  return {
    instance,
    at,
    stride,
    pitch,
    p,
    n: 0,
    events: 0,
    efron,
    risk: numbers(at.risk, n + 4),
    exposure: numbers(at.exposure, n + 4),
    hazard: numbers(at.hazard, events),
    fresh: integers(at.fresh, events),
    first: integers(at.first, events),
    last: integers(at.last, events),
    beta: numbers(at.beta, p),
    means: numbers(at.means, p),
    sums: numbers(at.sums, p),
    products: numbers(at.products, (p * pitch) / 8),
    gram: numbers(at.gram, (p * pitch) / 8),
    state: numbers(at.state, 8),
    deathSum: new Float64Array(p),
    deathOffset: 0,
  }
}

export function closePacked(packed: PackedCox): void {
  kernels.close(packed.instance)
}
