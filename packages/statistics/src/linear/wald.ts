import { normalQuantile, normalTwoSided } from '../distributions/distributions.ts'

/** A coefficient with Wald's test and 95 % interval, from the robust standard error where there is one. */
export interface WaldEstimate {
  readonly coef: number
  readonly se: number
  readonly robustSe: number | null
  readonly z: number
  readonly p: number
  readonly low: number
  readonly high: number
}

const z95 = normalQuantile(0.975)

/** Wald's test (Wald 1943) of a coefficient and its interval: coef ± 1.96 standard errors, robust ones where they are given. */
export function waldEstimate(coef: number, se: number, robustSe: number | null): WaldEstimate {
  const used = robustSe ?? se
  const z = coef / used
  return { coef, se, robustSe, z, p: normalTwoSided(z), low: coef - z95 * used, high: coef + z95 * used }
}
