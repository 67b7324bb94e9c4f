import type { Insertable, Selectable, Transaction } from 'kysely'
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

const NEVER = '00000000-0000-0000-0000-000000000000'

/** Ids for an `in` list, each once; none of them is an id that nothing has, because an empty list is no SQL. */
export const someIds = (ids: readonly string[]): string[] => (ids.length > 0 ? [...new Set(ids)] : [NEVER])

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

/** The tables whose rows are saved again and again, each time over the version that was read. */
type VersionedTable = { [T in KeyedTable]: Tables[T] extends { version: unknown } ? T : never }[KeyedTable]

/**
 * Writes a row for the first time (version 0: there was none), or over the version that was read.
 * @throws ProblemError `stale_version` when somebody else has saved since
 */
export async function saveVersion<T extends VersionedTable>(
  { tx, actor }: Reading,
  table: T,
  id: string,
  version: number,
  values: Omit<Insertable<Tables[T]>, 'organizationId' | 'id' | 'version'>,
): Promise<void> {
  const { organizationId } = actor
  const rows = tx as unknown as Transaction<{ [table: string]: Keyed & { version: number } }>
  const written =
    version === 0
      ? await rows
          .insertInto(table as string)
          .values({ organizationId, id, version: 1, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
          .then((done) => done.numInsertedOrUpdatedRows)
      : await rows
          .updateTable(table as string)
          .set({ ...values, version: version + 1 })
          .where('organizationId', '=', organizationId)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst()
          .then((done) => done.numUpdatedRows)
  if (!written) throw new ProblemError('stale_version')
}
