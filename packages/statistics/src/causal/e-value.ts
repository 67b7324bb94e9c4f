import { StatisticsError } from '../statistics-error.ts'

export interface EValue {
  /** How strongly (as a risk ratio, with both) an unmeasured cause would have to be tied to explain the estimate away. */
  readonly estimate: number
  /** The same for the limit of the interval nearer to 1; 1 when the interval holds 1; null without an interval. */
  readonly interval: number | null
}

/**
 * E-value of a risk ratio: RR + √(RR (RR − 1)), ratios below 1 turned over. Source: VanderWeele & Ding 2017.
 * @param low lower, @param high upper limit of the interval of the ratio
 * @throws out_of_range when a ratio is not positive, or the limits do not surround the estimate
 */
export function eValue(ratio: number, low?: number, high?: number): EValue {
  for (const [column, value] of [
    ['ratio', ratio],
    ...(low === undefined ? [] : [['low', low]]),
    ...(high === undefined ? [] : [['high', high]]),
  ] as [string, number][])
    if (!(value > 0 && Number.isFinite(value)))
      throw new StatisticsError('out_of_range', `a risk ratio is above 0, not ${value}`, { column, value })
  const estimate = turned(ratio)
  if (low === undefined || high === undefined) return { estimate, interval: null }
  if (low > ratio || high < ratio)
    throw new StatisticsError('out_of_range', `the interval ${low} to ${high} does not hold the ratio ${ratio}`, {
      column: 'low',
      value: low,
    })
  return { estimate, interval: low <= 1 && high >= 1 ? 1 : turned(ratio > 1 ? low : high) }
}

/**
 * Risk ratio that stands for a hazard ratio in an E-value: the hazard ratio itself when the risk by the end is at most 15 %,
 * else (1 − 0.5^√HR) / (1 − 0.5^√(1/HR)). Source: VanderWeele 2017, as used in VanderWeele & Ding 2017, table 2.
 * @param risk the outcome's risk by the end of follow-up, 0 to 1
 */
export function riskRatioFromHazardRatio(hazardRatio: number, risk: number): number {
  if (!(hazardRatio > 0 && Number.isFinite(hazardRatio)))
    throw new StatisticsError('out_of_range', `a hazard ratio is above 0, not ${hazardRatio}`, { value: hazardRatio })
  if (!(risk >= 0 && risk <= 1))
    throw new StatisticsError('out_of_range', `a risk lies between 0 and 1, not ${risk}`, { value: risk })
  if (risk <= 0.15) return hazardRatio
  return (1 - 0.5 ** Math.sqrt(hazardRatio)) / (1 - 0.5 ** Math.sqrt(1 / hazardRatio))
}

function turned(ratio: number): number {
  const r = ratio < 1 ? 1 / ratio : ratio
  return r + Math.sqrt(r * (r - 1))
}
