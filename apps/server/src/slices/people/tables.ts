import type { Sharing, Status } from '@cairn/program/people/vocabulary.ts'
import type { ColumnType } from 'kysely'
import type { Defaulted } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    people: {
      organizationId: string
      id: string
      nameSealed: Buffer
      language: 'en' | 'es'
      contactSealed: Buffer | null
      emailIndex: Buffer | null
      phoneIndex: Buffer | null
      version: Defaulted<number>
      createdAt: InstantColumn
    }
    participants: {
      organizationId: string
      id: string
      status: 'referred' | 'waiting' | 'active' | 'paused' | 'finished' | 'left'
      enrolledOn: DayColumn
      timeZone: string
      fundingSource: string | null
      phoneIsWatched: Defaulted<boolean>
      leaveMessage: Defaulted<boolean>
      wantsMentor: Defaulted<boolean>
      isImported: Defaulted<boolean>
      appLock: Defaulted<boolean>
      neutralNotices: Defaulted<boolean>
      keepHistory: Defaulted<boolean>
      checkInSharing: ColumnType<Sharing | null, Sharing | null | undefined, Sharing | null>
      version: Defaulted<number>
      createdAt: InstantColumn
    }
    episodes: {
      organizationId: string
      id: string
      participantId: string
      startedOn: DayColumn
      endedOn: DayOrNull
      fundingSource: string | null
    }
    statusChanges: {
      organizationId: string
      id: string
      participantId: string
      fromStatus: Status | null
      toStatus: Status
      changedOn: DayColumn
      reason: string | null
      changedBy: string | null
      recordedAt: InstantColumn
    }
    exclusions: {
      organizationId: string
      id: string
      personId: string
      otherId: string | null
      wordsSealed: Buffer | null
      bodyIndex: Buffer
      createdAt: InstantColumn
    }
    mentors: {
      organizationId: string
      id: string
      status: 'available' | 'paused' | 'leave' | 'returning' | 'ended'
      capacity: number
      languages: string[]
      awayUntil: DayOrNull
      awayFrom: DayOrNull
      coverId: string | null
      supervisorId: string | null
      version: Defaulted<number>
      createdAt: InstantColumn
    }
    ties: {
      organizationId: string
      id: string
      kind: TieKind
      holderId: string
      subjectId: string
      since: InstantColumn
      until: InstantOrNull
      basis: string
    }
  }
}

export type TieKind = 'mentor' | 'cover' | 'greeter' | 'supervisor'
