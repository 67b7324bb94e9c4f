import type { UseAnswer } from '../return-to-use/use-answer.ts'

/** The check-in, field by field. Days are whole numbers of the phone's own calendar: days since 1970-01-01. */

export type Step = 0 | 1 | 2 | 3 | 4
export type Need = 'call' | 'ride' | 'food_or_kids' | 'clinic_or_medicine' | 'other'

export const moodSteps = ['very_hard', 'hard', 'so_so', 'good', 'very_good'] as const
export const urgeSteps = ['none', 'light', 'medium', 'strong', 'very_strong'] as const

/** Who sees the three answers: asked once after a match, nothing preselected; null when it is not asked. */
export type SharingChoice = 'share' | 'just_me' | 'ask_each_time'

export interface CheckInFacts {
  readonly localDay: number
  /** First day of the week where the person lives: 1 is Monday, 7 is Sunday. */
  readonly weekStartsOn: 1 | 7
  /** Local days of her former check-ins. */
  readonly checkInDays: readonly number[]
  /** Last day that the day table knows; null when nothing was ever told. */
  readonly lastKnownDay: number | null
  readonly enrolledOn: number
  readonly hasMentor: boolean
  /** Her answer to who sees these, since this match; null when it was never given. */
  readonly sharing: SharingChoice | null
}

export interface CheckInFields {
  readonly mood: true
  readonly urges: true
  readonly stress: true
  readonly needs: true
  /** 'Since {sinceDay}, did you use?'; null when only the quiet link is shown. */
  readonly use: { readonly sinceDay: number } | null
  /** `choose`: the one-time choice. `each_time`: a yes or no for this check-in. */
  readonly sharing: 'choose' | 'each_time' | null
}

/** The number of the local week that a day belongs to; two days have the same one exactly when they share a week. */
export function weekOf(day: number, weekStartsOn: 1 | 7): number {
  // 1970-01-01 was a Thursday: its week began on Monday three days, or on Sunday four days, earlier.
  return Math.floor((day + (weekStartsOn === 1 ? 3 : 4)) / 7)
}

/**
 * Which fields a check-in shows. The use question is in the first check-in of the local week only, and only when a day is
 * open: nothing is asked twice. Missed check-ins change nothing and are never counted.
 *
 * @returns the fields; `use.sinceDay` is the last known day, or the day of enrollment when nothing was told
 */
export function fieldsShown(facts: CheckInFacts): CheckInFields {
  const { localDay, weekStartsOn, checkInDays, lastKnownDay, enrolledOn, hasMentor, sharing } = facts
  const week = weekOf(localDay, weekStartsOn)
  const firstOfWeek = !checkInDays.some((day) => weekOf(day, weekStartsOn) === week)
  const sinceDay = lastKnownDay ?? enrolledOn
  return {
    mood: true,
    urges: true,
    stress: true,
    needs: true,
    use: firstOfWeek && sinceDay < localDay ? { sinceDay } : null,
    sharing: !hasMentor ? null : sharing === null ? 'choose' : sharing === 'ask_each_time' ? 'each_time' : null,
  }
}

export interface CheckInAnswers {
  readonly mood?: Step | null
  readonly urges?: Step | null
  readonly stress?: Step | null
  readonly needs?: readonly Need[]
  readonly use?: UseAnswer | null
}

/** A field as it is stored. Skipped is a state of its own: it is never a zero, and never the same as not shown. */
export type Stored<Value> =
  | { readonly state: 'answered'; readonly value: Value }
  | { readonly state: 'skipped' }
  | { readonly state: 'not_shown' }

export interface StoredCheckIn {
  readonly mood: Stored<Step>
  readonly urges: Stored<Step>
  readonly stress: Stored<Step>
  readonly needs: Stored<readonly Need[]>
  readonly use: Stored<UseAnswer>
}

/** Whether *Send* is enabled: after any one answer. */
export function canSend(answers: CheckInAnswers): boolean {
  const { mood, urges, stress, needs = [], use } = answers
  return needs.length > 0 || [mood, urges, stress, use].some((answer) => answer !== null && answer !== undefined)
}

function stored<Value>(shown: boolean, value: Value | null | undefined): Stored<Value> {
  if (!shown) return { state: 'not_shown' }
  return value === null || value === undefined ? { state: 'skipped' } : { state: 'answered', value }
}

/**
 * What is kept of a check-in.
 * @param fields what the phone showed, also when it was offline: not what the server would show now
 * @throws RangeError when nothing was answered, when a step is not 0–4, or when a field that was not shown has an answer
 */
export function storeAnswers(fields: CheckInFields, answers: CheckInAnswers): StoredCheckIn {
  if (!canSend(answers)) throw new RangeError('A check-in needs at least one answer.')
  for (const name of ['mood', 'urges', 'stress'] as const) {
    const step = answers[name]
    if (step !== null && step !== undefined && !(Number.isInteger(step) && step >= 0 && step <= 4)) {
      throw new RangeError(`'${step}' is not one of the five steps of '${name}'.`)
    }
  }
  if (fields.use === null && answers.use !== null && answers.use !== undefined) {
    throw new RangeError('Use was answered in a check-in that did not ask.')
  }
  const needs = [...new Set(answers.needs ?? [])]
  return {
    mood: stored(true, answers.mood),
    urges: stored(true, answers.urges),
    stress: stored(true, answers.stress),
    needs: stored(true, needs.length > 0 ? needs : null),
    use: stored(fields.use !== null, answers.use),
  }
}

/** *Very strong* unfolds 'Ride it out now' in place. Nothing that was typed is lost, and nothing is sent by it. */
export function unfoldsRideItOut(urges: Step | null | undefined): boolean {
  return urges === 4
}

export type AskMeAgain = 'tomorrow' | 'in_a_few_days' | 'in_a_week' | 'i_will_come'

/** What is preselected, and how many days each choice is. */
export const askMeAgainDefault: AskMeAgain = 'in_a_few_days'
const daysUntil: Record<Exclude<AskMeAgain, 'i_will_come'>, number> = { tomorrow: 1, in_a_few_days: 3, in_a_week: 7 }

/** The local day on which she is asked again; null when she comes by herself. */
export function askAgainOn(localDay: number, choice: AskMeAgain): number | null {
  return choice === 'i_will_come' ? null : localDay + daysUntil[choice]
}
