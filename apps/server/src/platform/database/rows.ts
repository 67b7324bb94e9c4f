import type { Selectable, Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem.ts'
import type { Tables } from './tables.ts'

interface Keyed {
  organizationId: string
  id: string
}
/** The tables whose rows are found by `(organization_id, id)`. */
export type KeyedTable = { [T in keyof Tables]: Tables[T] extends Keyed ? T : never }[keyof Tables]
type Row<T extends KeyedTable> = Selectable<Tables[T]>
type Reading = Pick<Context, 'tx'> & { actor: { organizationId: string } }

const byId = ({ tx, actor }: Reading, table: KeyedTable, id: string) =>
  // Kysely cannot follow a table whose name is a type parameter: it is told what every KeyedTable has.
  (tx as unknown as Transaction<{ [table: string]: Keyed }>)
    .selectFrom(table as string)
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .selectAll()

/** One row of this organization, if there is one. */
export async function findRow<T extends KeyedTable>(ctx: Reading, table: T, id: string): Promise<Row<T> | undefined> {
  return (await byId(ctx, table, id).executeTakeFirst()) as Row<T> | undefined
}

/** One row of this organization; another's, and one that never was, is `not_found`. */
export async function getRow<T extends KeyedTable>(ctx: Reading, table: T, id: string): Promise<Row<T>> {
  const row = await findRow(ctx, table, id)
  if (!row) throw new ProblemError('not_found')
  return row
}

/** The same, held until the transaction ends: what depends on it is read after it, in a statement of its own. */
export async function lockRow<T extends KeyedTable>(ctx: Reading, table: T, id: string): Promise<Row<T>> {
  const row = (await byId(ctx, table, id).forUpdate().executeTakeFirst()) as Row<T> | undefined
  if (!row) throw new ProblemError('not_found')
  return row
}
