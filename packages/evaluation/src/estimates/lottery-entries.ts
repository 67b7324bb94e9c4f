import { type LotteryTrials, type LotteryTrialsInput, lotteryTrials } from '@cairn/statistics/causal/lottery-trials.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { firstEventFollowUp, type OutcomeChoice, type PersonRecord } from './follow-up.ts'
import { LotteryRefusal } from './lottery-refusal.ts'

/** Days before a draw, its own day included, within which a person must have been heard of. */
export const KNOWN_WITHIN = 7

/** Follow-up up to the horizon with the event on one of its possible days; days from the draw, 0 = nobody knows a day after it. */
export interface Ends {
  time: Float64Array
  /** 0 censored, 1 the event, 2 death from another cause. */
  cause: Int32Array
}

/** The entries that are compared: eligible people of strata with offers and people without one. One row a person a draw. */
export interface ComparedEntries {
  /** Every entry of every draw, by draw, stratum and person. */
  input: LotteryTrialsInput
  /** Of the compared rows; `rows` points into `input`. */
  trials: LotteryTrials
  /** Each row's person with the draw as day of entry and only what came after it. */
  moved: PersonRecord[]
  /** One number a person, for clusters. */
  person: Int32Array
  matchDay: Float64Array
  first: Ends
  middle: Ends
  last: Ends
  draws: number
  entries: number
  withoutContrast: number
  notEligible: { reason: string; n: number }[]
}

/**
 * Draws as trials with their own time zero: shares and ranks of everybody who entered, then the rows of people who could be
 * compared. Eligibility looks only at what was known on the day of the draw, so that the draw stays fair among them.
 * @throws LotteryRefusal; StatisticsError for ranks and entrants that do not fit (`checkDataSet` names the rows)
 */
export function comparedEntries(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  outcome: OutcomeChoice,
): ComparedEntries {
  const tau = protocol.horizon_days
  if (d.lottery.rows === 0) throw new LotteryRefusal('no_draw', tau)
  const { input, order } = entriesOf(d)
  const trials = trialsOf(input, tau)
  const knew = whatWasKnown(d, outcome)
  const records = new Map(people.map((p) => [p.id, p]))
  const candidates: { k: number; moved: PersonRecord }[] = []
  let notKnown = 0
  trials.rows.forEach((row, k) => {
    const i = order[row]!
    const p = records.get(d.lottery.participant_id[i]!)!
    const day = d.lottery.draw_day[i]!
    if (!knew.heardOf(p.id, day)) notKnown++
    else candidates.push({ k, moved: movedTo(p, day, knew.lastUse(p, day), candidates.length) })
  })
  const f = firstEventFollowUp(
    candidates.map((c) => c.moved),
    protocol,
    outcome,
  )
  const eligible = f.eligible.map((c) => candidates[c]!)
  if (eligible.length === 0) throw new LotteryRefusal('nobody_eligible', tau)
  const rows = eligible.map((c) => c.k)
  // Position of each followed person's row among the eligible.
  const place = new Map(f.eligible.map((c, at) => [c, at]))
  const ends = (day: (k: number) => number): Ends => {
    const out = { time: new Float64Array(rows.length), cause: new Int32Array(rows.length) }
    f.person.forEach((c, k) => {
      const at = place.get(c)!
      const time = day(k) - f.entry[k]!
      out.time[at] = Math.min(time, tau)
      out.cause[at] = time > tau ? 0 : f.event[k] ? 1 : f.end[k] === 'other_death' ? 2 : 0
    })
    return out
  }
  return {
    input,
    trials: {
      rows: Int32Array.from(rows, (k) => trials.rows[k]!),
      left: trials.left,
      offered: Uint8Array.from(rows, (k) => trials.offered[k]!),
      share: Float64Array.from(rows, (k) => trials.share[k]!),
      weight: Float64Array.from(rows, (k) => trials.weight[k]!),
      block: Int32Array.from(rows, (k) => trials.block[k]!),
    },
    moved: eligible.map((c) => c.moved),
    person: Int32Array.from(rows, (k) => input.person[trials.rows[k]!]!),
    matchDay: Float64Array.from(rows, (k) => {
      const i = order[trials.rows[k]!]!
      return d.lottery.match_day[i]! - d.lottery.draw_day[i]!
    }),
    first: ends((k) => f.low[k]!),
    middle: ends((k) => f.stop[k]!),
    last: ends((k) => f.high[k]!),
    draws: new Set(d.lottery.draw_id).size,
    entries: d.lottery.rows,
    withoutContrast: trials.left,
    notEligible: [
      { reason: 'not_known_at_draw', n: notKnown },
      { reason: 'last_use_unknown', n: f.dropped.last_use_unknown },
      { reason: 'not_abstinent_long_enough', n: f.dropped.not_abstinent_long_enough },
      { reason: 'no_days_covered', n: f.dropped.no_days_covered },
    ],
  }
}

/** Entries by draw, stratum and person, so that neither the order of rows nor that of ranks decides what chance draws. */
function entriesOf(d: ProgramDataSet): { input: LotteryTrialsInput; order: number[] } {
  const l = d.lottery
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const order = Array.from({ length: l.rows }, (_, i) => i).sort(
    (a, b) =>
      compare(l.draw_id[a]!, l.draw_id[b]!) ||
      compare(l.stratum[a]!, l.stratum[b]!) ||
      compare(l.participant_id[a]!, l.participant_id[b]!),
  )
  const codes = (values: readonly string[]) => {
    const numbers = new Map<string, number>()
    return Int32Array.from(order, (i) => {
      const value = values[i]!
      if (!numbers.has(value)) numbers.set(value, numbers.size)
      return numbers.get(value)!
    })
  }
  const numbers = (values: Float64Array) => Float64Array.from(order, (i) => values[i]!)
  return {
    order,
    input: {
      person: codes(l.participant_id),
      draw: codes(l.draw_id),
      stratum: codes(l.stratum),
      drawDay: numbers(l.draw_day),
      rank: numbers(l.rank),
      places: numbers(l.places),
      entrants: numbers(l.entrants),
    },
  }
}

function trialsOf(input: LotteryTrialsInput, tau: number): LotteryTrials {
  try {
    return lotteryTrials(input)
  } catch (error) {
    if (error instanceof StatisticsError && error.code === 'too_few_groups')
      throw new LotteryRefusal('no_contrast', tau)
    throw error
  }
}

/** What the program had been told by a day; later answers about earlier days may depend on the draw and do not count. */
function whatWasKnown(d: ProgramDataSet, outcome: OutcomeChoice) {
  const { asks: a, events: e } = d
  const answers = new Map<string, { answered: number; to: number }[]>()
  const uses = new Map<string, { learned: number; day: number }[]>()
  for (let i = 0; i < a.rows; i++)
    if (a.answer[i] === 'none' || a.answer[i] === 'event')
      add(answers, a.participant_id[i]!, { answered: a.answered_day[i]!, to: a.covers_to_day[i]! })
  for (let i = 0; i < e.rows; i++)
    if (USES.has(e.kind[i]!) && (outcome.sources === null || outcome.sources.has(e.source[i]!)))
      add(uses, e.participant_id[i]!, { learned: e.learned_day[i]!, day: e.day_high[i]! })
  return {
    heardOf: (id: string, day: number): boolean =>
      (answers.get(id) ?? []).some((x) => x.answered <= day && Math.max(x.answered, x.to) >= day - KNOWN_WITHIN),
    lastUse: (p: PersonRecord, day: number): number =>
      (uses.get(p.id) ?? []).reduce(
        (last, x) => (x.learned <= day && !(x.day <= last) ? Math.min(x.day, day) : last),
        p.lastUse,
      ),
  }
}

/** Whatever the outcome counts, abstinence ends with any use. */
const USES: ReadonlySet<string> = new Set(['use', 'heavy_use', 'overdose'])

function add<T>(lists: Map<string, T[]>, id: string, value: T): void {
  const list = lists.get(id)
  if (list) list.push(value)
  else lists.set(id, [value])
}

/**
 * The person's records with the day of the draw as day of entry; a range that holds that day is cut to the days after it. Sorted,
 * so that of two ranges with one middle day the order of rows does not choose.
 */
function movedTo(p: PersonRecord, day: number, lastUse: number, row: number): PersonRecord {
  return {
    ...p,
    row,
    entry: day,
    lastUse,
    events: p.events
      .filter((e) => e.high > day)
      .map((e) => (e.low > day ? e : { ...e, low: day + 1 }))
      .sort((a, b) => a.low - b.low || a.high - b.high),
  }
}
