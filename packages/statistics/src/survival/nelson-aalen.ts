import { normalQuantile } from '../distributions/distributions.ts'
import { splitIntoGroups } from './group-rows.ts'
import type { KaplanMeierInput } from './kaplan-meier.ts'

export interface HazardStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly hazard: number
  readonly se: number
  readonly low: number
  readonly high: number
}

/**
 * Nelson–Aalen estimate of the cumulative hazard, Σ d / n, by group, with Aalen's variance Σ d / n² and log intervals.
 * A step at every event time. As the `cumhaz` and `std.chaz` of survival::survfit (Nelson 1972; Aalen 1978).
 */
export function nelsonAalen(
  input: Omit<KaplanMeierInput, 'cluster' | 'robust' | 'confType'>,
): readonly { readonly group: string; readonly steps: readonly HazardStep[] }[] {
  const z = normalQuantile(1 - (1 - (input.confLevel ?? 0.95)) / 2)
  return splitIntoGroups(input).groups.map((rows) => {
    const { n, time, event, weights, start, byStart } = rows
    const w = (i: number) => (weights ? weights[i]! : 1)
    const steps: HazardStep[] = []
    let atRisk = 0
    if (!start) for (let i = 0; i < n; i++) atRisk += w(i)
    let entered = 0
    let hazard = 0
    let variance = 0
    for (let k = 0; k < n; ) {
      const t = time[k]!
      if (byStart && start)
        for (; entered < n && start[byStart[entered]!]! < t; entered++) atRisk += w(byStart[entered]!)
      let events = 0
      let leaving = 0
      for (; k < n && time[k] === t; k++) {
        leaving += w(k)
        if (event[k]) events += w(k)
      }
      if (k === n) atRisk = leaving
      if (events > 0) {
        hazard += events / atRisk
        variance += events / atRisk ** 2
        const se = Math.sqrt(variance)
        const spread = Math.exp((z * se) / hazard)
        steps.push({ time: t, atRisk, events, hazard, se, low: hazard / spread, high: hazard * spread })
      }
      atRisk -= leaving
    }
    return { group: rows.group, steps }
  })
}
