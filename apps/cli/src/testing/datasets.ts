import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseCsv } from '../csv.ts'
import { UserError } from '../user-error.ts'

const folder = process.env['CAIRN_DATASETS'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url))

/** True when every file is in the shared folder of data sets. */
export function hasDatasets(...files: readonly string[]): boolean {
  return files.every((file) => existsSync(join(folder, file)))
}

/** R's stored answers. */
export function readReference(file: string): Record<string, never> {
  return JSON.parse(readFileSync(join(folder, 'r', file), 'utf8')) as Record<string, never>
}

export type Row = Record<string, number | string | null>

/** Rows of a shared CSV file; truth values as 1 and 0. */
export function readRows(file: string): Row[] {
  const table = parseCsv(file, readFileSync(join(folder, file), 'utf8'))
  const columns = [...table.columns]
  return Array.from({ length: table.rows }, (_, i) => {
    const row: Row = {}
    for (const [name, column] of columns) {
      const value = column.values[i] ?? null
      row[name] =
        typeof value === 'boolean' ? Number(value) : typeof value === 'number' && Number.isNaN(value) ? null : value
    }
    return row
  })
}

let temporary: string | undefined
let files = 0

/** Writes rows, or text as it is, to a CSV file for the time of the test. */
export function writeCsv(rows: readonly Row[] | string): string {
  temporary ??= mkdtempSync(join(tmpdir(), 'cairn-cli-'))
  const path = join(temporary, `data-${++files}.csv`)
  if (typeof rows === 'string') {
    writeFileSync(path, rows)
    return path
  }
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: number | string | null | undefined) =>
    value === null || value === undefined ? '' : typeof value === 'string' ? JSON.stringify(value) : String(value)
  writeFileSync(
    path,
    `${[names.map((n) => JSON.stringify(n)).join(','), ...rows.map((row) => names.map((n) => cell(row[n])).join(','))].join('\n')}\n`,
  )
  return path
}

/** Calls a command as the command line does: exit code, output, and what was written for people. */
export async function call(
  run: (
    args: string[],
    io: { out: (t: string) => void; error: (t: string) => void; isTerminal: boolean },
  ) => Promise<number>,
  ...args: string[]
) {
  let out = ''
  let errors = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    error: (text: string) => {
      errors += text
    },
    isTerminal: false,
  }
  try {
    return { code: await run(args, io), out, errors }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { code: 2, out, errors: errors + error.message }
  }
}

/** |a − b| ≤ tolerance · max(|b|, scale), R's b. */
export function isClose(a: number | null, b: number | null, scale = 0, tolerance = 1e-6): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(b), scale)
}
