import { orderOf } from '../linear/order.ts'
import { type Column, checkSurvivalColumns, compactCodes, type SurvivalColumns } from './columns.ts'

export interface ConcordanceInput extends SurvivalColumns {
  readonly strata?: Column
  readonly cluster?: Column
  /** Higher means an earlier event, as the linear predictor of a Cox model. */
  readonly predictor: Column
}

export interface Concordance {
  /** Share of comparable pairs in which the higher predictor had the event first, ties counting half; null without such a pair. */
  readonly estimate: number | null
  readonly se: number | null
  readonly concordant: number
  readonly discordant: number
  readonly tied: number
}

/**
 * Harrell's concordance between a predictor and survival, with delayed entry, strata and case weights.
 *
 * A pair can be compared when one has the event while the other is known to go on; two events at one time cannot. The standard error
 * is the infinitesimal jackknife, grouped by cluster, as survival::concordance (Therneau & Watson 2015).
 */
export function concordance(input: ConcordanceInput): Concordance {
  const rows = checkSurvivalColumns(input)
  const { n, weights } = rows
  const strata = input.strata ? compactCodes('strata', input.strata, n) : { codes: new Int32Array(n), count: 1 }
  const cluster = input.cluster && compactCodes('cluster', input.cluster, n)
  const rank = denseRanks(input.predictor)
  // Per row: weight of its concordant, discordant and tied pairs.
  const more = new Float64Array(n)
  const less = new Float64Array(n)
  const same = new Float64Array(n)
  const byStop = split(orderOf(rows.time), strata)
  const byStart = rows.start && split(orderOf(rows.start), strata)
  const tree = new Tree(rank.size)
  const w = (i: number) => (weights ? weights[i]! : 1)
  for (let s = 0; s < strata.count; s++) {
    const stop = byStop[s]!
    const entry = byStart?.[s]
    eventsAgainstSurvivors(rows, stop, entry, rank.codes, tree, w, more, less, same)
    survivorsAgainstEvents(rows, stop, entry, rank.codes, tree, w, more, less, same)
  }
  let [concordant, discordant, tied] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    concordant += (w(i) * more[i]!) / 2
    discordant += (w(i) * less[i]!) / 2
    tied += (w(i) * same[i]!) / 2
  }
  const pairs = concordant + discordant + tied
  if (!(pairs > 0)) return { estimate: null, se: null, concordant, discordant, tied }
  const somers = (concordant - discordant) / pairs
  const influence = new Float64Array(cluster ? cluster.count : n)
  for (let i = 0; i < n; i++)
    influence[cluster ? cluster.codes[i]! : i]! +=
      (w(i) * (more[i]! - less[i]! - somers * (more[i]! + less[i]! + same[i]!))) / pairs
  let variance = 0
  for (const v of influence) variance += v * v
  return { estimate: (somers + 1) / 2, se: Math.sqrt(variance) / 2, concordant, discordant, tied }
}

type Rows = ReturnType<typeof checkSurvivalColumns>
type Weight = (i: number) => number

/** Back in time: each event is compared with everybody who is at risk then and goes on. */
function eventsAgainstSurvivors(
  { time, event, start }: Rows,
  stop: Int32Array,
  entry: Int32Array | undefined,
  rank: Int32Array,
  tree: Tree,
  w: Weight,
  more: Float64Array,
  less: Float64Array,
  same: Float64Array,
): void {
  tree.clear()
  let left = entry ? entry.length - 1 : -1
  for (let k = stop.length - 1; k >= 0; ) {
    const t = time[stop[k]!]!
    let first = k
    while (first >= 0 && time[stop[first]!] === t) first--
    if (entry && start)
      for (; left >= 0 && start[entry[left]!]! >= t; left--) tree.add(rank[entry[left]!]!, -w(entry[left]!))
    for (let j = k; j > first; j--) if (!event[stop[j]!]) tree.add(rank[stop[j]!]!, w(stop[j]!))
    for (let j = k; j > first; j--) {
      const i = stop[j]!
      if (!event[i]) continue
      const below = tree.upTo(rank[i]! - 1)
      const including = tree.upTo(rank[i]!)
      more[i]! += below
      same[i]! += including - below
      less[i]! += tree.total - including
    }
    for (let j = k; j > first; j--) if (event[stop[j]!]) tree.add(rank[stop[j]!]!, w(stop[j]!))
    k = first
  }
}

/** Forward in time: each person is compared with every event that happened while they were at risk and went on. */
function survivorsAgainstEvents(
  { time, event, start }: Rows,
  stop: Int32Array,
  entry: Int32Array | undefined,
  rank: Int32Array,
  tree: Tree,
  w: Weight,
  more: Float64Array,
  less: Float64Array,
  same: Float64Array,
): void {
  tree.clear()
  const count = (i: number, sign: number) => {
    const below = tree.upTo(rank[i]! - 1)
    const including = tree.upTo(rank[i]!)
    less[i]! += sign * below
    same[i]! += sign * (including - below)
    more[i]! += sign * (tree.total - including)
  }
  let entered = 0
  for (let k = 0; k < stop.length; ) {
    const t = time[stop[k]!]!
    if (entry && start)
      for (; entered < entry.length && start[entry[entered]!]! < t; entered++) count(entry[entered]!, -1)
    let last = k
    for (; last < stop.length && time[stop[last]!] === t; last++) if (event[stop[last]!]) count(stop[last]!, 1)
    for (let j = k; j < last; j++) if (event[stop[j]!]) tree.add(rank[stop[j]!]!, w(stop[j]!))
    for (let j = k; j < last; j++) if (!event[stop[j]!]) count(stop[j]!, 1)
    k = last
  }
}

/** Fenwick tree: weights by rank, sums up to a rank in log time. */
class Tree {
  readonly sums: Float64Array
  total = 0

  constructor(size: number) {
    this.sums = new Float64Array(size + 1)
  }

  clear(): void {
    this.sums.fill(0)
    this.total = 0
  }

  add(rank: number, weight: number): void {
    this.total += weight
    for (let k = rank + 1; k < this.sums.length; k += k & -k) this.sums[k]! += weight
  }

  /** Weight at ranks 0 … rank. */
  upTo(rank: number): number {
    let s = 0
    for (let k = rank + 1; k > 0; k -= k & -k) s += this.sums[k]!
    return s
  }
}

function denseRanks(values: Column): { codes: Int32Array; size: number } {
  const order = orderOf(values)
  const codes = new Int32Array(values.length)
  let rank = -1
  for (let k = 0; k < order.length; k++) {
    if (k === 0 || values[order[k]!]! !== values[order[k - 1]!]!) rank++
    codes[order[k]!] = rank
  }
  return { codes, size: rank + 1 }
}

function split(order: Int32Array, strata: { codes: Int32Array; count: number }): Int32Array[] {
  if (strata.count === 1) return [order]
  const out: number[][] = Array.from({ length: strata.count }, () => [])
  for (const i of order) out[strata.codes[i]!]!.push(i)
  return out.map((rows) => Int32Array.from(rows))
}
