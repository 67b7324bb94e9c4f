import type { DayReport, Severity, Source, UseRange } from './day-table.ts'
import type { DayRange } from './unknown-days.ts'

export type UseAnswer = 'no' | 'yes' | 'rather_not_say'

export interface UsedDay {
  readonly day: number
  readonly substance?: string | null
  readonly severity?: Severity | null
}

export interface AnswerAboutUse {
  readonly answerId: string
  /** Null: the question was shown and skipped, or not shown. Nothing is filled. */
  readonly answer: UseAnswer | null
  /** The day on which it was answered. */
  readonly today: number
  /** The days that were asked about: unknown days only. */
  readonly about: readonly DayRange[]
  readonly source: Source
  readonly askId?: string | null
  /** With *yes*: the days that the person picked; may be empty ('not sure when'). */
  readonly usedDays?: readonly UsedDay[]
  /** With *yes*: the person went through every day that was asked about, so that what she did not pick was without use. */
  readonly otherDaysWithoutUse?: boolean
  readonly substance?: string | null
  readonly severity?: Severity | null
}

export interface Filled {
  readonly reports: readonly DayReport[]
  readonly ranges: readonly UseRange[]
}

/** The days that a check-in's *Since {last known day}, did you use?* asks about: the day after it, through today. */
export function daysSince(lastKnown: number, today: number): DayRange[] {
  return lastKnown < today ? [{ from: lastKnown + 1, to: today }] : []
}

/**
 * What one answer about use puts into the day table.
 *
 * *No*: each day asked about becomes *not used*, with the recall from that day to today. *Yes*: the picked days become
 * *used*; the rest stays unknown unless the person went through them all; without a picked day it is an event somewhere in
 * what was asked, and the days stay unknown. *Rather not say* or a skipped question fills nothing.
 *
 * @returns reports by day and ranges, to be added to those that are there
 * @throws RangeError when a day after `today` is named
 */
export function fillFromAnswer(given: AnswerAboutUse): Filled {
  const { answerId, answer, today, about, source } = given
  const askId = given.askId ?? null
  const usedDays = answer === 'yes' ? (given.usedDays ?? []) : []
  const future = [...usedDays.map(({ day }) => day), ...about.map(({ to }) => to)].find((day) => day > today)
  if (future !== undefined) throw new RangeError(`Day ${future} has not come yet, so nothing can be told about it.`)

  const told = { answerId, source, askId }
  const without = (day: number): DayReport => ({
    ...told,
    day,
    state: 'not_used',
    substance: null,
    severity: null,
    recallDays: today - day,
  })
  const asked = about.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index))

  if (answer === 'no') return { reports: asked.map(without), ranges: [] }
  if (answer !== 'yes') return { reports: [], ranges: [] }

  const substance = given.substance ?? null
  const severity = given.severity ?? null
  const reports: DayReport[] = usedDays.map((used) => ({
    ...told,
    day: used.day,
    state: 'used',
    substance: used.substance ?? substance,
    severity: used.severity ?? severity,
    recallDays: today - used.day,
  }))
  if (usedDays.length > 0) {
    if (given.otherDaysWithoutUse) {
      const picked = new Set(usedDays.map(({ day }) => day))
      reports.push(...asked.filter((day) => !picked.has(day)).map(without))
    }
    return { reports, ranges: [] }
  }
  if (asked.length === 0) return { reports: [], ranges: [] }
  const range = { fromDay: asked[0]!, toDay: asked.at(-1)! }
  return { reports: [], ranges: [{ ...told, ...range, substance, severity, recallDays: today - range.toDay }] }
}
