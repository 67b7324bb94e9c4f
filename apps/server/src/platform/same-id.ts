import { sql } from 'kysely'
import type { Context } from './context.ts'
import { ProblemError } from './problem.ts'

/** A keyed hash of a body: the same id with another body is refused, and the hash tells nobody what was in it. */
export const bodyIndexOf = ({ vault }: Pick<Context, 'vault'>, body: unknown): Buffer =>
  vault.blindIndex('body', JSON.stringify(body))

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
