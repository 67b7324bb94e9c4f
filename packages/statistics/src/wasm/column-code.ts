import { type Code, f64, f64x2, i32, increase, type Local, repeatWhile, set, v128, when } from './instructions.ts'

/** Address of a 64-bit number of a column. */
export const at = (base: Code, row: Code): Code => i32.add(base, i32.shl(row, i32.const(3)))
/** Address of a 32-bit number. */
export const at4 = (base: Code, row: Code): Code => i32.add(base, i32.shl(row, i32.const(2)))
/** local += by. */
export const next = (local: Local, by = 1): Code => increase(local, i32.const(by))
/** Sum of the two lanes. */
export const lanes = (pair: Code): Code => f64.add(f64x2.lane(pair, 0), f64x2.lane(pair, 1))
/** Adds to a number in memory. */
export const addTo = (address: Code, value: Code, offset = 0): Code =>
  f64.store(address, f64.add(f64.load(address, offset), value), offset)

/** sum += Σ risk[k] z[k] over rows from … to − 1 of the column at `column`. `pair`, `k` and `last` are scratch. */
export function dot(
  sum: Local,
  pair: Local,
  k: Local,
  last: Local,
  risk: Code,
  column: Code,
  from: Code,
  to: Code,
): Code[] {
  return [
    set(pair, f64x2.const(0)),
    set(k, from),
    set(last, i32.sub(to, i32.and(i32.sub(to, from), i32.const(1)))),
    repeatWhile(
      i32.lt(k, last),
      increase(pair, f64x2.mul(v128.load(at(risk, k)), v128.load(at(column, k)))),
      next(k, 2),
    ),
    set(sum, f64.add(sum, lanes(pair))),
    when(i32.lt(k, to), [increase(sum, f64.mul(f64.load(at(risk, k)), f64.load(at(column, k))))]),
  ]
}
