import { type CloneCensorWeightResult, cloneCensorWeight } from '@cairn/statistics/causal/clone-censor-weight.ts'
import type { LogisticFit } from '@cairn/statistics/causal/logistic.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { NamedValues } from './baseline-columns.ts'
import { prepareLoss } from './loss-weights.ts'
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
  return fitLeavingOut(people, {
    control,
    tau,
    grace: protocol.grace_days / WEEK,
    windows: protocol.windows,
    baseline: people.baseline.columns,
    varying: weeklyColumns(d, protocol.time_varying, people.row, Math.ceil(tau / WEEK)),
    leftOut: { beginning: new Set(), loss: new Set() },
  })
}

/** Fits, and where a column says nothing in a model, leaves it out of that model and fits again. */
function fitLeavingOut(people: ObservationalPeople, plan: ObservationalPlan) {
  const beginning = new Set(plan.leftOut.beginning)
  const loss = new Set(plan.leftOut.loss)
  for (;;) {
    const trial = { ...plan, leftOut: { beginning, loss } }
    try {
      return { plan: trial, fit: prepareModels(people, trial, 'middle')() }
    } catch (error) {
      const column = error instanceof ModelError ? error.reason.fields.column : undefined
      if (!(error instanceof ModelError) || column === undefined || !mayLeave(error.model, error.reason.code, column))
        throw error instanceof ModelError ? error.reason : error
      const list = error.model === 'loss' ? loss : beginning
      if (list.has(column) || !isColumn(plan, column)) throw error.reason
      list.add(column)
    }
  }
}

/**
 * Constant columns and copies of others say nothing. One that separates leaves the model for loss, and if it only says that something is
 * missing, the model for beginning; any other there means that some people could not have had the other strategy, and stops the comparison.
 */
function mayLeave(model: 'beginning' | 'loss', code: string, column: string): boolean {
  if (code === 'constant_covariate' || code === 'aliased_covariate') return true
  return code === 'separation' && (model === 'loss' || column.endsWith(' missing'))
}

const isColumn = (plan: ObservationalPlan, name: string) =>
  [...plan.baseline, ...plan.varying].some((c) => c.name === name)

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
  const fit = prepareModels(people, plan, coding)
  return (cases, start) => {
    try {
      return fit(cases, start)
    } catch (error) {
      throw error instanceof ModelError ? error.reason : error
    }
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
    mentorDay: people.mentorDay,
  })
  const weeks = Math.ceil(plan.tau / WEEK)
  const needed = plan.control === 'later' ? plan.grace : weeks
  const input = {
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
  }
  return (cases, start) => {
    const loss = fitLoss && inModel('loss', () => fitLoss(cases, start?.lossModel))
    const result = inModel('beginning', () =>
      cloneCensorWeight({
        ...input,
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
