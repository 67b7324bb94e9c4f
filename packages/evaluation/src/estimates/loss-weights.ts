import type { LogisticFit } from '@cairn/statistics/causal/logistic.ts'
import { gather, type PersonIntervals, personIntervals } from '@cairn/statistics/causal/person-intervals.ts'
import { pooledLogistic } from '@cairn/statistics/causal/pooled-logistic.ts'
import type { NamedValues } from './baseline-columns.ts'
import { WEEK } from './weekly-columns.ts'

export interface LossInput {
  /** End of follow-up of each person, and 1 where it ended because nobody could say more. */
  time: readonly number[]
  lost: readonly number[]
  tau: number
  /** Ask days: the hazard of being lost has a level of its own between them. */
  windows: readonly number[]
  baseline: readonly NamedValues[]
  /** One value a person and week up to tau. */
  varying: readonly NamedValues[]
  /** First day with a mentor; whether there is one enters the model. Null leaves it out. */
  mentorDay: readonly number[] | null
}

/** Whether there is a mentor, as a column of the model for loss. */
export const MENTOR_COLUMN = 'mentor'

export interface LossWeights {
  /** One a person and week up to tau. */
  weights: Float64Array
  model: LogisticFit | null
}

/** The model for being lost, to be fitted again with other case weights. Null where nobody was lost. */
export type FitLoss = (cases?: Float64Array, start?: LogisticFit | null) => LossWeights

/**
 * Weights for loss to follow-up: the chance of being followed so far given the window alone, over that chance given covariates, what is
 * known by the week, and having a mentor. A pooled logistic model over weeks.
 *
 * A data cut is no loss: it has nothing to do with the person. Fitting throws as `logistic` where the model does not come off.
 * Sources: Robins & Finkelstein 2000; Hernán & Robins, Causal Inference: What If, chapter 12.
 */
export function prepareLoss(input: LossInput): FitLoss | null {
  const { tau, windows, mentorDay } = input
  const n = input.time.length
  const weeks = Math.ceil(tau / WEEK)
  const isLost = input.lost.map((lost, i) => (lost === 1 && input.time[i]! < tau ? 1 : 0))
  if (!isLost.includes(1)) return null
  const rows = personIntervals({
    time: Float64Array.from(input.time, (t) => Math.min(t, tau)),
    event: isLost,
    width: WEEK,
  })
  const x = [
    ...input.baseline.map((c) => gather(c.values, rows.person)),
    ...input.varying.map((c) => onWeeks(c.values, rows, weeks)),
    ...(mentorDay ? [Float64Array.from(rows.person, (i, r) => (mentorDay[i]! <= rows.start[r]! ? 1 : 0))] : []),
  ]
  const names = [...input.baseline, ...input.varying].map((c) => c.name).concat(mentorDay ? MENTOR_COLUMN : [])
  const windowOf = (week: number) => {
    const at = windows.findIndex((w) => (week - 1) * WEEK < w)
    return at < 0 ? windows.length : at
  }
  return (cases, start) => {
    const common = {
      event: rows.event,
      interval: rows.interval,
      intervalTerm: (week: number) => ({ group: windowOf(week) }),
      ...(cases ? { weights: gather(cases, rows.person), onlyWeighted: true } : {}),
    }
    const given = pooledLogistic({ ...common, x, names, ...(start ? { start } : {}) })
    const alone = pooledLogistic({ ...common, x: [], names: [] })
    const weights = new Float64Array(n * weeks).fill(1)
    for (let r = 0; r < rows.rows; r++) {
      const place = rows.person[r]! * weeks + rows.interval[r]! - 1
      if (rows.interval[r] === weeks) continue
      const [stay, stayAlone] = [1 - given.hazard[r]!, 1 - alone.hazard[r]!]
      weights[place + 1] = weights[place]! * (stay > 0 ? stayAlone / stay : 1)
    }
    return { weights, model: given.fit }
  }
}

function onWeeks(values: Float64Array, rows: PersonIntervals, weeks: number): Float64Array {
  const out = new Float64Array(rows.rows)
  for (let r = 0; r < rows.rows; r++) out[r] = values[rows.person[r]! * weeks + rows.interval[r]! - 1]!
  return out
}
