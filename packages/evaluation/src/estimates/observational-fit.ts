import { type CloneCensorWeightResult, prepareCloneCensorWeight } from '@cairn/statistics/causal/clone-censor-weight.ts'
import type { LogisticFit } from '@cairn/statistics/causal/logistic.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { NamedValues } from './baseline-columns.ts'
import { MENTOR_COLUMN, prepareLoss } from './loss-weights.ts'
import type { ObservationalPeople } from './observational-people.ts'
import type { EventCoding } from './states.ts'
import { WEEK, weeklyColumns } from './weekly-columns.ts'

/** What is compared with what, up to when, and the columns of its models. */
export interface ObservationalPlan {
  control: 'never' | 'later'
  tau: number
  grace: number
  windows: readonly number[]
  baseline: NamedValues[]
  /** Up to tau; the model for beginning uses its own first weeks of it. */
  varying: NamedValues[]
  /** Columns that are not in the model for beginning, and not in that for loss (see `mayLeave`). */
  leftOut: { beginning: ReadonlySet<string>; loss: ReadonlySet<string> }
}

export interface ObservationalFit {
  result: CloneCensorWeightResult
  lossModel: LogisticFit | null
}

/** Fewest people that the weighted arms must stand for before 'never' is compared. */
const LEAST_EFFECTIVE_N = 50
const NEVER_HORIZONS = [90, 180, 365]

/**
 * Compares with *never* up to the largest of 90, 180 and 365 days (not beyond the protocol's horizon) at which both arms still stand for
 * 50 people; else with *later* at the protocol's horizon.
 * @throws StatisticsError when neither comes off
 */
export function choosePlan(
  d: ProgramDataSet,
  people: ObservationalPeople,
  protocol: Protocol,
): { plan: ObservationalPlan; fit: ObservationalFit } {
  const horizons = NEVER_HORIZONS.filter((tau) => tau <= protocol.horizon_days && tau > protocol.grace_days)
  for (const tau of horizons.reverse()) {
    try {
      const found = planFor(d, people, protocol, 'never', tau)
      const { effectiveN } = found.fit.result
      if (Math.min(effectiveN.treated, effectiveN.control) >= LEAST_EFFECTIVE_N) return found
    } catch (error) {
      // Nobody followed so far, or a model that does not come off: a shorter horizon may.
      if (!(error instanceof StatisticsError)) throw error
    }
  }
  return planFor(d, people, protocol, 'later', protocol.horizon_days)
}

/** The plan for one comparison and horizon, with its fit; columns that say nothing are left out of it. */
export function planFor(
  d: ProgramDataSet,
  people: ObservationalPeople,
  protocol: Protocol,
  control: 'never' | 'later',
  tau: number,
): { plan: ObservationalPlan; fit: ObservationalFit } {
  return fitLeavingOut(
    people,
    {
      control,
      tau,
      grace: protocol.grace_days / WEEK,
      windows: protocol.windows,
      baseline: people.baseline.columns,
      varying: weeklyColumns(d, protocol.time_varying, people.row, Math.ceil(tau / WEEK)),
      leftOut: { beginning: new Set(), loss: new Set() },
    },
    prepareModels,
  )
}

/**
 * Fits, and where a column says nothing in a model, leaves it out of that model and fits again.
 * @param prepare `prepareModels`, or one that remembers; @param cases weights of the people, as a bootstrap draws them; @param start fits to
 * begin from
 */
function fitLeavingOut(
  people: ObservationalPeople,
  plan: ObservationalPlan,
  prepare: typeof prepareModels,
  cases?: Float64Array,
  start?: ObservationalFit,
) {
  const beginning = new Set(plan.leftOut.beginning)
  const loss = new Set(plan.leftOut.loss)
  const separating: StatisticsError[] = []
  for (;;) {
    const trial = { ...plan, leftOut: { beginning, loss } }
    try {
      const fit = prepare(people, trial, 'middle')(cases, start)
      refuseSettled(separating, fit.result.model?.deviance ?? 0)
      return { plan: trial, fit }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const { model, reason } = error
      const column = reason.fields.column
      const list = model === 'loss' ? loss : beginning
      const isOurs = column !== undefined && isColumn(plan, model, column) && !list.has(column)
      if (!isOurs || !SAYS_NOTHING.has(reason.code)) throw reason
      if (model === 'beginning' && reason.code === 'separation' && !column.endsWith(' missing')) separating.push(reason)
      list.add(column)
    }
  }
}

/** Constant columns, copies of others, and columns that separate (for these see `refuseSettled`). */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['constant_covariate', 'aliased_covariate', 'separation'])

/** Chi-square on one degree of freedom that chance exceeds 1 time in 100. */
const BEYOND_CHANCE = 6.63

/**
 * A column that separates in the model for beginning says that some people never (or always) began. When they are so few that this could
 * be chance, the column is left out; when not, some people could not have had the other strategy, and the comparison stops. By the
 * likelihood ratio of the models with and without it: each refusal carries the deviance of the model that still had its column.
 */
function refuseSettled(separating: readonly StatisticsError[], deviance: number): void {
  separating.forEach((reason, k) => {
    const without = separating[k + 1]?.fields.value ?? deviance
    if (Number(without) - Number(reason.fields.value) > BEYOND_CHANCE) throw reason
  })
}

const isColumn = (plan: ObservationalPlan, model: 'beginning' | 'loss', name: string) =>
  (model === 'loss' && name === MENTOR_COLUMN) || [...plan.baseline, ...plan.varying].some((c) => c.name === name)

/**
 * Fits again and again, to the samples of a bootstrap. A column of which a sample holds one value only, or by which it separates, is left
 * out by the rule for everybody: most programs have a group of a few people, and a third of all samples holds nobody of a given one.
 */
export function prepareRefits(
  people: ObservationalPeople,
  plan: ObservationalPlan,
  start: ObservationalFit,
): (cases: Float64Array) => ObservationalFit {
  const prepared = new Map<string, FitObservational>()
  const prepare: typeof prepareModels = (who, trial, coding) => {
    const key = JSON.stringify([[...trial.leftOut.beginning].sort(), [...trial.leftOut.loss].sort()])
    const fit = prepared.get(key) ?? prepareModels(who, trial, coding)
    prepared.set(key, fit)
    return fit
  }
  return (cases) => fitLeavingOut(people, plan, prepare, cases, start).fit
}

/** Which of the two models a fault belongs to. */
class ModelError extends Error {
  readonly model: 'beginning' | 'loss'
  readonly reason: StatisticsError
  constructor(model: 'beginning' | 'loss', reason: StatisticsError) {
    super(reason.message)
    this.model = model
    this.reason = reason
  }
}

function inModel<T>(model: 'beginning' | 'loss', work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof StatisticsError ? new ModelError(model, error) : error
  }
}

/**
 * One fit of everything: weights for loss, the model for beginning with a mentor, weighted curves.
 * @param cases weights of the people, as a bootstrap draws them; @param start fits to begin from: they change no result
 */
export type FitObservational = (cases?: Float64Array, start?: ObservationalFit) => ObservationalFit

/** Lays out the columns of both models once; what it gives can be fitted again and again. */
export function prepareObservational(
  people: ObservationalPeople,
  plan: ObservationalPlan,
  coding: EventCoding = 'middle',
): FitObservational {
  const fit = withReason(() => prepareModels(people, plan, coding))
  return (cases, start) => withReason(() => fit(cases, start))
}

function withReason<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof ModelError ? error.reason : error
  }
}

function prepareModels(people: ObservationalPeople, plan: ObservationalPlan, coding: EventCoding): FitObservational {
  const time = people.time[coding]
  const kept = (columns: readonly NamedValues[], leftOut: ReadonlySet<string>) =>
    columns.filter((c) => !leftOut.has(c.name))
  const fitLoss = prepareLoss({
    time,
    lost: people.lost,
    tau: plan.tau,
    windows: plan.windows,
    baseline: kept(plan.baseline, plan.leftOut.loss),
    varying: kept(plan.varying, plan.leftOut.loss),
    mentorDay: plan.leftOut.loss.has(MENTOR_COLUMN) ? null : people.mentorDay,
  })
  const weeks = Math.ceil(plan.tau / WEEK)
  const needed = plan.control === 'later' ? plan.grace : weeks
  const fitCurves = inModel('beginning', () =>
    prepareCloneCensorWeight({
      time,
      cause: people.cause,
      treatmentTime: people.mentorDay,
      control: plan.control,
      width: WEEK,
      grace: plan.grace,
      tau: plan.tau,
      baseline: kept(plan.baseline, plan.leftOut.beginning),
      varying: kept(plan.varying, plan.leftOut.beginning).map((c) => ({
        name: c.name,
        values: needed === weeks ? c.values : firstWeeks(c.values, people.row.length, weeks, needed),
      })),
    }),
  )
  return (cases, start) => {
    const loss = fitLoss && inModel('loss', () => fitLoss(cases, start?.lossModel))
    const result = inModel('beginning', () =>
      fitCurves({
        ...(loss ? { lossWeights: loss.weights } : {}),
        ...(cases ? { weights: cases } : {}),
        ...(start?.result.model ? { start: start.result.model } : {}),
      }),
    )
    return { result, lossModel: loss?.model ?? null }
  }
}

function firstWeeks(values: Float64Array, n: number, weeks: number, needed: number): Float64Array {
  const out = new Float64Array(n * needed)
  for (let i = 0; i < n; i++) out.set(values.subarray(i * weeks, i * weeks + needed), i * needed)
  return out
}
