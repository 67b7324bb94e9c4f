import { randomizationTest } from '@cairn/statistics/causal/lottery-permutation.ts'
import type { Random } from '@cairn/statistics/random/random.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { cox } from '@cairn/statistics/survival/cox.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import type { LotteryComparison } from '../report/comparison-schema.ts'
import type { ComparedEntries, Ends } from './lottery-entries.ts'

const LABELS = ['without', 'with']

/**
 * Stratified log-rank test (draw × stratum) up to the horizon, deaths from other causes censored, and its p from drawing again.
 *
 * Every re-run gives the same number of offers to the eligible people of each draw and stratum, at random; everything else stays.
 * The statistic is U itself: with n_t at risk and d_t events at t in a block, whoever was offered,
 * O − E = Σ_i Z_i [δ_i − Σ_{t ≤ T_i} d_t / n_t], because E = Σ_t d_t / n_t × (number offered at risk) counts each offered person once at
 * every t up to T_i. The bracket is the person's score and no draw changes it; nor does a draw change U's variance over all
 * draws. So |U| orders the re-runs as the standardized test would. Source: Peto & Peto 1972 (log-rank scores); Fisher 1935.
 * Null where nobody could have been compared (no event while both were at risk).
 */
export function drawnLogRank(entries: ComparedEntries, redraws: number, random: Random): LotteryComparison['logRank'] {
  const { trials, middle } = entries
  const event = events(middle)
  const test = logRank({
    time: middle.time,
    event,
    group: { codes: trials.offered, labels: LABELS },
    strata: trials.block,
  })
  const offered = test.groups.find((g) => g.group === 'with')
  if (test.chisq === null || test.p === null || !offered) return null
  const scores = logRankScores(middle.time, event, trials.block)
  const again =
    redraws > 0
      ? randomizationTest({
          offered: trials.offered,
          block: trials.block,
          random,
          replicates: redraws,
          statistic: (z) => {
            let u = 0
            for (let i = 0; i < z.length; i++) if (z[i] === 1) u += scores[i]!
            return u
          },
        })
      : null
  return {
    u: offered.observed - offered.expected,
    v: test.variance[LABELS.length + 1]!,
    chisq: test.chisq,
    p: test.p,
    pRedrawn: again?.p ?? null,
    redraws,
  }
}

/** Each row's log-rank score within its block: its event minus the block's Nelson–Aalen estimate at its end. Blocks add up to 0. */
export function logRankScores(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  block: ArrayLike<number>,
): Float64Array {
  const scores = Float64Array.from(event)
  const members = new Map<number, number[]>()
  for (let i = 0; i < block.length; i++) {
    const list = members.get(block[i]!)
    if (list) list.push(i)
    else members.set(block[i]!, [i])
  }
  for (const rows of members.values()) {
    rows.sort((a, b) => time[a]! - time[b]!)
    let hazard = 0
    for (let k = 0; k < rows.length; ) {
      const t = time[rows[k]!]!
      let end = k
      let dead = 0
      for (; end < rows.length && time[rows[end]!] === t; end++) dead += event[rows[end]!]!
      hazard += dead / (rows.length - k)
      for (; k < end; k++) scores[rows[k]!]! -= hazard
    }
  }
  return scores
}

/** Stratified Cox hazard ratio of the offer (Efron; sandwich by person, who may be in several draws); null where it does not exist. */
export function drawnHazardRatio(entries: ComparedEntries, ends: Ends): LotteryComparison['hazardRatio'] {
  const event = events(ends)
  if (!event.includes(1)) return null
  try {
    const [term] = cox({
      time: ends.time,
      event,
      x: [entries.trials.offered],
      names: ['offered'],
      strata: entries.trials.block,
      cluster: entries.person,
    }).terms
    return term && Number.isFinite(term.p) ? { ratio: term.hr, low: term.hrLow, high: term.hrHigh, p: term.p } : null
  } catch (error) {
    // No event in one group: the ratio runs to 0 or infinity. The test and the risks still stand.
    if (error instanceof StatisticsError) return null
    throw error
  }
}

const events = (ends: Ends): Float64Array => Float64Array.from(ends.cause, (c) => (c === 1 ? 1 : 0))
