import type { Attendance, MeetingWay, OccurrenceKind, OccurrenceStatus } from '@cairn/program/calendar/vocabulary.ts'
import type { Defaulted, JsonColumn } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    calendarSeries: {
      organizationId: string
      id: string
      kind: OccurrenceKind
      participantId: string | null
      hostId: string | null
      coHostId: string | null
      name: JsonColumn<{ en: string; es: string } | null>
      languages: string[]
      firstOn: DayColumn
      localTime: string
      timeZone: string
      minutes: number
      everyWeeks: number
      untilOn: DayOrNull
      way: MeetingWay
      place: string | null
      placeSealed: Buffer | null
      link: string | null
      capacity: number | null
      isOpen: Defaulted<boolean>
      kidsWelcome: Defaulted<boolean>
      nearBus: Defaulted<boolean>
      plannedUntil: DayColumn
      version: Defaulted<number>
      createdAt: InstantColumn
      bodyIndex: Buffer
    }
    calendarOccurrences: {
      organizationId: string
      id: string
      kind: OccurrenceKind
      status: OccurrenceStatus
      seriesId: string | null
      seriesOn: DayOrNull
      participantId: string | null
      hostId: string | null
      startsAt: InstantColumn
      endsAt: InstantColumn
      timeZone: string
      localOn: DayColumn
      localTime: string
      minutes: number
      way: MeetingWay
      place: string | null
      placeSealed: Buffer | null
      link: string | null
      movedToId: string | null
      version: Defaulted<number>
      createdAt: InstantColumn
      bodyIndex: Buffer | null
    }
    attendance: {
      organizationId: string
      occurrenceId: string
      personId: string
      status: Attendance
      minutes: number | null
      recordedBy: string | null
      recordedAt: InstantColumn
    }
  }
}
