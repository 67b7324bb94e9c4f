import type { GroupRows } from './group-rows.ts'

/**
 * Running sum over clusters of the squared influence on log S(t), in one pass.
 * A row's influence is −Σ (n dN − Y d) / (n (n − d)); a cluster's is K − A·W with A the running Greenwood sum and W its weight at risk.
 */
export function influenceSums(rows: GroupRows) {
  const { n, weights, cluster, start } = rows
  const size = cluster ? cluster.reduce((a, c) => Math.max(a, c), -1) + 1 : n
  const fixed = new Float64Array(size)
  const open = new Float64Array(size)
  let [ff, fo, oo, sum] = [0, 0, 0, 0]
  const change = (c: number, addFixed: number, addOpen: number) => {
    const f = fixed[c]!
    const o = open[c]!
    fixed[c] = f + addFixed
    open[c] = o + addOpen
    ff += fixed[c]! ** 2 - f * f
    fo += fixed[c]! * open[c]! - f * o
    oo += open[c]! ** 2 - o * o
  }
  const enter = (i: number) =>
    change(cluster ? cluster[i]! : i, (weights ? weights[i]! : 1) * sum, weights ? weights[i]! : 1)
  if (!start) for (let i = 0; i < n; i++) enter(i)
  return {
    enter,
    event: (d: number, atRisk: number) => {
      if (d > 0) sum += d / (atRisk * (atRisk - d))
    },
    leave: (i: number, isEvent: boolean, left: number) => {
      const w = weights ? weights[i]! : 1
      if (Number.isFinite(sum)) change(cluster ? cluster[i]! : i, -w * sum + (isEvent ? w / left : 0), -w)
    },
    variance: () => Math.max(0, ff - 2 * sum * fo + sum * sum * oo),
  }
}
