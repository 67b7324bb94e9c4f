import type { JsonColumn } from '../../platform/database/tables.ts'

export interface HelpNumber {
  id: string
  label: string
  kind: 'call' | 'text'
  number: string
  note: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    helpPages: {
      organizationId: string
      numbers: JsonColumn<HelpNumber[]>
      hidden: string[]
      changedBy: string | null
      changedAt: InstantColumn
    }
    safetyAlerts: {
      organizationId: string
      id: string
      participantId: string
      kind: 'may_die' | 'wants_to_die' | 'child_in_danger' | 'hurt_by_somebody' | 'other'
      at: InstantColumn
      recordedAt: InstantColumn
      raisedBy: string
      noteSealed: Buffer | null
      bodyIndex: Buffer
    }
    debriefs: {
      organizationId: string
      id: string
      personId: string
      itemId: string
      beganAt: InstantColumn
      closedAt: InstantColumn
      heldOn: DayOrNull
      heldBy: string | null
      recordedAt: InstantOrNull
      wordsSealed: Buffer | null
    }
  }
}
