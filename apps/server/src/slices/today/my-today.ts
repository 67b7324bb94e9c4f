import type { MyToday } from '@cairn/contract/today.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { dayNumber } from '../../platform/phone-time.ts'
import { listDue } from '../assessments/index.ts'
import { asNextMeeting, listNextMeetings, listOccurrences } from '../calendar/index.ts'
import { getBaseline, getHello } from '../intake/index.ts'
import { listOpenProposals } from '../matching/index.ts'
import { findOpenRelationship } from '../mentoring/index.ts'
import { listNotices } from '../notifications/index.ts'
import { ensureAsks, listOpenAsks, viewMyAsk } from '../outcomes/index.ts'
import { findMentorOf, getName, listNames } from '../people/index.ts'
import { findWhoIsThere } from '../safety/index.ts'
import { type OpenThing, sittingOf } from './sitting.ts'

type Today = z.infer<typeof MyToday>

/** What somebody waits for: it comes before everything that can be done in a sitting. */
async function findWaiting(ctx: Context, participantId: string): Promise<Today['due']> {
  const [proposal] = (await listOpenProposals(ctx, [participantId])).filter((match) => match.participantAnswer === null)
  const nameOf = async (id: string) => (await listNames(ctx, [id])).get(id) ?? '…'
  if (proposal) return { kind: 'answer_match', matchId: proposal.id, mentor: await nameOf(proposal.mentorId) }
  const relationship = await findOpenRelationship(ctx, participantId)
  if (relationship?.stage === 'accepted') return { kind: 'sign_agreement', with: await nameOf(relationship.mentorId) }
  return null
}

/** What is open today, in the order in which it is done. What was missed is never counted or mentioned. */
async function listOpen(
  ctx: Context,
  participantId: string,
  day: Temporal.PlainDate,
  checkedIn: boolean,
): Promise<OpenThing[]> {
  const open: OpenThing[] = []
  const add = (
    thing: OpenThing['thing'],
    opensOn: string | Temporal.PlainDate,
    closesOn: string | Temporal.PlainDate,
  ) => open.push({ thing, opensOn: dayNumber(opensOn), closesOn: dayNumber(closesOn) })
  await ensureAsks(ctx, [participantId])
  for (const ask of await listOpenAsks(ctx, participantId, day)) {
    if (ask.endedAt !== null) continue
    const { unknown, opensOn, closesOn, id } = await viewMyAsk(ctx, ask, day)
    const unknownDays = unknown.reduce((sum, { from, to }) => sum + Temporal.PlainDate.from(from).until(to).days + 1, 0)
    add({ kind: 'questions', askId: id, closesOn, unknownDays }, opensOn, closesOn)
  }
  for (const { instrumentId, title, items, dueOn, closesOn } of await listDue(ctx, participantId, day))
    add({ kind: 'assessment', instrumentId, title, items }, dueOn, closesOn)
  if (!checkedIn) add({ kind: 'check_in' }, day, day)
  const baseline = await getBaseline(ctx, participantId).catch(() => undefined)
  if (baseline && baseline.answers === null) {
    const dueOn = String(baseline.dueOn)
    add({ kind: 'baseline', dueOn }, day, dueOn < day.toString() ? day : dueOn)
  }
  return open
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
  const waiting = await findWaiting(ctx, participantId)
  const open = await listOpen(ctx, participantId, day, checked !== undefined)
  return {
    name: await getName(ctx, participantId),
    hello: hello.greetedAt === null ? { greeter: hello.greeter?.name ?? null, by: String(hello.greetBy) } : null,
    mentor: await findMentorOf(ctx, participantId),
    due: waiting ?? open[0]?.thing ?? null,
    sitting: waiting ? null : sittingOf(open, dayNumber(day)),
    checkedInToday: checked !== undefined,
    nextMeeting: next ? asNextMeeting(next, 'participant', language) : null,
    whoIsThere: await findWhoIsThere(ctx, participantId),
    unseenNotices: (await listNotices(ctx)).unseen,
  }
}
