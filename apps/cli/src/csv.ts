import { readFile } from 'node:fs/promises'
import type { DataTable, TableColumn } from '@cairn/statistics/formula/table.ts'
import { UserError } from './user-error.ts'

/** A CSV file as typed columns, with the line on which each row begins. */
export interface CsvTable extends DataTable {
  readonly path: string
  readonly separator: ',' | ';' | '\t'
  /** The file begins with a byte order mark, as spreadsheets write it. */
  readonly hasByteOrderMark: boolean
  readonly lines: Int32Array
}

/**
 * Reads a CSV file with a header. The separator is a comma, a semicolon or a tab, whichever the header uses; cells may be quoted.
 * A column is numbers when every filled cell is one, truth values when every filled cell is TRUE or FALSE, else text.
 * Blank cells and NA are missing, and NaN among numbers. Throws UserError naming the file, and the row where there is one.
 */
export async function readCsv(path: string): Promise<CsvTable> {
  const text = await readText(path)
  return parseCsv(path, text)
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UserError(`There is no file ${path}.`)
    if (code === 'EISDIR') throw new UserError(`${path} is a folder, not a CSV file.`)
    if (code === 'EACCES' || code === 'EPERM') throw new UserError(`${path} may not be read by this user.`)
    throw new UserError(`${path} cannot be read (${code ?? String(error)}).`)
  }
  if (bytes.length === 0) throw new UserError(`${path} is empty.`)
  if (bytes.subarray(0, 65536).includes(0))
    throw new UserError(`${path} is not a text file, so it cannot be read as CSV.`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // What spreadsheets write when not told otherwise; read as UTF-8, all its accents would become one sign.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Splits and types the text of a CSV file; see readCsv. */
export function parseCsv(path: string, content: string): CsvTable {
  const text = content.replace(/^\uFEFF/, '')
  const separator = findSeparator(path, text)
  const { cells, ends, lines } = splitCells(path, text, separator)
  const width = ends[0] ?? 0
  if (width === 0) throw new UserError(`${path} is empty.`)
  const header = cells.slice(0, width).map((name, i) => name.trim() || (i === 0 ? 'X' : `V${i + 1}`))
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) throw new UserError(`${path} has two columns called ${twice}.`)
  const rows = ends.length - 1
  for (let r = 1; r <= rows; r++) {
    const count = ends[r]! - ends[r - 1]!
    if (count !== width)
      throw new UserError(
        `${path}, row ${r} (line ${lines[r]}): it has ${count} ${count === 1 ? 'cell' : 'cells'}, but the header names ${width} ${width === 1 ? 'column' : 'columns'}.`,
      )
  }
  const columns = new Map<string, TableColumn>()
  for (const [c, name] of header.entries()) columns.set(name, typed(cells, width, c, rows))
  return { path, separator, hasByteOrderMark: text !== content, rows, columns, lines: Int32Array.from(lines.slice(1)) }
}

function findSeparator(path: string, text: string): CsvTable['separator'] {
  const [first = ''] = /[^\r\n]+/.exec(text) ?? []
  const header = first.replace(/"(?:[^"]|"")*"/g, '')
  const found = ([',', ';', '\t'] as const).filter((s) => header.includes(s))
  if (found.length > 1)
    throw new UserError(
      `${path}, line 1: the header mixes ${found.map((s) => (s === '\t' ? 'tabs' : s === ',' ? 'commas' : 'semicolons')).join(' and ')}, so the columns cannot be told apart.`,
    )
  return found[0] ?? ','
}

/** All cells in one list; row r ends before ends[r]; lines[r] is the line on which it begins. Blank lines are skipped. */
function splitCells(path: string, text: string, separator: string) {
  const cells: string[] = []
  const ends: number[] = []
  const lines: number[] = []
  let line = 1
  let rowLine = 1
  let at = 0
  let rowStart = 0
  const endRow = () => {
    if (cells.length - rowStart === 1 && cells[rowStart]!.trim() === '') cells.pop()
    else {
      ends.push(cells.length)
      lines.push(rowLine)
      rowStart = cells.length
    }
  }
  while (at < text.length) {
    if (text[at] === '"') {
      const opened = line
      let value = ''
      at++
      for (;;) {
        const close = text.indexOf('"', at)
        if (close < 0) throw new UserError(`${path}, line ${opened}: a quotation mark is not closed.`)
        const piece = text.slice(at, close)
        for (let k = piece.indexOf('\n'); k >= 0; k = piece.indexOf('\n', k + 1)) line++
        value += piece
        at = close + 1
        if (text[at] !== '"') break
        value += '"'
        at++
      }
      cells.push(value)
      const next = text[at]
      if (next !== undefined && next !== separator && next !== '\n' && next !== '\r')
        throw new UserError(`${path}, row ${ends.length} (line ${line}): there is text after a closing quotation mark.`)
    } else {
      let end = at
      while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
      cells.push(text.slice(at, end))
      at = end
    }
    if (text[at] === separator) {
      at++
      if (at === text.length) cells.push('')
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue
      if (at < text.length) cells.push('')
    }
    endRow()
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    rowLine = line
  }
  return { cells, ends, lines }
}

const truth = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['True', true],
  ['False', false],
  ['true', true],
  ['false', false],
  ['T', true],
  ['F', false],
])

function typed(cells: readonly string[], width: number, c: number, rows: number): TableColumn {
  const numbers = new Float64Array(rows)
  let isNumber = true
  let isWhole = true
  let isTruth = true
  let filled = 0
  for (let r = 0; r < rows && (isNumber || isTruth); r++) {
    const cell = cells[(r + 1) * width + c]!
    if (isMissing(cell)) {
      numbers[r] = Number.NaN
      continue
    }
    filled++
    if (isNumber) {
      const value = decimal(cell)
      numbers[r] = value
      if (Number.isNaN(value) && cell.trim() !== 'NaN') isNumber = false
      isWhole &&= Math.abs(value) <= 2147483647 && !/[.eE]/.test(cell)
    }
    if (isTruth && !truth.has(cell.trim())) isTruth = false
  }
  if (isNumber) return { kind: 'number', values: numbers, ...(isWhole ? { isWhole } : {}) }
  const text = (r: number) => {
    const cell = cells[(r + 1) * width + c]!
    return isMissing(cell) ? null : cell
  }
  if (isTruth && filled > 0)
    return { kind: 'logical', values: Array.from({ length: rows }, (_, r) => truth.get(text(r)?.trim() ?? '') ?? null) }
  return { kind: 'text', values: Array.from({ length: rows }, (_, r) => text(r)) }
}

function isMissing(cell: string): boolean {
  return cell === '' || cell === 'NA' || cell.trim() === '' || cell.trim() === 'NA'
}

/** A decimal number, or NaN: no hexadecimal, no infinity. */
function decimal(cell: string): number {
  const value = Number(cell)
  if (Number.isNaN(value) || !Number.isFinite(value)) return Number.NaN
  return /^\s*[+-]?(\d|\.\d)[\d.]*([eE][+-]?\d+)?\s*$/.test(cell) ? value : Number.NaN
}
