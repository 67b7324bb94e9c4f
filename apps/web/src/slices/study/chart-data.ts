import type { Report } from '@cairn/evaluation/report/schema.ts'

type Landmark = Report['asItHappened']['landmarks'][number]

export interface CurvePoint {
  group: string
  day: number
  risk: number
  low: number | null
  high: number | null
}

/**
 * The points of a landmark's curves, in hundred people: each group begins at 0 on the landmark day and its last step is
 * drawn on to the last day on which somebody of it was still followed.
 */
export function curvePoints(landmark: Landmark, horizon: number): CurvePoint[] {
  return landmark.groups.flatMap(({ group, steps, atRisk }) => {
    const inside = steps.filter(({ day }) => day <= horizon)
    if (inside.length === 0) return []
    const points = [{ day: landmark.landmark, risk: 0, low: 0, high: 0 }, ...inside].map(
      ({ day, risk, low, high }) => ({
        group,
        day,
        risk: risk * 100,
        low: low === null ? null : low * 100,
        high: high === null ? null : high * 100,
      }),
    )
    const last = points.at(-1)!
    const followed = Math.max(
      ...atRisk.filter(({ day, n }) => day <= horizon && (n === null || n > 0)).map(({ day }) => day),
      last.day,
    )
    return followed > last.day ? [...points, { ...last, day: followed }] : points
  })
}

/** The end of each curve, where its name stands; names that would lie on each other are moved apart. */
export function curveEnds(points: readonly CurvePoint[], apart: number): (CurvePoint & { labelAt: number })[] {
  const ends = [...new Map(points.map((point) => [point.group, point])).values()].sort((a, b) => a.risk - b.risk)
  let lowest = Number.NEGATIVE_INFINITY
  return ends.map((end) => {
    lowest = Math.max(end.risk, lowest + apart)
    return { ...end, labelAt: lowest }
  })
}
