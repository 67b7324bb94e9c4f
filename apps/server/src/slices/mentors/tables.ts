import type { MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import type { CoverChoice } from '@cairn/program/mentoring/vocabulary.ts'
import type { Experience, Gender, TimeOfWeek } from '@cairn/program/people/vocabulary.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    mentorProfiles: {
      organizationId: string
      id: string
      gender: Gender | null
      times: TimeOfWeek[]
      ways: MeetingWay[]
      lived: Experience[]
      livedReleased: Experience[]
      hoursWordsSealed: Buffer | null
      aboutSealed: Buffer | null
    }
    absences: {
      organizationId: string
      id: string
      mentorId: string
      fromOn: DayColumn
      backOn: DayColumn
      coverId: string | null
      announcedAt: InstantColumn
      endedAt: InstantOrNull
      bodyIndex: Buffer
    }
    coverChoices: {
      organizationId: string
      absenceId: string
      participantId: string
      choice: CoverChoice
      at: InstantColumn
    }
    mentorHours: {
      organizationId: string
      id: string
      mentorId: string
      day: DayColumn
      kind: 'training' | 'supervision' | 'travel' | 'outreach' | 'office' | 'other'
      minutes: number
      miles: number
      loggedAt: InstantColumn
      bodyIndex: Buffer
    }
  }
}
