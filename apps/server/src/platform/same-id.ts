import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Context } from './context.ts'
import { findRow } from './database/rows.ts'
import type { Tables } from './database/tables.ts'
import { ProblemError } from './problem.ts'

interface Sent {
  organizationId: string
  id: string
  bodyIndex: Buffer | null
}
/** The tables whose rows arrive under an id that the client made. */
type SentTable = { [T in keyof Tables]: Tables[T] extends Sent ? T : never }[keyof Tables]

/**
 * A keyed hash of what was sent under an id. Keyed, because bodies hold names and short words that could be guessed from a
 * bare hash.
 */
export const bodyIndexOf = ({ vault }: Pick<Context, 'vault'>, body: unknown): Buffer =>
  vault.blindIndex('body', createHash('sha256').update(JSON.stringify(body)).digest('hex'))

/** Waits until nobody else writes under this id: a phone that sends the same thing twice at once gets one answer twice. */
export async function lockId({ tx }: Pick<Context, 'tx'>, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`.execute(tx)
}

/**
 * What a phone can create has an id that the phone made: the same id with the same body is the same thing, with another body
 * it is refused. Call it before anything is written; where `kept` is there, answer it again and write nothing.
 * @param body all that makes it the same thing, also what the address said (`{ ...body, of: participantId }`)
 * @param find reads the row where the table itself does not show it to whoever writes
 * @returns `kept`, the row of the same body if it came before, and `bodyIndex`, to be written with a new row
 * @throws ProblemError `id_taken`; a row that the database hides from this person is refused by its key in the same words
 */
export async function takeId<T extends SentTable>(
  ctx: Pick<Context, 'tx' | 'vault' | 'actor'>,
  table: T,
  id: string,
  body: unknown,
  find: () => Promise<Selectable<Tables[T]> | undefined> = () => findRow(ctx, table, id),
): Promise<{ kept: Selectable<Tables[T]> | undefined; bodyIndex: Buffer }> {
  await lockId(ctx, id)
  const bodyIndex = bodyIndexOf(ctx, body)
  const kept = await find()
  if (kept && !(kept as Sent).bodyIndex?.equals(bodyIndex)) throw new ProblemError('id_taken')
  return { kept, bodyIndex }
}
