import type { WhoIsThere } from '@cairn/contract/check-ins.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { findStaffed, listOnCall } from '../notifications/index.ts'
import { todayHere } from '../organizations/index.ts'
import { findMentorOf, getMentor, isAwayOn, listNames, listTiesTo } from '../people/index.ts'

/** Who is there for a call now: said before a button rings anyone. */
export async function findWhoIsThere(ctx: Context, participantId: string): Promise<z.infer<typeof WhoIsThere>> {
  const mentor = await findMentorOf(ctx, participantId)
  const [cover] = await listTiesTo(ctx, [participantId], 'cover')
  const row = mentor ? await getMentor(ctx, mentor.id) : undefined
  const isAway = row && isAwayOn(row, await todayHere(ctx))
  const [onCall] = await listOnCall(ctx)
  return {
    mentor,
    mentorAwayUntil: isAway ? row.awayUntil!.toString() : null,
    cover: cover
      ? { id: cover.holderId, name: (await listNames(ctx, [cover.holderId])).get(cover.holderId) ?? '…' }
      : null,
    ...(await findStaffed(ctx)),
    onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null,
  }
}
