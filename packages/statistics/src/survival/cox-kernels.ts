import { addTo, at, at4, dot, next } from '../wasm/column-code.ts'
import { gram } from '../wasm/gram.ts'
import {
  type Code,
  f64,
  f64x2,
  i32,
  i64x2,
  increase,
  type Local,
  repeatWhile,
  set,
  v128,
  when,
} from '../wasm/instructions.ts'
import { type WasmFunction, wasmFunction } from '../wasm/module.ts'
import { sweep } from './cox-kernel-sweep.ts'

/**
 * The inner loops of Cox regression over rows, for WebAssembly: columns of 64-bit numbers, `stride` bytes from one to the next; rows are
 * numbers from 0, everything else that is not a size is an address. Rows of a block start at an even row. cox-likelihood.ts says in plain
 * words what they compute together.
 */
export function coxKernels(): readonly WasmFunction[] {
  return [risks(), sweep(), exposures(), weightedSums(), gram()]
}

/**
 * Two exponentials at once: exp(x) = 2ⁿ exp(r), |r| ≤ ln 2 / 2, by Taylor's series to r¹³ / 13!; within 2 units in the last place.
 * 2ⁿ is applied in two halves, so that it may overflow to infinity as it should.
 */
function exponential(x: Local, n: Local, half: Local): Code[] {
  const high = 0.6931471803691238
  const low = 1.9082149292705877e-10
  let factorial = 1
  const terms = [1]
  for (let k = 1; k <= 13; k++) {
    factorial *= k
    terms.push(1 / factorial)
  }
  const power = (exponent: Code) => i64x2.shl(i64x2.add(exponent, i64x2.splat(1023)), 52)
  const series = terms.reduceRight<Code>(
    (sum, term) => (sum.length === 0 ? f64x2.const(term) : f64x2.add(f64x2.mul(sum, x), f64x2.const(term))),
    [],
  )
  return [
    set(x, f64x2.min(f64x2.max(x, f64x2.const(-745)), f64x2.const(710))),
    set(n, f64x2.nearest(f64x2.mul(x, f64x2.const(Math.LOG2E)))),
    set(x, f64x2.sub(f64x2.sub(x, f64x2.mul(n, f64x2.const(high))), f64x2.mul(n, f64x2.const(low)))),
    set(n, i64x2.fromLowI32(f64x2.truncate(n))),
    set(half, i64x2.shr(n, 1)),
    set(n, power(i64x2.sub(n, half))),
    set(x, f64x2.mul(f64x2.mul(series, power(half)), n)),
  ]
}

/** out[k] = weights[k] × exp(offset[k] + Σ beta[a] z[a][k]); weights and offset may be absent (address 0). */
function risks() {
  return wasmFunction(
    'risks',
    {
      z: 'i32',
      stride: 'i32',
      p: 'i32',
      beta: 'i32',
      offset: 'i32',
      weights: 'i32',
      out: 'i32',
      from: 'i32',
      to: 'i32',
    },
    { k: 'i32', a: 'i32', column: 'i32', b: 'v128', x: 'v128', y: 'v128', n: 'v128', half: 'v128' },
    ({ z, stride, p, beta, offset, weights, out, from, to, k, a, column, b, x, y, n, half }) => [
      set(k, from),
      repeatWhile(
        i32.lt(k, to),
        when(
          offset,
          [set(x, v128.load(at(offset, k))), set(y, v128.load(at(offset, k), 16))],
          [set(x, f64x2.const(0)), set(y, f64x2.const(0))],
        ),
        set(a, i32.const(0)),
        set(column, at(z, k)),
        repeatWhile(
          i32.lt(a, p),
          set(b, f64x2.loadSplat(at(beta, a))),
          increase(x, f64x2.mul(b, v128.load(column))),
          increase(y, f64x2.mul(b, v128.load(column, 16))),
          increase(column, stride),
          next(a),
        ),
        ...exponential(x, n, half),
        ...exponential(y, n, half),
        when(weights, [
          set(x, f64x2.mul(x, v128.load(at(weights, k)))),
          set(y, f64x2.mul(y, v128.load(at(weights, k), 16))),
        ]),
        v128.store(at(out, k), x),
        v128.store(at(out, k), y, 16),
        next(k, 4),
      ),
    ],
  )
}

/**
 * out[k] = risk[k] × hazard cumulated while row k is at risk, for the rows of event times `from` … `to` − 1. `cumulated[e]` is the hazard of
 * the stratum up to and including event time e; those with the event escape a part of it; startEvent[k] + 1 (with late entry, else address 0)
 * is the latest event time at or before the start of row k.
 */
function exposures() {
  return wasmFunction(
    'exposures',
    {
      risk: 'i32',
      first: 'i32',
      last: 'i32',
      count: 'i32',
      cumulated: 'i32',
      escaped: 'i32',
      startEvent: 'i32',
      out: 'i32',
      from: 'i32',
      to: 'i32',
    },
    { e: 'i32', k: 'i32', end: 'i32', middle: 'i32', h: 'f64', before: 'i32', mine: 'f64' },
    ({
      risk,
      first,
      last,
      count,
      cumulated,
      escaped,
      startEvent,
      out,
      from,
      to,
      e,
      k,
      end,
      middle,
      h,
      before,
      mine,
    }) => [
      set(e, from),
      repeatWhile(
        i32.lt(e, to),
        set(k, i32.load(at4(first, e))),
        set(end, i32.load(at4(last, e))),
        set(middle, i32.sub(end, i32.load(at4(count, e)))),
        set(h, f64.load(at(cumulated, e))),
        repeatWhile(
          i32.lt(k, end),
          set(mine, h),
          when(i32.le(middle, k), [set(mine, f64.sub(h, f64.load(at(escaped, e))))]),
          when(startEvent, [
            set(before, i32.load(at4(startEvent, k))),
            when(before, [set(mine, f64.sub(mine, f64.load(at(i32.sub(cumulated, i32.const(8)), before))))]),
          ]),
          f64.store(at(out, k), f64.mul(f64.load(at(risk, k)), mine)),
          next(k),
        ),
        next(e),
      ),
    ],
  )
}

/** out[a] += Σ weight[k] z[a][k] over rows from … to − 1. */
function weightedSums() {
  return wasmFunction(
    'weightedSums',
    { z: 'i32', stride: 'i32', p: 'i32', weight: 'i32', out: 'i32', from: 'i32', to: 'i32' },
    { a: 'i32', k: 'i32', even: 'i32', column: 'i32', sum: 'f64', pair: 'v128' },
    ({ z, stride, p, weight, out, from, to, a, k, even, column, sum, pair }) => [
      set(column, z),
      repeatWhile(
        i32.lt(a, p),
        set(sum, f64.const(0)),
        ...dot(sum, pair, k, even, weight, column, from, to),
        addTo(at(out, a), sum),
        increase(column, stride),
        next(a),
      ),
    ],
  )
}
