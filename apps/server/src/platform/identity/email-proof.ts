import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../database/tables.ts'
import { ProblemError } from '../problem.ts'
import type { Vault } from '../vault.ts'

const MINUTES = 10
const MOST_TRIES = 5

interface Proving {
  tx: Tx
  vault: Vault
  now: Temporal.Instant
  accountId: string
}

const normal = (email: string) => email.trim().toLowerCase()
const proofOf = (vault: Vault, email: string, code: string) =>
  vault.blindIndex('email proof', `${normal(email)} ${code.trim()}`)

/** Makes a code for whoever reads this address. It is made alike for an address that another account has: only its owner will be told. */
export async function makeEmailCode({ tx, vault, now, accountId }: Proving, email: string): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const values = { proof: proofOf(vault, email, code), tries: 0, expiresAt: now.add({ minutes: MINUTES }) }
  await tx
    .insertInto('identity.emailProofs')
    .values({ accountId, ...values })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(values))
    .execute()
  return code
}

/**
 * Attaches an address to an account once its code was typed: from then on a mailed code signs in.
 * @returns false when the code does not match or is over; the try is counted, so this must not be rolled back
 * @throws ProblemError `email_taken`, told only to whoever has proven to read that mailbox
 */
export async function attachEmail(
  { tx, vault, now, accountId }: Proving,
  email: string,
  code: string,
): Promise<boolean> {
  const row = await tx
    .updateTable('identity.emailProofs')
    .set((e) => ({ tries: e('tries', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('expiresAt', '>', now)
    .where('tries', '<', MOST_TRIES)
    .returning('proof')
    .executeTakeFirst()
  if (!row || !timingSafeEqual(row.proof, proofOf(vault, email, code))) return false
  await tx.deleteFrom('identity.emailProofs').where('accountId', '=', accountId).execute()
  const taken = await tx
    .selectFrom('identity.user')
    .where('email', '=', normal(email))
    .where('id', '<>', accountId)
    .select('id')
    .executeTakeFirst()
  if (taken) throw new ProblemError('email_taken')
  await sql`update identity."user" set email = ${normal(email)}, "emailVerified" = true where id = ${accountId}`.execute(
    tx,
  )
  return true
}

/** Takes the address off an account that has no password: it signs in by a code from staff then. */
export async function detachEmail(tx: Tx, accountId: string): Promise<void> {
  const { rows } =
    await sql`select 1 from identity."account" where "userId" = ${accountId} and password is not null`.execute(tx)
  if (rows.length > 0) throw new ProblemError('not_possible_now')
  await sql`update identity."user" set email = ${`${accountId}@no-mail.invalid`}, "emailVerified" = false where id = ${accountId}`.execute(
    tx,
  )
}
