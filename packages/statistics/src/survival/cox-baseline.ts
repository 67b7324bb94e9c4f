import { normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { CoxFit, CoxInput } from './cox.ts'
import { type CoxData, prepareCox } from './cox-data.ts'
import { coxHazard } from './cox-hazard.ts'

/** Cumulative hazard of one stratum at its event times. */
export interface BaselineHazard {
  /** The number that `strata` holds for these rows; 0 without strata. */
  readonly stratum: number
  readonly steps: readonly { readonly time: number; readonly hazard: number }[]
}

/**
 * Cumulative baseline hazard for a person whose covariates and offset are all zero, by stratum.
 * Efron's or Breslow's estimate, as the ties of the fit. As survival::basehaz(centered = FALSE).
 *
 * @throws out_of_range when zero lies so far from the data that no number holds the hazard there (a year as it is; R gives Inf or 0)
 */
export function baselineHazard(input: CoxInput, fit: CoxFit): readonly BaselineHazard[] {
  const data = prepareCox(input)
  const { table, shift } = hazardOf(data, fit)
  const scale = Math.exp(shift)
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) throw tooFar(data, fit)
  return strataOf(input, data).map(({ stratum, code }) => {
    let total = 0
    const steps: { time: number; hazard: number }[] = []
    for (let e = table.offsets[code]!; e < table.offsets[code + 1]!; e++) {
      total += table.hazard[e]! * scale
      steps.push({ time: table.time[e]!, hazard: total })
    }
    return { stratum, steps }
  })
}

/** Predicted survival of one person: exp(−cumulative hazard), with the standard error of S and a log interval. */
export interface PredictedStep {
  readonly time: number
  readonly survival: number
  readonly se: number
  readonly low: number
  readonly high: number
}

/**
 * Survival curve that a Cox model predicts for a person with covariates x (and offset 0), in one stratum.
 * The variance counts the uncertainty of coefficients and baseline, as survival::survfit.coxph (Tsiatis 1981; Link 1984).
 * @param stratum the number that `strata` holds; leave out without strata
 */
export function predictedSurvival(
  input: CoxInput,
  fit: CoxFit,
  x: ArrayLike<number>,
  stratum?: number,
): readonly PredictedStep[] {
  const data = prepareCox(input)
  const { p } = data
  if (x.length !== p)
    throw new StatisticsError('length_mismatch', `the model has ${p} covariates, but ${x.length} values are given`)
  const found = strataOf(input, data).find((s) => stratum === undefined || s.stratum === stratum)
  if (!found) throw new StatisticsError('out_of_range', `there is no stratum ${stratum}`, { column: 'strata' })
  const { table } = hazardOf(data, fit)
  const z = Float64Array.from({ length: p }, (_, a) => (x[a]! - data.centre[a]!) / data.scale[a]!)
  let lp = -data.offsetMean
  for (let a = 0; a < p; a++) lp += fit.coefficients[a]! * data.scale[a]! * z[a]!
  const risk = Math.exp(lp)
  const z95 = normalQuantile(0.975)
  const steps: PredictedStep[] = []
  let hazard = 0
  let spread = 0
  const slope = new Float64Array(p)
  for (let e = table.offsets[found.code]!; e < table.offsets[found.code + 1]!; e++) {
    hazard += table.hazard[e]!
    spread += table.hazardVariance[e]!
    for (let a = 0; a < p; a++) slope[a]! += (z[a]! * table.hazard[e]! - table.meanHazard[a]![e]!) * data.scale[a]!
    let variance = spread
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) variance += slope[a]! * slope[b]! * fit.covariance[a * p + b]!
    const logSe = risk * Math.sqrt(variance)
    const survival = Math.exp(-hazard * risk)
    steps.push({
      time: table.time[e]!,
      survival,
      se: survival * logSe,
      low: survival * Math.exp(-z95 * logSe),
      high: Math.min(1, survival * Math.exp(z95 * logSe)),
    })
  }
  return steps
}

/** Hazard at the average linear predictor, and how far that is from zero covariates. */
function hazardOf(data: CoxData, fit: CoxFit) {
  const beta = fit.coefficients.map((b, a) => b * data.scale[a]!)
  // The table's linear predictor is Σ β (x − centre) + offset − mean offset.
  let shift = -data.offsetMean
  for (let a = 0; a < data.p; a++) shift -= fit.coefficients[a]! * data.centre[a]!
  return { table: coxHazard(data, beta), shift }
}

function tooFar(data: CoxData, fit: CoxFit): StatisticsError {
  const reach = fit.coefficients.map((b, a) => Math.abs(b * data.centre[a]!))
  const column = data.names[reach.indexOf(reach.reduce((m, v) => Math.max(m, v), 0))]!
  return new StatisticsError(
    'out_of_range',
    `Where all covariates are 0 the baseline hazard is beyond what a number can hold; take a value near the middle off ${column} and fit again.`,
    { column },
  )
}

function strataOf(input: CoxInput, data: CoxData): { stratum: number; code: number }[] {
  const first = new Map<number, number>()
  for (let i = 0; i < data.n; i++)
    if (!first.has(data.strata[i]!)) first.set(data.strata[i]!, input.strata ? input.strata[i]! : 0)
  return [...first].map(([code, stratum]) => ({ code, stratum })).sort((a, b) => a.stratum - b.stratum)
}
