import { addTo, at, lanes, next } from './column-code.ts'
import { type Code, f64x2, i32, increase, repeatWhile, set, v128, when } from './instructions.ts'
import { wasmFunction } from './module.ts'

/**
 * out[a][b] += Σ weight[k] z[a][k] z[b][k] for b ≤ a over rows from … to − 1 (a multiple of 4 of them), `pitch` bytes a row of `out`.
 * Four columns b at a time stay in registers; `scratch` holds weight × z[a] for the rows.
 */
export function gram() {
  return wasmFunction(
    'gram',
    {
      z: 'i32',
      stride: 'i32',
      p: 'i32',
      weight: 'i32',
      scratch: 'i32',
      out: 'i32',
      pitch: 'i32',
      from: 'i32',
      to: 'i32',
    },
    {
      a: 'i32',
      b: 'i32',
      k: 'i32',
      rows: 'i32',
      line: 'i32',
      own: 'i32',
      c0: 'i32',
      c1: 'i32',
      c2: 'i32',
      c3: 'i32',
      x: 'v128',
      y: 'v128',
      s0: 'v128',
      s1: 'v128',
      s2: 'v128',
      s3: 'v128',
      t0: 'v128',
      t1: 'v128',
      t2: 'v128',
      t3: 'v128',
    },
    (l) => {
      const { stride, p, a, b, k, rows, line, own, x, y } = l
      const columns = [l.c0, l.c1, l.c2, l.c3]
      const [even, odd] = [
        [l.s0, l.s1, l.s2, l.s3],
        [l.t0, l.t1, l.t2, l.t3],
      ]
      /** Columns b … b + width − 1 against the scaled column. */
      const tile = (width: number): Code[] => [
        ...columns
          .slice(0, width)
          .map((c, j) =>
            set(c, j === 0 ? i32.add(at(l.z, l.from), i32.mul(b, stride)) : i32.add(columns[j - 1]!, stride)),
          ),
        ...[...even.slice(0, width), ...odd.slice(0, width)].map((s) => set(s, f64x2.const(0))),
        set(k, i32.const(0)),
        repeatWhile(
          i32.lt(k, rows),
          set(x, v128.load(i32.add(l.scratch, k))),
          set(y, v128.load(i32.add(l.scratch, k), 16)),
          ...columns
            .slice(0, width)
            .flatMap((c, j) => [
              increase(even[j]!, f64x2.mul(x, v128.load(i32.add(c, k)))),
              increase(odd[j]!, f64x2.mul(y, v128.load(i32.add(c, k), 16))),
            ]),
          next(k, 32),
        ),
        ...columns.slice(0, width).map((_, j) => addTo(at(line, b), lanes(f64x2.add(even[j]!, odd[j]!)), 8 * j)),
        next(b, width),
      ]
      return [
        set(rows, i32.shl(i32.sub(l.to, l.from), i32.const(3))),
        set(own, at(l.z, l.from)),
        set(line, l.out),
        repeatWhile(
          i32.lt(a, p),
          set(k, i32.const(0)),
          repeatWhile(
            i32.lt(k, rows),
            v128.store(
              i32.add(l.scratch, k),
              f64x2.mul(v128.load(i32.add(at(l.weight, l.from), k)), v128.load(i32.add(own, k))),
            ),
            next(k, 16),
          ),
          set(b, i32.const(0)),
          repeatWhile(i32.le(i32.add(b, i32.const(3)), a), ...tile(4)),
          when(i32.le(i32.add(b, i32.const(1)), a), tile(2)),
          when(i32.le(b, a), tile(1)),
          increase(line, l.pitch),
          increase(own, stride),
          next(a),
        ),
      ]
    },
  )
}
