import { nextStaffed, staffedUntil } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { Context } from '../../platform/context.ts'
import { getPolicy } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'

export interface OnCall {
  personId: string
  name: string
  phone: string | null
  until: Temporal.Instant
}

type Reading = Pick<Context, 'tx' | 'now' | 'vault' | 'actor'>

/** Whose shift it is now; the one that lasts longest first. */
export async function listOnCall(ctx: Reading): Promise<OnCall[]> {
  const rows = await ctx.tx
    .selectFrom('onCallShifts')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('endsAt', '>', ctx.now)
    .where('startsAt', '<=', ctx.now)
    .orderBy('endsAt', 'desc')
    .select(['personId', 'phone', 'endsAt'])
    .execute()
  const names = await listNames(
    ctx,
    rows.map((row) => row.personId),
  )
  return rows.flatMap(({ personId, phone, endsAt }) =>
    names.has(personId) ? [{ personId, name: names.get(personId)!, phone, until: endsAt }] : [],
  )
}

/** Whether staff is there by the hours that are kept, and when again. */
export async function findStaffed(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
): Promise<{ staffed: boolean; staffedAgainAt: string | null }> {
  const { hours } = await getPolicy(ctx)
  const staffed = staffedUntil(hours, ctx.now) !== null
  return {
    staffed,
    staffedAgainAt: staffed || hours.weekly.length === 0 ? null : nextStaffed(hours, ctx.now).toString(),
  }
}
