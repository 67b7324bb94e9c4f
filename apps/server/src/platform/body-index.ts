import { createHash } from 'node:crypto'
import type { Context } from './context.ts'
import { ProblemError } from './problem.ts'

/**
 * A keyed hash of what a client sent under an id of its own making: the same id may come twice with the same body,
 * and is refused with another. Keyed, because bodies hold names and short words that could be guessed from a bare hash.
 */
export function bodyIndex(vault: Pick<Context['vault'], 'blindIndex'>, kind: string, body: object): Buffer {
  return vault.blindIndex(kind, createHash('sha256').update(JSON.stringify(body)).digest('hex'))
}

/** Refuses an id that is taken by another body. */
export function requireSameBody(kept: Buffer | null | undefined, sent: Buffer): void {
  if (!kept?.equals(sent)) throw new ProblemError('id_taken')
}
