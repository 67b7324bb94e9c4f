import { notANumber, toFactor } from '@cairn/statistics/formula/evaluate.ts'
import type { TableColumn } from '@cairn/statistics/formula/table.ts'
import {
  type Counts,
  effectFromCounts,
  effectFromInterval,
  effectFromMeans,
} from '@cairn/statistics/meta/effect-sizes.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { nearestOf } from '../arguments.ts'
import type { CsvTable } from '../csv.ts'
import { UserError } from '../user-error.ts'

export const measures = ['OR', 'RR', 'RD', 'PETO', 'HR', 'SMD', 'MD', 'GEN'] as const
export type Measure = (typeof measures)[number]

/** One study that can be pooled. */
export interface Study {
  readonly row: number
  readonly name: string
  readonly effect: number
  readonly variance: number
  readonly corrected: boolean
}

/** How the effects were given. */
export type Layout = 'counts' | 'means' | 'effect and se' | 'effect and interval'

export interface StudyTable {
  readonly layout: Layout
  readonly studies: readonly Study[]
  /** Studies without an effect, and why. */
  readonly dropped: readonly { readonly study: string; readonly reason: string }[]
  /** Counts of every study that has them, also where its own effect has no variance: Mantel–Haenszel's risk difference counts its people. */
  readonly counts: readonly (Counts & { readonly row: number })[]
}

const layouts: Readonly<Record<Layout, readonly string[]>> = {
  counts: ['events_t', 'n_t', 'events_c', 'n_c'],
  means: ['mean_t', 'sd_t', 'n_t', 'mean_c', 'sd_c', 'n_c'],
  'effect and se': ['effect', 'se'],
  'effect and interval': ['effect', 'ci_low', 'ci_high'],
}

/** True for measures that are analyzed as logarithms. */
export function isRatio(measure: Measure): boolean {
  return measure === 'OR' || measure === 'RR' || measure === 'PETO' || measure === 'HR'
}

/** Takes the effect of each study from the columns of the file. */
export function readStudies(table: CsvTable, measure: Measure): StudyTable {
  const layout = findLayout(table, measure)
  const columns = layouts[layout].map((name) => ({ name, values: numberColumn(table, name) }))
  const names = table.columns.get('study')
  const studies: Study[] = []
  const dropped: { study: string; reason: string }[] = []
  const counted: (Counts & { readonly row: number })[] = []
  for (let row = 0; row < table.rows; row++) {
    const name = names ? (label(names, row) ?? `row ${row + 1}`) : `row ${row + 1}`
    const missing = columns.filter((c) => Number.isNaN(c.values[row]!)).map((c) => c.name)
    if (missing.length > 0) {
      dropped.push({ study: name, reason: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing` })
      continue
    }
    const v = columns.map((c) => c.values[row]!)
    try {
      const counts = layout === 'counts' ? { eventsT: v[0]!, nT: v[1]!, eventsC: v[2]!, nC: v[3]! } : undefined
      const size = effectOf(measure, layout, v, counts)
      if (counts) counted.push({ row, ...counts })
      if (!size) dropped.push({ study: name, reason: 'nobody, or everybody, had the event' })
      else if (!(size.variance > 0)) dropped.push({ study: name, reason: 'its variance is 0' })
      else studies.push({ row, name, ...size })
    } catch (error) {
      if (!(error instanceof StatisticsError)) throw error
      throw new UserError(
        `${table.path}, row ${row + 1} (line ${table.lines[row]}), study ${name}: ${error.message.replace(/\.$/, '')}.`,
      )
    }
  }
  return { layout, studies, dropped, counts: counted }
}

function effectOf(measure: Measure, layout: Layout, v: readonly number[], counts: Counts | undefined) {
  if (counts) return effectFromCounts(measure as 'OR' | 'RR' | 'RD' | 'PETO', counts)
  if (layout === 'means')
    return effectFromMeans(measure as 'MD' | 'SMD', {
      meanT: v[0]!,
      sdT: v[1]!,
      nT: v[2]!,
      meanC: v[3]!,
      sdC: v[4]!,
      nC: v[5]!,
    })
  if (layout === 'effect and interval') return effectFromInterval(isRatio(measure), v[0]!, v[1]!, v[2]!)
  if (!(v[1]! > 0))
    throw new StatisticsError('out_of_range', `se is ${v[1]}; a standard error is above 0`, { column: 'se' })
  return { effect: v[0]!, variance: v[1]! ** 2, corrected: false }
}

function findLayout(table: CsvTable, measure: Measure): Layout {
  const possible: Layout[] = ['effect and se', 'effect and interval']
  if (measure === 'OR' || measure === 'RR' || measure === 'RD' || measure === 'PETO') possible.unshift('counts')
  if (measure === 'MD' || measure === 'SMD') possible.unshift('means')
  const found = possible.find((layout) => layouts[layout].every((name) => table.columns.has(name)))
  if (found) return found
  const wanted = possible.map((layout) => layouts[layout].join(', ')).join('; or ')
  // The layout that is nearly there tells which column is missing.
  const nearly = possible.find((layout) => layouts[layout].some((name) => name !== 'effect' && table.columns.has(name)))
  const missing = nearly ? layouts[nearly].filter((name) => !table.columns.has(name)) : []
  throw new UserError(
    missing.length > 0
      ? `${table.path} has no column ${missing.join(', ')}, which --measure ${measure} needs.`
      : `${table.path} does not hold what --measure ${measure} needs: columns ${wanted}.`,
  )
}

/** A column of numbers; throws UserError naming the row of a cell that is none. */
export function numberColumn(table: CsvTable, name: string): Float64Array {
  const column = getColumn(table, name)
  if (column.kind === 'number') return column.values
  if (column.kind === 'logical') return Float64Array.from(column.values, (v) => (v === null ? Number.NaN : Number(v)))
  const row = column.values.findIndex((v) => v !== null && !Number.isFinite(Number(v)))
  throw new UserError(
    `${table.path}, row ${row + 1} (line ${table.lines[row]}), column ${name}: ${notANumber(column.values[row]!)}.`,
  )
}

/** A column of the file, or a sentence that it is not there. */
export function getColumn(table: CsvTable, name: string): TableColumn {
  const column = table.columns.get(name)
  if (!column) throw new UserError(`${table.path} has no column ${name}.${nearestOf(name, [...table.columns.keys()])}`)
  return column
}

/** The levels of a column as text, by study; null where it is missing. */
export function levelsOf(
  table: CsvTable,
  name: string,
): { readonly codes: Int32Array; readonly levels: readonly string[] } {
  return toFactor(getColumn(table, name))
}

function label(column: TableColumn, row: number): string | null {
  const value = column.values[row] ?? null
  return value === null || (typeof value === 'number' && Number.isNaN(value)) ? null : String(value)
}
