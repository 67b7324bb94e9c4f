import type { StaffedHours, StaffedPiece } from '../staffed-hours/staffed-hours.ts'

/** What an organization has set about who is told what, and when. Clocks are in staffed hours unless their name says days. */
export interface SignalPolicy {
  readonly hours: StaffedHours
  /** A new person hears from somebody within so many staffed hours. */
  readonly greetWithinHours: number
  readonly callWithinHours: number
  readonly needWithinHours: number
  readonly toldWithinHours: number
  /** After so many calendar days without a talk a relationship is quiet. */
  readonly quietAfterDays: number
  readonly answerMatchWithinHours: number
  /** A window that closes within so many days needs a try. */
  readonly windowClosesWithinDays: number
  /** 'Not reached' comes back after so many staffed hours, 'left a message' after so many. */
  readonly tryAgainAfterHours: number
  readonly messageAnswerAfterHours: number
  /** A supervisor always learns of a return to use: the choice 'nobody' does not exist, and the question says so before. */
  readonly alwaysTellSupervisor: boolean
}

const WORK_WEEK: readonly StaffedPiece[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))

/** What a program starts with. */
export function standardPolicy(timeZone: string): SignalPolicy {
  return {
    hours: { timeZone, weekly: WORK_WEEK, holidays: [] },
    greetWithinHours: 8,
    callWithinHours: 4,
    needWithinHours: 8,
    toldWithinHours: 4,
    quietAfterDays: 14,
    answerMatchWithinHours: 24,
    windowClosesWithinDays: 7,
    tryAgainAfterHours: 8,
    messageAnswerAfterHours: 16,
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
      TIME.test(String(piece.to)),
  )
}

/**
 * Reads the policy out of an organization's settings: `staffedHours` [{weekday, from, to}], `holidays` ['YYYY-MM-DD'],
 * `attention` {any clock of SignalPolicy}, `alwaysTellSupervisor`. What is absent or malformed keeps its standard.
 */
export function readPolicy(timeZone: string, settings: Readonly<Record<string, unknown>>): SignalPolicy {
  const standard = standardPolicy(timeZone)
  const clocks = (
    typeof settings['attention'] === 'object' && settings['attention'] !== null ? settings['attention'] : {}
  ) as Record<string, unknown>
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
