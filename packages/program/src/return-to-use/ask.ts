import type { ScheduledAsk } from './ask-schedule.ts'
import { type DayTable, ownSources, type Source, stateOn } from './day-table.ts'
import { type DayRange, knownDays, unknownDays } from './unknown-days.ts'
import type { UseAnswer } from './use-answer.ts'

/** How an ask ends: each is an answer to 'what do we know?', and only the first two are answers about use. */
export type AskEnd = 'none' | 'event' | 'declined' | 'not_reached' | 'not_asked'

export interface AskAttempt {
  readonly on: number
  readonly mode: 'app' | 'message_link' | 'sms' | 'phone' | 'paper' | 'in_person'
}

export interface AskFacts {
  readonly ask: ScheduledAsk
  /** The day on which the person answered it, alone or together; null if she did not. */
  readonly answeredOn: number | null
  /** The day on which she said that she would rather not say; null if she did not. */
  readonly declinedOn: number | null
  readonly attempts: readonly AskAttempt[]
  /** The first day that was shown when she answered, when earlier gaps were shown too; else the window's first day. */
  readonly shownFrom?: number
}

export interface AskState {
  readonly status: 'not_yet' | 'open' | 'overdue' | 'ended'
  readonly end: AskEnd | null
  /** The days that the ended ask covers: what is known of its window once it is answered. Empty for every other end. */
  readonly covers: readonly DayRange[]
}

/**
 * What to ask: the unknown days, or, when none is left, only a yes to what is there.
 * @param shownFrom an earlier first day, to close gaps that former windows left; the window's own first day unless said
 */
export function daysToAsk(
  table: DayTable,
  ask: ScheduledAsk,
  shownFrom = ask.aboutFrom,
): { kind: 'days' | 'confirm'; unknown: DayRange[] } {
  const unknown = unknownDays(table, Math.min(shownFrom, ask.aboutFrom), ask.aboutTo)
  return { kind: unknown.length === 0 ? 'confirm' : 'days', unknown }
}

function holdsUse(table: DayTable, from: number, to: number): boolean {
  const own = (source: Source) => ownSources.includes(source)
  for (let day = from; day <= to; day++) {
    if (stateOn(table, day) !== 'used') continue
    if (table.days.get(day)!.reports.some((report) => report.state === 'used' && own(report.source))) return true
  }
  return table.ranges.some((range) => own(range.source) && range.fromDay <= to && range.toDay >= from)
}

/**
 * Where an ask stands on a day, and how it ended.
 *
 * - answered while the window was open: *event* when the person's own answers hold use on the days shown (what she told
 *   earlier counts, it is not asked again), else *none*. It covers what is then known; days still unknown stay gaps. An
 *   answer after the window fills the day table and leaves the end as it was.
 * - she would rather not say: *declined*, at once; an answer that she gives later while the window is open replaces it.
 * - the window closed without either: *not_reached* when somebody tried, *not_asked* when nobody did.
 *
 * @param table every answer known on `today`
 */
export function askState(facts: AskFacts, table: DayTable, today: number): AskState {
  const { ask, answeredOn, declinedOn, attempts } = facts
  const inWindow = (on: number | null): boolean => on !== null && on <= today && canAnswer(ask, on)
  if (inWindow(answeredOn)) {
    const from = Math.min(facts.shownFrom ?? ask.aboutFrom, ask.aboutFrom)
    return {
      status: 'ended',
      end: holdsUse(table, from, ask.aboutTo) ? 'event' : 'none',
      covers: knownDays(table, from, ask.aboutTo),
    }
  }
  if (inWindow(declinedOn)) return { status: 'ended', end: 'declined', covers: [] }
  if (today > ask.closesOn) {
    const tried = attempts.some(({ on }) => on >= ask.opensOn && on <= ask.closesOn)
    return { status: 'ended', end: tried ? 'not_reached' : 'not_asked', covers: [] }
  }
  const status = today < ask.opensOn ? 'not_yet' : today > ask.dueOn ? 'overdue' : 'open'
  return { status, end: null, covers: [] }
}

/** Whether an answer given on this day can still count for the ask: inside its window, both ends included. */
export function canAnswer(ask: ScheduledAsk, today: number): boolean {
  return today >= ask.opensOn && today <= ask.closesOn
}

/**
 * What an answer to a check-in's use question does to an ask that is open: *rather not say* declines it; *no* and *yes*
 * answer it when they leave no unknown day in its window, so that it is not asked twice; else it stays open for those days.
 *
 * @param table every answer known after this one was filled in
 */
export function askAfterCheckIn(
  ask: ScheduledAsk,
  answer: UseAnswer | null,
  table: DayTable,
  today: number,
): 'answered' | 'declined' | 'still_open' {
  if (answer === null || !canAnswer(ask, today)) return 'still_open'
  if (answer === 'rather_not_say') return 'declined'
  return daysToAsk(table, ask).kind === 'confirm' ? 'answered' : 'still_open'
}
