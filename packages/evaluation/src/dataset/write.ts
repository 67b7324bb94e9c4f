import { formatCsv } from './csv.ts'
import { emptyColumns } from './read.ts'
import {
  type Column,
  type Columns,
  type Covariate,
  type DataSetDescription,
  FILE_NAMES,
  FILES,
  type FileName,
  type ProgramDataSet,
  type Row,
} from './schema.ts'

/** Rows (as a query or a simulation gives them) to columns. An empty cell is null or ''. */
export function toColumns<F extends FileName>(name: F, rows: readonly Row<F>[]): Columns<F> {
  const out = { ...emptyColumns(name), rows: rows.length } as Record<string, unknown>
  for (const [column, spec] of Object.entries(FILES[name]) as [string, Column][])
    out[column] =
      spec.type === 'number'
        ? Float64Array.from(rows, (row) => (row as Record<string, number | null>)[column] ?? Number.NaN)
        : rows.map((row) => (row as Record<string, string | null>)[column] ?? '')
  return out as Columns<F>
}

/** One person's baseline values by covariate: text for categories, numbers otherwise (yes = 1), null unknown. */
export type CovariateValues = Record<string, { value: number | string | null; measuredOn: number | null }>

/** Baseline values in the order of the participants' rows, as columns. */
export function toCovariates(
  description: DataSetDescription,
  people: readonly CovariateValues[],
): Record<string, Covariate> {
  const out: Record<string, Covariate> = {}
  for (const [name, definition] of Object.entries(description.covariates)) {
    const isText = definition.type === 'category'
    out[name] = {
      definition,
      numbers: isText
        ? null
        : Float64Array.from(people, (p) => (p[name]?.value as number | null | undefined) ?? Number.NaN),
      texts: isText ? people.map((p) => (p[name]?.value as string | null | undefined) ?? '') : null,
      measuredOn: Float64Array.from(people, (p) => p[name]?.measuredOn ?? Number.NaN),
    }
  }
  return out
}

/** The texts of a data set folder by file name; reading them again gives the same columns. */
export function writeDataSet(dataSet: ProgramDataSet): Record<string, string> {
  const out: Record<string, string> = { 'dataset.json': JSON.stringify(dataSet.description, null, 2) + '\n' }
  for (const name of FILE_NAMES) {
    const table = dataSet[name] as unknown as Record<string, Float64Array | string[]> & { rows: number }
    const header = Object.keys(FILES[name])
    const columns = header.map((column) => table[column]!)
    if (name === 'participants')
      for (const [covariate, { definition, numbers, texts, measuredOn }] of Object.entries(dataSet.covariates)) {
        header.push(covariate, `${covariate}_day`)
        const yesNo = definition.type === 'yes_no'
        columns.push(
          yesNo ? Array.from(numbers!, (x) => (Number.isNaN(x) ? '' : x === 1 ? 'yes' : 'no')) : (texts ?? numbers!),
        )
        columns.push(measuredOn)
      }
    const rows = Array.from({ length: table.rows }, (_, i) => columns.map((column) => cellText(column[i]!)))
    out[`${name}.csv`] = formatCsv(header, rows)
  }
  return out
}

const cellText = (value: number | string) =>
  typeof value === 'string' ? value : Number.isNaN(value) ? '' : String(value)

/** The name by which a data set is known: the hash of its files, in the order of their names, by the function given. */
export function dataSetHash(files: Readonly<Record<string, string>>, sha256: (text: string) => string): string {
  const names = Object.keys(files).sort()
  return sha256(names.map((name) => `${name}\0${files[name]}`).join('\0'))
}
