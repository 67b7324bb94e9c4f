/** Whether a mentor is away on a day: from the first day on, and no longer on the day on which she is back. */
export const isAwayOn = (
  { awayFrom, awayUntil }: { awayFrom: Temporal.PlainDate | null; awayUntil: Temporal.PlainDate | null },
  day: Temporal.PlainDate,
): boolean =>
  awayUntil !== null &&
  (awayFrom === null || Temporal.PlainDate.compare(awayFrom, day) <= 0) &&
  Temporal.PlainDate.compare(day, awayUntil) < 0
