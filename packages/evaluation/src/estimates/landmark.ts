import { normalQuantile } from '@cairn/statistics/distributions/distributions.ts'
import { cumulativeIncidence } from '@cairn/statistics/survival/aalen-johansen.ts'
import { restrictedMean, restrictedMeanDifference } from '@cairn/statistics/survival/rmst.ts'
import type { FollowUp, PersonRecord } from './follow-up.ts'
import { stateAt } from './states.ts'

export interface RiskStep {
  day: number
  risk: number
  low: number | null
  high: number | null
}

/** Days on which numbers at risk are counted and risks are read. */
const gridOf = (landmark: number, windows: readonly number[]) => [landmark, ...windows.filter((w) => w > landmark)]

/**
 * Landmark curves: people without the event and still followed on the landmark day, in groups fixed on that day, from there on.
 *
 * Risks are Aalen–Johansen (other deaths compete), with intervals on the complementary log-log scale; the restricted mean is
 * days without return to use and alive from the landmark to the horizon, null when a group's follow-up is shorter.
 * Source: Anderson, Cain & Gelber 1983.
 */
export function landmarkCurves(
  people: readonly PersonRecord[],
  f: FollowUp,
  landmark: number,
  horizon: number,
  windows: readonly number[],
  groupOf: (state: number) => number,
  labels: readonly string[],
) {
  const members = labels.map((): number[] => [])
  for (let k = 0; k < f.person.length; k++) {
    if (f.entry[k]! > landmark || f.stop[k]! <= landmark) continue
    members[groupOf(stateAt(people[f.person[k]!]!, landmark))]!.push(k)
  }
  const means = members.map((rows) => restrictedMeanOf(f, rows, landmark, horizon))
  const groups = labels.map((group, g) => {
    const rows = members[g]!
    const steps = riskSteps(f, rows, landmark)
    return {
      group,
      n: rows.length,
      events: rows.filter((k) => f.event[k]).length,
      steps,
      atRisk: gridOf(landmark, windows).map((day) => ({
        day,
        n: day === landmark ? rows.length : rows.filter((k) => f.stop[k]! >= day).length,
      })),
      riskAtHorizon: lastDay(f, rows) >= horizon ? riskAt(steps, horizon) : null,
      freeDays: means[g] ? { from: landmark, to: horizon, estimate: means[g].estimate, se: means[g].se } : null,
    }
  })
  const [a, b] = means
  const difference = labels.length === 2 && a && b ? restrictedMeanDifference(b, a) : null
  return {
    landmark,
    groups,
    freeDaysDifference: difference && { estimate: difference.estimate, low: difference.low, high: difference.high },
  }
}

const lastDay = (f: FollowUp, rows: readonly number[]) => rows.reduce((last, k) => Math.max(last, f.stop[k]!), 0)

function riskSteps(f: FollowUp, rows: readonly number[], landmark: number): RiskStep[] {
  const start: RiskStep = { day: landmark, risk: 0, low: null, high: null }
  if (!rows.some((k) => f.event[k])) return [start]
  const [group] = cumulativeIncidence({
    time: rows.map((k) => f.stop[k]! - landmark),
    cause: rows.map((k) => (f.event[k] ? 1 : f.end[k] === 'other_death' ? 2 : 0)),
  })
  const steps = group?.causes.find((c) => c.cause === 1)?.steps ?? []
  return [start, ...steps.map((s) => ({ day: s.time + landmark, risk: s.estimate, ...interval(s.estimate, s.se) }))]
}

/** Complementary log-log interval of a risk. */
function interval(risk: number, se: number | null): { low: number | null; high: number | null } {
  if (se === null || !(se > 0) || risk <= 0 || risk >= 1) return { low: null, high: null }
  const log = Math.log1p(-risk)
  const spread = (normalQuantile(0.975) * se) / ((1 - risk) * log)
  return { low: 1 - Math.exp(log * Math.exp(spread)), high: 1 - Math.exp(log * Math.exp(-spread)) }
}

/** The curve read on a day. */
export function riskAt(steps: readonly RiskStep[], day: number): RiskStep {
  const at = steps.findLast((s) => s.day <= day) ?? steps[0]!
  return { ...at, day }
}

function restrictedMeanOf(f: FollowUp, rows: readonly number[], landmark: number, horizon: number) {
  if (rows.length === 0 || lastDay(f, rows) < horizon) return null
  const [mean] = restrictedMean(
    {
      time: rows.map((k) => f.stop[k]! - landmark),
      event: rows.map((k) => (f.event[k] || f.end[k] === 'other_death' ? 1 : 0)),
    },
    horizon - landmark,
  )
  return mean ?? null
}
