import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'
import type { CloneFactors, PreparedClones } from './clones.ts'

/** h*: the hazards of beginning that the treated strategy follows, one a grace interval; the last is 1. */
export function strategyHazards(marginal: Column, grace: number): Float64Array {
  const h = toNumbers('marginal', marginal, marginal.length)
  const begin = new Float64Array(grace)
  let untreated = 1
  for (let k = 0; k < grace; k++) {
    begin[k] = untreated * h[k]!
    untreated *= 1 - h[k]!
  }
  const out = new Float64Array(grace)
  let rest = 0
  for (let k = grace - 1; k >= 0; k--) {
    rest += begin[k]!
    out[k] = rest > 0 ? begin[k]! / rest : 0
  }
  out[grace - 1] = 1
  return out
}

/**
 * Factors of the clones' weights, one a person-interval of `prepared.decisions`, from the hazard of beginning treatment.
 *
 * With h_j the hazard given covariates and h̄_j given the interval alone: a control clone has (1 − h̄_j) / (1 − h_j) while untreated.
 * The treated strategy draws the interval of beginning from f̄_j = h̄_j Π_{l<j}(1 − h̄_l), kept to the grace period, so that
 * h*_j = f̄_j / Σ_{l≥j} f̄_l; a treated clone has h*_j / h_j when it begins in j and (1 − h*_j) / (1 − h_j) while it has not.
 * The control factor is given on every row, the one in which treatment begins included: until then the clone stands for the same people.
 * Sources: Cain et al. 2010 (grace periods); Hernán & Robins 2016; Young, Cain, Robins, O'Reilly & Hernán 2011 (random strategies).
 *
 * @param hazard h, one a row of decisions; @param marginal h̄, one an interval
 * @throws length_mismatch, not_a_number; out_of_range when somebody began with hazard 0 or did not with hazard 1
 */
export function cloneFactors(prepared: PreparedClones, hazard: Column, marginal: Column): CloneFactors {
  const { decisions, intervals, plan } = prepared
  const h = toNumbers('hazard', hazard, decisions.rows)
  const mean = toNumbers('marginal', marginal, intervals)
  const strategy = strategyHazards(mean, plan.grace)
  const treated = new Float64Array(decisions.rows).fill(1)
  const control = new Float64Array(decisions.rows).fill(1)
  for (let r = 0; r < decisions.rows; r++) {
    const k = decisions.interval[r]!
    const began = decisions.event[r] === 1
    if (!(h[r]! >= 0 && h[r]! <= 1) || (began ? h[r] === 0 : h[r] === 1))
      throw new StatisticsError(
        'out_of_range',
        `the hazard of beginning is ${h[r]} where the person ${began ? 'began' : 'did not'}`,
        {
          column: 'hazard',
          row: r,
          value: h[r]!,
        },
      )
    if (h[r]! < 1) control[r] = (1 - mean[k - 1]!) / (1 - h[r]!)
    if (k <= plan.grace) treated[r] = began ? strategy[k - 1]! / h[r]! : (1 - strategy[k - 1]!) / (1 - h[r]!)
  }
  return { treated, control }
}
