import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getOrganization } from './queries.ts'

/** The calendar day in the program's own time zone. */
export async function todayHere(
  ctx: Pick<Context, 'tx' | 'now'> & { actor: { organizationId: string } },
): Promise<Temporal.PlainDate> {
  const { timeZone } = await getOrganization(ctx)
  return ctx.now.toZonedDateTimeISO(timeZone).toPlainDate()
}

/** The day on which something was done: as said, else today. A day that has not come yet is refused. */
export async function dayDone(
  ctx: Pick<Context, 'tx' | 'now'> & { actor: { organizationId: string } },
  on: string | undefined,
): Promise<Temporal.PlainDate> {
  const today = await todayHere(ctx)
  if (on === undefined) return today
  const day = Temporal.PlainDate.from(on)
  // Whoever writes may already be in tomorrow, east of the program.
  if (Temporal.PlainDate.compare(day, today.add({ days: 1 })) > 0) throw new ProblemError('future_day')
  return day
}
