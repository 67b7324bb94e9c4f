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
  /**
   * Instead of matching: everybody has what a mentor does from so many days after enrollment on, for good (Infinity: nobody ever has). No
   * match is recorded. What a strategy would bring, to compare estimates with.
   */
  everybodyFrom: number | null
}

/** The demo program: 36 mentors, 240 participants, 18 months; a true hazard ratio of 0.7 with a mentor and 0.85 with groups. */
export const DEMO_PROGRAM: SimulatedProgramOptions = {
  seed: 1,
  participants: 240,
  mentors: 36,
  days: 548,
  nowMinute: 9 * 60 + 20,
  nowWeekday: 1,
  mentorHazardRatio: 0.7,
  groupHazardRatio: 0.85,
  confounded: true,
  lottery: false,
  everybodyFrom: null,
}

/** Fills what is not told; mentors grow with participants (three for twenty). Throws a `RangeError` for impossible values. */
export function completeOptions(given: Partial<SimulatedProgramOptions>): SimulatedProgramOptions {
  const participants = given.participants ?? DEMO_PROGRAM.participants
  const options = {
    ...DEMO_PROGRAM,
    mentors: Math.max(1, Math.round(participants * 0.15)),
    ...given,
  }
  atLeast('participants', options.participants, 1)
  atLeast('mentors', options.mentors, 1)
  atLeast('days', options.days, 1)
  for (const name of ['mentorHazardRatio', 'groupHazardRatio'] as const)
    if (!(options[name] > 0 && Number.isFinite(options[name])))
      throw new RangeError(`${name} must be a positive number, not ${options[name]}`)
  if (options.everybodyFrom !== null && !(options.everybodyFrom >= 1))
    throw new RangeError(`everybodyFrom must be 1 or more, not ${options.everybodyFrom}`)
  if (!Number.isInteger(options.nowWeekday) || options.nowWeekday < 1 || options.nowWeekday > 7)
    throw new RangeError(`nowWeekday must be 1 (Monday) to 7, not ${options.nowWeekday}`)
  return options
}

function atLeast(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${name} must be a whole number of ${least} or more, not ${value}`)
}
