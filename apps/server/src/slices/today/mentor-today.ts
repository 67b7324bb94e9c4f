import type { MentorToday } from '@cairn/contract/today.ts'
import type { z } from 'zod'
import { dayIn } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { inOrder, isAwake, levelOf, listOpenItems, viewItems } from '../attention/index.ts'
import { asNextMeeting, listNextMeetings, listOccurrences } from '../calendar/index.ts'
import { listLastTalks } from '../mentoring/index.ts'
import { listOnCall } from '../notifications/index.ts'
import { getTimeZone } from '../organizations/index.ts'
import { getMentor, getName, isAwayOn, listNames, listTiesOf, noteAudit } from '../people/index.ts'

type Today = z.infer<typeof MentorToday>

const TIES = ['mentor', 'cover', 'greeter'] as const
const isTie = (kind: string): kind is (typeof TIES)[number] => (TIES as readonly string[]).includes(kind)

/** Who needs this mentor today, in the board's order; then everybody else, longest without a talk first. */
export async function getMentorToday(ctx: Context): Promise<Today> {
  const { actor, tx, now, language } = ctx
  const { organizationId, personId } = actor
  const mentor = await getMentor(ctx, personId)
  const timeZone = await getTimeZone(ctx)
  const today = dayIn(timeZone, now)
  const ties = new Map<string, (typeof TIES)[number]>()
  const held = await listTiesOf(ctx, personId)
  for (const kind of TIES)
    for (const tie of held)
      if (isTie(tie.kind) && tie.kind === kind && !ties.has(tie.subjectId)) ties.set(tie.subjectId, tie.kind)
  const people = [...ties.keys()]

  const open = (await listOpenItems(ctx, [...people, personId]))
    .filter((item) => isAwake(item, now) && (item.ownerId === null || item.ownerId === personId))
    .sort(inOrder(now))
  const views = await viewItems(ctx, open)
  const names = await listNames(ctx, people)
  const last = await listLastTalks(ctx, people)
  const next = await listNextMeetings(ctx, people)
  const lines = people.map((id) => {
    const items = views.filter(({ row }) => row.subjectId === id)
    const first = items[0]
    return {
      rank: first ? open.indexOf(first.row) : Number.POSITIVE_INFINITY,
      line: {
        person: { id, name: names.get(id) ?? '…' },
        need: first
          ? { group: first.view.group, level: levelOf(first.row, now, timeZone), items: items.map(({ view }) => view) }
          : null,
        lastTalkOn: last.get(id)?.localOn.toString() ?? null,
        next: next.has(id) ? asNextMeeting(next.get(id)!, 'host', language) : null,
        tie: ties.get(id)!,
      },
    }
  })
  lines.sort((a, b) =>
    a.rank === b.rank
      ? (a.line.lastTalkOn ?? '').localeCompare(b.line.lastTalkOn ?? '') ||
        (a.line.person.id < b.line.person.id ? -1 : 1)
      : a.rank - b.rank,
  )
  const groups = (
    await listOccurrences(ctx, { withGroups: true, hostId: personId, from: today.toString(), until: today.toString() })
  ).filter((view) => view.kind === 'group')
  const passed = await tx
    .selectFrom('calendarOccurrences')
    .where('organizationId', '=', organizationId)
    .where('hostId', '=', personId)
    .where('kind', '=', 'meeting')
    .where('status', '=', 'planned')
    .where('endsAt', '<=', now)
    .where('startsAt', '>', now.subtract({ hours: 36 }))
    .orderBy('startsAt')
    .select(['id', 'participantId', 'startsAt', 'minutes'])
    .execute()
  const [onCall] = await listOnCall(ctx)
  await noteAudit(
    ctx,
    people.map((subjectId) => ({ action: 'attention.read' as const, act: 'read' as const, subjectId })),
  )
  return {
    name: await getName(ctx, personId),
    today: today.toString(),
    people: lines.map(({ line }) => line),
    groups: groups.map((view) => asNextMeeting(view, 'host', language)),
    toLog: passed.flatMap(({ id, participantId, startsAt, minutes }) =>
      participantId && names.has(participantId)
        ? [
            {
              person: { id: participantId, name: names.get(participantId)! },
              occurrenceId: id,
              startedAt: startsAt.toString(),
              minutes,
            },
          ]
        : [],
    ),
    awayUntil: isAwayOn(mentor, today) ? mentor.awayUntil!.toString() : null,
    onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null,
  }
}
