import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'

export interface LotteryTrialsInput {
  /** One value a person in a draw. */
  readonly person: Column
  readonly draw: Column
  readonly stratum: Column
  readonly drawDay: Column
  /** From 1. */
  readonly rank: Column
  /** Places and people in the stratum of the draw. */
  readonly places: Column
  readonly entrants: Column
}

export interface LotteryTrials {
  /** Row numbers of the input that take part: strata in which everybody or nobody was offered a place leave. */
  readonly rows: Int32Array
  readonly left: number
  /** 1 when rank ≤ places: the initial offer, whatever happened to refused places later. */
  readonly offered: Uint8Array
  /** Share offered in the row's draw and stratum, and the weight Z/p + (1 − Z)/(1 − p). */
  readonly share: Float64Array
  readonly weight: Float64Array
  /** Draw × stratum, counted from 0: strata of the test and the Cox model. */
  readonly block: Int32Array
}

/**
 * A program's lotteries as a sequence of randomized trials: each draw is a trial with its own time zero, treated = initially offered.
 * 'Ever offered' would be biased: refused places go down the list, to people who are there to be asked.
 * Sources: Hernán & Robins 2016 (sequence of trials); de Chaisemartin & Behaghel 2020 (waiting lists).
 * @throws no_rows, length_mismatch, not_a_number; bad_option (places and entrants differ within a stratum, a rank twice, a rank or
 * number of rows that does not fit the entrants); too_few_groups (no stratum with both an offer and none)
 */
export function lotteryTrials(input: LotteryTrialsInput): LotteryTrials {
  const n = input.person.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no entrants.')
  const column = (name: keyof LotteryTrialsInput) => toNumbers(name, input[name], n)
  const [draw, stratum, rank, places, entrants] = (['draw', 'stratum', 'rank', 'places', 'entrants'] as const).map(
    column,
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  column('person')
  column('drawDay')
  const blocks = new Map<string, { first: number; ranks: Set<number> }>()
  const keys = Array.from(draw, (d, i) => `${d}/${stratum[i]}`)
  for (let i = 0; i < n; i++) {
    const b = blocks.get(keys[i]!) ?? { first: i, ranks: new Set<number>() }
    blocks.set(keys[i]!, b)
    const misfit = (message: string, name: string) =>
      new StatisticsError('bad_option', message, { column: name, row: i, value: rank[i]! })
    if (places[i] !== places[b.first] || entrants[i] !== entrants[b.first])
      throw misfit('places and entrants must be the same for everybody in a stratum of a draw', 'places')
    if (!Number.isInteger(rank[i]!) || rank[i]! < 1 || rank[i]! > entrants[i]!)
      throw misfit(`a rank lies between 1 and ${entrants[i]}`, 'rank')
    if (b.ranks.has(rank[i]!)) throw misfit('a rank is there twice in a stratum of a draw', 'rank')
    b.ranks.add(rank[i]!)
    if (!(places[i]! >= 0)) throw misfit('places must not be negative', 'places')
  }
  for (const { first, ranks } of blocks.values())
    if (ranks.size !== entrants[first])
      throw new StatisticsError(
        'bad_option',
        `a draw has ${entrants[first]} entrants in a stratum, but ${ranks.size} rows: somebody who entered is missing`,
        { column: 'entrants', row: first },
      )
  const shareOf = (i: number) => Math.min(1, places[i]! / entrants[i]!)
  const rows = Int32Array.from({ length: n }, (_, i) => i).filter((i) => shareOf(i) > 0 && shareOf(i) < 1)
  if (rows.length === 0)
    throw new StatisticsError('too_few_groups', 'In no draw were there both offers and people without one.', {
      column: 'places',
    })
  const numbers = new Map<string, number>()
  for (const i of rows) if (!numbers.has(keys[i]!)) numbers.set(keys[i]!, numbers.size)
  const share = Float64Array.from(rows, shareOf)
  const offered = Uint8Array.from(rows, (i) => (rank[i]! <= places[i]! ? 1 : 0))
  return {
    rows,
    left: n - rows.length,
    offered,
    share,
    weight: share.map((p, k) => (offered[k] === 1 ? 1 / p : 1 / (1 - p))),
    block: Int32Array.from(rows, (i) => numbers.get(keys[i]!)!),
  }
}

/** Rows (start, time] of a trial's people, for offer now against no offer by then. */
export interface OfferNowRows {
  /** Index into `trials.rows`. */
  readonly row: Int32Array
  readonly start: Float64Array
  readonly time: Float64Array
  readonly cause: Int32Array
  readonly weight: Float64Array
}

/**
 * Offer now against no offer by t: a person without an offer is censored on the day of a later offer by lottery, and stands after each
 * later draw that was lost for 1 / (1 − share) people. The shares are known, so nothing is modelled.
 * @param time follow-up from the row's own draw day, above 0, one value a trial row; @param cause at its end
 */
export function offerNowRows(
  input: LotteryTrialsInput,
  trials: LotteryTrials,
  time: Column,
  cause: Column,
): OfferNowRows {
  const n = trials.rows.length
  const ends = toNumbers('time', time, n)
  const causes = toNumbers('cause', cause, n)
  const later = new Map<number, { day: number; won: boolean; share: number }[]>()
  for (let i = 0; i < input.person.length; i++) {
    const list = later.get(input.person[i]!) ?? []
    later.set(input.person[i]!, list)
    list.push({
      day: input.drawDay[i]!,
      won: input.rank[i]! <= input.places[i]!,
      share: Math.min(1, input.places[i]! / input.entrants[i]!),
    })
  }
  for (const list of later.values()) list.sort((a, b) => a.day - b.day)
  const out = {
    row: [] as number[],
    start: [] as number[],
    time: [] as number[],
    cause: [] as number[],
    weight: [] as number[],
  }
  for (let k = 0; k < n; k++) {
    const i = trials.rows[k]!
    if (!(ends[k]! > 0))
      throw new StatisticsError('out_of_range', `time must be above 0, but is ${ends[k]}`, { column: 'time', row: k })
    let [start, weight] = [0, trials.weight[k]!]
    const push = (stop: number, code: number) => {
      if (stop > start) {
        out.row.push(k)
        out.start.push(start)
        out.time.push(stop)
        out.cause.push(code)
        out.weight.push(weight)
      }
      start = stop
    }
    let open = true
    if (trials.offered[k] === 0)
      for (const draw of later.get(input.person[i]!)!) {
        const day = draw.day - input.drawDay[i]!
        if (day <= 0 || day >= ends[k]!) continue
        push(day, 0)
        if (draw.won) {
          open = false
          break
        }
        weight /= 1 - draw.share
      }
    if (open) push(ends[k]!, causes[k]!)
  }
  return {
    row: Int32Array.from(out.row),
    start: Float64Array.from(out.start),
    time: Float64Array.from(out.time),
    cause: Int32Array.from(out.cause),
    weight: Float64Array.from(out.weight),
  }
}
