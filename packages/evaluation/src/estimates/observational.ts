import { type EvaluateReplicates, evaluateInPlace } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { clusterInterval, clusterVariance } from '@cairn/statistics/causal/cluster-variance.ts'
import { eValue } from '@cairn/statistics/causal/e-value.ts'
import { riskBounds } from '@cairn/statistics/causal/risk-bounds.ts'
import { largestImbalance, standardizedDifferences } from '@cairn/statistics/causal/standardized-differences.ts'
import { tippingPointGrid } from '@cairn/statistics/causal/tipping-point.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Difference, ObservationalComparison } from '../report/comparison-schema.ts'
import { type OutcomeChoice, outcomeOf, type PersonRecord } from './follow-up.ts'
import {
  choosePlan,
  type ObservationalFit,
  type ObservationalPlan,
  planFor,
  prepareObservational,
  prepareRefits,
} from './observational-fit.ts'
import { type ObservationalPeople, observationalPeople } from './observational-people.ts'
import type { EventCoding } from './states.ts'
import { WEEK } from './weekly-columns.ts'

/** The last row of every clone: what became of it, and the weight it had there. */
interface CloneEnds {
  person: Int32Array
  arm: Uint8Array
  time: Float64Array
  cause: Int32Array
  weight: Float64Array
  /** It left its strategy: others stand for it from there on. */
  left: Uint8Array
}

/**
 * The adjusted comparison: a mentor within the days of grace, against none, by clone–censor–weight (docs/methods.md,
 * 'Adjusted comparison'). Its standard error takes the weights as known; `withBootstrap` refits them.
 * @throws StatisticsError when it does not come off; UnknownCovariate
 */
export function compareObservationally(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
): ObservationalComparison {
  const outcome = outcomeOf(protocol)
  const taken = observationalPeople(d, people, protocol, outcome)
  if (taken.id.length === 0)
    throw new StatisticsError('no_rows', 'Nobody was followed from day 0 without a mentor then.')
  const { plan, fit } = choosePlan(d, taken, protocol)
  const { result } = fit
  const { truncated } = result
  const ends = cloneEnds(taken, plan, fit)
  const variance = (influence: Float64Array) =>
    clusterVariance({
      influence,
      cluster: Float64Array.from(result.clones.person, (i) => taken.cluster[i]!),
      shared: Float64Array.from(result.clones.person, (i) => taken.shared[i]!),
    })
  const difference = (estimate: number, influence: Float64Array): Difference => {
    const v = variance(influence)
    return { estimate, se: v.se, ...clusterInterval(estimate, v), df: v.df > 0 ? v.df : null }
  }
  const counts = [1, 0].map((arm) => armCounts(taken, plan, ends, arm))
  const sides = [
    { curve: truncated.treated, effectiveN: result.effectiveN.treated, counts: counts[0]! },
    { curve: truncated.control, effectiveN: result.effectiveN.control, counts: counts[1]! },
  ].map(({ curve, effectiveN, counts: c }) => ({
    people: c.people,
    events: c.events,
    known: c.weighted.n > 0 ? 1 - c.weighted.unknown / c.weighted.n : null,
    risk: curve.risk,
    freeDays: curve.restrictedMean,
    effectiveN,
  }))
  const balance = balanceOf(taken, fit)
  const worst = largestImbalance(balance)
  return {
    horizonDays: plan.tau,
    arms: { with: sides[0]!, without: sides[1]! },
    riskDifference: difference(truncated.riskDifference, truncated.influence.riskDifference),
    freeDaysDifference: difference(truncated.restrictedMeanDifference, truncated.influence.restrictedMeanDifference),
    bounds:
      counts[0]!.weighted.n > 0 && counts[1]!.weighted.n > 0
        ? riskBounds(counts[0]!.weighted, counts[1]!.weighted).difference
        : null,
    tipping: tippingOf(taken, plan, ends, truncated.riskDifference),
    curves: (['with', 'without'] as const).map((arm) => ({
      arm,
      steps: (arm === 'with' ? truncated.treated : truncated.control).steps.map((s) => ({ day: s.time, risk: s.risk })),
    })),
    mentors: mentorsInGrace(taken, plan),
    control: plan.control,
    graceDays: plan.grace * WEEK,
    startedInGrace: result.startedInGrace,
    eventsInAll: new Set(ends.person.filter((_, c) => ends.cause[c] === 1)).size,
    untruncated: {
      riskDifference: result.untruncated.riskDifference,
      limitWith: result.limit.treated,
      limitWithout: result.limit.control,
    },
    riskRatio: truncated.riskRatio,
    riskDifferenceByEventDay: {
      first: otherwise(() => riskDifferenceOf(taken, plan, fit, 'first')),
      middle: truncated.riskDifference,
      last: otherwise(() => riskDifferenceOf(taken, plan, fit, 'last')),
    },
    riskDifferenceAnySource: otherwise(() => anySource(d, people, protocol, outcome, plan)),
    balance: balance.map((b) => ({
      name: b.level === undefined ? b.name : `${b.name} ${b.level}`,
      before: b.before,
      after: b.after,
    })),
    largestImbalance: worst ? Math.abs(worst.after) : null,
    model: (result.model?.terms ?? []).map(({ term, coef, se }) => ({ term, coef, se })),
    leftOut: { beginning: [...plan.leftOut.beginning], loss: [...plan.leftOut.loss] },
    eValue: eValueOf(fit, variance),
    bootstrap: null,
  }
}

/** Clusters of the adjusted comparison: mentors with their people, and people alone. */
export function observationalClusters(d: ProgramDataSet, people: readonly PersonRecord[], protocol: Protocol): number {
  return observationalPeople(d, people, protocol, outcomeOf(protocol)).clusters
}

/**
 * Works out replicates of the bootstrap of a comparison that was made: risk difference, difference in free days and both risks, every
 * model refitted with the clusters' weights, from the fits to everybody.
 */
export function observationalReplicates(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  made: Pick<ObservationalComparison, 'control' | 'horizonDays'>,
  bootstrap: { readonly seed: number; readonly replicates: number },
): EvaluateReplicates {
  const taken = observationalPeople(d, people, protocol, outcomeOf(protocol))
  const { plan, fit } = planFor(d, taken, protocol, made.control, made.horizonDays)
  const refit = prepareRefits(taken, plan, fit)
  return evaluateInPlace({ ...bootstrap, clusters: taken.clusters }, (weights) => {
    const cases = Float64Array.from(taken.cluster, (c) => weights[c]!)
    const { truncated } = refit(cases).result
    return [
      truncated.riskDifference,
      truncated.restrictedMeanDifference,
      truncated.treated.risk,
      truncated.control.risk,
    ]
  })
}

/** First mentors of those who began in the days of grace: only they make the group with a mentor. */
function mentorsInGrace(people: ObservationalPeople, plan: ObservationalPlan): number {
  const began = (i: number) => people.mentorDay[i]! <= plan.grace * WEEK && startedBy(people, i)
  return new Set(people.cluster.filter((_, i) => people.shared[i] === 1 && began(i))).size
}

/** Whether the mentor began while the person was followed; on the same day the event comes first. */
const startedBy = (people: ObservationalPeople, i: number) => {
  const [begins, end] = [people.mentorDay[i]!, people.time.middle[i]!]
  return begins < end || (begins === end && people.cause[i] === 0)
}

/** Null where the other choice does not come off. */
function otherwise(work: () => number): number | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof StatisticsError) return null
    throw error
  }
}

function riskDifferenceOf(
  people: ObservationalPeople,
  plan: ObservationalPlan,
  start: ObservationalFit,
  coding: EventCoding,
): number {
  return prepareObservational(people, plan, coding)(undefined, start).result.truncated.riskDifference
}

function anySource(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  outcome: OutcomeChoice,
  plan: ObservationalPlan,
): number {
  const taken = observationalPeople(d, people, protocol, { kinds: outcome.kinds, sources: null })
  return planFor(d, taken, protocol, plan.control, plan.tau).fit.result.truncated.riskDifference
}

function cloneEnds(people: ObservationalPeople, plan: ObservationalPlan, { result }: ObservationalFit): CloneEnds {
  const { clones } = result
  const last: number[] = []
  for (let r = 0; r < clones.rows; r++)
    if (r + 1 === clones.rows || clones.person[r + 1] !== clones.person[r] || clones.arm[r + 1] !== clones.arm[r])
      last.push(r)
  const limit = (arm: number) => (arm === 1 ? result.limit.treated : result.limit.control)
  const time = people.time.middle
  return {
    person: Int32Array.from(last, (r) => clones.person[r]!),
    arm: Uint8Array.from(last, (r) => clones.arm[r]!),
    time: Float64Array.from(last, (r) => clones.stop[r]!),
    cause: Int32Array.from(last, (r) => clones.cause[r]!),
    weight: Float64Array.from(last, (r) => Math.min(clones.weight[r]!, limit(clones.arm[r]!))),
    left: Uint8Array.from(last, (r) =>
      clones.cause[r] === 0 && clones.stop[r]! < Math.min(time[clones.person[r]!]!, plan.tau) ? 1 : 0,
    ),
  }
}

/**
 * Clones that kept to their strategy: people and events as they are, and weighted counts of those whose horizon has come (as in
 * `knownShares`: an early event of somebody whose horizon has not come is not counted, or only events would be; an event that may lie on
 * either side of the horizon is unknown; people of whom no day is known are unknown in both groups).
 */
function armCounts(people: ObservationalPeople, plan: ObservationalPlan, ends: CloneEnds, arm: number) {
  const out = { people: 0, events: 0, weighted: { events: 0, unknown: 0, n: 0 } }
  for (let c = 0; c < ends.person.length; c++) {
    if (ends.arm[c] !== arm || ends.left[c] === 1) continue
    const i = ends.person[c]!
    out.people++
    const event = ends.cause[c] === 1
    if (event) out.events++
    if (people.cut[i] === 1 && people.lastDay[i]! < plan.tau) continue
    const either = people.cause[i] === 1 && people.time.first[i]! <= plan.tau && people.time.last[i]! > plan.tau
    const isKnown = !either && (ends.cause[c]! > 0 || ends.time[c]! >= plan.tau)
    out.weighted.n += ends.weight[c]!
    if (!isKnown) out.weighted.unknown += ends.weight[c]!
    else if (event) out.weighted.events += ends.weight[c]!
  }
  const unseen = people.unseen.filter((p) => p.cut === 0 || p.lastDay >= plan.tau).length
  out.weighted.n += unseen
  out.weighted.unknown += unseen
  return out
}

/** The grid shows by how much the difference would move; it is laid around the estimate itself. */
function tippingOf(people: ObservationalPeople, plan: ObservationalPlan, ends: CloneEnds, estimate: number) {
  const kept = [...ends.person.keys()].filter((c) => ends.left[c] === 0)
  const of = <T>(value: (c: number) => T) => kept.map(value)
  try {
    const grid = tippingPointGrid({
      time: of((c) => ends.time[c]!),
      cause: of((c) => ends.cause[c]!),
      arm: of((c) => ends.arm[c]!),
      uncovered: of((c) => (ends.cause[c] === 0 && people.lost[ends.person[c]!] === 1 ? 1 : 0)),
      weights: of((c) => ends.weight[c]!),
      tau: plan.tau,
    })
    const asSeen = grid.find((g) => g.treatedMultiplier === 1 && g.controlMultiplier === 1)!.riskDifference
    return grid.map((g) => ({
      with: g.treatedMultiplier,
      without: g.controlMultiplier,
      riskDifference: estimate + g.riskDifference - asSeen,
    }))
  } catch (error) {
    if (error instanceof StatisticsError) return []
    throw error
  }
}

/** Balance of the baseline between the clones that are still there at the horizon. */
function balanceOf(people: ObservationalPeople, { result }: ObservationalFit) {
  const rows = (['treated', 'control'] as const).flatMap((arm) =>
    Array.from(result.retained[arm], (weight, i) => ({ arm: arm === 'treated' ? 1 : 0, i, weight })).filter(
      (row) => row.weight > 0,
    ),
  )
  const both = [0, 1].every((arm) => rows.some((row) => row.arm === arm))
  if (!both || people.baseline.balance.length === 0) return []
  return standardizedDifferences({
    treatment: rows.map((row) => row.arm),
    weights: rows.map((row) => row.weight),
    covariates: people.baseline.balance.map((b) =>
      b.kind === 'categorical'
        ? { ...b, codes: rows.map((row) => b.codes[row.i]!) }
        : { ...b, values: rows.map((row) => b.values[row.i]!) },
    ),
  })
}

/** From the risk ratio at the horizon; its interval from the logarithm, by the same clusters. */
function eValueOf(
  { result }: ObservationalFit,
  variance: (influence: Float64Array) => ReturnType<typeof clusterVariance>,
): ObservationalComparison['eValue'] {
  const { truncated, clones } = result
  const { risk: treated } = truncated.treated
  const { risk: control } = truncated.control
  if (!(treated > 0 && control > 0)) return null
  const onLog = truncated.influence.riskDifference.map((v, r) => v / (clones.arm[r] === 1 ? treated : control))
  const log = Math.log(treated / control)
  const { low, high } = clusterInterval(log, variance(onLog))
  return low === null || high === null
    ? eValue(treated / control)
    : eValue(treated / control, Math.exp(low), Math.exp(high))
}
