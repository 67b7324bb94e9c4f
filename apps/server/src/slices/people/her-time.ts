import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'

/** How far back from her first day something may be told of: two years. */
const LONGEST_BACK = 730

/**
 * Refuses a day that cannot be meant: a phone whose calendar stands in 1970, a typed 1950.
 * @param field named when the day lies too far back
 * @param daysBefore before her first day here; one is room for time zones
 * @throws ProblemError `invalid_input`
 */
export async function requireHerTime(
  ctx: Pick<Context, 'tx' | 'actor'>,
  participantId: string,
  day: Temporal.PlainDate | string,
  { field, daysBefore = LONGEST_BACK }: { field: string; daysBefore?: number },
): Promise<void> {
  const { enrolledOn } = await getRow(ctx, 'participants', participantId)
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(day), enrolledOn.subtract({ days: daysBefore })) < 0)
    throw new ProblemError('invalid_input', { fields: { [field]: 'lies too long before the first day here' } })
}
