import { chisquareUpper, normalQuantile, normalTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Counts, effectFromCounts } from './effect-sizes.ts'

/** A pooled effect on the analysis scale, from the counts themselves. */
export interface CountsPool {
  /** Studies that count. */
  readonly k: number
  readonly estimate: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number
  /** Share of the weight of each study given, in percent; 0 for one that adds nothing. */
  readonly weights: Float64Array
  readonly q: { readonly chisq: number; readonly df: number; readonly p: number | null }
}

/**
 * Mantel–Haenszel estimate of a common odds ratio, risk ratio (both as logarithms) or risk difference.
 * Raw counts; studies without an event in either arm (and, for OR, with everybody) add nothing. Variances: Robins, Breslow & Greenland
 * 1986 (OR), Greenland & Robins 1985 (RR), Sato et al. 1989 (RD). Q uses inverse-variance weights with 0.5 added to studies with a
 * zero cell. As metafor::rma.mh.
 */
export function mantelHaenszel(measure: 'OR' | 'RR' | 'RD', studies: readonly Counts[]): CountsPool {
  let [num, den, pr, psqr, qs, spread, weight] = [0, 0, 0, 0, 0, 0, 0]
  const weights = new Float64Array(studies.length)
  for (const [i, { eventsT: a, nT, eventsC: c, nC }] of studies.entries()) {
    const n = nT + nC
    const [b, d] = [nT - a, nC - c]
    weights[i] = (measure === 'OR' ? b * c : measure === 'RR' ? nT * c : nT * nC) / n
    if (measure === 'OR') {
      const [p, q, r, s] = [(a + d) / n, (b + c) / n, (a * d) / n, (b * c) / n]
      num += r
      den += s
      pr += p * r
      psqr += p * s + q * r
      qs += q * s
    } else if (measure === 'RR') {
      num += (a * nC) / n
      den += (c * nT) / n
      spread += (nT * nC * (a + c) - a * c * n) / (n * n)
    } else {
      num += (a * nC - c * nT) / n
      weight += (nT * nC) / n
      spread += (a * b * nC ** 3 + c * d * nT ** 3) / (nT * nC * n * n)
      // Sato's sums
      pr += (nT ** 2 * c - nC ** 2 * a + (nT * nC * (nC - nT)) / 2) / (n * n)
      qs += (a * d + b * c) / (2 * n)
    }
  }
  let estimate: number
  let se: number
  if (measure === 'RD') {
    estimate = num / weight
    se = Math.sqrt((estimate * pr + qs) / weight ** 2)
  } else {
    if (!(num > 0) || !(den > 0))
      throw new StatisticsError('no_events', 'Too few events: the Mantel–Haenszel estimate does not exist.')
    estimate = Math.log(num / den)
    se =
      measure === 'OR'
        ? Math.sqrt(pr / (2 * num * num) + psqr / (2 * num * den) + qs / (2 * den * den))
        : Math.sqrt(spread / (num * den))
  }
  // Q looks at the studies one by one, and there a cell of 0 needs its one half, for risk differences too.
  const effects = studies.flatMap((s) =>
    isEmpty(s) ? [] : (effectFromCounts(measure, measure === 'RD' ? halved(s) : s) ?? []),
  )
  const q = effects.reduce((sum, e) => sum + (e.effect - estimate) ** 2 / e.variance, 0)
  return finish(effects.length, estimate, se, q, weights)
}

/** Peto's one-step pooled log odds ratio: Σ(O − E) / ΣV (Yusuf et al. 1985), as metafor::rma.peto. */
export function peto(studies: readonly Counts[]): CountsPool {
  const all = studies.map((s) => effectFromCounts('PETO', s))
  const effects = all.flatMap((e) => e ?? [])
  if (effects.length === 0)
    throw new StatisticsError('no_events', 'No study had both people with the event and people without.')
  const information = effects.reduce((sum, e) => sum + 1 / e.variance, 0)
  const estimate = effects.reduce((sum, e) => sum + e.effect / e.variance, 0) / information
  const q = effects.reduce((sum, e) => sum + (e.effect - estimate) ** 2 / e.variance, 0)
  const weights = Float64Array.from(all, (e) => (e ? 1 / e.variance : 0))
  return finish(effects.length, estimate, Math.sqrt(1 / information), q, weights)
}

/** Pools log-rank tests of several places: θ = ΣU / ΣV with U = O − E; defined even where one arm has no event. */
export function pooledLogRank(sites: readonly { readonly u: number; readonly v: number }[]): CountsPool {
  const counted = sites.filter((s) => s.v > 0)
  const v = counted.reduce((sum, s) => sum + s.v, 0)
  if (!(v > 0)) throw new StatisticsError('no_events', 'No place could tell the arms apart.')
  const estimate = counted.reduce((sum, s) => sum + s.u, 0) / v
  const q = counted.reduce((sum, s) => sum + s.v * (s.u / s.v - estimate) ** 2, 0)
  const weights = Float64Array.from(sites, (s) => Math.max(0, s.v))
  return finish(counted.length, estimate, 1 / Math.sqrt(v), q, weights)
}

function halved(s: Counts): Counts {
  const { eventsT, nT, eventsC, nC } = s
  if (eventsT > 0 && eventsC > 0 && eventsT < nT && eventsC < nC) return s
  return { eventsT: eventsT + 0.5, nT: nT + 1, eventsC: eventsC + 0.5, nC: nC + 1 }
}

function isEmpty({ eventsT, nT, eventsC, nC }: Counts): boolean {
  return (eventsT === 0 && eventsC === 0) || (eventsT === nT && eventsC === nC)
}

function finish(k: number, estimate: number, se: number, q: number, weights: Float64Array): CountsPool {
  const z = normalQuantile(0.975)
  const total = weights.reduce((a, w) => a + w, 0)
  return {
    k,
    estimate,
    se,
    low: estimate - z * se,
    high: estimate + z * se,
    p: normalTwoSided(estimate / se),
    weights: weights.map((w) => (100 * w) / total),
    // One study alone cannot differ from the others.
    q: { chisq: k > 1 ? q : 0, df: Math.max(0, k - 1), p: k > 1 ? chisquareUpper(q, k - 1) : null },
  }
}
