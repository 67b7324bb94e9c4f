import type { Moment } from '@cairn/simulation/person-rows.ts'

/** Where the demo program is. */
export const DEMO_TIME_ZONE = 'America/New_York'

const MINUTE = 60_000

/** Program days of a simulation on the real calendar: its last day is today in the program's own time zone. */
export interface DemoCalendar {
  nowDay: number
  nowMinute: number
  nowWeekday: number
  /** '2026-11-22'. */
  day(programDay: number): string
  milliseconds(moment: Moment): number
  /** '2026-11-22T14:20:00Z'. */
  instant(moment: Moment): string
  /** A plain moment a while later. */
  later(moment: Moment, minutes: number): Moment
}

/** @param days how many days the program has been open */
export function demoCalendar(now: Temporal.Instant, days: number): DemoCalendar {
  const local = now.toZonedDateTimeISO(DEMO_TIME_ZONE)
  const today = local.toPlainDate()
  const known = new Map<number, { text: string; start: number; isPlain: boolean }>()
  const dayOf = (programDay: number) => {
    let found = known.get(programDay)
    if (!found) {
      const day = today.add({ days: programDay - days })
      const start = day.toZonedDateTime(DEMO_TIME_ZONE)
      found = { text: day.toString(), start: start.epochMilliseconds, isPlain: start.hoursInDay === 24 }
      known.set(programDay, found)
    }
    return found
  }
  const milliseconds = ({ day, minute }: Moment): number => {
    const { text, start, isPlain } = dayOf(day)
    if (isPlain) return start + minute * MINUTE
    const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
    return Temporal.PlainDate.from(text).toZonedDateTime({ timeZone: DEMO_TIME_ZONE, plainTime }).epochMilliseconds
  }
  return {
    nowDay: days,
    nowMinute: local.hour * 60 + local.minute,
    nowWeekday: today.dayOfWeek,
    day: (programDay) => dayOf(programDay).text,
    milliseconds,
    instant: (moment) => Temporal.Instant.fromEpochMilliseconds(milliseconds(moment)).toString(),
    later: ({ day, minute }, minutes) => ({
      day: day + Math.floor((minute + minutes) / 1440),
      minute: (minute + minutes) % 1440,
    }),
  }
}
