import type { Severity, Source } from '@cairn/program/return-to-use/day-table.ts'
import type { ActMode, Channel, Moment, Need, Substance } from './person-rows.ts'

/** What participants told and what happened to them. Time and keys as program-rows.ts says. */

/** One check-in; a null answer was skipped. */
export interface CheckInRow {
  key: string
  participantKey: string
  at: Moment
  mode: ActMode
  /** 1 very hard … 5 very good. */
  mood: number | null
  /** 0 none … 4 very strong. */
  urges: number | null
  /** 0 none … 4 very strong. */
  stress: number | null
  needs: Need[]
  /** Null: not asked on that day or skipped. */
  used: 'no' | 'yes' | 'rather_not_say' | null
  /** Only with `used: 'yes'`: who may know by name. */
  mayKnow: 'mentor' | 'mentor_and_safety_lead' | 'nobody' | null
  askAgain: 'tomorrow' | 'few_days' | 'week' | 'never'
}

/** One outcome ask with its window, and its five-way end (null: still open or ahead). */
export interface AskRow {
  key: string
  participantKey: string
  /** 30, 60, 90, 180, 365. */
  scheduledDay: number
  dueOn: number
  windowOpensOn: number
  windowClosesOn: number
  end: 'none' | 'event' | 'declined' | 'not_reached' | 'not_asked' | null
  endedAt: Moment | null
  channel: Channel | null
  /** Days that the answer settles, those told before and confirmed included. */
  coversFrom: number | null
  coversTo: number | null
}

export interface AskAttemptRow {
  askKey: string
  at: Moment
  channel: Channel
  byKey: string | null
  result: 'answered' | 'left_message' | 'no_answer' | 'wrong_number' | 'declined'
}

/** Consecutive days of the day table with one status from one report; `expandDays` makes one row a day. */
export interface DayRangeRow {
  participantKey: string
  fromDay: number
  toDay: number
  status: 'used' | 'not_used'
  substance: Substance | null
  severity: Severity | null
  source: Source
  reportedAt: Moment
  askKey: string | null
  checkInKey: string | null
}

/**
 * One reported return to use, with a day or a range of days. Certain days are in `dayRanges` too; a range of which the
 * person could not say the day is here only.
 */
export interface UseEventRow {
  key: string
  participantKey: string
  kind: 'use' | 'heavy_use'
  dayLow: number
  dayHigh: number
  learnedOn: number
  substance: Substance
  source: Source
  askKey: string | null
  checkInKey: string | null
}

/** What else happened, recorded as what it is. */
export interface LifeEventRow {
  participantKey: string
  kind: 'overdose' | 'death' | 'treatment_exit' | 'treatment_entry' | 'incarceration'
  day: number
  learnedOn: number
  /** Only for death. */
  cause: 'overdose' | 'other' | 'unknown' | null
  source: Source
}

/** One run of Ride it out. */
export interface CopingRunRow {
  key: string
  participantKey: string
  at: Moment
  exercise: 'urge_wave' | 'cold_water' | 'call_someone' | 'slow_breath' | 'walk'
  /** 0–10. */
  before: number
  /** 0–10; null when left before the end. */
  after: number | null
  seconds: number
}

/** Item answers; null was skipped. PHQ-4: 4 items of 0–3. BARC-10: 10 items of 1–6. */
export interface AssessmentRow {
  key: string
  participantKey: string
  at: Moment
  instrument: 'phq-4' | 'barc-10'
  mode: ActMode
  answers: (number | null)[]
}
