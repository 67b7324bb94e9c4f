import { StatisticsError } from '../statistics-error.ts'

/** How strong an unseen common cause would have to be, on the risk-ratio scale, to explain an effect away. */
export interface EValue {
  readonly point: number
  /** For the end of the interval that is nearer to 1; 1 when the interval holds 1. */
  readonly limit: number
}

/** E-value of a risk ratio and its interval (VanderWeele & Ding 2017): RR + √(RR (RR − 1)), ratios below 1 inverted. */
export function eValue(riskRatio: number, low: number, high: number): EValue {
  for (const [column, value] of [
    ['riskRatio', riskRatio],
    ['low', low],
    ['high', high],
  ] as const)
    if (!(value > 0)) throw new StatisticsError('out_of_range', `a ratio is above 0, not ${value}`, { column, value })
  if (!(low <= riskRatio && riskRatio <= high))
    throw new StatisticsError('out_of_range', 'the risk ratio lies outside its interval')
  const e = (ratio: number) => {
    const r = ratio < 1 ? 1 / ratio : ratio
    return r + Math.sqrt(r * (r - 1))
  }
  return { point: e(riskRatio), limit: low <= 1 && high >= 1 ? 1 : e(riskRatio < 1 ? high : low) }
}

/** Risk ratio that a hazard ratio amounts to when the event is common (risk above 15 %): (1 − .5^√HR) / (1 − .5^√(1/HR)). */
export function riskRatioFromHazardRatio(hazardRatio: number): number {
  if (!(hazardRatio > 0))
    throw new StatisticsError('out_of_range', `a hazard ratio is above 0, not ${hazardRatio}`, { value: hazardRatio })
  return (1 - 0.5 ** Math.sqrt(hazardRatio)) / (1 - 0.5 ** Math.sqrt(1 / hazardRatio))
}
