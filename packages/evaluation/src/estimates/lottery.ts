import { effectiveSampleSize } from '@cairn/statistics/causal/effective-sample-size.ts'
import { type KnownCounts, riskBounds } from '@cairn/statistics/causal/risk-bounds.ts'
import { tippingPointGrid } from '@cairn/statistics/causal/tipping-point.ts'
import { createRandom } from '@cairn/statistics/random/random.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { LotteryComparison } from '../report/comparison-schema.ts'
import { knownUntil, type OutcomeChoice, outcomeOf, type PersonRecord } from './follow-up.ts'
import { knownShares } from './known.ts'
import { type ComparedEntries, comparedEntries } from './lottery-entries.ts'
import { drawnHazardRatio, drawnLogRank } from './lottery-ratios.ts'
import { LotteryRefusal } from './lottery-refusal.ts'
import { differenceOf, drawnRisks, effectInTakers, offerNowDifference, stepsOf, uptakeOf } from './lottery-risks.ts'

export interface LotteryOptions {
  seed: number
  /** Re-runs of the draw behind the test; 9,999 unless told, 0 for none. */
  redraws?: number
}

/**
 * The fair draw as a sequence of randomized trials: time zero is the day of the draw, 'with' is the initial offer (rank ≤ places)
 * whatever happened to refused places, and everything is counted up to the horizon.
 *
 * Weights Z/p + (1 − Z)/(1 − p) come from the known shares, so nothing is modelled; a person in several draws is several rows and one
 * cluster. `entrants` counts entries; in an arm a person and her event count once. Row order changes nothing.
 * Sources: Hernán & Robins 2016; de Chaisemartin & Behaghel 2020; Angrist, Imbens & Rubin 1996; docs/methods.md, 'Lottery'.
 * @throws LotteryRefusal when the draws compare nobody; StatisticsError for files that `checkDataSet` would refuse
 */
export function compareByLottery(
  dataSet: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  options: LotteryOptions,
): LotteryComparison {
  const tau = protocol.horizon_days
  const outcome = outcomeOf(protocol)
  const entries = comparedEntries(dataSet, people, protocol, outcome)
  const { trials, middle, person } = entries
  for (const arm of [0, 1])
    if (!trials.offered.some((z, k) => z === arm && middle.time[k]! > 0))
      throw new LotteryRefusal('arm_not_followed', tau)
  if (!middle.cause.includes(1)) throw new LotteryRefusal('no_events', tau)
  const risk = drawnRisks(entries, tau)
  const riskDifference = differenceOf(risk.riskDifference, risk.influence.riskDifference, person)
  const { influence, ...uptake } = uptakeOf(entries, tau)
  const hazardRatio = drawnHazardRatio(entries, middle)
  const status = entries.moved.map((p) => statusAt(p, tau, outcome))
  return {
    horizonDays: tau,
    arms: {
      with: { ...armCounts(entries, status, 1), risk: risk.treated.risk, freeDays: risk.treated.restrictedMean },
      without: { ...armCounts(entries, status, 0), risk: risk.control.risk, freeDays: risk.control.restrictedMean },
    },
    riskDifference,
    freeDaysDifference: differenceOf(risk.restrictedMeanDifference, risk.influence.restrictedMeanDifference, person),
    bounds: boundsOf(entries, status),
    tipping: tippingPointGrid({
      time: middle.time,
      cause: middle.cause,
      arm: trials.offered,
      weights: trials.weight,
      uncovered: Uint8Array.from(entries.moved, (p) => (isUncovered(p) ? 1 : 0)),
      tau,
    }).map((cell) => ({
      with: cell.treatedMultiplier,
      without: cell.controlMultiplier,
      riskDifference: cell.riskDifference,
    })),
    curves: [
      { arm: 'with', steps: stepsOf(risk.treated) },
      { arm: 'without', steps: stepsOf(risk.control) },
    ],
    mentors: firstMentors(dataSet, new Set(entries.moved.map((p) => p.id))),
    draws: entries.draws,
    entrants: entries.entries,
    withoutContrast: entries.withoutContrast,
    notEligible: entries.notEligible,
    uptake,
    hazardRatio,
    hazardRatioByEventDay: {
      first: drawnHazardRatio(entries, entries.first)?.ratio ?? null,
      middle: hazardRatio?.ratio ?? null,
      last: drawnHazardRatio(entries, entries.last)?.ratio ?? null,
    },
    logRank: drawnLogRank(entries, options.redraws ?? 9999, createRandom(options.seed, 'lottery')),
    offerNow: offerNowDifference(entries, tau),
    inTakers: effectInTakers(
      { difference: riskDifference, influence: risk.influence.riskDifference },
      { difference: uptake.difference, influence },
      person,
    ),
  }
}

type Status = 'not_yet' | 'event' | 'no_event' | 'unknown'

/** What is known of a row's horizon. */
function statusAt(p: PersonRecord, tau: number, outcome: OutcomeChoice): Status {
  const day = p.entry + tau
  const [at] = knownShares([p], [day], outcome, new Map([[p.id, knownUntil(p)]]))
  if (!at || at.n === 0) return 'not_yet'
  if (at.events > 0) return 'event'
  return at.noEvent > 0 ? 'no_event' : 'unknown'
}

function armCounts({ trials, middle, person }: ComparedEntries, status: readonly Status[], arm: number) {
  const rows = [...status.keys()].filter((k) => trials.offered[k] === arm)
  const count = (kept: (k: number) => boolean) => new Set(rows.filter(kept).map((k) => person[k])).size
  const come = rows.filter((k) => status[k] !== 'not_yet')
  return {
    people: count((k) => middle.time[k]! > 0),
    events: count((k) => middle.cause[k] === 1),
    known: come.length === 0 ? null : come.filter((k) => status[k] !== 'unknown').length / come.length,
    effectiveN: effectiveNumber(
      rows.filter((k) => middle.time[k]! > 0),
      trials.weight,
      person,
    ),
  }
}

/** Kish's effective number of people: what the weights of shares far from one half are worth, a person's draws added up. */
function effectiveNumber(rows: readonly number[], weight: Float64Array, person: Int32Array): number {
  const sums = new Map<number, number>()
  for (const k of rows) sums.set(person[k]!, (sums.get(person[k]!) ?? 0) + weight[k]!)
  return effectiveSampleSize([...sums.values()])
}

/** Whatever the unknown did; weighted as the risks are. Null while the horizon has come for nobody in a group. */
function boundsOf({ trials }: ComparedEntries, status: readonly Status[]): LotteryComparison['bounds'] {
  const counts = [0, 1].map((arm): KnownCounts => {
    const weigh = (of: (s: Status) => boolean) =>
      status.reduce((sum, s, k) => sum + (trials.offered[k] === arm && of(s) ? trials.weight[k]! : 0), 0)
    return {
      events: weigh((s) => s === 'event'),
      unknown: weigh((s) => s === 'unknown'),
      n: weigh((s) => s !== 'not_yet'),
    }
  })
  const [without, offered] = counts
  if (!(without!.n > 0 && offered!.n > 0)) return null
  const { low, high } = riskBounds(offered!, without!).difference
  return { low, high }
}

/** Whether a row's days end because nobody answered, not because it is too early to ask. */
function isUncovered(p: PersonRecord): boolean {
  const known = knownUntil(p)
  return (
    p.endReason === 'withdrew' ||
    p.missedDue.some((due) => due > known && due <= p.lastDay) ||
    p.covered.some(([from]) => from > known + 1)
  )
}

/** Distinct first mentors of these people. */
function firstMentors(d: ProgramDataSet, ids: ReadonlySet<string>): number {
  const first = new Map<string, { day: number; mentor: string }>()
  const x = d.exposures
  for (let i = 0; i < x.rows; i++) {
    const [id, day, mentor] = [x.participant_id[i]!, x.start_day[i]!, x.mentor_id[i]!]
    if (x.kind[i] !== 'mentor' || !ids.has(id)) continue
    const seen = first.get(id)
    if (!seen || day < seen.day || (day === seen.day && mentor < seen.mentor)) first.set(id, { day, mentor })
  }
  return new Set([...first.values()].map((f) => f.mentor)).size
}
