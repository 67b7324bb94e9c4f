import type { Selectable } from 'kysely'
import type { Defaulted, Tables } from '../../platform/database/tables.ts'

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
