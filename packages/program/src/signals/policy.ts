import type { StaffedHours, StaffedPiece } from '../staffed-hours/staffed-hours.ts'

/** What an organization has set about who is told what, and when. */
export interface SignalPolicy {
  readonly hours: StaffedHours
  readonly greetWithinStaffedHours: number
  readonly callWithinStaffedHours: number
  readonly needWithinStaffedHours: number
  /** She chose that somebody may know: when a call should have happened. */
  readonly toldWithinStaffedHours: number
  readonly coverWithinStaffedHours: number
  readonly answerMatchWithinStaffedHours: number
  /** After so many calendar days without a talk a relationship is quiet. */
  readonly noTalkDays: number
  /** A window that closes within so many days needs a try. */
  readonly windowClosesWithinDays: number
  /** 'Not reached' comes back after so many staffed hours, 'left a message' after so many. */
  readonly tryAgainAfterStaffedHours: number
  readonly messageAnswerAfterStaffedHours: number
  /** Safety clocks run day and night. */
  readonly safetyTakenWithinMinutes: number
  readonly safetyClosedWithinMinutes: number
  /** After a safety matter closed: a talk with the mentor who carried it. */
  readonly debriefWithinStaffedHours: number
  /** A supervisor always learns of a return to use: the choice 'nobody' does not exist, and the question says so before. */
  readonly alwaysTellSupervisor: boolean
}

const WORK_WEEK: readonly StaffedPiece[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: '09:00',
  until: '17:00',
}))

/** What a program starts with. */
export function standardPolicy(timeZone: string): SignalPolicy {
  return {
    hours: { timeZone, weekly: WORK_WEEK, holidays: [] },
    greetWithinStaffedHours: 8,
    callWithinStaffedHours: 4,
    needWithinStaffedHours: 8,
    toldWithinStaffedHours: 4,
    coverWithinStaffedHours: 8,
    answerMatchWithinStaffedHours: 24,
    noTalkDays: 10,
    windowClosesWithinDays: 7,
    tryAgainAfterStaffedHours: 8,
    messageAnswerAfterStaffedHours: 16,
    safetyTakenWithinMinutes: 15,
    safetyClosedWithinMinutes: 120,
    debriefWithinStaffedHours: 16,
    alwaysTellSupervisor: false,
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

function piecesIn(value: unknown): readonly StaffedPiece[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter(
    (piece): piece is StaffedPiece =>
      typeof piece === 'object' &&
      piece !== null &&
      Number.isInteger(piece.weekday) &&
      TIME.test(String(piece.from)) &&
      TIME.test(String(piece.until)),
  )
}

function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/**
 * Reads the policy out of an organization's settings: `staffedHours`, `holidays` ['YYYY-MM-DD'], `alwaysTellSupervisor` and
 * `policy` {any clock of SignalPolicy}. What is absent or malformed keeps its standard.
 */
export function readPolicy(timeZone: string, settings: Readonly<Record<string, unknown>>): SignalPolicy {
  const standard = standardPolicy(timeZone)
  const clocks = objectIn(settings['policy'])
  const set = Object.fromEntries(
    Object.entries(standard).flatMap(([name, value]) => {
      const given = clocks[name]
      return typeof value === 'number' && typeof given === 'number' && Number.isFinite(given) && given >= 0
        ? [[name, given]]
        : []
    }),
  )
  const holidays = Array.isArray(settings['holidays'])
    ? settings['holidays'].filter((day): day is string => typeof day === 'string' && DAY.test(day))
    : []
  return {
    ...standard,
    ...set,
    hours: { timeZone, weekly: piecesIn(settings['staffedHours']) ?? standard.hours.weekly, holidays },
    alwaysTellSupervisor: settings['alwaysTellSupervisor'] === true,
  }
}
