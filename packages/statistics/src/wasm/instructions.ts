/**
 * WebAssembly instructions as functions that return bytes: `f64.add(a, b)` is the code of a, the code of b, then the opcode.
 * Only what the kernels of this package use. Opcodes: WebAssembly core specification 2.0, chapter 5.4.
 */
export type Code = readonly number[]

export type ValueType = 'i32' | 'f64' | 'v128'

/** A local variable: as code it reads the variable. */
export interface Local extends Code {
  readonly index: number
  readonly type: ValueType
}

/** Unsigned LEB128, as counts and indices are written. */
export function unsigned(value: number): number[] {
  const out: number[] = []
  let left = value
  do {
    const low = left & 0x7f
    left >>>= 7
    out.push(left ? low | 0x80 : low)
  } while (left)
  return out
}

/** Signed LEB128, as i32 constants are written. */
export function signed(value: number): number[] {
  const out: number[] = []
  let left = value | 0
  for (;;) {
    const low = left & 0x7f
    left >>= 7
    const isDone = (left === 0 && !(low & 0x40)) || (left === -1 && (low & 0x40) !== 0)
    out.push(isDone ? low : low | 0x80)
    if (isDone) return out
  }
}

const bytesOf = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)]
const op =
  (...opcode: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), ...opcode]
/** SIMD opcodes are a number after the prefix 0xfd. */
const simd = (opcode: number) => op(0xfd, ...unsigned(opcode))
const read =
  (...opcode: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, 0, ...unsigned(offset)]
const write =
  (...opcode: number[]) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, 0, ...unsigned(offset)]

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  eqz: op(0x45),
  eq: op(0x46),
  /** Comparisons are unsigned, so that addresses may use all of 32 bits. */
  lt: op(0x49),
  le: op(0x4d),
  add: op(0x6a),
  sub: op(0x6b),
  mul: op(0x6c),
  and: op(0x71),
  or: op(0x72),
  shl: op(0x74),
  load: read(0x28),
  store: write(0x36),
}

export const f64 = {
  const: (value: number): Code => [0x44, ...bytesOf(value)],
  lt: op(0x63),
  gt: op(0x64),
  add: op(0xa0),
  sub: op(0xa1),
  mul: op(0xa2),
  div: op(0xa3),
  fromI32: op(0xb7),
  load: read(0x2b),
  store: write(0x39),
}

export const v128 = {
  load: read(0xfd, 0x00),
  store: write(0xfd, 0x0b),
}

/** Two 64-bit numbers at once. */
export const f64x2 = {
  const: (value: number): Code => [0xfd, 0x0c, ...bytesOf(value), ...bytesOf(value)],
  /** Reads one number into both lanes. */
  loadSplat: read(0xfd, 0x0a),
  splat: simd(0x14),
  lane: (value: Code, lane: 0 | 1): Code => [...value, 0xfd, 0x21, lane],
  nearest: simd(0x94),
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  min: simd(0xf4),
  max: simd(0xf5),
  /** Whole numbers as i32 in the two low lanes; too large ones as the largest. */
  truncate: simd(0xfc),
}

export const i64x2 = {
  fromLowI32: simd(0xc7),
  splat: (value: number): Code => [
    0xfd,
    0x0c,
    ...[0, 1].flatMap(() => [...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)]),
  ],
  shl: (value: Code, by: number): Code => [...value, ...i32.const(by), 0xfd, ...unsigned(0xcb)],
  shr: (value: Code, by: number): Code => [...value, ...i32.const(by), 0xfd, ...unsigned(0xcc)],
  add: simd(0xce),
  sub: simd(0xd1),
}

export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local.index)]

/** local += value, in the local's own type. */
export function increase(local: Local, value: Code): Code {
  const add = { i32: i32.add, f64: f64.add, v128: f64x2.add }[local.type]
  return set(local, add(local, value))
}

export const call = (index: number, ...operands: Code[]): Code => [...operands.flat(), 0x10, ...unsigned(index)]

export const when = (condition: Code, then: readonly Code[], otherwise: readonly Code[] = []): Code => [
  ...condition,
  0x04,
  0x40,
  ...then.flat(),
  ...(otherwise.length > 0 ? [0x05, ...otherwise.flat()] : []),
  0x0b,
]

/** Repeats while the condition holds, looking before each turn. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...i32.eqz(condition),
  ...[0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
]
