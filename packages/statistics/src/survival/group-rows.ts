import { orderOf } from '../linear/order.ts'
import {
  type Column,
  checkGroups,
  checkSurvivalColumns,
  compactCodes,
  type Groups,
  hasFractionalWeights,
  type SurvivalColumns,
} from './columns.ts'

/** Survival times of groups whose curves are wanted. */
export interface SurvivalGroups extends SurvivalColumns {
  readonly group?: Groups
  /** Rows of one person, clinic …: makes the variance robust. */
  readonly cluster?: Column
  readonly robust?: boolean
}

/** The rows of one group by ascending time, ready for a single pass in time. */
export interface GroupRows {
  readonly group: string
  readonly n: number
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly weights: Float64Array | undefined
  readonly cluster: Int32Array | undefined
  readonly start: Float64Array | undefined
  /** Row numbers by ascending start. */
  readonly byStart: Int32Array | undefined
}

/** Checks the input and sorts each group once. Empty groups are left out, as R does. */
export function splitIntoGroups(input: SurvivalGroups): { groups: GroupRows[]; robust: boolean } {
  const rows = checkSurvivalColumns(input)
  const { codes, labels } = checkGroups(input.group, rows.n)
  const robust = input.robust ?? (input.cluster !== undefined || hasFractionalWeights(rows.weights))
  const cluster = input.cluster && compactCodes('cluster', input.cluster, rows.n).codes
  const members = new Int32Array(labels.length)
  for (let i = 0; i < rows.n; i++) members[codes[i]!]!++
  const indices = Array.from(members, (n) => new Int32Array(n))
  const placed = new Int32Array(labels.length)
  const order = rows.byTime()
  for (let k = 0; k < rows.n; k++) {
    const g = codes[order[k]!]!
    indices[g]![placed[g]!++] = order[k]!
  }
  const groups: GroupRows[] = []
  for (let g = 0; g < labels.length; g++) {
    const n = members[g]!
    if (n === 0) continue
    const index = indices[g]!
    const time = pick(rows.time, index)
    const start = rows.start && pick(rows.start, index)
    const event = new Uint8Array(n)
    for (let k = 0; k < n; k++) event[k] = rows.event[index[k]!]!
    groups.push({
      group: labels[g]!,
      n,
      time,
      start,
      event,
      weights: rows.weights && pick(rows.weights, index),
      cluster: cluster && Int32Array.from(index, (i) => cluster[i]!),
      byStart: start && orderOf(start),
    })
  }
  return { groups, robust }
}

function pick(values: Float64Array, index: Int32Array): Float64Array {
  const out = new Float64Array(index.length)
  for (let k = 0; k < index.length; k++) out[k] = values[index[k]!]!
  return out
}
