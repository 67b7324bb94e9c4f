import type { WhoIsThere } from '@cairn/contract/check-ins.ts'
import type { z } from 'zod'
import { dayIn } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { findStaffed, listOnCall } from '../notifications/index.ts'

import { findMentorOf, getMentor, listNames, listTiesTo } from '../people/index.ts'

/** Who is there for a call now: said before a button rings anyone. */
export async function findWhoIsThere(ctx: Context, participantId: string): Promise<z.infer<typeof WhoIsThere>> {
  const mentor = await findMentorOf(ctx, participantId)
  const [cover] = await listTiesTo(ctx, [participantId], 'cover')
  const row = mentor ? await getMentor(ctx, mentor.id) : undefined
  const { timeZone } = await ctx.tx
    .selectFrom('organizations')
    .where('id', '=', ctx.actor.organizationId)
    .select('timeZone')
    .executeTakeFirstOrThrow()
  const today = dayIn(timeZone, ctx.now)
  const away =
    row?.awayUntil &&
    Temporal.PlainDate.compare(row.awayFrom ?? today, today) <= 0 &&
    Temporal.PlainDate.compare(today, row.awayUntil) < 0
      ? row.awayUntil.toString()
      : null
  const [onCall] = await listOnCall(ctx)
  return {
    mentor,
    mentorAwayUntil: away,
    cover: cover
      ? { id: cover.holderId, name: (await listNames(ctx, [cover.holderId])).get(cover.holderId) ?? '…' }
      : null,
    ...(await findStaffed(ctx)),
    onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null,
  }
}
