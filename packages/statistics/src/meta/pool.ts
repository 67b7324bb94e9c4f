import {
  chisquareUpper,
  fUpper,
  normalQuantile,
  normalTwoSided,
  tQuantile,
  tTwoSided,
} from '../distributions/distributions.ts'
import { quadraticForm } from '../linear/matrix.ts'
import { StatisticsError } from '../statistics-error.ts'
import { betweenVariance } from './between-variance.ts'
import type { MetaInput, MetaMethod, MetaTest } from './meta-input.ts'
import { checkStudies, weighted } from './weighted-regression.ts'

export interface MetaTerm {
  readonly term: string
  readonly coef: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly statistic: number
  readonly p: number
}

export interface MetaFit {
  readonly k: number
  readonly method: MetaMethod
  readonly test: MetaTest
  /** Intercept first; without moderators it is the pooled effect. */
  readonly terms: readonly MetaTerm[]
  readonly covariance: Float64Array
  /** Factor of Hartung and Knapp's variance; 1 for z. */
  readonly dispersion: number
  /** Degrees of freedom of the tests of coefficients; infinite for z. */
  readonly df: number
  /** Variance between studies; null for FE. */
  readonly tau2: number | null
  readonly i2: number
  readonly h2: number
  /** Cochran's Q (residual with moderators). */
  readonly q: { readonly chisq: number; readonly df: number; readonly p: number | null }
  /** Test of all moderators: chi-square for z, F for knha and adhoc. */
  readonly moderatorTest: {
    readonly statistic: number
    readonly df: number
    readonly df2: number
    readonly p: number
  } | null
  /** Prediction interval of the effect in a new study; null with moderators and for FE. */
  readonly predictionLow: number | null
  readonly predictionHigh: number | null
  /** Share of the weight of each study, in percent. */
  readonly weights: Float64Array
}

/**
 * Pools effects: common effect (FE), or random effects with τ² by DerSimonian–Laird, Paule–Mandel or restricted likelihood.
 *
 * Tests: z, Hartung–Knapp–Sidik–Jonkman (`knha`), or the same with its factor never below 1 (`adhoc`). I² and H² come from τ² and the
 * typical sampling variance; the prediction interval uses t with k − p degrees of freedom for knha and adhoc, the normal otherwise.
 * As metafor::rma (Viechtbauer 2005, 2010; DerSimonian & Laird 1986; Paule & Mandel 1982; Hartung & Knapp 2001; IntHout et al. 2014).
 *
 * @throws too_few_studies, bad_option (FE with knha), aliased_covariate, not_a_number
 */
export function pool(input: MetaInput): MetaFit {
  const method = input.method ?? 'REML'
  const test = input.test ?? 'z'
  if (method === 'FE' && test !== 'z')
    throw new StatisticsError(
      'bad_option',
      'The Hartung–Knapp adjustment belongs to random effects; it cannot be used with FE.',
    )
  const data = checkStudies(input)
  const { k, p } = data
  const common = weighted(data, 0)
  const tau2 = method === 'FE' ? 0 : betweenVariance(data, method)
  const fit = tau2 === 0 ? common : weighted(data, tau2)
  const df = test === 'z' ? Number.POSITIVE_INFINITY : k - p
  if (test !== 'z' && k - p < 1)
    throw new StatisticsError('too_few_studies', 'The Hartung–Knapp adjustment needs more studies than coefficients.')
  const factor = test === 'z' ? 1 : fit.residual / (k - p)
  const scale = test === 'adhoc' ? Math.max(1, factor) : factor
  const covariance = fit.inverse.map((v) => v * scale)
  const critical = test === 'z' ? normalQuantile(0.975) : tQuantile(0.975, df)
  const terms = ['intrcpt', ...(input.names ?? [])].map((term, a): MetaTerm => {
    const coef = fit.beta[a]!
    const se = Math.sqrt(covariance[a * p + a]!)
    const statistic = coef / se
    return {
      term,
      coef,
      se,
      low: coef - critical * se,
      high: coef + critical * se,
      statistic,
      p: test === 'z' ? normalTwoSided(statistic) : tTwoSided(statistic, df),
    }
  })
  const typical = (k - p) / common.traceP
  const q = common.residual
  const predictionHalf = critical * Math.sqrt(covariance[0]! + tau2)
  const hasPrediction = method !== 'FE' && p === 1
  const total = fit.w.reduce((a, b) => a + b, 0)
  return {
    k,
    method,
    test,
    terms,
    covariance,
    dispersion: scale,
    df,
    tau2: method === 'FE' ? null : tau2,
    i2: k === p ? 0 : method === 'FE' ? Math.max(0, (100 * (q - (k - p))) / q) : (100 * tau2) / (typical + tau2),
    h2: k === p ? 1 : method === 'FE' ? q / (k - p) : tau2 / typical + 1,
    q: { chisq: q, df: k - p, p: k > p ? chisquareUpper(q, k - p) : null },
    moderatorTest: p > 1 ? moderatorTest(fit.beta, covariance, p, df) : null,
    predictionLow: hasPrediction ? fit.beta[0]! - predictionHalf : null,
    predictionHigh: hasPrediction ? fit.beta[0]! + predictionHalf : null,
    weights: fit.w.map((w) => (100 * w) / total),
  }
}

function moderatorTest(beta: Float64Array, covariance: Float64Array, p: number, df2: number) {
  const m = p - 1
  const v = new Float64Array(m * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) v[i * m + j] = covariance[(i + 1) * p + j + 1]!
  const chisq = quadraticForm(v, beta.subarray(1), m, 0)
  if (df2 === Number.POSITIVE_INFINITY) return { statistic: chisq, df: m, df2, p: chisquareUpper(chisq, m) }
  return { statistic: chisq / m, df: m, df2, p: fUpper(chisq / m, m, df2) }
}
