/**
 * Plain CSV (RFC 4180): comma, double quotes, LF or CRLF, an optional byte-order mark.
 */

export interface CsvTable {
  header: string[]
  /** Cells by row; row 0 stands on line 2 of a file whose cells hold no line breaks. */
  rows: string[][]
}

/** A sentence about text that is not plain CSV, with the line on which it was noticed. */
export class CsvError extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.name = 'CsvError'
    this.line = line
  }
}

/**
 * Reads the text of a CSV file.
 * Result: header and cells as they stand (not trimmed); blank lines at the end are left out.
 * Throws `CsvError` for an unclosed quote, text after a closing quote, a row of another length, or semicolons for commas.
 */
export function parseCsv(text: string): CsvTable {
  const records = text.includes('"') ? splitQuoted(text) : splitPlain(text)
  const header = records.shift()
  if (!header) throw new CsvError('the file is empty: its first line must name the columns', 1)
  if (header.length === 1 && /[;\t]/.test(header[0]!))
    throw new CsvError('columns are separated by semicolons or tabs: save the file again with commas', 1)
  for (const [i, record] of records.entries())
    if (record.length !== header.length)
      throw new CsvError(
        `row ${i + 2} has ${record.length} cells, but the first line names ${header.length} columns`,
        i + 2,
      )
  return { header, rows: records }
}

function splitPlain(text: string): string[][] {
  const out: string[][] = []
  for (const line of withoutMark(text).split('\n')) {
    out.push((line.endsWith('\r') ? line.slice(0, -1) : line).split(','))
  }
  return withoutLastBlanks(out)
}

/** Only blank lines at the end go: one in the middle would shift every row number after it. */
function withoutLastBlanks(records: string[][]): string[][] {
  while (records.length > 0 && records.at(-1)!.length === 1 && records.at(-1)![0] === '') records.pop()
  return records
}

function splitQuoted(raw: string): string[][] {
  const text = withoutMark(raw)
  const out: string[][] = []
  let record: string[] = []
  let cell = ''
  let quoted = false
  let wasQuoted = false
  let line = 1
  const endCell = () => {
    record.push(cell)
    cell = ''
    wasQuoted = false
  }
  const endRecord = () => {
    endCell()
    out.push(record)
    record = []
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (c === '"') {
      if (cell !== '' || wasQuoted) throw new CsvError(`a double quote stands inside a cell on line ${line}`, line)
      quoted = true
      wasQuoted = true
    } else if (c === ',') endCell()
    else if (c === '\n') endRecord()
    else if (c !== '\r' || text[i + 1] !== '\n') {
      if (wasQuoted) throw new CsvError(`text follows a closing double quote on line ${line}`, line)
      cell += c
    }
  }
  if (quoted) throw new CsvError('a double quote is opened and never closed', line)
  if (cell !== '' || record.length > 0 || wasQuoted) endRecord()
  return withoutLastBlanks(out)
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Writes a CSV file with LF line ends and a final line end; cells are quoted only where they must be. */
export function formatCsv(header: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [header.map(quote).join(',')]
  for (const row of rows) lines.push(row.map(quote).join(','))
  return lines.join('\n') + '\n'
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
