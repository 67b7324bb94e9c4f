import { normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'

export interface PowerOptions {
  /** 0.8 unless told. */
  readonly power?: number
  /** Two-sided, 0.05 unless told. */
  readonly significance?: number
}

/**
 * People needed in each of two equal arms to tell two risks apart; not rounded. As R's power.prop.test (normal approximation).
 * Source: Fleiss, Levin & Paik 2003, without continuity correction.
 * @throws out_of_range
 */
export function peoplePerArm(risk1: number, risk2: number, options: PowerOptions = {}): number {
  for (const value of [risk1, risk2])
    if (!(value > 0 && value < 1))
      throw new StatisticsError('out_of_range', `a risk lies between 0 and 1, not ${value}`, { value })
  if (risk1 === risk2) throw new StatisticsError('out_of_range', 'the two risks are the same', { value: risk1 })
  const [za, zb] = quantiles(options)
  const mean = (risk1 + risk2) / 2
  const root = za * Math.sqrt(2 * mean * (1 - mean)) + zb * Math.sqrt(risk1 * (1 - risk1) + risk2 * (1 - risk2))
  return (root / (risk1 - risk2)) ** 2
}

export interface EventsNeededInput extends PowerOptions {
  readonly hazardRatio: number
  /** Share of people in the treated arm, 0.5 unless told. */
  readonly share?: number
  /** Difference in uptake between the arms: the effect of an offer is diluted by it, so events grow by 1 / uptake². */
  readonly uptakeDifference?: number
  /** People a cluster and the correlation within it: events grow by 1 + (m − 1)ρ. */
  readonly clusterSize?: number
  readonly intraclassCorrelation?: number
}

/**
 * Events needed for a log-rank or Cox test to see a hazard ratio; not rounded. Sources: Schoenfeld 1983; Lachin & Foulkes 1986 (uptake);
 * Donner & Klar 2000 (clusters).
 * @throws out_of_range
 */
export function eventsNeeded(input: EventsNeededInput): number {
  const { hazardRatio, share = 0.5, uptakeDifference = 1, clusterSize = 1, intraclassCorrelation = 0 } = input
  const check = (fits: boolean, column: string, value: number, rule: string) => {
    if (!fits) throw new StatisticsError('out_of_range', `${rule}, not ${value}`, { column, value })
  }
  check(
    hazardRatio > 0 && Number.isFinite(hazardRatio) && hazardRatio !== 1,
    'hazardRatio',
    hazardRatio,
    'a hazard ratio to be seen is above 0 and is not 1',
  )
  check(share > 0 && share < 1, 'share', share, 'a share of treated people lies between 0 and 1')
  check(
    uptakeDifference > 0 && uptakeDifference <= 1,
    'uptakeDifference',
    uptakeDifference,
    'a difference in uptake is above 0 and at most 1',
  )
  check(clusterSize >= 1, 'clusterSize', clusterSize, 'a cluster has at least one person')
  check(
    intraclassCorrelation >= 0 && intraclassCorrelation <= 1,
    'intraclassCorrelation',
    intraclassCorrelation,
    'a correlation within clusters lies between 0 and 1',
  )
  const [za, zb] = quantiles(input)
  const events = (za + zb) ** 2 / (share * (1 - share) * Math.log(hazardRatio) ** 2)
  return (events / uptakeDifference ** 2) * (1 + (clusterSize - 1) * intraclassCorrelation)
}

function quantiles({ power = 0.8, significance = 0.05 }: PowerOptions): [number, number] {
  if (!(power > 0 && power < 1))
    throw new StatisticsError('out_of_range', `power lies between 0 and 1, not ${power}`, { value: power })
  if (!(significance > 0 && significance < 1))
    throw new StatisticsError('out_of_range', `a level of significance lies between 0 and 1, not ${significance}`, {
      value: significance,
    })
  return [normalQuantile(1 - significance / 2), normalQuantile(power)]
}
