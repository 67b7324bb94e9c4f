export interface WeeklySeries {
  /** The first day; its weekday is the series' weekday. */
  firstOn: Temporal.PlainDate
  /** Local time, 'HH:MM'. */
  time: string
  timeZone: string
  minutes: number
  everyWeeks: number
  untilOn: Temporal.PlainDate | null
}

export interface PlannedTime {
  /** The day in the series, in its own time zone. */
  on: Temporal.PlainDate
  time: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
}

/**
 * The times of one local day: 18:00 stays 18:00 on both sides of a clock change. A time that the clock skips
 * begins as much later as it skipped; of a time that comes twice it is the first. The length is elapsed minutes.
 */
export function timeOn(on: Temporal.PlainDate, time: string, timeZone: string, minutes: number): PlannedTime {
  const startsAt = on.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  return { on, time, startsAt, endsAt: startsAt.add({ minutes }) }
}

/** Every time of a weekly series from one day to another (both included), in order. */
export function weeklyTimes(series: WeeklySeries, from: Temporal.PlainDate, until: Temporal.PlainDate): PlannedTime[] {
  const step = 7 * series.everyWeeks
  const ahead = Math.max(0, Math.ceil(series.firstOn.until(from, { largestUnit: 'days' }).days / step))
  const last = series.untilOn && Temporal.PlainDate.compare(series.untilOn, until) < 0 ? series.untilOn : until
  const times: PlannedTime[] = []
  for (
    let on = series.firstOn.add({ days: ahead * step });
    Temporal.PlainDate.compare(on, last) <= 0;
    on = on.add({ days: step })
  )
    times.push(timeOn(on, series.time, series.timeZone, series.minutes))
  return times
}
