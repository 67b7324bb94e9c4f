/** When the program has somebody at work: clocks run in these hours, except for safety. */
export interface StaffedHours {
  readonly timeZone: string
  /** ISO weekday (1 Monday … 7 Sunday) with 'HH:MM' from and until of the same day; several pieces a day are fine. */
  readonly weekly: readonly StaffedPiece[]
  /** Days without staff, 'YYYY-MM-DD'. */
  readonly holidays: readonly string[]
}

export interface StaffedPiece {
  readonly weekday: number
  readonly from: string
  readonly until: string
}

interface Stretch {
  from: Temporal.Instant
  to: Temporal.Instant
}

/** After so many days without one staffed hour a clock stops waiting: nobody works here any more. */
const LONGEST_CLOSURE_DAYS = 120

function stretchesOn(hours: StaffedHours, day: Temporal.PlainDate): Stretch[] {
  if (hours.holidays.includes(day.toString())) return []
  const at = (time: string) => day.toZonedDateTime({ timeZone: hours.timeZone, plainTime: time }).toInstant()
  return hours.weekly
    .filter((piece) => piece.weekday === day.dayOfWeek && piece.from < piece.until)
    .map((piece) => ({ from: at(piece.from), to: at(piece.until) }))
    .sort((a, b) => Temporal.Instant.compare(a.from, b.from))
}

const ms = (instant: Temporal.Instant) => instant.epochMilliseconds
const dayOf = (hours: StaffedHours, at: Temporal.Instant) => at.toZonedDateTimeISO(hours.timeZone).toPlainDate()

/** Staffed stretches that end after an instant, in order, as far as a clock may wait. */
function* stretchesAfter(hours: StaffedHours, start: Temporal.Instant): Generator<Stretch> {
  let day = dayOf(hours, start)
  for (let i = 0; i < LONGEST_CLOSURE_DAYS; i++, day = day.add({ days: 1 })) {
    for (const stretch of stretchesOn(hours, day)) {
      if (ms(stretch.to) <= ms(start)) continue
      yield ms(stretch.from) < ms(start) ? { from: start, to: stretch.to } : stretch
      i = 0
    }
  }
}

/** Whether somebody is at work at this instant. */
export function isStaffed(hours: StaffedHours, at: Temporal.Instant): boolean {
  return stretchesOn(hours, dayOf(hours, at)).some((stretch) => ms(stretch.from) <= ms(at) && ms(at) < ms(stretch.to))
}

/** The first staffed instant from here on; the instant itself when no hours are kept. */
export function nextStaffed(hours: StaffedHours, at: Temporal.Instant): Temporal.Instant {
  for (const stretch of stretchesAfter(hours, at)) return stretch.from
  return at
}

/** When the staffed stretch that is running now ends; null outside of staffed hours. */
export function staffedUntil(hours: StaffedHours, at: Temporal.Instant): Temporal.Instant | null {
  return isStaffed(hours, at)
    ? ([...stretchesOn(hours, dayOf(hours, at))].find((s) => ms(s.from) <= ms(at) && ms(at) < ms(s.to))?.to ?? null)
    : null
}

/**
 * The instant at which so many staffed hours have passed.
 *
 * @param hours an organization's week and holidays; without any hours the clock runs day and night
 * @param amount hours, fractions allowed, not negative
 * @throws RangeError for a negative amount
 */
export function addStaffedHours(hours: StaffedHours, from: Temporal.Instant, amount: number): Temporal.Instant {
  if (!(amount >= 0)) throw new RangeError('A clock cannot run backwards.')
  let left = amount * 3_600_000
  for (const stretch of stretchesAfter(hours, from)) {
    const length = ms(stretch.to) - ms(stretch.from)
    if (left <= length) return stretch.from.add({ milliseconds: Math.round(left) })
    left -= length
  }
  return from.add({ milliseconds: Math.round(amount * 3_600_000) })
}

/** How many staffed hours lie between two instants; 0 when the second is not later. */
export function staffedHoursBetween(hours: StaffedHours, from: Temporal.Instant, to: Temporal.Instant): number {
  let total = 0
  for (const stretch of stretchesAfter(hours, from)) {
    if (ms(stretch.from) >= ms(to)) break
    total += Math.min(ms(stretch.to), ms(to)) - ms(stretch.from)
  }
  return total / 3_600_000
}
