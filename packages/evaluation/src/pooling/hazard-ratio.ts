import { chisquareUpper, normalTwoSided } from '@cairn/statistics/distributions/distributions.ts'
import type { AboutCounts, PooledHazardRatio, ProgramLogRank } from './pooled.ts'
import { randomEffects } from './risk-difference.ts'

const Z95 = 1.959963984540054

/**
 * Pools stratified log-rank tests: θ = ΣU/ΣV estimates the logarithm of a common hazard ratio with variance 1/ΣV, where U is
 * observed minus expected among those offered a mentor and V its variance. It is defined for a program with no event in one group.
 * Programs with V = 0 say nothing about θ and leave REML, which is fitted beside from five informative programs on.
 * Null when V is 0 everywhere. Sources: Yusuf et al. 1985 (Peto's method), Whitehead & Whitehead 1991; REML as metafor::rma.
 */
export function poolLogRanks(
  rows: readonly { readonly program: string; readonly u: number; readonly v: number }[],
  counts: AboutCounts,
): { pooled: PooledHazardRatio | null; logRanks: ProgramLogRank[] } {
  const sum = (of: (row: { u: number; v: number }) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [u, v] = [sum((r) => r.u), sum((r) => r.v)]
  const logRanks = rows.map((r): ProgramLogRank => {
    const informative = r.v > 0 ? ratioOf(r.u, r.v) : null
    return {
      program: r.program,
      u: r.u,
      v: r.v,
      logRatio: informative?.estimate ?? null,
      low: informative?.low ?? null,
      high: informative?.high ?? null,
      weight: v > 0 ? (100 * r.v) / v : 0,
      exp: informative && exponents(informative),
    }
  })
  if (!(v > 0)) return { pooled: null, logRanks }
  const theta = ratioOf(u, v)
  const informative = logRanks.flatMap((r) => (r.logRatio === null ? [] : [{ estimate: r.logRatio, v: r.v }]))
  const chisq = informative.reduce((total, r) => total + r.v * (r.estimate - theta.estimate) ** 2, 0)
  const df = informative.length - 1
  const random = randomEffects(
    informative.map((r) => r.estimate),
    informative.map((r) => 1 / r.v),
  )
  return {
    pooled: {
      ...theta,
      p: normalTwoSided(u / Math.sqrt(v)),
      k: rows.length,
      withoutInformation: rows.length - informative.length,
      u,
      v,
      q: { chisq, df, p: df > 0 ? chisquareUpper(chisq, df) : null },
      random: random?.effects ?? null,
      exp: exponents(theta),
      counts,
    },
    logRanks,
  }
}

function ratioOf(u: number, v: number) {
  const [estimate, se] = [u / v, 1 / Math.sqrt(v)]
  return { estimate, se, low: estimate - Z95 * se, high: estimate + Z95 * se }
}

function exponents(x: { estimate: number; low: number; high: number }) {
  return { estimate: Math.exp(x.estimate), low: Math.exp(x.low), high: Math.exp(x.high) }
}
