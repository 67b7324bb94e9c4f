import type { Wish } from '@cairn/program/matching/suggest.ts'
import type { MatchEnd, MatchStatus } from '@cairn/program/matching/vocabulary.ts'
import type { Language, Mode } from '@cairn/program/people/vocabulary.ts'
import type { Defaulted, JsonColumn } from '../../platform/database/tables.ts'

type Answer = 'yes' | 'no'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    wishes: {
      organizationId: string
      id: string
      ranked: JsonColumn<Wish[]>
      languages: Language[]
      answeredOn: DayColumn
      mode: Mode
      formVersion: string | null
      witnessSealed: Buffer | null
      answeredBy: string | null
      version: Defaulted<number>
      recordedAt: InstantColumn
    }
    matches: {
      organizationId: string
      id: string
      participantId: string
      mentorId: string
      status: MatchStatus
      proposedAt: InstantColumn
      proposedBy: 'participant' | 'staff'
      proposerId: string | null
      participantAnswer: Answer | null
      participantAnsweredAt: InstantOrNull
      participantMode: Mode | null
      mentorAnswer: Answer | null
      mentorAnsweredAt: InstantOrNull
      acceptedAt: InstantOrNull
      endedOn: DayOrNull
      endedAt: InstantOrNull
      endedBy: string | null
      endReason: MatchEnd | null
      bodyIndex: Buffer
    }
  }
}
