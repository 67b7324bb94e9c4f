import type { Language, Moment } from './person-rows.ts'

/** What people did with each other: matches, contacts, groups. Time and keys as program-rows.ts says. */

export type ContactMode = 'in_person' | 'video' | 'phone' | 'messages'
export type MatchEnd =
  | 'agreed'
  | 'moved'
  | 'no_longer_wanted'
  | 'lost_contact'
  | 'mentor_left'
  | 'changed_mentor'
  | 'died'

/**
 * One relationship. Proposed → both say yes → agreement signed (active) → ended. A refused or waiting proposal has no
 * `acceptedAt`; a match is active from `startedOn`.
 */
export interface MatchRow {
  key: string
  participantKey: string
  mentorKey: string
  proposedAt: Moment
  participantAnswer: 'yes' | 'no' | null
  participantAnsweredAt: Moment | null
  mentorAnswer: 'yes' | 'no' | null
  mentorAnsweredAt: Moment | null
  acceptedAt: Moment | null
  /** Day both had signed the boundary agreement: the match is active. */
  startedOn: number | null
  endedOn: number | null
  endReason: MatchEnd | null
  /** Drawn by lot (a fair draw), else null. */
  drawKey: string | null
}

/** One logged contact between a participant and a mentor, or one booked meeting that lies ahead. */
export interface ContactRow {
  key: string
  matchKey: string
  participantKey: string
  mentorKey: string
  at: Moment
  outcome: 'happened' | 'participant_could_not_come' | 'mentor_could_not' | 'moved' | 'booked'
  /** 0 unless it happened. */
  minutes: number
  mode: ContactMode
  /** Whether it stood in the calendar before. */
  scheduled: boolean
  workedOn: ('plan' | 'triggers' | 'health' | 'housing' | 'work' | 'family' | 'listening')[]
  /** When the mentor entered it. */
  loggedAt: Moment | null
}

export interface GroupRow {
  key: string
  name: Record<Language, string>
  /** ISO weekday, 1 = Monday. */
  weekday: number
  startMinute: number
  minutes: number
  capacity: number
  languages: Language[]
  kidsWelcome: boolean
  nearBus: boolean
  facilitatorKey: string
  coFacilitatorKey: string
  openedOn: number
}

/** One session: past ones were held or cancelled; up to four weeks ahead are planned. */
export interface GroupSessionRow {
  key: string
  groupKey: string
  day: number
  startMinute: number
  status: 'held' | 'cancelled' | 'planned'
}

export interface AttendanceRow {
  sessionKey: string
  participantKey: string
  how: 'list' | 'tap' | 'qr'
}

/** One entry in one draw; only when the program has a fair draw. */
export interface DrawEntryRow {
  drawKey: string
  participantKey: string
  drawOn: number
  stratum: string
  entrants: number
  places: number
  rank: number
  offeredOn: number | null
  acceptedOn: number | null
  priorDrawsLost: number
}
