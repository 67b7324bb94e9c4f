import { dayIn } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

type Here = Pick<Context, 'tx'> & { actor: { organizationId: string } }

/** The program's own time zone. */
export async function getTimeZone({ tx, actor }: Here): Promise<string> {
  const { timeZone } = await tx
    .selectFrom('organizations')
    .where('id', '=', actor.organizationId)
    .select('timeZone')
    .executeTakeFirstOrThrow()
  return timeZone
}

/** The calendar day in the program's own time zone. */
export async function todayHere(ctx: Here & Pick<Context, 'now'>): Promise<Temporal.PlainDate> {
  return dayIn(await getTimeZone(ctx), ctx.now)
}

/** The day on which something was done: as said, else today. A day that has not come yet is refused. */
export async function dayDone(ctx: Here & Pick<Context, 'now'>, on: string | undefined): Promise<Temporal.PlainDate> {
  const today = await todayHere(ctx)
  if (on === undefined) return today
  const day = Temporal.PlainDate.from(on)
  // Whoever writes may already be in tomorrow, east of the program.
  if (Temporal.PlainDate.compare(day, today.add({ days: 1 })) > 0) throw new ProblemError('future_day')
  return day
}
