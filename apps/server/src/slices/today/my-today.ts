import type { MyToday } from '@cairn/contract/today.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { listDue } from '../assessments/index.ts'
import { asNextMeeting, listNextMeetings, listOccurrences } from '../calendar/index.ts'
import { getBaseline, getHello } from '../intake/index.ts'
import { listOpenProposals } from '../matching/index.ts'
import { findOpenRelationship } from '../mentoring/index.ts'
import { listNotices } from '../notifications/index.ts'
import { ensureAsks, listOpenAsks, viewMyAsk } from '../outcomes/index.ts'
import { findMentorOf, getName, listNames } from '../people/index.ts'
import { findWhoIsThere } from '../safety/index.ts'

type Today = z.infer<typeof MyToday>

/** One due thing, in the order in which somebody waits for it. What was missed is never counted or mentioned. */
async function findDue(
  ctx: Context,
  participantId: string,
  day: Temporal.PlainDate,
  checkedIn: boolean,
): Promise<Today['due']> {
  const [proposal] = (await listOpenProposals(ctx, [participantId])).filter((match) => match.participantAnswer === null)
  const nameOf = async (id: string) => (await listNames(ctx, [id])).get(id) ?? '…'
  if (proposal) return { kind: 'answer_match', matchId: proposal.id, mentor: await nameOf(proposal.mentorId) }
  const relationship = await findOpenRelationship(ctx, participantId)
  if (relationship?.stage === 'accepted') return { kind: 'sign_agreement', with: await nameOf(relationship.mentorId) }
  await ensureAsks(ctx, [participantId])
  const [ask] = (await listOpenAsks(ctx, participantId, day)).filter((one) => one.endedAt === null)
  if (ask) {
    const { unknown, closesOn, id } = await viewMyAsk(ctx, ask, day)
    const unknownDays = unknown.reduce((sum, { from, to }) => sum + Temporal.PlainDate.from(from).until(to).days + 1, 0)
    return { kind: 'questions', askId: id, closesOn, unknownDays }
  }
  const [assessment] = await listDue(ctx, participantId, day)
  if (assessment)
    return {
      kind: 'assessment',
      instrumentId: assessment.instrumentId,
      title: assessment.title,
      items: assessment.items,
    }
  if (!checkedIn) return { kind: 'check_in' }
  const baseline = await getBaseline(ctx, participantId).catch(() => undefined)
  return baseline && baseline.answers === null ? { kind: 'baseline', dueOn: String(baseline.dueOn) } : null
}

/** Her page of today, from what the slices know. */
export async function getMyToday(ctx: Context, dayText: string): Promise<Today> {
  const { actor, tx, language } = ctx
  const participantId = actor.personId
  const day = Temporal.PlainDate.from(dayText)
  const checked = await tx
    .selectFrom('checkIns')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('localOn', '=', day)
    .select('id')
    .executeTakeFirst()
  const hello = await getHello(ctx, participantId)
  const own = (await listNextMeetings(ctx, [participantId])).get(participantId)
  const group = own
    ? undefined
    : (await listOccurrences(ctx, { withGroups: true, participantId })).find(
        (view) => Temporal.Instant.compare(Temporal.Instant.from(String(view.endsAt)), ctx.now) > 0,
      )
  const next = own ?? group
  return {
    name: await getName(ctx, participantId),
    hello: hello.greetedAt === null ? { greeter: hello.greeter?.name ?? null, by: String(hello.greetBy) } : null,
    mentor: await findMentorOf(ctx, participantId),
    due: await findDue(ctx, participantId, day, checked !== undefined),
    checkedInToday: checked !== undefined,
    nextMeeting: next ? asNextMeeting(next, 'participant', language) : null,
    whoIsThere: await findWhoIsThere(ctx, participantId),
    unseenNotices: (await listNotices(ctx)).unseen,
  }
}
