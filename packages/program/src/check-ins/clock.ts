const minute = 60_000
const day = 1440 * minute

/** Off by more than this is noted beside the entry. */
export const flaggedAfterMinutes = 10

export interface ClockFacts {
  /** The phone's clock at the moment of sending, in milliseconds since 1970: not when the entry was written offline. */
  readonly phoneNow: number
  /** The server's clock at the same moment. */
  readonly serverNow: number
  /** The day that the entry is for, on the phone's calendar, as days since 1970-01-01. */
  readonly localDay: number
  /** Minutes that the phone's time zone is ahead of UTC at that moment (New York in winter: −300). */
  readonly zoneOffsetMinutes: number
}

export type ClockVerdict =
  | { readonly kind: 'fine'; readonly skewMinutes: number }
  /** Kept as it was sent; the server's time stands beside it. */
  | { readonly kind: 'flagged'; readonly skewMinutes: number }
  /** 'Your phone says Tuesday. Is that right?' Her answer is kept; nothing is corrected for her. */
  | { readonly kind: 'ask'; readonly skewMinutes: number }
  | { readonly kind: 'refused'; readonly skewMinutes: number; readonly reason: 'future_day' }

/**
 * What to do about a phone's clock. A future day is refused (ten minutes before midnight are forgiven), more than a day off
 * is asked, more than ten minutes is flagged. Skew is measured when sending, so an entry written offline days ago is fine.
 *
 * @returns the verdict with the skew in minutes, phone minus server
 */
export function checkClock({ phoneNow, serverNow, localDay, zoneOffsetMinutes }: ClockFacts): ClockVerdict {
  const skew = phoneNow - serverNow
  const skewMinutes = skew / minute
  const latest = serverNow + zoneOffsetMinutes * minute + flaggedAfterMinutes * minute
  if (localDay > Math.floor(latest / day)) return { kind: 'refused', skewMinutes, reason: 'future_day' }
  if (Math.abs(skew) > day) return { kind: 'ask', skewMinutes }
  return { kind: Math.abs(skew) > flaggedAfterMinutes * minute ? 'flagged' : 'fine', skewMinutes }
}
