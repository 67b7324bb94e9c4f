import { z } from 'zod'
import { CsvError, type CsvTable, parseCsv } from './csv.ts'
import {
  type Column,
  type Columns,
  type Covariate,
  type CovariateDefinition,
  type DataSetDescription,
  type DataSetProblem,
  dataSetDescription,
  FILE_NAMES,
  FILES,
  type FileName,
  OPTIONAL_FILES,
  type ProgramDataSet,
} from './schema.ts'

export type ReadResult = { dataSet: ProgramDataSet; problems: [] } | { dataSet: null; problems: DataSetProblem[] }

const MOST_PROBLEMS_A_FILE = 50

/**
 * Reads the texts of a data set folder, keyed by file name (`participants.csv`, …, `dataset.json`).
 * Result: typed columns, or every cell, column and file that does not fit the schema. What the rows say about each other
 * is `checkDataSet`'s business.
 */
export function readDataSet(files: Readonly<Record<string, string | undefined>>): ReadResult {
  const problems: DataSetProblem[] = []
  const description = readDescription(files['dataset.json'], problems)
  const tables: Partial<Record<FileName, unknown>> = {}
  let covariates: Record<string, Covariate> = {}
  for (const name of FILE_NAMES) {
    const file = `${name}.csv`
    const text = files[file]
    if (text === undefined) {
      if (!OPTIONAL_FILES.includes(name))
        problems.push({
          file,
          row: null,
          column: null,
          message: 'the file is missing: write it, even if it only has its first line',
        })
      tables[name] = emptyColumns(name)
      continue
    }
    let csv: CsvTable
    try {
      csv = parseCsv(text)
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      problems.push({ file, row: error.line, column: null, message: error.message })
      continue
    }
    const extra = name === 'participants' && description ? covariateColumns(description) : []
    if (!headerFits(file, csv, Object.keys(FILES[name]), extra, problems)) continue
    tables[name] = readColumns(name, file, csv, problems)
    if (name === 'participants' && description) covariates = readCovariates(description, file, csv, problems)
  }
  if (problems.length > 0 || !description) return { dataSet: null, problems }
  return {
    dataSet: { description, covariates, ...(tables as Omit<ProgramDataSet, 'description' | 'covariates'>) },
    problems: [],
  }
}

function readDescription(text: string | undefined, problems: DataSetProblem[]): DataSetDescription | null {
  const file = 'dataset.json'
  if (text === undefined) {
    problems.push({
      file,
      row: null,
      column: null,
      message: 'the file is missing: it says which version and definitions the folder holds',
    })
    return null
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    problems.push({ file, row: null, column: null, message: 'is not JSON: check its commas, quotes and brackets' })
    return null
  }
  const parsed = dataSetDescription.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    problems.push({ file, row: null, column: issue.path.join('.') || null, message: issue.message })
  return null
}

const covariateColumns = (d: DataSetDescription) => Object.keys(d.covariates).flatMap((name) => [name, `${name}_day`])

function headerFits(file: string, csv: CsvTable, own: string[], extra: string[], problems: DataSetProblem[]): boolean {
  const before = problems.length
  const seen = new Set<string>()
  for (const name of csv.header) {
    if (seen.has(name)) problems.push({ file, row: 1, column: name, message: 'stands twice: keep one' })
    seen.add(name)
    if (!own.includes(name) && !extra.includes(name))
      problems.push({
        file,
        row: 1,
        column: name,
        message:
          file === 'participants.csv'
            ? 'is not in the data set: describe it under covariates in dataset.json, or take it out'
            : 'is not in the data set: take it out',
      })
  }
  for (const name of [...own, ...extra.filter((x) => !x.endsWith('_day') || !extra.includes(x.slice(0, -4)))])
    if (!seen.has(name)) problems.push({ file, row: 1, column: name, message: 'is missing: add the column' })
  return problems.length === before
}

/** Columns of a file without rows. */
export function emptyColumns<F extends FileName>(name: F): Columns<F> {
  return columnsOf(name, 0)
}

function columnsOf<F extends FileName>(name: F, rows: number): Columns<F> {
  const out: Record<string, unknown> = { rows }
  for (const [column, spec] of Object.entries(FILES[name]) as [string, Column][])
    out[column] = spec.type === 'number' ? new Float64Array(rows).fill(Number.NaN) : new Array<string>(rows).fill('')
  return out as Columns<F>
}

function readColumns<F extends FileName>(name: F, file: string, csv: CsvTable, problems: DataSetProblem[]): Columns<F> {
  const out = columnsOf(name, csv.rows.length)
  let found = 0
  for (const [column, spec] of Object.entries(FILES[name]) as [string, Column][]) {
    const at = csv.header.indexOf(column)
    const target = (out as unknown as Record<string, Float64Array | string[]>)[column]!
    const known = spec.type === 'text' && 'values' in spec ? new Set(spec.values) : null
    for (let i = 0; i < csv.rows.length; i++) {
      const cell = csv.rows[i]![at]!.trim()
      const message = readCell(spec, known, cell, (value) => {
        target[i] = value as never
      })
      if (message !== null && found++ < MOST_PROBLEMS_A_FILE) problems.push({ file, row: i + 2, column, message })
    }
  }
  return out
}

/** Puts the value where it belongs, or gives the sentence that says why it cannot. */
function readCell(
  spec: Column,
  known: Set<string> | null,
  cell: string,
  put: (value: number | string) => void,
): string | null {
  if (cell === '') return spec.optional ? null : 'is empty: every row needs it'
  if (spec.type === 'number') {
    const value = readNumber(cell)
    if (Number.isNaN(value)) return looksLikeDate(cell) ? dateMessage(cell) : `'${cell}' is not a number`
    const parsed = spec.cell.safeParse(value)
    if (!parsed.success) return `'${cell}': ${parsed.error.issues[0]!.message}`
    put(value)
    return null
  }
  if (known) {
    if (!known.has(cell)) return `'${cell}' is not one of ${[...known].join(', ')}`
    put(cell)
    return null
  }
  if (looksLikeDate(cell)) return dateMessage(cell)
  if (cell.includes('@')) return 'looks like an e-mail address: ids must be opaque and no name or address belongs here'
  if (cell.length > 64) return 'is longer than 64 characters: only codes belong here'
  put(cell)
  return null
}

const looksLikeDate = (cell: string) => /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})/.test(cell)
const dateMessage = (cell: string) => `'${cell}' looks like a date: count days from the person's enrollment (day 0)`

function readNumber(cell: string): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell) ? Number(cell) : Number.NaN
}

function readCovariates(
  description: DataSetDescription,
  file: string,
  csv: CsvTable,
  problems: DataSetProblem[],
): Record<string, Covariate> {
  const out: Record<string, Covariate> = {}
  for (const [name, definition] of Object.entries(description.covariates)) {
    const rows = csv.rows.length
    const covariate: Covariate = {
      definition,
      numbers: definition.type === 'category' ? null : new Float64Array(rows).fill(Number.NaN),
      texts: definition.type === 'category' ? new Array<string>(rows).fill('') : null,
      measuredOn: new Float64Array(rows).fill(Number.NaN),
    }
    const at = csv.header.indexOf(name)
    const dayAt = csv.header.indexOf(`${name}_day`)
    for (let i = 0; i < rows; i++) {
      const cell = csv.rows[i]![at]!.trim()
      if (cell !== '') {
        const message = readCovariate(definition, cell, covariate, i)
        if (message) problems.push({ file, row: i + 2, column: name, message })
      }
      const dayCell = dayAt < 0 ? '' : csv.rows[i]![dayAt]!.trim()
      if (dayCell === '') continue
      const day = readNumber(dayCell)
      if (!z.int().safeParse(day).success)
        problems.push({
          file,
          row: i + 2,
          column: `${name}_day`,
          message: `'${dayCell}' is not a whole number of days`,
        })
      covariate.measuredOn[i] = day
    }
    out[name] = covariate
  }
  return out
}

function readCovariate(definition: CovariateDefinition, cell: string, into: Covariate, row: number): string | null {
  if (definition.type === 'category') {
    if (definition.levels && !definition.levels.includes(cell))
      return `'${cell}' is not one of ${definition.levels.join(', ')}`
    into.texts![row] = cell
    return null
  }
  const value = definition.type === 'yes_no' ? { yes: 1, no: 0, '1': 1, '0': 0 }[cell] : readNumber(cell)
  if (value === undefined || Number.isNaN(value))
    return definition.type === 'yes_no' ? `'${cell}' is not yes or no` : `'${cell}' is not a number`
  into.numbers![row] = value
  return null
}
