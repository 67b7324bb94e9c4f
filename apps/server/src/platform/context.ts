import type { Role } from '@cairn/program/access/roles.ts'
import type { Tx } from './database/tables.ts'
import type { Language } from './problem.ts'
import type { Vault } from './vault.ts'

/** Who acts: one account, as one person, in one role of one organization. */
export interface Actor {
  accountId: string
  organizationId: string
  personId: string
  role: Role
  /** Every role that this account holds here; the switch in the menu moves between them. */
  roles: readonly Role[]
}

/** What a query or command is given. A Fastify request is one; a job makes its own. */
export interface Context {
  tx: Tx
  now: Temporal.Instant
  actor: Actor
  language: Language
  vault: Vault
  requestId: string
  /** Runs after the transaction is committed, never when it is rolled back. */
  afterCommit(work: () => unknown): void
}
