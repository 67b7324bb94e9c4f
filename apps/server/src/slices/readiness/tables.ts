import type { Mode, StartStyle } from '@cairn/program/people/vocabulary.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    readinessAnswers: {
      organizationId: string
      id: string
      participantId: string
      startStyle: StartStyle | null
      importance: number | null
      confidence: number | null
      readiness: number | null
      wordsSealed: Buffer | null
      answeredOn: DayColumn
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      answeredBy: string | null
      recordedAt: InstantColumn
      bodyIndex: Buffer
    }
  }
}
