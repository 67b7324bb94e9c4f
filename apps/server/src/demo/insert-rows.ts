import { sql } from 'kysely'
import type { Tx } from '../platform/database/tables.ts'

export type Cell = string | number | boolean | null | readonly string[] | object
/** A row by the names of its columns in SQL. A column that is left out of all rows has its default. */
export type TableRow = Record<string, Cell>

const CHUNK = 2500

/** bytea as JSON carries it. */
export const bytes = (value: Uint8Array): string => `\\x${Buffer.from(value).toString('hex')}`

/** Writes many rows of one table: a statement a chunk, so that tens of thousands take a second. All rows have the same columns. */
export async function insertRows(tx: Tx, table: string, rows: readonly TableRow[]): Promise<number> {
  const first = rows[0]
  if (!first) return 0
  // Raw, because some of the identity tables' names are in camelCase; all names are ours.
  const columns = sql.raw(Object.keys(first).map(quoted).join(', '))
  const target = sql.raw(table.split('.').map(quoted).join('.'))
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = JSON.stringify(rows.slice(from, from + CHUNK))
    await sql`insert into ${target} (${columns}) select ${columns} from json_populate_recordset(null::${target}, ${chunk}::json)`.execute(
      tx,
    )
  }
  return rows.length
}

function quoted(name: string): string {
  if (!/^[a-z_0-9]+$/i.test(name)) throw new RangeError(`${name} is no name of a table or column.`)
  return `"${name}"`
}
