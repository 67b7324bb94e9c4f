import type { CoxData } from './cox-data.ts'
import { forEachDenominator, linearPredictor, risks, walkRiskSets } from './cox-risk-sets.ts'

/** Log partial likelihood with its first and (minus) second derivatives in the standardized columns. */
export interface CoxLikelihood {
  readonly logLik: number
  readonly score: Float64Array
  readonly information: Float64Array
}

/** Evaluates the log partial likelihood at beta (Cox 1972; ties: Breslow 1974, Efron 1977). The clear version: every sum as in the book. */
export function coxLikelihood(data: CoxData, beta: Float64Array): CoxLikelihood {
  const { p, z, byStop, event, weights } = data
  const eta = linearPredictor(data, beta)
  let logLik = 0
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  const mean = new Float64Array(p)
  walkRiskSets(data, risks(data, eta), 2, (set) => {
    for (let k = set.first; k < set.last; k++) {
      const i = byStop[k]!
      if (!event[i]) continue
      const w = weights ? weights[i]! : 1
      logLik += w * eta[i]!
      for (let a = 0; a < p; a++) score[a]! += w * z[a]![i]!
    }
    forEachDenominator(set, data.efron, (share, weight) => {
      const total = set.s0 - share * set.d0
      logLik -= weight * Math.log(total)
      for (let a = 0; a < p; a++) {
        mean[a] = (set.s1[a]! - share * set.d1[a]!) / total
        score[a]! -= weight * mean[a]!
        for (let b = 0; b <= a; b++) {
          const second = (set.s2[a * p + b]! - share * set.d2[a * p + b]!) / total
          information[a * p + b]! += weight * (second - mean[a]! * mean[b]!)
        }
      }
    })
  })
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) information[b * p + a] = information[a * p + b]!
  return { logLik, score, information }
}
