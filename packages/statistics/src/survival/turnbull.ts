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
 * Turnbull's estimate of survival from interval-censored times: the self-consistent distribution, iterated until no probability moves
 * by more than 1e-12. As survival::survfit(Surv(low, high, type = "interval2") ~ 1). Sources: Peto 1973; Turnbull 1976.
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
  const total = weights.reduce((a, b) => a + b, 0)
  let mass = new Float64Array(support.length).fill(1 / support.length)
  for (let iterations = 1; iterations <= 200_000; iterations++) {
    const next = new Float64Array(support.length)
    for (let i = 0; i < n; i++) {
      let share = 0
      for (const j of members[i]!) share += mass[j]!
      if (share > 0) for (const j of members[i]!) next[j]! += (weights[i]! * mass[j]!) / share / total
    }
    const moved = next.reduce((m, v, j) => Math.max(m, Math.abs(v - mass[j]!)), 0)
    mass = next
    if (moved > 1e-12) continue
    let survival = 1
    return {
      iterations,
      intervals: support.map((s, j) => {
        survival = Math.max(0, survival - mass[j]!)
        return { ...s, probability: mass[j]!, survival }
      }),
    }
  }
  throw new StatisticsError('not_converged', 'The estimate of interval-censored survival did not settle.')
}

/** Innermost intervals: from a left end to the next right end with no other end between (Peto 1973). */
function innermost(low: Float64Array, high: Float64Array): { low: number; high: number }[] {
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
