/** What the phone says about the time: the instant, its zone, its own calendar day. Stored as it is, never recomputed. */
export interface PhoneTime {
  recordedAt: string
  zone: string
  day: string
}

/** The phone's time as the contract wants it; milliseconds, because the server's clock has no more. */
export function phoneTimeOf(now: Temporal.ZonedDateTime): PhoneTime {
  return {
    recordedAt: now.toInstant().toString({ smallestUnit: 'millisecond' }),
    zone: now.timeZoneId,
    day: now.toPlainDate().toString(),
  }
}

export const phoneTime = (): PhoneTime => phoneTimeOf(Temporal.Now.zonedDateTimeISO())
export const phoneToday = (): string => Temporal.Now.plainDateISO().toString()
