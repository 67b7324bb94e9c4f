import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { checkCompetingRisks } from '../survival/aalen-johansen.ts'
import type { Column } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

export interface TippingPointInput {
  /** End of follow-up of each person; 0 = censored, 1 = the event asked about, 2 … = competing events. */
  readonly time: Column
  readonly cause: Column
  /** 1 treated, 0 control. */
  readonly arm: Column
  /** 1 when a censored person could have been asked but was not reached (the time after it is uncovered); 0 when it was simply too early. */
  readonly uncovered: Column
  readonly weights?: Column
  readonly tau: number
  /** Multipliers of the hazard on uncovered time, crossed between the arms. */
  readonly multipliers?: readonly number[]
}

export interface TippingCell {
  readonly treatedMultiplier: number
  readonly controlMultiplier: number
  readonly treatedRisk: number
  readonly controlRisk: number
  readonly riskDifference: number
}

export const MULTIPLIERS: readonly number[] = [1, 1.5, 2, 3, 5]

/**
 * What the risk difference would be if the event came more often on uncovered time: on it the hazard is δ times what is seen in the same
 * arm at the same time, for δ in each arm crossed.
 *
 * Each censored person's risk after censoring is filled in from the arm's own curve with the hazard raised; the arm's risk is the
 * (weighted) mean. With δ = 1 that is the Kaplan–Meier (Aalen–Johansen) estimate again: redistribution to the right (Efron 1967).
 * Sources: Zhao, Herring, Zhou, Ali & Koch 2014; Lipkovich, Ratitch & O'Kelly 2016 (delta-adjusted tipping points).
 *
 * @throws as for competing risks; bad_event (arm, uncovered); too_few_groups; bad_option (a negative multiplier);
 * out_of_range (an arm's last event or censoring comes before tau while people are still free)
 */
export function tippingPointGrid(input: TippingPointInput): readonly TippingCell[] {
  const n = input.time.length
  const multipliers = input.multipliers ?? MULTIPLIERS
  if (multipliers.some((d) => !(d >= 0 && Number.isFinite(d))))
    throw new StatisticsError('bad_option', 'a hazard is multiplied by a number that is not negative')
  if (!(input.tau > 0)) throw new StatisticsError('out_of_range', 'tau must be a positive time', { value: input.tau })
  const arm = toBinary('arm', input.arm, n)
  const uncovered = toBinary('uncovered', input.uncovered, n)
  const rows = checkCompetingRisks({
    time: input.time,
    cause: input.cause,
    ...(input.weights ? { weights: input.weights } : {}),
  })
  const byTime = orderOf(rows.time)
  const [control, treated] = [0, 1].map((a) => {
    const order = byTime.filter((i) => arm[i] === a)
    const name = a === 1 ? 'treated' : 'control'
    const jumps = jumpsOf(rows, order, input.tau, name)
    return multipliers.map((delta) => armRisk(rows, order, jumps, uncovered, input.tau, delta))
  })
  return multipliers.flatMap((treatedMultiplier, t) =>
    multipliers.map((controlMultiplier, c): TippingCell => {
      const [treatedRisk, controlRisk] = [treated![t]!, control![c]!]
      return {
        treatedMultiplier,
        controlMultiplier,
        treatedRisk,
        controlRisk,
        riskDifference: treatedRisk - controlRisk,
      }
    }),
  )
}

/** The cells in which a verdict differs from the verdict where both multipliers are 1 (or, without that cell, from the first). */
export function tippingPoints<Verdict>(
  grid: readonly TippingCell[],
  verdict: (cell: TippingCell) => Verdict,
): readonly { readonly cell: TippingCell; readonly verdict: Verdict }[] {
  const reference = grid.find((c) => c.treatedMultiplier === 1 && c.controlMultiplier === 1) ?? grid[0]
  if (!reference) return []
  const asObserved = verdict(reference)
  return grid.map((cell) => ({ cell, verdict: verdict(cell) })).filter((c) => c.verdict !== asObserved)
}

type Rows = ReturnType<typeof checkCompetingRisks>
interface Jump {
  readonly time: number
  readonly own: number
  readonly other: number
}

function jumpsOf({ time, cause, weights }: Rows, order: Int32Array, tau: number, name: string): Jump[] {
  const w = (i: number) => (weights ? weights[i]! : 1)
  let atRisk = 0
  for (const i of order) atRisk += w(i)
  if (!(atRisk > 0)) throw new StatisticsError('too_few_groups', `Nobody is in the ${name} arm.`, { column: 'arm' })
  const jumps: Jump[] = []
  let [last, free] = [0, true]
  for (let k = 0; k < order.length; ) {
    const t = time[order[k]!]!
    let [own, other, leaving] = [0, 0, 0]
    for (; k < order.length && time[order[k]!] === t; k++) {
      const i = order[k]!
      leaving += w(i)
      if (cause[i] === 1) own += w(i)
      else if (cause[i]! > 1) other += w(i)
    }
    if (leaving > 0) last = t
    if (own + other > 0 && t <= tau) {
      jumps.push({ time: t, own: own / atRisk, other: other / atRisk })
      if (own + other > atRisk * (1 - 1e-12)) free = false
    }
    atRisk -= leaving
  }
  if (last < tau && free)
    throw new StatisticsError('out_of_range', `tau (${tau}) lies beyond the last time (${last}) of the ${name} arm`, {
      column: 'tau',
      value: tau,
    })
  return jumps
}

/** Mean over the arm of: 1 with the event by tau, 0 otherwise known, and the risk still ahead when censored. */
function armRisk(
  { time, cause, weights }: Rows,
  order: Int32Array,
  jumps: readonly Jump[],
  uncovered: Float64Array,
  tau: number,
  delta: number,
): number {
  const [raised, asSeen] = [risksAhead(jumps, delta), risksAhead(jumps, 1)]
  let [total, sum] = [0, 0]
  let next = 0
  for (const i of order) {
    const w = weights ? weights[i]! : 1
    total += w
    if (cause[i]! > 0 && time[i]! <= tau) sum += cause[i] === 1 ? w : 0
    else if (time[i]! < tau) {
      while (next < jumps.length && jumps[next]!.time <= time[i]!) next++
      sum += w * (uncovered[i] === 1 ? raised : asSeen)[next]!
    }
  }
  return sum / total
}

/** Risk of cause 1 from just before each jump to the horizon, for somebody free there, with its hazard raised; 0 past the last. */
function risksAhead(jumps: readonly Jump[], delta: number): Float64Array {
  const ahead = new Float64Array(jumps.length + 1)
  for (let j = jumps.length - 1; j >= 0; j--) {
    const own = 1 - (1 - jumps[j]!.own) ** delta
    const other = Math.min(jumps[j]!.other, 1 - own)
    ahead[j] = own + Math.max(0, 1 - own - other) * ahead[j + 1]!
  }
  return ahead
}
