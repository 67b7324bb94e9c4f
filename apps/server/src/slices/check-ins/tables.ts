import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Selectable } from 'kysely'
import type { Defaulted, Tables } from '../../platform/database/tables.ts'

export type Need = 'call' | 'ride' | 'food_kids' | 'clinic_medicine' | 'other'
export type AskAgain = 'tomorrow' | 'few_days' | 'week' | 'never'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    checkIns: {
      organizationId: string
      id: string
      participantId: string
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      timeZone: string
      localOn: DayColumn
      clock: Defaulted<'fine' | 'flagged' | 'ask'>
      mood: number | null
      urges: number | null
      stress: number | null
      needs: Need[]
      useShown: Defaulted<boolean>
      sharedWithId: string | null
      askAgain: AskAgain | null
      nextOn: DayOrNull
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      enteredBy: string | null
      bodyIndex: Buffer
    }
  }
}

export type CheckInRow = Selectable<Tables['checkIns']>
