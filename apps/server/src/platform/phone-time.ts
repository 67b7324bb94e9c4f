import { checkClock } from '@cairn/program/check-ins/clock.ts'
import type { Context } from './context.ts'
import { ProblemError } from './problem.ts'

/** What a phone says about the time of an entry. Day and zone are kept as they are, never recomputed. */
export interface PhoneTime {
  recordedAt: string
  zone: string
  day: string
}

export type ClockVerdict = 'fine' | 'flagged' | 'ask'

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** Days since 1970-01-01, as the pure rules count them. */
export const dayNumber = (day: Temporal.PlainDate | string): number => EPOCH.until(Temporal.PlainDate.from(day)).days
export const dayFrom = (number: number): Temporal.PlainDate => EPOCH.add({ days: number })

/**
 * Judges a phone's clock at the moment of sending (header `x-cairn-sent-at`; without it only an entry from the future tells).
 * @throws ProblemError `future_day`
 */
export function checkPhone(
  { now }: Pick<Context, 'now'>,
  { recordedAt, zone, day }: PhoneTime,
  sentAt: string | undefined,
): ClockVerdict {
  const written = Temporal.Instant.from(recordedAt).epochMilliseconds
  const sent = sentAt !== undefined && Number.isFinite(Date.parse(sentAt)) ? Date.parse(sentAt) : undefined
  const serverNow = now.epochMilliseconds
  const verdict = checkClock({
    phoneNow: sent ?? Math.max(written, serverNow),
    serverNow,
    localDay: dayNumber(day),
    zoneOffsetMinutes: now.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9,
  })
  if (verdict.kind === 'refused') throw new ProblemError('future_day', { fields: { day: 'has not come yet' } })
  return verdict.kind
}

/** The sending phone's clock, from its request. */
export const sentAtOf = (request: { headers: Record<string, string | string[] | undefined> }): string | undefined => {
  const header = request.headers['x-cairn-sent-at']
  return typeof header === 'string' ? header : undefined
}
