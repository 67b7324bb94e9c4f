import type { CodeSignIn } from '@cairn/contract/sign-in-codes.ts'

const SHOWN_DAYS = 30

/**
 * What this phone has not said yet. It remembers by itself: whoever was signed in elsewhere cannot read the notice away.
 * @param items the newest first
 * @param seen the newest that this phone has said
 */
export const unseenSignIn = (
  items: readonly CodeSignIn[],
  seen: string | undefined,
  nowMs: number,
): CodeSignIn | undefined =>
  items.find(
    ({ at }) =>
      (seen === undefined || Date.parse(at) > Date.parse(seen)) && Date.parse(at) > nowMs - SHOWN_DAYS * 86_400_000,
  )
