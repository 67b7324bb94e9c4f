import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from '../survival/columns.ts'
import { cloneFactors } from './clone-weights.ts'
import {
  type CloneLayout,
  type ClonePlan,
  type CloneRows,
  layOutClones,
  type PreparedClones,
  prepareClones,
  weighClones,
} from './clones.ts'
import { effectiveSampleSize } from './effective-sample-size.ts'
import type { LogisticFit } from './logistic.ts'
import { gather } from './person-intervals.ts'
import { type IntervalTerm, pooledLogistic } from './pooled-logistic.ts'
import { type WeightedRisk, weightedRisk } from './weighted-risk.ts'

export interface CloneCensorWeightInput extends Omit<ClonePlan, 'width' | 'grace'> {
  /** 7 unless told. */
  readonly width?: number
  /** 4 unless told. */
  readonly grace?: number
  /** Covariates measured by time 0: one value a person. */
  readonly baseline?: readonly NamedColumn[]
  /** Covariates known at each interval's start (dated strictly before it): person after person, one value an interval up to `intervals`. */
  readonly varying?: readonly NamedColumn[]
  /** Case weights of the people (a bootstrap's); they enter every model and curve. */
  readonly weights?: Column
  /** Weights for loss to follow-up, person after person, one an interval up to tau. */
  readonly lossWeights?: Column
  /** Weights above this percentile of the arm's person-intervals are set to it. 0.99 unless told; 1 leaves them. */
  readonly truncateAt?: number
  /** The `model` of another sample to begin from: in a bootstrap, that of the whole. It changes no result. */
  readonly start?: LogisticFit | null
}

export interface NamedColumn {
  readonly name: string
  readonly values: Column
}

export interface CloneCensorWeightResult {
  readonly control: 'later' | 'never'
  readonly tau: number
  /** People, and those who begin treatment within the grace period. */
  readonly n: number
  readonly startedInGrace: number
  /** The model for beginning treatment. */
  readonly model: LogisticFit | null
  /** h̄, one an interval. */
  readonly marginalHazard: Float64Array
  readonly truncated: WeightedRisk
  readonly untruncated: WeightedRisk
  /** The truncation limit in each arm. */
  readonly limit: { readonly treated: number; readonly control: number }
  /** (Σw)²/Σw² of the clones whose status at tau is known, with the truncated weights. */
  readonly effectiveN: { readonly treated: number; readonly control: number }
  /** Truncated weight of each person's clone whose status at tau is known, else 0: for standardized differences. */
  readonly retained: { readonly treated: Float64Array; readonly control: Float64Array }
  /** Clone rows; `weight` untruncated and without case weights. Influence in the curves is one value a row. */
  readonly clones: CloneRows
}

/**
 * Clone–censor–weight: the risk by tau if everybody began treatment within the grace period, against later or never, from
 * observational follow-up.
 *
 * Everybody is in both arms from time 0, so no time is immortal; each clone is censored when it leaves its strategy, and those who stay
 * are weighted to stand for those who left (see `cloneFactors`). The hazard of beginning is a pooled logistic model with an indicator for
 * each grace interval and, after it, a level and a slope in the logarithm of the interval; the marginal hazard has the same without covariates.
 * It is right only if the covariates hold all common causes of beginning and of the event. Sources: Cain et al. 2010; Hernán & Robins
 * 2016; Hernán, Sauer, Hernández-Díaz, Platt & Shrier 2016 (immortal time); Maringe et al. 2020.
 *
 * @throws no_rows, length_mismatch, not_a_number, bad_event, out_of_range; no_events (nobody begins within the grace period);
 * as `logistic` when the model for beginning does not come off; out_of_range when an arm is not followed to tau
 */
export function cloneCensorWeight(input: CloneCensorWeightInput): CloneCensorWeightResult {
  return prepareCloneCensorWeight(input)(input)
}

/** What differs between the samples of a bootstrap. */
export type CloneSample = Pick<CloneCensorWeightInput, 'weights' | 'lossWeights' | 'start'>

/** Lays out clones and columns once, to be weighted again and again; throws as `cloneCensorWeight`. */
export function prepareCloneCensorWeight(
  input: Omit<CloneCensorWeightInput, keyof CloneSample>,
): (sample: CloneSample) => CloneCensorWeightResult {
  const plan: ClonePlan = { ...input, width: input.width ?? 7, grace: input.grace ?? 4 }
  const prepared = prepareClones(plan)
  const columns = decisionColumns(prepared, input)
  const layouts = new Map<boolean, CloneLayout>()
  const layoutOf = (byInterval: boolean) => {
    const layout = layouts.get(byInterval) ?? layOutClones(prepared, byInterval)
    layouts.set(byInterval, layout)
    return layout
  }
  return (sample) => {
    const cases = sample.weights && checkWeights(sample.weights, prepared.n)
    const startedInGrace = countStarted(prepared, cases)
    const { hazard, marginal, model } = startingHazards(prepared, columns, cases, sample.start)
    const layout = layoutOf(sample.lossWeights !== undefined)
    const weighed = weighClones(prepared, layout, cloneFactors(prepared, hazard, marginal), sample.lossWeights)
    const clones: CloneRows = { ...layout, ...weighed }
    const share = input.truncateAt ?? 0.99
    const limit = {
      treated: limitOf(layout, clones.weight, 1, share, cases),
      control: limitOf(layout, clones.weight, 0, share, cases),
    }
    const curves = (weight: Float64Array) => {
      const weights = cases ? weight.map((w, r) => w * cases[clones.person[r]!]!) : weight
      const { start, stop: time, cause, arm } = clones
      return weightedRisk({ start, time, cause, arm, weights, tau: plan.tau })
    }
    const retained = {
      treated: clones.retained.treated.map((w) => Math.min(w, limit.treated)),
      control: clones.retained.control.map((w) => Math.min(w, limit.control)),
    }
    const effective = (w: Float64Array) => {
      const all = cases ? w.map((v, i) => v * cases[i]!) : w
      return all.some((v) => v > 0) ? effectiveSampleSize(all) : 0
    }
    const truncated = clones.weight.map((w, r) => Math.min(w, clones.arm[r] === 1 ? limit.treated : limit.control))
    let untruncated: WeightedRisk | undefined
    return {
      control: plan.control,
      tau: plan.tau,
      n: prepared.n,
      startedInGrace,
      model,
      marginalHazard: marginal.subarray(0, prepared.intervals),
      truncated: curves(truncated),
      // A bootstrap never asks for it.
      get untruncated() {
        untruncated ??= curves(clones.weight)
        return untruncated
      },
      limit,
      effectiveN: { treated: effective(retained.treated), control: effective(retained.control) },
      retained,
      clones,
    }
  }
}

/** People who begin within the grace period, and are in the sample. */
function countStarted({ n, started, treatmentTime, plan }: PreparedClones, cases: Float64Array | undefined): number {
  const graceEnd = plan.grace * plan.width
  let count = 0
  for (let i = 0; i < n; i++) if (started[i] && treatmentTime[i]! <= graceEnd && (!cases || cases[i]! > 0)) count++
  if (count > 0) return count
  throw new StatisticsError('no_events', 'Nobody begins treatment within the grace period.', {
    column: 'treatmentTime',
  })
}

/**
 * The largest horizon at which 'never' can still be compared: effective n of at least `fewest` in each arm. null when there is none;
 * then compare with `later` instead, and say so.
 */
export function longestNeverHorizon(
  input: Omit<CloneCensorWeightInput, 'control' | 'tau' | 'varying' | 'lossWeights'>,
  columnsFor: (tau: number) => Pick<CloneCensorWeightInput, 'varying' | 'lossWeights'>,
  horizons: readonly number[] = [90, 180, 365],
  fewest = 50,
): CloneCensorWeightResult | null {
  for (const tau of [...horizons].sort((a, b) => b - a)) {
    try {
      const result = cloneCensorWeight({ ...input, ...columnsFor(tau), control: 'never', tau })
      if (result.effectiveN.treated >= fewest && result.effectiveN.control >= fewest) return result
    } catch (error) {
      // Nobody followed so far, or a model that does not come off: a shorter horizon may.
      if (!(error instanceof StatisticsError)) throw error
    }
  }
  return null
}

/** Covariates on the rows of decisions. */
function decisionColumns(
  { n, decisions, intervals }: PreparedClones,
  input: Pick<CloneCensorWeightInput, 'baseline' | 'varying'>,
): { readonly name: string; readonly values: Float64Array }[] {
  const baseline = (input.baseline ?? []).map(({ name, values }) => {
    const column = toNumbers(name, values, n)
    return { name, values: gather(column, decisions.person) }
  })
  const varying = (input.varying ?? []).map(({ name, values }) => {
    if (values.length !== n * intervals)
      throw new StatisticsError(
        'length_mismatch',
        `${name} has ${values.length} values; ${n} people in ${intervals} intervals need ${n * intervals}`,
        { column: name, length: values.length },
      )
    const column = new Float64Array(decisions.rows)
    for (let r = 0; r < decisions.rows; r++)
      column[r] = values[decisions.person[r]! * intervals + decisions.interval[r]! - 1]!
    return { name, values: column }
  })
  return [...baseline, ...varying]
}

function startingHazards(
  { decisions, intervals, plan }: PreparedClones,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
  cases: Float64Array | undefined,
  start: LogisticFit | null | undefined,
) {
  const intervalTerm = (k: number): IntervalTerm =>
    k <= plan.grace ? { group: k } : { group: plan.grace + 1, trend: Math.log(k - plan.grace) }
  const weights = cases && gather(cases, decisions.person)
  const common = {
    event: decisions.event,
    interval: decisions.interval,
    intervalTerm,
    ...(weights ? { weights, onlyWeighted: true } : {}),
  }
  // Within the grace period every interval has its own indicator, so the marginal hazard is a share and needs no fitting.
  const alone = plan.control === 'later' ? undefined : pooledLogistic({ ...common, x: [], names: [] })
  const given = pooledLogistic({
    ...common,
    x: columns.map((c) => c.values),
    names: columns.map((c) => c.name),
    ...(start ? { start } : {}),
  })
  const marginal = new Float64Array(intervals)
  const total = new Float64Array(intervals)
  for (let r = 0; r < decisions.rows; r++) {
    const k = decisions.interval[r]! - 1
    const w = weights ? weights[r]! : 1
    if (w === 0) continue
    if (alone) marginal[k] = alone.hazard[r]!
    else marginal[k]! += w * decisions.event[r]!
    total[k]! += w
  }
  if (!alone) for (let k = 0; k < intervals; k++) if (total[k]! > 0) marginal[k]! /= total[k]!
  return { hazard: openHazards(given.hazard, decisions.event, weights), marginal, model: given.fit }
}

/** People left out of a sample (case weight 0) may have begun where nobody in it did; their factors must exist though nothing uses them. */
function openHazards(hazard: Float64Array, began: Uint8Array, weights: Float64Array | undefined): Float64Array {
  if (!weights) return hazard
  return hazard.map((h, r) => (weights[r] === 0 && (h === 0 || h === 1) ? (began[r] ? 1 : 0) : h))
}

/** The weight below which a share of an arm's person-intervals lies (type 7), however rows are cut. */
function limitOf(
  { rows, arm: arms, length, person }: CloneLayout,
  weight: Float64Array,
  arm: 0 | 1,
  share: number,
  cases: Float64Array | undefined,
): number {
  if (!(share > 0 && share <= 1))
    throw new StatisticsError('bad_option', `weights are truncated at a share above 0 and at most 1, not ${share}`)
  const weights = new Float64Array(rows)
  const counts = new Float64Array(rows)
  let [kept, total] = [0, 0]
  for (let r = 0; r < rows; r++) {
    if (arms[r] !== arm) continue
    const count = length[r]! * (cases ? cases[person[r]!]! : 1)
    if (count === 0) continue
    weights[kept] = weight[r]!
    counts[kept++] = count
    total += count
  }
  const order = orderOf(weights.subarray(0, kept))
  const at = share * (total - 1)
  const low = Math.floor(at)
  let seen = 0
  for (let c = 0; c < order.length; c++) {
    const weight = weights[order[c]!]!
    seen += counts[order[c]!]!
    if (low < seen) {
      const next = low + 1 < seen || c + 1 === order.length ? weight : weights[order[c + 1]!]!
      return weight + (at - low) * (next - weight)
    }
  }
  return 1
}
