import type { ColumnType, Transaction } from 'kysely'

/** Instants and days leave the database as Temporal values and may be given as such or as ISO text. */
export type InstantColumn = ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>
export type InstantOrNull = ColumnType<
  Temporal.Instant | null,
  Temporal.Instant | string | null | undefined,
  Temporal.Instant | string | null
>
export type DayColumn = ColumnType<Temporal.PlainDate, Temporal.PlainDate | string, Temporal.PlainDate | string>
export type DayOrNull = ColumnType<
  Temporal.PlainDate | null,
  Temporal.PlainDate | string | null | undefined,
  Temporal.PlainDate | string | null
>
/** A column that the database fills when it is left out. */
export type Defaulted<T> = ColumnType<T, T | undefined, T>
/** jsonb: read as a value, written as JSON text (`JSON.stringify`). */
export type JsonColumn<T> = ColumnType<T, string, string>

/**
 * Every table that the server knows. A slice adds its own in its tables.ts:
 * `declare module '../../platform/database/tables.ts' { interface Tables { matches: MatchTable } }`
 */
export interface Tables {
  organizations: {
    id: string
    name: string
    timeZone: string
    languages: string[]
    isDemo: ColumnType<boolean, boolean | undefined, boolean>
    settings: ColumnType<Record<string, unknown>, string | undefined, string>
    version: ColumnType<number, number | undefined, number>
    createdAt: InstantColumn
  }
  'identity.user': { id: string; name: string; email: string }
  'identity.memberships': {
    accountId: string
    organizationId: string
    personId: string
    role: string
    createdAt: InstantColumn
  }
  'identity.tokens': {
    hash: Buffer
    organizationId: string
    kind: string
    subjectId: string | null
    accountId: string | null
    expiresAt: InstantOrNull
    usedAt: InstantOrNull
    /** Of a sign-in code: who made it. */
    madeBy: string | null
    createdAt: InstantColumn
  }
  'identity.emailProofs': { accountId: string; proof: Buffer; tries: number; expiresAt: InstantColumn }
  'identity.tries': { key: Buffer; count: number; until: InstantColumn }
  'identity.mailHealth': { onlyRow: boolean; failingSince: InstantOrNull }
  'vault.keys': { organizationId: string; ownerId: string; wrapped: Buffer; createdAt: InstantColumn }
  audit: {
    organizationId: string
    id: string
    recordedAt: InstantColumn
    actorId: string | null
    actorRole: string
    act: 'read' | 'write'
    action: string
    subjectId: string | null
    recordIds: string[]
    requestId: string
    timeSlot: number | null
    batch: ColumnType<number | null, undefined, number>
  }
  auditBatches: {
    organizationId: string
    batch: number
    rows: number
    seal: Buffer
    rowMarks: Buffer | null
    sealedAt: InstantColumn
  }
}

export type Tx = Transaction<Tables>
