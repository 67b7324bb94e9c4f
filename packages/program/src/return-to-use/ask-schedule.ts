/** Days after enrollment on which everybody is asked. The windows between them are the grid of the evaluation. */
export const standardAskDays: readonly number[] = [30, 60, 90, 180, 365]

export interface AskPolicy {
  readonly days: readonly number[]
  /** The window opens so many days before it is due … */
  readonly opensBefore: number
  /** … and closes so many days after. */
  readonly closesAfter: number
}

export const standardAskPolicy: AskPolicy = { days: standardAskDays, opensBefore: 0, closesAfter: 21 }

export interface ScheduledAsk {
  /** Day after enrollment, which names the ask. */
  readonly askDay: number
  /** The days that it is about: (previous ask day, this ask day], so first and last both belong to it. */
  readonly aboutFrom: number
  readonly aboutTo: number
  readonly opensOn: number
  readonly dueOn: number
  readonly closesOn: number
}

/**
 * The asks of one episode. Windows are (0, 30], (30, 60], (60, 90], (90, 180], (180, 365] for the standard days, so every
 * day after enrollment belongs to exactly one.
 *
 * @param enrolledOn day 0 of the episode
 * @throws RangeError when days do not rise or a window has no length
 */
export function askSchedule(enrolledOn: number, policy: AskPolicy = standardAskPolicy): ScheduledAsk[] {
  const { days, opensBefore, closesAfter } = policy
  const rising = days.every((day, index) => Number.isInteger(day) && day > (days[index - 1] ?? 0))
  if (!rising || opensBefore < 0 || closesAfter < 0) {
    throw new RangeError(
      'Ask days must be whole numbers that rise, and a window cannot open after it is due or close before.',
    )
  }
  return days.map((askDay, index) => ({
    askDay,
    aboutFrom: enrolledOn + (days[index - 1] ?? 0) + 1,
    aboutTo: enrolledOn + askDay,
    opensOn: enrolledOn + askDay - opensBefore,
    dueOn: enrolledOn + askDay,
    closesOn: enrolledOn + askDay + closesAfter,
  }))
}

/** Anything with a window: an ask, a questionnaire, a funder's reassessment. */
export interface Windowed {
  readonly id: string
  readonly opensOn: number
  readonly dueOn: number
  readonly closesOn: number
}

export interface Sitting {
  /** The days on which all of it can be done at once. */
  readonly opensOn: number
  readonly closesOn: number
  readonly dueOn: number
  readonly ids: readonly string[]
}

/**
 * Merges what overlaps into as few sittings as possible: each thing is in exactly one, and each sitting lies inside the
 * window of everything in it. (Greedy by closing day, which is the fewest points that meet every interval.)
 */
export function mergeIntoSittings(things: readonly Windowed[]): Sitting[] {
  const waiting = [...things].sort((a, b) => a.closesOn - b.closesOn || a.opensOn - b.opensOn || (a.id < b.id ? -1 : 1))
  const sittings: Sitting[] = []
  while (waiting.length > 0) {
    const first = waiting[0]!
    const together = waiting.filter((thing) => thing.opensOn <= first.closesOn)
    for (const thing of together) waiting.splice(waiting.indexOf(thing), 1)
    const opensOn = Math.max(...together.map((thing) => thing.opensOn))
    const dueOn = Math.min(...together.map((thing) => thing.dueOn))
    sittings.push({
      opensOn,
      closesOn: first.closesOn,
      dueOn: Math.min(Math.max(dueOn, opensOn), first.closesOn),
      ids: together.map((thing) => thing.id),
    })
  }
  return sittings
}
