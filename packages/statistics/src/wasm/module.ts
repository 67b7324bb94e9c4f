import { type Code, type Local, unsigned, type ValueType } from './instructions.ts'

const typeCodes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f64: 0x7c, v128: 0x7b }

/** A function of a module: parameters and locals by name, in order, and what it does. It returns nothing: results go to memory. */
export interface WasmFunction {
  readonly name: string
  readonly params: readonly ValueType[]
  readonly locals: readonly ValueType[]
  readonly body: Code
}

/** Writes a function; `body` gets its parameters and locals by name. */
export function wasmFunction<P extends string, L extends string>(
  name: string,
  params: Readonly<Record<P, ValueType>>,
  locals: Readonly<Record<L, ValueType>>,
  body: (variables: Readonly<Record<P | L, Local>>) => readonly Code[],
): WasmFunction {
  const types = [...Object.entries<ValueType>(params), ...Object.entries<ValueType>(locals)]
  const variables = Object.fromEntries(
    types.map(([key, type], index): [string, Local] => [
      key,
      Object.assign([0x20, ...unsigned(index)], { index, type }),
    ]),
  ) as Readonly<Record<string, Local>> as Readonly<Record<P | L, Local>>
  return { name, params: Object.values(params), locals: Object.values(locals), body: body(variables).flat() }
}

const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()]
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content]
const text = (value: string): number[] => vector([...value].map((c) => [c.charCodeAt(0)]))

/**
 * The bytes of a module whose functions are exported by name. It imports `env.memory` and, as function 0, `env.log` (a number to a number).
 * Format: WebAssembly core specification 2.0, chapter 5.5.
 */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const log: Code = [0x60, 1, typeCodes.f64, 1, typeCodes.f64]
  const types = [log, ...functions.map((f) => [0x60, ...vector(f.params.map((t) => [typeCodes[t]])), 0])]
  const imports = [
    [...text('env'), ...text('log'), 0x00, 0],
    [...text('env'), ...text('memory'), 0x02, 0x00, 1],
  ]
  const bodies = functions.map((f) => {
    const code = [...vector(f.locals.map((t) => [1, typeCodes[t]])), ...f.body, 0x0b]
    return [...unsigned(code.length), ...code]
  })
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector(imports)),
    ...section(3, vector(functions.map((_, i) => unsigned(i + 1)))),
    ...section(7, vector(functions.map((f, i) => [...text(f.name), 0x00, ...unsigned(i + 1)]))),
    ...section(10, vector(bodies)),
  ])
}
