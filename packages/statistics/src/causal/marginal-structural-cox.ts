import { normalQuantile, normalTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { Column } from '../survival/columns.ts'
import { type CoxFit, cox } from '../survival/cox.ts'
import { toBinary } from './probability-weights.ts'

export interface MarginalStructuralCoxInput {
  /** Rows (start, time] of each person, cut wherever a treatment begins or a weight changes. */
  readonly start: Column
  readonly time: Column
  readonly event: Column
  /** Two treatments, 1 while on (or once started), 0 before. */
  readonly first: Column
  readonly second: Column
  readonly names: readonly [string, string]
  /** Stabilized inverse-probability weights of the rows (treatment starts × loss to follow-up). */
  readonly weights: Column
  /** Rows with the same number are one person, or one mentor's people: the variance is robust by it. */
  readonly cluster: Column
  /** Baseline covariates that also stand in the weights' numerators. */
  readonly x?: readonly Column[]
  readonly xNames?: readonly string[]
  readonly strata?: Column
}

export interface JointEffect {
  readonly estimate: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number
}

export interface MarginalStructuralCox {
  /** With the interaction three indicators (first only, second only, both); without it the two treatments. */
  readonly fit: CoxFit
  /** Events in each state. */
  readonly events: { readonly neither: number; readonly first: number; readonly second: number; readonly both: number }
  /** β₁₁ − β₁₀ − β₀₁ (log ratio of hazard ratios) and RERI = HR₁₁ − HR₁₀ − HR₀₁ + 1; null below 20 events in a state. */
  readonly interaction: { readonly multiplicative: JointEffect; readonly reri: JointEffect } | null
}

export const EVENTS_FOR_INTERACTION = 20

/**
 * Marginal structural Cox model of two treatments that begin in time: a weighted Cox model with robust variance.
 *
 * With at least 20 events in each of the four states the joint model gives the interaction on both scales, standard errors by the delta
 * method; otherwise the treatments enter side by side and no interaction is given. Sources: Hernán, Brumback & Robins 2000;
 * Xiao, Abrahamowicz & Moodie 2010 (weighted Cox); Hosmer & Lemeshow 1992 (RERI).
 *
 * @throws as `cox`; bad_event when a treatment is not 0 or 1; constant_covariate when a treatment never begins
 */
export function marginalStructuralCox(input: MarginalStructuralCoxInput): MarginalStructuralCox {
  const n = input.time.length
  const [nameFirst, nameSecond] = input.names
  const first = toBinary(nameFirst, input.first, n)
  const second = toBinary(nameSecond, input.second, n)
  if (input.event.length !== n)
    throw new StatisticsError('length_mismatch', `event has ${input.event.length} values, but time has ${n}`)
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < n; i++) if (input.event[i] === 1) counts[first[i]! + 2 * second[i]!]!++
  const joint = counts.every((c) => c >= EVENTS_FOR_INTERACTION)
  const columns = joint
    ? [
        { name: `${nameFirst} only`, values: first.map((a, i) => (a && !second[i] ? 1 : 0)) },
        { name: `${nameSecond} only`, values: second.map((b, i) => (b && !first[i] ? 1 : 0)) },
        { name: `${nameFirst} and ${nameSecond}`, values: first.map((a, i) => (a && second[i] ? 1 : 0)) },
      ]
    : [
        { name: nameFirst, values: first },
        { name: nameSecond, values: second },
      ]
  const fit = cox({
    start: input.start,
    time: input.time,
    event: input.event,
    x: [...columns.map((c) => c.values), ...(input.x ?? [])],
    names: [...columns.map((c) => c.name), ...(input.xNames ?? [])],
    weights: input.weights,
    cluster: input.cluster,
    ...(input.strata ? { strata: input.strata } : {}),
  })
  const [neither, firstOnly, secondOnly, both] = counts as [number, number, number, number]
  return {
    fit,
    events: { neither, first: firstOnly, second: secondOnly, both },
    interaction: joint ? interactionOf(fit) : null,
  }
}

function interactionOf(fit: CoxFit) {
  const p = fit.terms.length
  const [b10, b01, b11] = [fit.coefficients[0]!, fit.coefficients[1]!, fit.coefficients[2]!]
  const combine = (estimate: number, gradient: readonly number[]): JointEffect => {
    let variance = 0
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) variance += gradient[a]! * gradient[b]! * fit.covariance[a * p + b]!
    const se = Math.sqrt(variance)
    const reach = normalQuantile(0.975) * se
    return {
      estimate,
      se,
      low: estimate - reach,
      high: estimate + reach,
      p: normalTwoSided(estimate / se),
    }
  }
  return {
    multiplicative: combine(b11 - b10 - b01, [-1, -1, 1]),
    reri: combine(Math.exp(b11) - Math.exp(b10) - Math.exp(b01) + 1, [-Math.exp(b10), -Math.exp(b01), Math.exp(b11)]),
  }
}
