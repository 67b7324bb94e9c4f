import { chisquareQuantile } from '../distributions/distributions.ts'
import { type GlmTerm, glm } from '../linear/glm.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { Groups } from './columns.ts'
import { type Column, checkGroups, checkSurvivalColumns, type SurvivalColumns, toNumbers } from './columns.ts'

export interface PersonTimeInput extends SurvivalColumns {
  readonly group?: Groups
  /** Inner ends of the bands that time is cut into, ascending; none means one band. A time on an end belongs to the band before it. */
  readonly cuts?: readonly number[]
  readonly confLevel?: number
}

/** Events, time at risk and rate of one group in one band (from, to]. */
export interface RateCell {
  readonly group: string
  readonly from: number
  /** Infinity in the last band. */
  readonly to: number
  readonly personTime: number
  readonly events: number
  /** Null where nobody was at risk. */
  readonly rate: number | null
  /** Exact Poisson interval (Garwood 1936); null with weights, which are no counts. */
  readonly low: number | null
  readonly high: number | null
}

/**
 * Person-time table: events and time at risk by group and band of time, with rates and exact Poisson intervals.
 * As survival::pyears with tcut (Breslow & Day 1987, chapter 2). Cells without time at risk are kept, with no rate.
 */
export function personTime(input: PersonTimeInput): readonly RateCell[] {
  const { n, start, time, event, weights } = checkSurvivalColumns({ ...input, nearTies: input.nearTies ?? false })
  const { codes, labels } = checkGroups(input.group, n)
  const cuts = input.cuts ?? []
  if (cuts.some((c, k) => !(c > (cuts[k - 1] ?? 0)) || !Number.isFinite(c)))
    throw new StatisticsError('bad_option', 'bands of time are cut at ascending times above 0')
  const level = input.confLevel ?? 0.95
  if (!(level > 0 && level < 1))
    throw new StatisticsError('bad_option', `a confidence level lies between 0 and 1, not ${level}`)
  const edges = [0, ...cuts, Number.POSITIVE_INFINITY]
  const bands = edges.length - 1
  const exposure = new Float64Array(labels.length * bands)
  const counts = new Float64Array(labels.length * bands)
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1
    const from = start ? start[i]! : 0
    for (let b = 0; b < bands; b++) {
      const [low, high] = [Math.max(from, edges[b]!), Math.min(time[i]!, edges[b + 1]!)]
      if (high > low) exposure[codes[i]! * bands + b]! += w * (high - low)
      const inside = time[i]! <= edges[b + 1]! && (time[i]! > edges[b]! || (b === 0 && time[i] === 0))
      if (event[i] && inside) counts[codes[i]! * bands + b]! += w
    }
  }
  const tail = (1 - level) / 2
  return labels.flatMap((group, g) =>
    Array.from({ length: bands }, (_, b): RateCell => {
      const [t, d] = [exposure[g * bands + b]!, counts[g * bands + b]!]
      const exact = t > 0 && !weights
      return {
        group,
        from: edges[b]!,
        to: edges[b + 1]!,
        personTime: t,
        events: d,
        rate: t > 0 ? d / t : null,
        low: exact ? (d === 0 ? 0 : chisquareQuantile(tail, 2 * d) / 2 / t) : null,
        high: exact ? chisquareQuantile(1 - tail, 2 * d + 2) / 2 / t : null,
      }
    }),
  )
}

export interface RateModelInput {
  /** One value a cell (or a person) in each column. */
  readonly events: Column
  readonly personTime: Column
  readonly x: readonly Column[]
  readonly names: readonly string[]
  readonly cluster?: Column
}

export interface RateModel {
  /** Cells with time at risk. */
  readonly n: number
  readonly events: number
  readonly variance: 'model' | 'robust'
  readonly logLik: number
  readonly deviance: number
  /** Pearson's chi-square over its degrees of freedom: well above 1, the counts vary more than Poisson's; null without any left. */
  readonly dispersion: number | null
  /** The intercept (log rate where all covariates are 0) first; `ratio` is exp(coef). */
  readonly terms: readonly (GlmTerm & {
    readonly ratio: number
    readonly ratioLow: number
    readonly ratioHigh: number
  })[]
}

/**
 * Poisson regression of rates on grouped person-time: log rate = intercept + Σ coefficient × covariate, with log(person-time) as offset.
 * As glm(events ~ x + offset(log(person_time)), poisson) (Frome 1983; Holford 1980: with bands as covariates, a piecewise exponential model).
 * Cells without time at risk leave; an event in such a cell is refused.
 *
 * @throws length_mismatch, not_a_number, out_of_range, no_events; as `glm`
 */
export function rateModel(input: RateModelInput): RateModel {
  const n = input.events.length
  const events = toNumbers('events', input.events, n)
  const exposure = toNumbers('personTime', input.personTime, n)
  const kept: number[] = []
  for (let i = 0; i < n; i++) {
    if (exposure[i]! < 0 || (exposure[i] === 0 && events[i]! > 0))
      throw new StatisticsError('out_of_range', 'a cell with events needs person-time above 0', {
        column: 'personTime',
        row: i,
        value: exposure[i]!,
      })
    if (exposure[i]! > 0) kept.push(i)
  }
  const total = events.reduce((a, b) => a + b, 0)
  if (!(total > 0)) throw new StatisticsError('no_events', 'Nobody had the event, so there is no rate to model.')
  const take = (column: Column) => Float64Array.from(kept, (i) => column[i]!)
  const y = take(events)
  const fit = glm({
    family: 'poisson',
    y,
    x: input.x.map((c, a) => take(toNumbers(input.names[a] ?? `covariate ${a + 1}`, c, n))),
    names: input.names,
    offset: take(exposure).map(Math.log),
    ...(input.cluster ? { cluster: take(input.cluster) } : {}),
  })
  const df = kept.length - fit.terms.length
  let pearson = 0
  for (let k = 0; k < y.length; k++) pearson += (y[k]! - fit.fitted[k]!) ** 2 / fit.fitted[k]!
  return {
    n: kept.length,
    events: total,
    variance: fit.variance,
    logLik: fit.logLik,
    deviance: fit.deviance,
    dispersion: df > 0 ? pearson / df : null,
    terms: fit.terms.map((t) => ({
      ...t,
      ratio: Math.exp(t.coef),
      ratioLow: Math.exp(t.low),
      ratioHigh: Math.exp(t.high),
    })),
  }
}
