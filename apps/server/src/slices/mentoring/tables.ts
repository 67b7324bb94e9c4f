import type { MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import type { RelationshipStage, TalkOutcome, Tried, WorkedOn } from '@cairn/program/mentoring/vocabulary.ts'
import type { Defaulted, JsonColumn } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    relationships: {
      organizationId: string
      id: string
      participantId: string
      mentorId: string
      stage: RelationshipStage
      acceptedAt: InstantColumn
      agreementId: string | null
      activeSince: DayOrNull
      closedOn: DayOrNull
      reflectionSealed: Buffer | null
    }
    talks: {
      organizationId: string
      id: string
      participantId: string
      mentorId: string
      occurrenceId: string | null
      outcome: TalkOutcome
      startedAt: InstantColumn
      endsAt: InstantColumn
      timeZone: string
      localOn: DayColumn
      minutes: number | null
      way: MeetingWay | null
      placeSealed: Buffer | null
      workedOn: WorkedOn[]
      steps: JsonColumn<{ id: string; done: boolean }[]>
      tried: Tried[]
      triedOwn: string[]
      nextStepSealed: Buffer | null
      lineSealed: Buffer | null
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      clockIsOff: Defaulted<boolean>
      loggedBy: string
      version: Defaulted<number>
      bodyIndex: Buffer
    }
    talkAddenda: {
      organizationId: string
      id: string
      talkId: string
      byId: string
      wordsSealed: Buffer
      at: InstantColumn
      bodyIndex: Buffer
    }
    talkJoins: { organizationId: string; talkId: string; mentorId: string; joinedAt: InstantColumn }
    talkConfirmations: {
      organizationId: string
      id: string
      isRight: boolean
      face: 'good' | 'okay' | 'not_good' | null
      wordsSealed: Buffer | null
      at: InstantColumn
    }
    supervisionItems: {
      organizationId: string
      id: string
      authorId: string
      wordsSealed: Buffer
      at: InstantColumn
      doneAt: InstantOrNull
      bodyIndex: Buffer
    }
  }
}
