import type { CoxFit, CoxInput } from './cox.ts'
import { prepareCox } from './cox-data.ts'
import { scoreResiduals } from './cox-residuals.ts'

/** Residuals of a Cox model, one value a row. */
export interface CoxResiduals {
  /** Events minus events expected. */
  readonly martingale: Float64Array
  /** Martingale residuals made more symmetric. */
  readonly deviance: Float64Array
  /** Score residuals, one column a covariate, in the units of the covariate. */
  readonly score: readonly Float64Array[]
  /** Approximate change of each coefficient when the row is left out, times its weight. */
  readonly dfbeta: readonly Float64Array[]
}

/**
 * Martingale, deviance, score and dfbeta residuals, as survival::residuals.coxph (dfbeta with weighted = TRUE).
 * Sources: Therneau, Grambsch & Fleming 1990; Cain & Lange 1984.
 */
export function coxResiduals(input: CoxInput, fit: CoxFit): CoxResiduals {
  const data = prepareCox(input)
  const { n, p, event, scale, weights } = data
  const beta = fit.coefficients.map((b, a) => b * scale[a]!)
  const { score, martingale } = scoreResiduals(data, beta)
  const deviance = martingale.map((m, i) => {
    const d = event[i]!
    return Math.sign(m) * Math.sqrt(Math.max(0, -2 * (m + (d === 0 ? 0 : d * Math.log(d - m)))))
  })
  const own = score.map((column, a) => column.map((v) => v * scale[a]!))
  const dfbeta = Array.from({ length: p }, () => new Float64Array(n))
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) {
      const v = fit.modelCovariance[a * p + b]!
      for (let i = 0; i < n; i++) dfbeta[a]![i]! += v * own[b]![i]! * (weights ? weights[i]! : 1)
    }
  return { martingale, deviance, score: own, dfbeta }
}
