import type { CoxData } from './cox-data.ts'
import { forEachDenominator, linearPredictor, risks, walkRiskSets } from './cox-risk-sets.ts'

/** Hazard increments of a fitted Cox model at its event times, in ascending time within ascending stratum. */
export interface HazardTable {
  /** Event times of stratum s are offsets[s] … offsets[s + 1] − 1. */
  readonly offsets: Int32Array
  readonly time: Float64Array
  readonly deaths: Int32Array
  /** Increment of the baseline hazard at the average covariates, for a person who survives the time. */
  readonly hazard: Float64Array
  /** Increment × mean covariate over its denominators. */
  readonly meanHazard: readonly Float64Array[]
  /** The same for a person who has the event then (Efron lowers it). */
  readonly deathHazard: Float64Array
  readonly deathMeanHazard: readonly Float64Array[]
  /** Average over denominators of the mean covariate. */
  readonly mean: readonly Float64Array[]
  /** Σ weight / denominator², for the variance of the hazard. */
  readonly hazardVariance: Float64Array
}

/** Tabulates the hazard of a Cox model at beta (standardized columns); Efron's or Breslow's estimate as the ties are handled. */
export function coxHazard(data: CoxData, beta: Float64Array): HazardTable {
  const { p } = data
  const eta = linearPredictor(data, beta)
  const time: number[] = []
  const stratum: number[] = []
  const deaths: number[] = []
  const hazard: number[] = []
  const deathHazard: number[] = []
  const hazardVariance: number[] = []
  const columns = () => Array.from({ length: p }, () => [] as number[])
  const [meanHazard, deathMeanHazard, mean] = [columns(), columns(), columns()]
  const sums = [new Float64Array(p), new Float64Array(p), new Float64Array(p)] as const
  walkRiskSets(data, risks(data, eta), 1, (set) => {
    let [h, hd, v] = [0, 0, 0]
    for (const s of sums) s.fill(0)
    const steps = data.efron ? set.deaths : 1
    forEachDenominator(set, data.efron, (share, weight) => {
      const total = set.s0 - share * set.d0
      h += weight / total
      hd += ((1 - share) * weight) / total
      v += weight / total ** 2
      for (let a = 0; a < p; a++) {
        const m = (set.s1[a]! - share * set.d1[a]!) / total
        sums[0][a]! += (weight / total) * m
        sums[1][a]! += ((1 - share) * weight * m) / total
        sums[2][a]! += m / steps
      }
    })
    time.push(set.time)
    stratum.push(set.stratum)
    deaths.push(set.deaths)
    hazard.push(h)
    deathHazard.push(hd)
    hazardVariance.push(v)
    for (let a = 0; a < p; a++) {
      meanHazard[a]!.push(sums[0][a]!)
      deathMeanHazard[a]!.push(sums[1][a]!)
      mean[a]!.push(sums[2][a]!)
    }
  })
  const offsets = new Int32Array(data.strataCount + 1)
  for (const s of stratum) offsets[s + 1]!++
  for (let s = 0; s < data.strataCount; s++) offsets[s + 1]! += offsets[s]!
  // The walk goes back in time within a stratum; the table goes forward.
  const place = stratum.map((s, k) => offsets[s]! + offsets[s + 1]! - 1 - k)
  const forward = (values: readonly number[]) => {
    const out = new Float64Array(values.length)
    for (let k = 0; k < values.length; k++) out[place[k]!] = values[k]!
    return out
  }
  return {
    offsets,
    time: forward(time),
    deaths: Int32Array.from(forward(deaths)),
    hazard: forward(hazard),
    meanHazard: meanHazard.map(forward),
    deathHazard: forward(deathHazard),
    deathMeanHazard: deathMeanHazard.map(forward),
    mean: mean.map(forward),
    hazardVariance: forward(hazardVariance),
  }
}

/** Number of event times of a stratum at or before t, as an index into the table. */
export function eventIndex(table: HazardTable, stratum: number, t: number): number {
  let low = table.offsets[stratum]!
  let high = table.offsets[stratum + 1]!
  while (low < high) {
    const middle = (low + high) >> 1
    if (table.time[middle]! <= t) low = middle + 1
    else high = middle
  }
  return low
}
