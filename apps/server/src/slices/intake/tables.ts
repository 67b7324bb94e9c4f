import type { HelpFirst, Mode } from '@cairn/program/people/vocabulary.ts'
import type { Defaulted } from '../../platform/database/tables.ts'

export type CameBy = 'invitation' | 'walk_in' | 'referral_card' | 'phone' | 'outreach' | 'import'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    invitations: {
      organizationId: string
      id: string
      label: string
      uses: 'one' | 'many'
      expiresAt: InstantOrNull
      closedAt: InstantOrNull
      createdBy: string | null
      createdAt: InstantColumn
      bodyIndex: Buffer
    }
    intakes: {
      organizationId: string
      id: string
      cameBy: CameBy
      invitationId: string | null
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      helpFirst: HelpFirst[]
      enrolledBy: string | null
      enrolledAt: InstantColumn
      greetBy: InstantColumn
      greetedAt: InstantOrNull
      greetedBy: string | null
      bodyIndex: Buffer
    }
    greetings: {
      organizationId: string
      id: string
      participantId: string
      byId: string
      how: 'app' | 'phone' | 'text' | 'in_person'
      result: 'said_hello' | 'left_message' | 'not_reached'
      at: InstantColumn
      recordedAt: InstantColumn
      bodyIndex: Buffer
    }
    baselines: {
      organizationId: string
      id: string
      answersSealed: Buffer
      answeredOn: DayColumn
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      answeredBy: string | null
      version: Defaulted<number>
      recordedAt: InstantColumn
    }
  }
}
