import { cholesky, choleskySolve } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from './columns.ts'

export interface IntervalCensoredInput {
  /** The event came after `low` and at or before `high`; equal means at exactly that time; `high` infinite means not until `low`. */
  readonly low: Column
  readonly high: Column
  readonly weights?: Column
}

/** Probability that the event falls into (low, high]; where inside the interval the data cannot say. */
export interface TurnbullInterval {
  readonly low: number
  readonly high: number
  readonly probability: number
  /** Survival after the interval. */
  readonly survival: number
}

/**
 * Turnbull's estimate of survival from interval-censored times: the distribution that makes the data most likely, to the last digits.
 * As survival::survfit(Surv(low, high, type = "interval2") ~ 1), which stops when survival moves by less than 5e-5 and puts mass into the
 * middle of an interval. Sources: Peto 1973; Turnbull 1976; Gentleman & Geyer 1994.
 */
export function turnbull(input: IntervalCensoredInput): {
  readonly intervals: readonly TurnbullInterval[]
  readonly iterations: number
} {
  const n = input.low.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const low = toNumbers('low', input.low, n)
  const high = Float64Array.from(input.high)
  if (high.length !== n)
    throw new StatisticsError('length_mismatch', `high has ${high.length} values, but low has ${n}`)
  for (let i = 0; i < n; i++) {
    if (low[i]! < 0)
      throw new StatisticsError('negative_time', `low must not be negative, but is ${low[i]}`, {
        column: 'low',
        row: i,
        value: low[i]!,
      })
    if (Number.isNaN(high[i]!) || high[i]! < low[i]!)
      throw new StatisticsError('out_of_range', `high (${high[i]}) must not come before low (${low[i]})`, {
        column: 'high',
        row: i,
      })
  }
  const weights = input.weights ? checkWeights(input.weights, n) : new Float64Array(n).fill(1)
  const support = innermost(low, high)
  const inside = (i: number, s: (typeof support)[number]) =>
    low[i] === high[i]
      ? s.low === low[i] && s.high === high[i]
      : s.low >= low[i]! && s.high <= high[i]! && !(s.low === s.high && s.low === low[i])
  const members = Array.from({ length: n }, (_, i) => support.flatMap((s, j) => (inside(i, s) ? [j] : [])))
  const { mass, iterations } = maximize(members, weights, support.length)
  let survival = 1
  return {
    iterations,
    intervals: support.map((s, j) => {
      survival = Math.max(0, survival - mass[j]!)
      return { ...s, probability: mass[j]!, survival }
    }),
  }
}

/**
 * Masses that maximize Σ w log(mass of each person's ranges): rounds of self-consistency, each followed by Newton's step on the masses that
 * are above 0. Ends when no mass, were it moved, would raise the likelihood (Gentleman & Geyer 1994).
 */
function maximize(members: readonly (readonly number[])[], weights: Float64Array, m: number) {
  const total = weights.reduce((a, b) => a + b, 0)
  /** Of each mass: what a unit of it would add to the likelihood; 1 at the maximum, at most 1 where there is no mass. */
  const gains = (mass: Float64Array) => {
    const gain = new Float64Array(m)
    let logLik = 0
    const shares = members.map((own, i) => {
      const share = own.reduce((s, j) => s + mass[j]!, 0)
      logLik += weights[i]! * Math.log(share)
      for (const j of own) gain[j]! += weights[i]! / share / total
      return share
    })
    return { gain, shares, logLik }
  }
  let mass = new Float64Array(m).fill(1 / m)
  for (let iterations = 1; iterations <= 2000; iterations++) {
    for (let k = 0; k < 5; k++) {
      const { gain } = gains(mass)
      mass = mass.map((v, j) => v * gain[j]!)
    }
    const at = gains(mass)
    const free = [...mass.keys()].filter((j) => mass[j]! > 0)
    const step = newtonStep(members, weights, total, at, free, m)
    let length = free.reduce((s, j) => (step[j]! < 0 ? Math.min(s, -mass[j]! / step[j]!) : s), 1)
    let moved = 0
    for (let half = 0; half < 30; half++, length /= 2) {
      const next = mass.map((v, j) => {
        const to = v + length * step[j]!
        return to < 1e-15 ? 0 : to
      })
      if (!(gains(next).logLik >= at.logLik - 1e-14 * Math.abs(at.logLik))) continue
      moved = next.reduce((s, v, j) => Math.max(s, Math.abs(v - mass[j]!)), 0)
      mass = next
      break
    }
    const { gain } = gains(mass)
    const rising = gain.findIndex((g, j) => mass[j] === 0 && g > 1 + 1e-10)
    if (rising >= 0) mass = mass.map((v, j) => (j === rising ? 1e-6 : v * (1 - 1e-6)))
    else if (moved < 1e-11 && gain.every((g, j) => mass[j]! < 1e-9 || Math.abs(g - 1) < 1e-8))
      return { mass, iterations }
  }
  throw new StatisticsError('not_converged', 'The estimate of interval-censored survival did not settle.')
}

/** Newton's step of the free masses that keeps their sum; the others stay where they are. */
function newtonStep(
  members: readonly (readonly number[])[],
  weights: Float64Array,
  total: number,
  at: { readonly gain: Float64Array; readonly shares: readonly number[] },
  free: readonly number[],
  m: number,
): Float64Array {
  const place = new Int32Array(m).fill(-1)
  for (const [k, j] of free.entries()) place[j] = k
  const size = free.length
  const curvature = new Float64Array(size * size)
  for (const [i, own] of members.entries()) {
    const w = weights[i]! / at.shares[i]! ** 2 / total
    for (const a of own)
      if (place[a]! >= 0) for (const b of own) if (place[b]! >= 0) curvature[place[a]! * size + place[b]!]! += w
  }
  // Masses that the data cannot tell apart stay as self-consistency left them.
  for (let k = 0; k < size; k++) curvature[k * size + k]! *= 1 + 1e-10
  const factor = cholesky(curvature, size, 1e-13)
  const step = new Float64Array(m)
  if (factor.pivot >= 0) return step
  const toGain = choleskySolve(
    factor,
    free.map((j) => at.gain[j]!),
  )
  const toOne = choleskySolve(factor, new Float64Array(size).fill(1))
  const sum = (v: Float64Array) => v.reduce((a, b) => a + b, 0)
  const level = sum(toGain) / sum(toOne)
  for (const [k, j] of free.entries()) step[j] = toGain[k]! - level * toOne[k]!
  return step
}

/** Innermost intervals: from a left end to the next right end with no other end between (Peto 1973). */
export function innermost(low: Float64Array, high: Float64Array): { low: number; high: number }[] {
  // At one time: a right end closes before an open left end begins; an exact time is a closed point between them.
  const ends: { at: number; rank: number; left: boolean }[] = []
  for (let i = 0; i < low.length; i++) {
    const exact = low[i] === high[i]
    ends.push({ at: low[i]!, rank: exact ? 0 : 2, left: true }, { at: high[i]!, rank: 1, left: false })
  }
  ends.sort((a, b) => a.at - b.at || a.rank - b.rank)
  const out: { low: number; high: number }[] = []
  for (let k = 0; k + 1 < ends.length; k++) {
    const [a, b] = [ends[k]!, ends[k + 1]!]
    if (a.left && !b.left) out.push({ low: a.at, high: b.at })
  }
  return out
}
