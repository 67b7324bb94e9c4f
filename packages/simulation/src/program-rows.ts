import type { Severity, Source } from '@cairn/program/return-to-use/day-table.ts'

/**
 * The rows of a whole simulated program, as plain values: what `simulateProgram` gives and what a loader writes.
 *
 * Time. `day` is a program day: 0 is the day on which the program opened, `nowDay` is today; a loader turns it into a
 * calendar day by `today + (day - nowDay)`. `minute` is the minute of that local day (0–1439). Nothing is later than
 * `nowDay`/`nowMinute`, except what is arranged for the future (group occurrences, booked meetings, windows, expected
 * returns), and those rows say so.
 * Keys (`p-001`, `m-01`, `match-0001` …) are opaque, unique within their kind, and stable for one seed.
 */

export type Language = 'en' | 'es'
export type Substance = 'opioids' | 'alcohol' | 'methamphetamine' | 'cocaine'
export type Channel = 'app' | 'sms' | 'phone' | 'paper'
export type ContactMode = 'in_person' | 'video' | 'phone' | 'messages'
/** How an act was done: alone, together with staff or mentor, by phone, on paper. */
export type ActMode = 'self' | 'together' | 'phone' | 'paper'
export type StartStyle = 'listen' | 'write' | 'meet' | 'often'
export type Need = 'call' | 'ride' | 'food_kids' | 'clinic_medicine' | 'other'
/** Hours in which somebody can meet or talk. */
export type TimeOfWeek = 'weekday_morning' | 'weekday_afternoon' | 'weekday_evening' | 'weekend'
/** What a participant may wish for, ranked, and what a mentor may attest. */
export type SharedExperience =
  | 'opioids'
  | 'alcohol'
  | 'methamphetamine'
  | 'cocaine'
  | 'medication_for_recovery'
  | 'parent'
  | 'prison'
  | 'military'
  | 'grief'
  | 'living_without_home'
export type GenderWish = 'woman' | 'man' | 'no_preference'

export interface Moment {
  day: number
  minute: number
}

export interface StaffRow {
  key: string
  role: 'coordinator' | 'supervisor' | 'clinician' | 'evaluator' | 'administrator'
  givenName: string
  familyName: string
  language: Language
}

export interface MentorRow {
  key: string
  givenName: string
  familyName: string
  gender: 'woman' | 'man'
  /** First is preferred. */
  languages: Language[]
  joinedOn: number
  status: 'active' | 'returning' | 'left'
  leftOn: number | null
  /** Most people at once. */
  capacity: number
  /** Attested, never measured. */
  livedExperience: SharedExperience[]
  availability: TimeOfWeek[]
  /** Staff key of the supervisor. */
  supervisorKey: string
}

/** A mentor's time away. No reason is stored. */
export interface AwayRow {
  mentorKey: string
  fromOn: number
  /** Expected return; may lie in the future. */
  backOn: number
  /** Mentor who covers; null is 'away without cover'. */
  coverMentorKey: string | null
}

export interface ParticipantRow {
  key: string
  givenName: string
  familyName: string
  gender: 'woman' | 'man'
  /** Years, at enrollment. */
  age: number
  language: Language
  enrolledOn: number
  enrolledMinute: number
  enrolledBy: 'link' | 'walk_in' | 'referral_card' | 'paper' | 'import'
  /** Null: not yet greeted. */
  greetedAt: Moment | null
  /** Staff or mentor key of who said hello. */
  greetedByKey: string | null
  reach: Channel
  mayLeaveMessage: boolean
  someoneElseSeesPhone: boolean
  helpFirst: Need | 'mentor' | 'group' | 'somebody_to_talk_to'
  fundingSource: 'state_opioid_response' | 'block_grant' | 'settlement_fund' | 'none'
  status: 'waiting' | 'active' | 'paused' | 'left'
  statusSince: number
  /** Null when the baseline card is still open. */
  baseline: BaselineRow | null
  readiness: ReadinessRow
  wishes: WishRow
}

/** The two-minute card within 30 days. */
export interface BaselineRow {
  answeredOn: number
  mode: ActMode
  substances: Substance[]
  /** Program day of the last use that the person named; earlier than `enrolledOn`. */
  lastUseOn: number
  /** Days of use in the month before that last use. */
  daysUsedOf30: number
  yearsOfUse: number
  inTreatment: boolean
  takesMedicationForRecovery: boolean
  hasHousing: boolean
}

/** Rulers of 0–10 and how the person would like to start. */
export interface ReadinessRow {
  answeredOn: number
  importance: number
  confidence: number
  readiness: number
  startStyle: StartStyle
}

export interface WishRow {
  answeredOn: number
  wantsMentor: boolean
  /** Most important first. */
  ranked: SharedExperience[]
  gender: GenderWish
  availability: TimeOfWeek[]
  /** Mentor keys whom this person must not meet. */
  mustNotMeet: string[]
}

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

export interface ProgramRows {
  seed: number
  nowDay: number
  nowMinute: number
  /** ISO weekday of `nowDay`, 1 = Monday. */
  nowWeekday: number
  staff: StaffRow[]
  mentors: MentorRow[]
  aways: AwayRow[]
  participants: ParticipantRow[]
  matches: MatchRow[]
  contacts: ContactRow[]
  groups: GroupRow[]
  groupSessions: GroupSessionRow[]
  attendances: AttendanceRow[]
  checkIns: CheckInRow[]
  asks: AskRow[]
  askAttempts: AskAttemptRow[]
  dayRanges: DayRangeRow[]
  useEvents: UseEventRow[]
  lifeEvents: LifeEventRow[]
  copingRuns: CopingRunRow[]
  assessments: AssessmentRow[]
  drawEntries: DrawEntryRow[]
}

/** What the program looks like and what is true in it. */
export interface SimulatedProgramOptions {
  seed: number
  participants: number
  mentors: number
  /** Program days that have passed: `nowDay`. */
  days: number
  /** Minute of the day now. */
  nowMinute: number
  /** ISO weekday of today, so that groups fall on the right days. */
  nowWeekday: number
  /** Hazard ratio of first return to use once a match has become active, for good; given everything else about the person. */
  mentorHazardRatio: number
  /** The same for the first group attended. */
  groupHazardRatio: number
  /** False: who gets a mentor when, who leaves and who answers has nothing to do with the risk of use. */
  confounded: boolean
  /** Places are drawn by lot in rounds. */
  lottery: boolean
}
