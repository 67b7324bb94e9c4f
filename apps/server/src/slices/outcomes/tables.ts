import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Source } from '@cairn/program/return-to-use/day-table.ts'
import type { ColumnType, Selectable } from 'kysely'
import type { Defaulted, JsonColumn, Tables } from '../../platform/database/tables.ts'

type Clock = 'fine' | 'flagged' | 'ask'

export type MayKnow = 'mentor' | 'mentor_and_safety_lead' | 'nobody'
export type Course = 'once' | 'still_going' | 'not_sure'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    asks: {
      organizationId: string
      id: string
      participantId: string
      askDay: number
      aboutFrom: DayColumn
      aboutTo: DayColumn
      opensOn: DayColumn
      dueOn: DayColumn
      closesOn: DayColumn
      endedAt: InstantOrNull
      endedMode: Mode | null
    }
    askAttempts: {
      organizationId: string
      id: string
      askId: string
      mode: 'app' | 'message_link' | 'sms' | 'phone' | 'paper' | 'in_person'
      result: 'answered' | 'left_message' | 'no_answer' | 'wrong_number' | 'declined' | 'asked_later'
      at: InstantColumn
      recordedAt: InstantColumn
      byId: string | null
      bodyIndex: Buffer
    }
    useAnswers: {
      organizationId: string
      id: string
      participantId: string
      answer: 'no' | 'yes' | 'rather_not_say' | 'days'
      source: Source
      askId: string | null
      reportId: string | null
      localOn: DayColumn
      timeZone: string
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      clock: Defaulted<Clock>
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      enteredBy: string | null
      askedFrom: DayOrNull
      askedTo: DayOrNull
      bodyIndex: Buffer
    }
    dayReports: {
      organizationId: string
      participantId: string
      day: DayColumn
      answerId: string
      /** '' is any use at all. */
      substance: string
      state: 'used' | 'not_used'
      severity: 'use' | 'heavy_use' | null
      source: Source
      recallDays: number
      askId: string | null
      withdrawnAt: InstantOrNull
    }
    useRanges: {
      organizationId: string
      participantId: string
      answerId: string
      fromDay: DayColumn
      toDay: DayColumn
      substance: string
      severity: 'use' | 'heavy_use' | null
      source: Source
      recallDays: number
      askId: string | null
      withdrawnAt: InstantOrNull
    }
    useReports: {
      organizationId: string
      id: string
      participantId: string
      localOn: DayColumn
      timeZone: string
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      askId: string | null
      mayKnow: MayKnow | null
      chosenAt: InstantOrNull
      toldMentorId: string | null
      toldSafetyLead: Defaulted<boolean>
      policyTells: Defaulted<boolean>
      about: JsonColumn<{ from: string; to: string }[]>
      days: ColumnType<Temporal.PlainDate[], string[] | undefined, string[]>
      otherDaysWithout: Defaulted<boolean>
      substances: Defaulted<string[]>
      heavy: boolean | null
      course: Course | null
      source: Source
      showsToleranceCard: Defaulted<boolean>
      version: Defaulted<number>
    }
  }
}

export type AskRow = Selectable<Tables['asks']>
export type UseReportRow = Selectable<Tables['useReports']>
