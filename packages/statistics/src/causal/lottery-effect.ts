import { normalQuantile, normalTwoSided } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, compactCodes } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'
import { type RatioEstimate, ratioInterval } from './ratio-interval.ts'

export interface LotteryEffectInput {
  /** 1 offered a place by the draw, 0 not. */
  readonly offered: Column
  /** 1 when the place was taken up by the horizon. */
  readonly took: Column
  /** 1 with the event by the horizon; everybody's status is known (people with unknown status carry weight 0, others weights for it). */
  readonly outcome: Column
  readonly weights?: Column
  /** Rows of one person (in several draws) have one number. */
  readonly cluster?: Column
  readonly confLevel?: number
}

export interface DifferenceEstimate {
  readonly treated: number
  readonly control: number
  readonly estimate: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number | null
}

export interface LotteryEffect {
  /** Of being offered: risk and uptake by offer. */
  readonly riskDifference: DifferenceEstimate
  readonly uptakeDifference: DifferenceEstimate
  /** Risk difference in those who take a place because it is offered, with Fieller's (Anderson–Rubin's) set; null without any difference in uptake. */
  readonly inTakers: RatioEstimate | null
}

/**
 * What a lottery says: the effect of the offer on the risk, on uptake, and their ratio as the effect in those who took the place.
 *
 * Weighted means by offer, variance by clusters. The ratio is the effect in takers only if the draw was fair, the offer works through the
 * place alone, nobody refuses because of being offered, and people do not affect each other. It speaks of the risk at the horizon only.
 * Sources: Angrist, Imbens & Rubin 1996; Anderson & Rubin 1949; Fieller 1954.
 * @throws no_rows, length_mismatch, not_a_number, bad_event, bad_weight; too_few_groups (nobody, or everybody, was offered a place)
 */
export function lotteryEffect(input: LotteryEffectInput): LotteryEffect {
  const n = input.offered.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const offered = toBinary('offered', input.offered, n)
  const took = toBinary('took', input.took, n)
  const outcome = toBinary('outcome', input.outcome, n)
  const weights = input.weights ? checkWeights(input.weights, n) : new Float64Array(n).fill(1)
  const cluster = input.cluster
    ? compactCodes('cluster', input.cluster, n).codes
    : Int32Array.from(offered, (_, i) => i)
  const totals = [0, 0]
  for (let i = 0; i < n; i++) totals[offered[i]!]! += weights[i]!
  if (totals.includes(0))
    throw new StatisticsError('too_few_groups', 'There are not both offers and people without one.', {
      column: 'offered',
    })
  const risk = armMeans(outcome, offered, weights, totals)
  const uptake = armMeans(took, offered, weights, totals)
  const sums = { risk: new Float64Array(n), uptake: new Float64Array(n) }
  for (let i = 0; i < n; i++) {
    const z = offered[i]!
    const share = ((z === 1 ? 1 : -1) * weights[i]!) / totals[z]!
    sums.risk[cluster[i]!]! += share * (outcome[i]! - risk[z]!)
    sums.uptake[cluster[i]!]! += share * (took[i]! - uptake[z]!)
  }
  let [vr, vu, c] = [0, 0, 0]
  for (let k = 0; k < n; k++) {
    vr += sums.risk[k]! ** 2
    vu += sums.uptake[k]! ** 2
    c += sums.risk[k]! * sums.uptake[k]!
  }
  const confLevel = input.confLevel ?? 0.95
  const z = normalQuantile(1 - (1 - confLevel) / 2)
  const difference = (means: readonly number[], variance: number): DifferenceEstimate => {
    const estimate = means[1]! - means[0]!
    const se = Math.sqrt(variance)
    return {
      treated: means[1]!,
      control: means[0]!,
      estimate,
      se,
      low: estimate - z * se,
      high: estimate + z * se,
      p: se > 0 ? normalTwoSided(estimate / se) : null,
    }
  }
  const riskDifference = difference(risk, vr)
  const uptakeDifference = difference(uptake, vu)
  return {
    riskDifference,
    uptakeDifference,
    inTakers:
      uptakeDifference.estimate === 0
        ? null
        : ratioInterval({
            numerator: riskDifference.estimate,
            denominator: uptakeDifference.estimate,
            varianceNumerator: vr,
            varianceDenominator: vu,
            covariance: c,
            confLevel,
          }),
  }
}

function armMeans(
  values: Float64Array,
  offered: Float64Array,
  weights: Float64Array,
  totals: readonly number[],
): number[] {
  const means = [0, 0]
  for (let i = 0; i < values.length; i++) means[offered[i]!]! += (weights[i]! * values[i]!) / totals[offered[i]!]!
  return means
}
