import type { Policy } from '@cairn/contract/organizations.ts'

export type ClockName = keyof Policy

/** Every clock of a program: what it is told in, its limits as the server has them, and what a new program has. */
export interface Clock {
  part: 'safety' | 'contacts' | 'answers' | 'inDays'
  least: number
  most: number
  standard: number
  /** Half an hour is a time to wait; half a day is not. */
  whole: boolean
}

const minutes = (least: number, most: number, standard: number): Clock => ({
  part: 'safety',
  least,
  most,
  standard,
  whole: true,
})
const hours = (part: 'contacts' | 'answers', most: number, standard: number): Clock => ({
  part,
  least: 0,
  most,
  standard,
  whole: false,
})
const days = (most: number, standard: number): Clock => ({ part: 'inDays', least: 1, most, standard, whole: true })

export const CLOCKS: Readonly<Record<ClockName, Clock>> = {
  safetyTakenWithinMinutes: minutes(1, 240, 15),
  safetyClosedWithinMinutes: minutes(5, 1440, 120),
  tryAgainAfterStaffedHours: hours('contacts', 80, 8),
  messageAnswerAfterStaffedHours: hours('contacts', 80, 16),
  greetWithinStaffedHours: hours('answers', 80, 8),
  callWithinStaffedHours: hours('answers', 80, 4),
  needWithinStaffedHours: hours('answers', 80, 8),
  toldWithinStaffedHours: hours('answers', 80, 4),
  coverWithinStaffedHours: hours('answers', 40, 8),
  answerMatchWithinStaffedHours: hours('answers', 200, 24),
  noTalkDays: days(90, 10),
  windowClosesWithinDays: days(30, 7),
  baselineWithinDays: days(90, 30),
}
export const CLOCK_NAMES = Object.keys(CLOCKS) as ClockName[]

export type ClockForm = Readonly<Record<ClockName, string>>

export const clocksOf = (policy: Policy): ClockForm =>
  Object.fromEntries(CLOCK_NAMES.map((name) => [name, String(policy[name])])) as Record<ClockName, string>

/** '1,5' is how Spanish writes it. */
const typed = (text: string): number =>
  /^\d{1,4}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.replace(',', '.')) : Number.NaN

export const policyOf = (form: ClockForm): Policy =>
  Object.fromEntries(CLOCK_NAMES.map((name) => [name, typed(form[name])])) as Policy

/** Clocks to look at again: outside of their limits, or safety that would be closed before it is taken. */
export function wrongClocks(form: ClockForm): Partial<Record<ClockName, 'between' | 'order'>> {
  const policy = policyOf(form)
  const wrong: Partial<Record<ClockName, 'between' | 'order'>> = {}
  for (const name of CLOCK_NAMES) {
    const { least, most, whole } = CLOCKS[name]
    const value = policy[name]
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) wrong[name] = 'between'
  }
  if (!wrong.safetyClosedWithinMinutes && policy.safetyClosedWithinMinutes <= policy.safetyTakenWithinMinutes)
    wrong.safetyClosedWithinMinutes = 'order'
  return wrong
}
