import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import { whoCanSee } from '@cairn/program/access/who-can-see.ts'
import { fieldsShown } from '@cairn/program/check-ins/fields.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import {
  findLastKnownDay,
  listMayKnow,
  listOpenAsks,
  listSubstances,
  listUnknownDays,
  rangeText,
} from '../outcomes/index.ts'
import { findSharing, getParticipant } from '../people/index.ts'
import { findWhoIsThere } from '../safety/index.ts'

const WEEKS_BACK = 14

/** What a check-in shows on this day of her phone. */
export async function getPage(ctx: Context, day: string): Promise<z.infer<typeof CheckInPage>> {
  const { tx, actor, language } = ctx
  const participantId = actor.personId
  const { enrolledOn } = await getParticipant(ctx, participantId)
  const today = dayNumber(day)
  const rows = await tx
    .selectFrom('checkIns')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('localOn', '>=', dayFrom(today - WEEKS_BACK))
    .orderBy('localOn', 'desc')
    .orderBy('receivedAt', 'desc')
    .select(['localOn', 'askAgain'])
    .execute()
  const lastKnown = await findLastKnownDay(ctx, participantId, today)
  const mayKnow = await listMayKnow(ctx, participantId)
  const sharing = await findSharing(ctx, participantId)
  const fields = fieldsShown({
    localDay: today,
    weekStartsOn: 1,
    checkInDays: rows.map((row) => dayNumber(row.localOn)),
    lastKnownDay: lastKnown ?? null,
    enrolledOn: dayNumber(enrolledOn),
    hasMentor: mayKnow.mentor !== null,
    sharing: sharing === 'yes' ? 'share' : sharing,
  })
  // Days that she was asked about in this same sitting are not asked about again, whatever she said or kept to herself.
  const justAsked = (await listOpenAsks(ctx, participantId, dayFrom(today)))
    .filter((ask) => ask.endedAt !== null && ask.endedAt.until(ctx.now).total('hours') < 12)
    .map((ask) => dayNumber(ask.aboutTo))
  const since = fields.use && Math.max(fields.use.sinceDay, dayNumber(enrolledOn) - 1, ...justAsked)
  const about = since === null ? [] : await listUnknownDays(ctx, participantId, { from: since + 1, to: today })
  return {
    participantId,
    sharing: {
      pending: fields.sharing === 'choose',
      choice: sharing,
      mentor: mayKnow.mentor,
      line: whoCanSee({
        action: 'check_in.read',
        mentorName: mayKnow.mentor?.name,
        met: sharing === 'yes' && mayKnow.mentor ? ['check_ins_shared'] : [],
        language,
      }),
    },
    use: {
      show: fields.use !== null && about.length > 0,
      since:
        lastKnown === undefined && justAsked.length === 0
          ? null
          : dayFrom(Math.max(lastKnown ?? 0, ...justAsked)).toString(),
      about: about.map(rangeText),
      mayKnow,
      ...(await listSubstances(ctx, participantId)),
    },
    call: await findWhoIsThere(ctx, participantId),
    lastAskAgain: rows[0]?.askAgain ?? null,
    checkedInToday: rows.some((row) => row.localOn.toString() === day),
  }
}
