import type { BoardPanel } from '@cairn/contract/board.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { inOrder, listOpenItems, viewItems } from '../attention/index.ts'
import { asNextMeeting, listNextMeetings } from '../calendar/index.ts'
import { todayHere } from '../organizations/index.ts'
import { listOpenAsks, viewFollowUps } from '../outcomes/index.ts'
import { authorize, countMustNotMeet, listContacts, listNames, listTiesTo, mayAct } from '../people/index.ts'
import { listAlertsOf } from '../safety/index.ts'

/** What a coordinator needs before calling. Check-ins are hers and her mentor's: here is nothing of them. */
export async function getPanel(ctx: Context, id: string): Promise<z.infer<typeof BoardPanel>> {
  const { tx, actor, now, language } = ctx
  const { organizationId } = actor
  await authorize(ctx, { action: 'card.read', act: 'read', subjectId: id })
  const participant = await tx
    .selectFrom('participants')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .select(['leaveMessage'])
    .executeTakeFirst()
  const isMentor = await tx
    .selectFrom('mentors')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  const contact = (await listContacts(ctx, [id])).get(id)
  const [tie] = await listTiesTo(ctx, [id], 'mentor')
  const talks = participant
    ? await tx
        .selectFrom('talks')
        .where('organizationId', '=', organizationId)
        .where('participantId', '=', id)
        .orderBy('startedAt', 'desc')
        .limit(3)
        .select(['startedAt', 'mentorId', 'way', 'outcome'])
        .execute()
    : []
  const items = (await listOpenItems(ctx, [id])).sort(inOrder(now))
  const names = await listNames(ctx, [id, ...(tie ? [tie.holderId] : []), ...talks.map((talk) => talk.mentorId)])
  const next = (await listNextMeetings(ctx, [id])).get(id)
  const today = await todayHere(ctx)
  const ref = (personId: string) => ({ id: personId, name: names.get(personId) ?? '…' })
  return {
    person: ref(id),
    kind: participant ? 'participant' : isMentor ? 'mentor' : 'staff',
    reach: contact
      ? {
          how: contact.reach,
          phone: contact.phone,
          email: contact.email,
          note: contact.note,
          leaveMessage: participant?.leaveMessage ?? false,
        }
      : null,
    mustNotMeetCount: participant ? await countMustNotMeet(ctx, id) : 0,
    mentor: tie ? ref(tie.holderId) : null,
    items: (await viewItems(ctx, items)).map(({ view }) => view),
    alerts: (await mayAct(ctx, 'safety.read', id)) ? await listAlertsOf(ctx, items) : [],
    lastContacts: talks.map((talk) => ({
      at: talk.startedAt.toString(),
      by: names.get(talk.mentorId) ?? '…',
      how: talk.way ?? 'in_person',
      happened: talk.outcome === 'happened',
    })),
    nextMeeting: next ? asNextMeeting(next, 'participant', language) : null,
    windows: participant ? await viewFollowUps(ctx, await listOpenAsks(ctx, id, today), today) : [],
    checkIns: null,
  }
}
