import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from './context.ts'
import { ProblemError } from './problem.ts'

/**
 * A keyed hash of what a client sent under an id of its own making: the same id may come twice with the same body, and is
 * refused with another. Keyed, because bodies hold names and short words that could be guessed from a bare hash.
 */
export function bodyIndex(vault: Pick<Context['vault'], 'blindIndex'>, kind: string, body: unknown): Buffer {
  return vault.blindIndex(kind, createHash('sha256').update(JSON.stringify(body)).digest('hex'))
}

/** The same where the table already says the kind. */
export const bodyIndexOf = ({ vault }: Pick<Context, 'vault'>, body: unknown): Buffer => bodyIndex(vault, 'body', body)

/** Refuses an id that is taken by another body. */
export function requireSameBody(kept: Buffer | null | undefined, sent: Buffer): void {
  if (!kept?.equals(sent)) throw new ProblemError('id_taken')
}

/** An id that is there already, also one that the database does not show to this person, is taken. */
export async function orTaken<T>(insert: Promise<T>): Promise<T> {
  try {
    return await insert
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new ProblemError('id_taken')
    throw error
  }
}

/** A phone that sends the same thing twice at once gets the same answer twice: the second waits here until the first is there. */
export async function oneAtATime({ tx }: Pick<Context, 'tx'>, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`.execute(tx)
}
