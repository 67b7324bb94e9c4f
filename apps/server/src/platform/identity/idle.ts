import type { Role } from '@cairn/program/access/roles.ts'
import { sql } from 'kysely'
import type { Tx } from '../database/tables.ts'

/**
 * After how many hours without a request somebody signs in again, by role. Null: a participant's device stays signed in until
 * it is revoked. Whoever holds several roles has the shortest.
 */
export const IDLE_HOURS: Readonly<Record<Role, number | null>> = {
  participant: null,
  mentor: 30 * 24,
  supervisor: 12,
  coordinator: 12,
  clinician: 12,
  evaluator: 12,
  administrator: 12,
}

const NOTED_EVERY = { minutes: 5 }

export interface OpenSession {
  sessionId: string
  accountId: string
  /** Null: from before this was kept. */
  seenAt: Temporal.Instant | null
}

/** Whether a session may go on. Notes that it was used (of staff and mentors only); one that was idle too long is removed. */
export async function keepSession(
  tx: Tx,
  session: OpenSession,
  roles: readonly Role[],
  now: Temporal.Instant,
): Promise<boolean> {
  const limits = roles.flatMap((role) => IDLE_HOURS[role] ?? [])
  if (limits.length === 0) return true
  const { sessionId, seenAt } = session
  if (seenAt && Temporal.Instant.compare(seenAt.add({ hours: Math.min(...limits) }), now) <= 0) {
    await sql`delete from identity."session" where id = ${sessionId}`.execute(tx)
    return false
  }
  if (!seenAt || Temporal.Instant.compare(seenAt.add(NOTED_EVERY), now) <= 0)
    await sql`update identity."session" set "seenAt" = ${now} where id = ${sessionId}`.execute(tx)
  return true
}

/** Ends every session of an account but one; without one, all of them. */
export async function endSessions(tx: Tx, accountId: string, except?: string): Promise<void> {
  await sql`delete from identity."session" where "userId" = ${accountId} and id <> ${except ?? ''}`.execute(tx)
}
