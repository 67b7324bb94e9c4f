import { normalTwoSided } from '@cairn/statistics/distributions/distributions.ts'
import { type MetaFit, pool } from '@cairn/statistics/meta/pool.ts'
import type { Difference } from '../report/comparison-schema.ts'
import {
  type AboutCounts,
  type Estimate,
  LEAST_FOR_RANDOM,
  type PooledDifference,
  type ProgramDifference,
  type RandomEffects,
} from './pooled.ts'

const Z95 = 1.959963984540054

/** Whether a program's difference can be pooled: it has a standard error above 0. */
export const hasSe = (d: { readonly se: number | null }): d is { readonly se: number } => d.se !== null && d.se > 0

/**
 * Pools risk differences by the inverse of their variances: a common effect below five programs, from five on REML with Hartung
 * and Knapp's variance (`adhoc`) and a prediction interval. One program is given back as it is, with its own interval.
 * Programs without a standard error are listed with weight null and enter nothing.
 * `counts` belong to the programs with a standard error. Null when there is none.
 * Source: metafor::rma (Viechtbauer 2010), as `@cairn/statistics/meta/pool.ts`.
 */
export function poolDifferences(
  rows: readonly { readonly program: string; readonly difference: Difference }[],
  counts: AboutCounts,
): { pooled: PooledDifference | null; differences: ProgramDifference[] } {
  const usable = rows.flatMap(({ difference: d }) => (hasSe(d) ? [{ ...d, se: d.se }] : []))
  const input = { effect: usable.map((d) => d.estimate), variance: usable.map((d) => d.se ** 2) }
  const commonFit = usable.length > 0 ? pool({ ...input, method: 'FE' }) : null
  const random = randomEffects(input.effect, input.variance)
  const weights = random?.weights ?? commonFit?.weights ?? []
  let next = 0
  const differences = rows.map(({ program, difference: d }) => {
    const isPooled = hasSe(d)
    return {
      program,
      estimate: d.estimate,
      se: d.se,
      low: d.low ?? (isPooled ? d.estimate - Z95 * d.se : null),
      high: d.high ?? (isPooled ? d.estimate + Z95 * d.se : null),
      p: d.p,
      weight: isPooled ? weights[next++]! : null,
    }
  })
  if (!commonFit) return { pooled: null, differences }
  const common = intercept(commonFit)
  const one = usable.length === 1 ? usable[0]! : null
  const alone: Estimate | null = one && {
    estimate: one.estimate,
    se: one.se,
    low: one.low ?? common.low,
    high: one.high ?? common.high,
    p: one.p ?? normalTwoSided(one.estimate / one.se),
  }
  const { estimate, se, low, high, p } = random?.effects ?? alone ?? common
  return {
    pooled: {
      method: random ? 'random' : alone ? 'one' : 'common',
      k: usable.length,
      estimate,
      se,
      low,
      high,
      p,
      common,
      random: random?.effects ?? null,
      q: commonFit.q,
      counts,
    },
    differences,
  }
}

/** REML with adhoc Hartung–Knapp over five programs or more; null below. */
export function randomEffects(
  effect: readonly number[],
  variance: readonly number[],
): { effects: RandomEffects; weights: Float64Array } | null {
  if (effect.length < LEAST_FOR_RANDOM) return null
  const fit = pool({ effect, variance, method: 'REML', test: 'adhoc' })
  return {
    effects: {
      ...intercept(fit),
      k: fit.k,
      tau2: fit.tau2!,
      i2: fit.i2,
      predictionLow: fit.predictionLow!,
      predictionHigh: fit.predictionHigh!,
    },
    weights: fit.weights,
  }
}

function intercept(fit: MetaFit): Estimate {
  const { coef, se, low, high, p } = fit.terms[0]!
  return { estimate: coef, se, low, high, p }
}
