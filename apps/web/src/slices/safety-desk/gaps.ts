export interface Gap {
  fromMs: number
  /** Null: nothing is planned after it. */
  untilMs: number | null
}

const FOUR_WEEKS = 28 * 86_400_000

/** When nobody is on call, from now on, first the nearest; the end of the last shift begins the last one. */
export function gapsOf(shifts: readonly { startsAt: string; endsAt: string }[], nowMs: number): Gap[] {
  const sorted = shifts
    .map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), until: Date.parse(endsAt) }))
    .filter(({ until }) => until > nowMs)
    .sort((a, b) => a.from - b.from)
  const gaps: Gap[] = []
  let covered = nowMs
  for (const { from, until } of sorted) {
    if (from > covered) gaps.push({ fromMs: covered, untilMs: from })
    covered = Math.max(covered, until)
  }
  gaps.push({ fromMs: covered, untilMs: null })
  return gaps.filter(({ fromMs }) => fromMs < nowMs + FOUR_WEEKS)
}
