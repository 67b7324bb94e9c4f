/** Who is in a simulated program: staff, mentors, participants, and how they began. Time and keys as program-rows.ts says. */

export type Language = 'en' | 'es'
export type Substance = 'opioids' | 'alcohol' | 'methamphetamine' | 'cocaine'
export type Channel = 'app' | 'sms' | 'phone' | 'paper'
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
