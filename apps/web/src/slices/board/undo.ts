/** The last act, while it can be taken back: ten seconds, by the server's clock and not beyond ours. */
export interface LastAct {
  actionId: string
  words: string
  /** Milliseconds on this device's clock. */
  until: number
}

const SECONDS = 10

/** A device whose clock is off still offers ten seconds, never more. */
export function lastAct(actionId: string, words: string, undoUntil: string, now: number): LastAct {
  const left = Date.parse(undoUntil) - now
  return { actionId, words, until: now + (left > 0 && left <= SECONDS * 1000 ? left : SECONDS * 1000) }
}

/** Whether it can still be taken back. */
export const canUndo = (act: LastAct | null, now: number): act is LastAct => act !== null && now < act.until

/** Until when to snooze: the start of a day, in the program's zone, at most seven days on. */
export const SNOOZE_DAYS = [1, 2, 3, 7] as const
export function snoozeUntil(today: string, days: number, zone: string, now: number): string {
  const start = Temporal.PlainDate.from(today).add({ days }).toZonedDateTime({ timeZone: zone, plainTime: '08:00' })
  const latest = Temporal.Instant.fromEpochMilliseconds(now).add({ hours: 7 * 24 - 1 })
  const until = start.toInstant()
  return (Temporal.Instant.compare(until, latest) > 0 ? latest : until).toString()
}
