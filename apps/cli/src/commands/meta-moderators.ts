import { quotedName } from '@cairn/statistics/formula/parse.ts'
import type { CsvTable } from '../csv.ts'
import { UserError } from '../user-error.ts'
import { levelsOf, numberColumn, type Study } from './meta-studies.ts'

/** Columns of a regression, and the studies that have them all. */
export interface Moderators {
  readonly studies: readonly Study[]
  readonly dropped: readonly { readonly study: string; readonly reason: string }[]
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
}

/** Columns of the moderators, text as categories with the first level left out; studies that miss one are dropped. */
export function readModerators(table: CsvTable, studies: readonly Study[], wanted: readonly string[]): Moderators {
  const kept: Study[] = []
  const dropped: { study: string; reason: string }[] = []
  const parts = wanted.map((name) => {
    const text = table.columns.get(name)?.kind
    return text === 'text' || text === 'logical'
      ? { name, factor: levelsOf(table, name), values: undefined }
      : { name, factor: undefined, values: numberColumn(table, name) }
  })
  for (const study of studies) {
    const missing = parts.find((p) => (p.factor ? p.factor.codes[study.row]! < 0 : Number.isNaN(p.values[study.row]!)))
    if (missing) dropped.push({ study: study.name, reason: `${missing.name} is missing` })
    else kept.push(study)
  }
  const names: string[] = []
  const columns: Float64Array[] = []
  for (const { name, factor, values } of parts) {
    if (!factor) {
      names.push(quotedName(name))
      columns.push(Float64Array.from(kept, (s) => values[s.row]!))
      continue
    }
    const used = factor.levels.filter((_, c) => kept.some((s) => factor.codes[s.row] === c))
    if (used.length === 1)
      throw new UserError(
        `${table.path}, column ${name}: it is ${used[0]} in every study, so it explains no difference.`,
      )
    for (const level of used.slice(1)) {
      names.push(quotedName(name) + level)
      columns.push(Float64Array.from(kept, (s) => Number(factor.levels[factor.codes[s.row]!] === level)))
    }
  }
  return { studies: kept, dropped, names, columns }
}
