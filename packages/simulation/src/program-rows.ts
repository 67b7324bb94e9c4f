import type { AttendanceRow, ContactRow, DrawEntryRow, GroupRow, GroupSessionRow, MatchRow } from './meeting-rows.ts'
import type { AwayRow, MentorRow, ParticipantRow, StaffRow } from './person-rows.ts'
import type {
  AskAttemptRow,
  AskRow,
  AssessmentRow,
  CheckInRow,
  CopingRunRow,
  DayRangeRow,
  LifeEventRow,
  UseEventRow,
} from './told-rows.ts'

/**
 * The rows of a whole simulated program, as plain values: what `simulateProgram` gives and what a loader writes.
 *
 * Time. `day` is a program day: 0 is the day on which the program opened, `nowDay` is today; a loader turns it into a
 * calendar day by `today + (day - nowDay)`. `minute` is the minute of that local day (0–1439). Nothing is later than
 * `nowDay`/`nowMinute`, except what is arranged for the future (group occurrences, booked meetings, windows, expected
 * returns), and those rows say so.
 * Keys (`p-001`, `m-01`, `match-0001` …) are opaque, unique within their kind, and stable for one seed.
 */

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
