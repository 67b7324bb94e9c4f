import type { SignalName } from '@cairn/program/signals/signal.ts'
import type { Selectable } from 'kysely'
import type { Defaulted, JsonColumn, Tables } from '../../platform/database/tables.ts'

export type Outcome = 'reached' | 'left_message' | 'not_reached' | 'handed_to' | 'not_needed' | 'cleared'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    attentionDue: {
      organizationId: string
      id: string
      subjectId: string
      lookAt: InstantColumn
    }
    attentionClocks: { organizationId: string; subjectId: string; lookAt: InstantColumn }
    attentionItems: {
      organizationId: string
      id: string
      signal: SignalName
      subjectId: string
      episode: string
      kind: 'state' | 'event'
      since: InstantColumn
      dueAt: InstantOrNull
      ownerId: string | null
      isTaken: Defaulted<boolean>
      facts: JsonColumn<Record<string, string | number | boolean | null>>
      openedAt: InstantColumn
      closedAt: InstantOrNull
      closedBy: string | null
      outcome: Outcome | null
      handedToId: string | null
      tries: Defaulted<number>
      snoozedUntil: InstantOrNull
      version: Defaulted<number>
    }
    attentionActions: {
      organizationId: string
      id: string
      itemId: string
      actorId: string
      act: 'take' | 'give' | 'done' | 'snooze'
      recordedAt: InstantColumn
      bodyIndex: Buffer
      outcome: Outcome | null
      toId: string | null
      until: InstantOrNull
      reasonSealed: Buffer | null
      version: number
      before: JsonColumn<Record<string, string | number | boolean | null>>
      undoneAt: InstantOrNull
    }
    attentionSweeps: {
      organizationId: string
      id: string
      sweptAt: InstantColumn
      subjects: number
      corrections: number
      milliseconds: number
    }
  }
}

export type ItemRow = Selectable<Tables['attentionItems']>
