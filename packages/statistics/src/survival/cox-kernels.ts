import {
  type Code,
  call,
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

/**
 * The inner loops of Cox regression over rows, for WebAssembly: columns of 64-bit numbers, `stride` bytes from one to the next; rows are
 * numbers from 0, everything else that is not a size is an address. Rows of a block start at an even row. cox-likelihood.ts says in plain
 * words what they compute together.
 */
export function coxKernels(): readonly WasmFunction[] {
  return [risks(), sweep(), exposures(), weightedSums(), gram()]
}

const at = (base: Code, row: Code): Code => i32.add(base, i32.shl(row, i32.const(3)))
const at4 = (base: Code, row: Code): Code => i32.add(base, i32.shl(row, i32.const(2)))
const next = (local: Local, by = 1): Code => increase(local, i32.const(by))
const lanes = (pair: Code): Code => f64.add(f64x2.lane(pair, 0), f64x2.lane(pair, 1))
const addTo = (address: Code, value: Code, offset = 0): Code =>
  f64.store(address, f64.add(f64.load(address, offset), value), offset)

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

/** sum += Σ risk[k] z[k] over rows from … to − 1 of the column at `column`. `pair`, `k` and `last` are scratch. */
function dot(sum: Local, pair: Local, k: Local, last: Local, risk: Code, column: Code, from: Code, to: Code): Code[] {
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

/** Addresses that `sweep` keeps between calls: number of the row that left last (i32), then s0, log sum as f64. */
export const sweepState = { gone: 0, s0: 8, logSum: 16, bytes: 24 } as const

/**
 * Goes through event times `from` … `to` − 1: adds the rows of each to the sums over its risk set, takes off those that entered later, and
 * adds to the mean and the products of means that the score and the information need; stores the hazard of each event time.
 * Event time e: rows first[e] … last[e] − 1 come to its risk set, the last count[e] of them with the event.
 */
function sweep() {
  return wasmFunction(
    'sweep',
    {
      z: 'i32',
      stride: 'i32',
      p: 'i32',
      risk: 'i32',
      first: 'i32',
      last: 'i32',
      count: 'i32',
      fresh: 'i32',
      deathWeight: 'i32',
      hazard: 'i32',
      escaped: 'i32',
      byStart: 'i32',
      left: 'i32',
      efron: 'i32',
      state: 'i32',
      s1: 'i32',
      d1: 'i32',
      means: 'i32',
      products: 'i32',
      pitch: 'i32',
      from: 'i32',
      to: 'i32',
    },
    {
      e: 'i32',
      a: 'i32',
      b: 'i32',
      k: 'i32',
      even: 'i32',
      column: 'i32',
      start: 'i32',
      middle: 'i32',
      end: 'i32',
      deaths: 'i32',
      gone: 'i32',
      goneEnd: 'i32',
      row: 'i32',
      s0: 'f64',
      d0: 'f64',
      sum: 'f64',
      logSum: 'f64',
      logs: 'f64',
      product: 'f64',
      weight: 'f64',
      share: 'f64',
      total: 'f64',
      inverse: 'f64',
      h: 'f64',
      hf: 'f64',
      q: 'f64',
      qf: 'f64',
      qff: 'f64',
      pair: 'v128',
      m: 'v128',
      v: 'v128',
    },
    (l) => {
      const { z, stride, p, risk, e, a, b, k, even, column, start, middle, end, deaths, gone, goneEnd, row } = l
      const { s0, d0, sum, logSum, logs, product, weight, share, total, inverse, h, hf, q, qf, qff, pair, m, v } = l
      const zero = f64.const(0)
      return [
        set(gone, i32.load(l.state)),
        set(s0, f64.load(l.state, sweepState.s0)),
        set(logSum, f64.load(l.state, sweepState.logSum)),
        set(e, l.from),
        repeatWhile(
          i32.lt(e, l.to),
          set(start, i32.load(at4(l.first, e))),
          set(end, i32.load(at4(l.last, e))),
          set(deaths, i32.load(at4(l.count, e))),
          set(middle, i32.sub(end, deaths)),
          when(i32.load(at4(l.fresh, e)), [
            set(s0, zero),
            set(gone, start),
            set(a, i32.const(0)),
            repeatWhile(i32.lt(a, p), f64.store(at(l.s1, a), zero), next(a)),
          ]),
          set(d0, zero),
          set(k, start),
          repeatWhile(i32.lt(k, middle), increase(s0, f64.load(at(risk, k))), next(k)),
          repeatWhile(i32.lt(k, end), increase(d0, f64.load(at(risk, k))), next(k)),
          increase(s0, d0),
          set(a, i32.const(0)),
          set(column, z),
          repeatWhile(
            i32.lt(a, p),
            set(sum, zero),
            ...dot(sum, pair, k, even, risk, column, middle, end),
            f64.store(at(l.d1, a), sum),
            ...dot(sum, pair, k, even, risk, column, start, middle),
            addTo(at(l.s1, a), sum),
            increase(column, stride),
            next(a),
          ),
          when(l.left, [
            set(goneEnd, i32.load(at4(l.left, e))),
            repeatWhile(
              i32.lt(gone, goneEnd),
              set(row, i32.load(at4(l.byStart, gone))),
              set(sum, f64.load(at(risk, row))),
              set(s0, f64.sub(s0, sum)),
              set(a, i32.const(0)),
              set(column, at(z, row)),
              repeatWhile(
                i32.lt(a, p),
                f64.store(at(l.s1, a), f64.sub(f64.load(at(l.s1, a)), f64.mul(sum, f64.load(column)))),
                increase(column, stride),
                next(a),
              ),
              next(gone),
            ),
          ]),
          // Σ over denominators D of 1/D, f/D, 1/D², f/D², f²/D² with f = k/d: all that Efron's ties need; Breslow's have one, with f = 0.
          set(weight, f64.load(at(l.deathWeight, e))),
          when(l.efron, [set(weight, f64.div(weight, f64.fromI32(deaths)))]),
          set(h, zero),
          set(hf, zero),
          set(q, zero),
          set(qf, zero),
          set(qff, zero),
          set(logs, zero),
          set(product, f64.const(1)),
          set(k, i32.const(0)),
          set(row, i32.const(1)),
          when(l.efron, [set(row, deaths)]),
          repeatWhile(
            i32.lt(k, row),
            set(share, f64.div(f64.fromI32(k), f64.fromI32(deaths))),
            set(total, f64.sub(s0, f64.mul(share, d0))),
            // One logarithm for many denominators.
            set(product, f64.mul(product, total)),
            when(i32.or(f64.gt(product, f64.const(1e150)), f64.lt(product, f64.const(1e-150))), [
              increase(logs, call(0, f64.div(product, total))),
              set(product, total),
            ]),
            set(inverse, f64.div(weight, total)),
            increase(h, inverse),
            increase(hf, f64.mul(share, inverse)),
            set(inverse, f64.div(inverse, total)),
            increase(q, inverse),
            set(inverse, f64.mul(share, inverse)),
            increase(qf, inverse),
            increase(qff, f64.mul(share, inverse)),
            next(k),
          ),
          increase(logSum, f64.mul(weight, f64.add(logs, call(0, product)))),
          f64.store(at(l.hazard, e), h),
          f64.store(at(l.escaped, e), hf),
          set(a, i32.const(0)),
          set(column, l.products),
          repeatWhile(
            i32.lt(a, p),
            set(sum, f64.load(at(l.s1, a))),
            set(total, f64.load(at(l.d1, a))),
            addTo(at(l.means, a), f64.sub(f64.mul(h, sum), f64.mul(hf, total))),
            set(m, f64x2.splat(f64.sub(f64.mul(q, sum), f64.mul(qf, total)))),
            set(v, f64x2.splat(f64.sub(f64.mul(qff, total), f64.mul(qf, sum)))),
            set(b, i32.const(0)),
            repeatWhile(
              i32.le(b, a),
              v128.store(
                at(column, b),
                f64x2.add(
                  v128.load(at(column, b)),
                  f64x2.add(f64x2.mul(m, v128.load(at(l.s1, b))), f64x2.mul(v, v128.load(at(l.d1, b)))),
                ),
              ),
              next(b, 2),
            ),
            increase(column, l.pitch),
            next(a),
          ),
          next(e),
        ),
        i32.store(l.state, gone),
        f64.store(l.state, s0, sweepState.s0),
        f64.store(l.state, logSum, sweepState.logSum),
      ]
    },
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

/**
 * out[a][b] += Σ weight[k] z[a][k] z[b][k] for b ≤ a over rows from … to − 1 (a multiple of 4 of them), `pitch` bytes a row of `out`.
 * Four columns b at a time stay in registers; `scratch` holds weight × z[a] for the rows.
 */
function gram() {
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
