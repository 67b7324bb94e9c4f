import { buildDesign, type Design } from '@cairn/statistics/formula/design.ts'
import { fault, parseFormula } from '@cairn/statistics/formula/parse.ts'
import { expandTerms } from '@cairn/statistics/formula/terms.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { Io } from '../command.ts'
import { type CsvTable, readCsv } from '../csv.ts'
import { UserError } from '../user-error.ts'

/** A data file and a formula, read and matched. */
export interface SurvivalData {
  readonly path: string
  readonly formula: string
  readonly design: Design
  readonly table: CsvTable
  /** Runs an estimator; its refusals come out as sentences that name file, row and column. */
  readonly estimate: <T>(work: () => T) => T
}

/** Reads DATA.csv and the formula of a survival command. */
export async function readSurvivalData(
  command: string,
  positionals: readonly string[],
  options: {
    readonly weights?: string | undefined
    readonly causes?: boolean
    readonly crossed?: boolean | 'with strata'
    /** Functions of a formula that mean nothing to this command. */
    readonly refuses?: readonly ('cluster' | 'offset')[]
  },
  io: Io,
): Promise<SurvivalData> {
  const [path, text, ...more] = positionals
  if (path === undefined) throw new UserError(`cairn survival ${command} needs a CSV file and a formula.`)
  if (text === undefined)
    throw new UserError(
      `cairn survival ${command} needs a formula after the file, such as "Surv(time, event) ~ group".`,
    )
  if (more.length > 0)
    throw new UserError(
      `cairn survival ${command} takes one file and one formula; write the formula in quotation marks.`,
    )
  if (io.isTerminal) io.error(`Reading ${path} …\r`)
  const explain = explainer(path, text)
  const { weights, refuses = [], ...rest } = options
  const formula = explain(() => parseFormula(text))
  explain(() => {
    const { clusters, offsets } = expandTerms(formula.right)
    const [name, stray] = refuses.includes('cluster') && clusters[0] ? ['cluster', clusters[0]] : ['offset', offsets[0]]
    if (stray && refuses.includes(name as 'cluster' | 'offset'))
      throw fault(`cairn survival ${command} takes no ${name}().`, stray.at, stray.end - stray.at)
  })
  const table = await readCsv(path)
  if (table.rows === 0) throw new UserError(`${path} has a header but no rows.`)
  const design = explain(() => buildDesign(formula, table, weights === undefined ? rest : { ...rest, weights }), table)
  const { names } = design.response
  return {
    path,
    formula: text,
    design,
    table,
    estimate: (work) => explain(work, table, design.rows, { ...names, stop: names.time, status: names.event }),
  }
}

type Explain = <T>(work: () => T, table?: CsvTable, rows?: Int32Array, names?: Readonly<Record<string, string>>) => T

function explainer(path: string, formula: string): Explain {
  return (work, table, rows, names = {}) => {
    try {
      return work()
    } catch (error) {
      if (error instanceof StatisticsError) throw new UserError(sentence(error, path, formula, table, rows, names))
      throw error
    }
  }
}

function sentence(
  error: StatisticsError,
  path: string,
  formula: string,
  table: CsvTable | undefined,
  rows: Int32Array | undefined,
  names: Readonly<Record<string, string>>,
): string {
  const message = error.message.replace(/\.$/, '')
  const { row, column, position, length } = error.fields
  if (position !== undefined) {
    const before = [...formula.slice(0, position)].length
    return `${table ? `${path}: ${error.message}` : error.message}\n  ${formula}\n  ${' '.repeat(before)}${'^'.repeat(Math.max(1, length ?? 1))}`
  }
  const place = [path]
  if (row !== undefined) {
    const original = rows ? rows[row]! : row
    place.push(table ? `row ${original + 1} (line ${table.lines[original]})` : `row ${original + 1}`)
  }
  if (column !== undefined) place.push(`column ${names[column] ?? column}`)
  return `${place.join(', ')}: ${message}.`
}

/** A test needs a covariance of every two groups; more than a thousand are an identifier and no comparison. */
export function refuseManyGroups(path: string, levels: readonly string[]): void {
  if (levels.length > 1000)
    throw new UserError(
      `${path}: there are ${levels.length} groups (${levels.slice(0, 3).join(', ')} …), and at most 1,000 are compared. Is it an identifier?`,
    )
}

/** `3 rows left out: 2 miss age, 1 misses group.` or nothing. */
export function droppedSentence(design: Design): string {
  if (design.dropped === 0) return ''
  const parts = design.missing.map(({ variable, rows }) => `${rows} ${rows === 1 ? 'misses' : 'miss'} ${variable}`)
  return `${design.dropped} of ${design.n + design.dropped} rows left out: ${parts.join(', ')}.\n`
}

/** What the event column was taken to mean, when that is not plain. */
export function codingSentence(design: Design): string {
  const { coding, names } = design.response
  return coding === '1/2' ? `${names.event} holds 1 and 2: 2 was read as the event, 1 as censored.\n` : ''
}
