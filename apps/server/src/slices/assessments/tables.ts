import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Selectable } from 'kysely'
import type { Defaulted, JsonColumn, Tables } from '../../platform/database/tables.ts'

export interface ScheduleEntry {
  instrumentId: string
  everyMonths: number
  firstMonth: number
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    assessments: {
      organizationId: string
      id: string
      participantId: string
      instrumentId: string
      version: number
      language: 'en' | 'es'
      answers: JsonColumn<Record<string, number | null>>
      total: number | null
      subscales: JsonColumn<Record<string, number | null>>
      skipped: number
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      timeZone: string
      localOn: DayColumn
      clock: Defaulted<'fine' | 'flagged' | 'ask'>
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      enteredBy: string | null
      bodyIndex: Buffer
    }
    assessmentSchedules: {
      organizationId: string
      entries: JsonColumn<ScheduleEntry[]>
      changedBy: string | null
      changedAt: InstantColumn
    }
  }
}

export type AssessmentRow = Selectable<Tables['assessments']>
