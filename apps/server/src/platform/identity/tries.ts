import type { Tx } from '../database/tables.ts'
import { ProblemError } from '../problem.ts'
import type { Vault } from '../vault.ts'

/**
 * How often something may be tried, counted by what is tried: an address behind a hundred machines is one address. The same
 * for addresses that nobody has here, so that a refusal tells nothing.
 */
const LIMITS = {
  /** A password, by address. */
  password: { most: 10, minutes: 15 },
  /** A mailed code typed in, by address. */
  mail_code: { most: 10, minutes: 15 },
  /** A mailed code asked for, by address. */
  mail: { most: 5, minutes: 15 },
  /** A code from staff typed in, by the code. */
  staff_code: { most: 5, minutes: 15 },
  /** Codes made by staff for one account. */
  codes_made: { most: 5, minutes: 60 },
  /** A code asked for to prove an address, by account. */
  proof: { most: 5, minutes: 60 },
} as const
export type Tried = keyof typeof LIMITS

const keyOf = (vault: Vault, what: Tried, of: string) => vault.blindIndex(`try ${what}`, of)

/**
 * Counts a try, before it is made: what is tried a hundred times at once is counted a hundred times. Must be committed even
 * when the try fails, so it has a transaction of its own wherever a failure rolls back.
 * @throws ProblemError `too_many_requests`
 */
export async function countTry(
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Temporal.Instant },
  what: Tried,
  of: string,
): Promise<void> {
  const { most, minutes } = LIMITS[what]
  await tx.deleteFrom('identity.tries').where('until', '<=', now).execute()
  const { count } = await tx
    .insertInto('identity.tries')
    .values({ key: keyOf(vault, what, of), count: 1, until: now.add({ minutes }) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((e) => ({ count: e('identity.tries.count', '+', 1) })))
    .returning('count')
    .executeTakeFirstOrThrow()
  if (count > most) throw new ProblemError('too_many_requests')
}

/** The right one was found: what was tried before does not count any more. */
export async function forgetTries({ tx, vault }: { tx: Tx; vault: Vault }, what: Tried, of: string): Promise<void> {
  await tx
    .deleteFrom('identity.tries')
    .where('key', '=', keyOf(vault, what, of))
    .execute()
}
