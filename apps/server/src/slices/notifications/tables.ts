import type { ColumnType, Selectable } from 'kysely'
import type { Tables } from '../../platform/database/tables.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>

declare module '../../platform/database/tables.ts' {
  interface Tables {
    onCallShifts: {
      organizationId: string
      id: string
      personId: string
      startsAt: InstantColumn
      endsAt: InstantColumn
      phone: string | null
      createdBy: string | null
      createdAt: InstantColumn
      bodyIndex: Buffer
    }
    notifications: {
      organizationId: string
      id: string
      itemId: string
      step: 'opened' | 'overdue'
      recipientId: string
      channel: 'app' | 'mail'
      isSafety: boolean
      createdAt: InstantColumn
      sentAt: InstantOrNull
      failedAt: InstantOrNull
      tries: Defaulted<number>
      seenAt: InstantOrNull
    }
  }
}

export type NotificationRow = Selectable<Tables['notifications']>
