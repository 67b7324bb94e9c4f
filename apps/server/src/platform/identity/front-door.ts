import { createHash, randomInt } from 'node:crypto'
import { ROLES, type Role } from '@cairn/program/access/roles.ts'
import { sql } from 'kysely'
import type { Actor } from '../context.ts'
import type { Tx } from '../database/tables.ts'
import { ProblemError } from '../problem.ts'

export interface Membership {
  organizationId: string
  personId: string
  role: Role
}

/** Every place where an account belongs, before an organization is chosen. */
export async function listMemberships(tx: Tx, accountId: string): Promise<Membership[]> {
  const rows = await tx
    .selectFrom('identity.memberships')
    .where('accountId', '=', accountId)
    .select(['organizationId', 'personId', 'role'])
    .orderBy('createdAt')
    .execute()
  return rows as Membership[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Checks the organization (and role) that a request names against memberships. Without names: the only or the first. */
export function chooseActor(
  accountId: string,
  all: readonly Membership[],
  organizationId: string | undefined,
  role: Role | undefined,
): Actor {
  const wanted =
    organizationId !== undefined && UUID.test(organizationId) ? organizationId.toLowerCase() : organizationId
  const here = all.filter((membership) => wanted === undefined || membership.organizationId === wanted)
  const first = here[0]
  if (!first) throw new ProblemError('not_found')
  const mine = here.filter((membership) => membership.organizationId === first.organizationId)
  const roles = ROLES.filter((known) => mine.some((membership) => membership.role === known))
  const chosen = role === undefined ? mine[0]! : mine.find((membership) => membership.role === role)
  if (!chosen) throw new ProblemError('not_allowed')
  return { accountId, organizationId: chosen.organizationId, personId: chosen.personId, role: chosen.role, roles }
}

export type TokenKind = 'join' | 'sign_in' | 'answer_ask' | 'kiosk' | 'calendar' | 'certificate'

function hashToken(kind: TokenKind, token: string): Buffer {
  return createHash('sha256').update(`${kind}:${token.trim().toUpperCase()}`).digest()
}

/** A code that can be read out and typed on a phone: no 0/O, 1/I/L; 31^length possibilities. */
export function makeCode(length: number): string {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

export interface Token {
  organizationId: string
  subjectId: string | null
  accountId: string | null
  /** Of a sign-in code: who made it. */
  madeBy?: string | null
}

/** Keeps the hash of a token; the token itself is shown once and held nowhere. */
export async function keepToken(
  tx: Tx,
  kind: TokenKind,
  token: string,
  value: Token & { expiresAt: Temporal.Instant | null; now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('identity.tokens')
    .values({
      hash: hashToken(kind, token),
      kind,
      organizationId: value.organizationId,
      subjectId: value.subjectId,
      accountId: value.accountId,
      madeBy: value.madeBy ?? null,
      expiresAt: value.expiresAt,
      createdAt: value.now,
    })
    .execute()
}

/** Finds a token that may still be used; an unknown, used or expired one is the same not_found. `spend` makes it the last time. */
export async function useToken(
  tx: Tx,
  kind: TokenKind,
  token: string,
  now: Temporal.Instant,
  spend: boolean,
): Promise<Token> {
  const row = await tx
    .selectFrom('identity.tokens')
    .where('hash', '=', hashToken(kind, token))
    .where('kind', '=', kind)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.usedAt || (row.expiresAt && Temporal.Instant.compare(row.expiresAt, now) <= 0))
    throw new ProblemError('not_found')
  if (spend) await tx.updateTable('identity.tokens').set({ usedAt: now }).where('hash', '=', row.hash).execute()
  return {
    organizationId: row.organizationId,
    subjectId: row.subjectId,
    accountId: row.accountId,
    madeBy: row.madeBy,
  }
}

/** Every sign-in by a code from staff, the newest first: what the account is shown of. */
export async function listUsedCodes(
  tx: Tx,
  accountId: string,
): Promise<{ organizationId: string; madeBy: string | null; usedAt: Temporal.Instant }[]> {
  const rows = await tx
    .selectFrom('identity.tokens')
    .where('accountId', '=', accountId)
    .where('kind', '=', 'sign_in')
    .where('usedAt', 'is not', null)
    .orderBy('usedAt', 'desc')
    .limit(20)
    .select(['organizationId', 'madeBy', 'usedAt'])
    .execute()
  return rows.map((row) => ({ ...row, usedAt: row.usedAt! }))
}

/**
 * Makes an account. Without an e-mail it gets an address that cannot receive mail; it signs in by a code from staff until its
 * owner has proven one (docs/decisions/0017). An e-mail given here is only the name that goes with a password.
 */
export async function makeAccount(tx: Tx, account: { id: string; email: string | null }): Promise<void> {
  const email = account.email?.trim().toLowerCase() ?? `${account.id}@no-mail.invalid`
  await sql`insert into identity."user" ("id", "name", "email", "emailVerified") values (${account.id}, '', ${email}, false)`.execute(
    tx,
  )
}

export async function addMembership(
  tx: Tx,
  membership: Membership & { accountId: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('identity.memberships')
    .values({
      accountId: membership.accountId,
      organizationId: membership.organizationId,
      personId: membership.personId,
      role: membership.role,
      createdAt: membership.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Keeps a password as better-auth does; `hash` is made by it. */
export async function setPassword(
  tx: Tx,
  { accountId, hash, now }: { accountId: string; hash: string; now: Temporal.Instant },
): Promise<void> {
  await sql`delete from identity.account where "userId" = ${accountId} and "providerId" = 'credential'`.execute(tx)
  await sql`insert into identity.account ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
    values (${crypto.randomUUID()}, ${accountId}, 'credential', ${accountId}, ${hash}, ${now}, ${now})`.execute(tx)
}
