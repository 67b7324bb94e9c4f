import chisquareQuantileLower from '@stdlib/stats-base-dists-chisquare-quantile'
import fLower from '@stdlib/stats-base-dists-f-cdf'
import fQuantileLower from '@stdlib/stats-base-dists-f-quantile'
import normalLower from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantileLower from '@stdlib/stats-base-dists-normal-quantile'
import poissonQuantileLower from '@stdlib/stats-base-dists-poisson-quantile'
import tLower from '@stdlib/stats-base-dists-t-cdf'
import tQuantileLower from '@stdlib/stats-base-dists-t-quantile'

/** Area of the standard normal distribution below z. */
export function normalCdf(z: number): number {
  return normalLower(z, 0, 1)
}

/** The z below which a share p of the standard normal distribution lies (0 < p < 1). */
export function normalQuantile(p: number): number {
  return normalQuantileLower(p, 0, 1)
}

/** Two-sided p-value of a standard normal statistic; exact far into the tail, where 1 − cdf would be 0. */
export function normalTwoSided(z: number): number {
  return 2 * normalLower(-Math.abs(z), 0, 1)
}

/** Area of Student's t with df degrees of freedom below t; df may be a fraction or infinite. */
export function tCdf(t: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalCdf(t) : tLower(t, df)
}

/** The t below which a share p of Student's distribution lies. */
export function tQuantile(p: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalQuantile(p) : tQuantileLower(p, df)
}

/** Two-sided p-value of Student's t. */
export function tTwoSided(t: number, df: number): number {
  return 2 * tCdf(-Math.abs(t), df)
}

/** Area of F above f: the lower tail of 1/F, so that tiny p-values keep their digits. */
export function fUpper(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1
  return df2 === Number.POSITIVE_INFINITY ? chisquareUpper(f * df1, df1) : fLower(1 / f, df2, df1)
}

/** The F below which a share p lies. */
export function fQuantile(p: number, df1: number, df2: number): number {
  return fQuantileLower(p, df1, df2)
}

/** The count below or at which a share p of the Poisson distribution lies. */
export function poissonQuantile(p: number, mean: number): number {
  return poissonQuantileLower(p, mean)
}

/** The value below which a share p of chi-square with df degrees of freedom lies. */
export function chisquareQuantile(p: number, df: number): number {
  return chisquareQuantileLower(p, df)
}

/**
 * Area of chi-square with a whole number of degrees of freedom above x.
 * The closed finite sums for even and odd df (Abramowitz & Stegun 26.4.4, 26.4.5) keep every digit of tiny p-values.
 */
export function chisquareUpper(x: number, df: number): number {
  if (!(x > 0)) return Number.isNaN(x) ? Number.NaN : 1
  if (!Number.isInteger(df) || df < 1) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return 0
  const half = x / 2
  const odd = df % 2 === 1
  let sum = odd ? 2 * normalCdf(-Math.sqrt(x)) : Math.exp(-half)
  let logTerm = odd ? 0.5 * Math.log((2 * x) / Math.PI) - half : -half + Math.log(half)
  const terms = odd ? (df - 1) / 2 : df / 2 - 1
  for (let r = 1; r <= terms; r++) {
    sum += Math.exp(logTerm)
    logTerm += odd ? Math.log(x / (2 * r + 1)) : Math.log(half / (r + 1))
  }
  return Math.min(1, sum)
}
