/** Days in weeks, and what is known of them. Pure; a day is 'YYYY-MM-DD'. */

export interface DayRange {
  from: string
  to: string
}

const plus = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** Every day of the ranges, each once, in order. */
export function listDays(ranges: readonly DayRange[]): string[] {
  const days = new Set<string>()
  for (const { from, to } of ranges) for (let day = from; day <= to; day = plus(day, 1)) days.add(day)
  return [...days].sort()
}

/** Days put together again into ranges without gaps. */
export function toRanges(days: readonly string[]): DayRange[] {
  const ranges: DayRange[] = []
  for (const day of [...days].sort()) {
    const last = ranges.at(-1)
    if (last && plus(last.to, 1) === day) last.to = day
    else if (last?.to !== day) ranges.push({ from: day, to: day })
  }
  return ranges
}

/**
 * Weeks that hold the days from `from` to `to`, beginning on Sunday as calendars in the United States do.
 * Days outside are undefined, so that a row keeps its seven places.
 */
export function weeksOf(from: string, to: string): (string | undefined)[][] {
  const weeks: (string | undefined)[][] = []
  const first = plus(from, -(Temporal.PlainDate.from(from).dayOfWeek % 7))
  for (let start = first; start <= to; start = plus(start, 7))
    weeks.push(
      Array.from({ length: 7 }, (_, at) => {
        const day = plus(start, at)
        return day >= from && day <= to ? day : undefined
      }),
    )
  return weeks
}

/** Taps: a day that was not picked is picked, a picked one is let go. */
export const toggle = (picked: readonly string[], day: string): string[] =>
  picked.includes(day) ? picked.filter((held) => held !== day) : [...picked, day].sort()

/**
 * Answers for days that are still unknown: picked ones were days with use; the others without, but only if she said so.
 */
export function answersFor(
  unknown: readonly string[],
  used: readonly string[],
  othersWithout: boolean,
): { day: string; state: 'used' | 'not_used' }[] {
  const days = [...new Set([...unknown, ...used])].sort()
  return days.flatMap((day) =>
    used.includes(day) ? { day, state: 'used' as const } : othersWithout ? { day, state: 'not_used' as const } : [],
  )
}
