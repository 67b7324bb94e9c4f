/** The one clock. Everything that needs the time is given one. */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock for tests: stands still until it is moved. */
export function clockAt(
  instant: string,
): Clock & { moveTo(instant: string): void; forward(duration: Temporal.DurationLike): void } {
  let now = Temporal.Instant.from(instant)
  return {
    now: () => now,
    moveTo(next) {
      now = Temporal.Instant.from(next)
    },
    forward(duration) {
      now = now.add(duration)
    },
  }
}

/** The calendar day on which an instant falls in a time zone. */
export function dayIn(zone: string, instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}
