import type { Status } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { mayAct, noteAudit } from './authorize.ts'
import { getName, getParticipant, listNames, plain } from './cards.ts'
import { listContacts, phoneIndex } from './contacts.ts'
import { countMustNotMeet } from './exclusions.ts'
import type { TieKind } from './tables.ts'
import { listTiesTo } from './ties.ts'

/** Lines of some participants, in the order given, with their mentors. */
async function listLines(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.organizationId', '=', 'participants.organizationId')
        .onRef('people.id', '=', 'participants.id'),
    )
    .where('participants.organizationId', '=', ctx.actor.organizationId)
    .where('participants.id', 'in', [...ids])
    .select([
      'participants.id',
      'people.language',
      'participants.status',
      'participants.enrolledOn',
      'participants.fundingSource',
    ])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const mentors = new Map((await listTiesTo(ctx, ids, 'mentor')).map((tie) => [tie.subjectId, tie.holderId]))
  const names = await listNames(ctx, [...ids, ...mentors.values()])
  return ids.flatMap((id) => {
    const row = byId.get(id)
    const mentorId = mentors.get(id)
    if (!row) return []
    return {
      ...row,
      name: names.get(id) ?? '',
      enrolledOn: row.enrolledOn.toString(),
      mentor: mentorId ? { id: mentorId, name: names.get(mentorId) ?? '' } : null,
    }
  })
}

export async function listPeople(
  ctx: Context,
  query: { status: Status | 'all'; mentorId?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await ctx.tx
    .selectFrom('participants')
    .where('organizationId', '=', ctx.actor.organizationId)
    .$if(query.status !== 'all', (q) => q.where('status', '=', query.status as Status))
    .$if(query.after !== undefined, (q) => q.where('id', '>', query.after!))
    .$if(query.mentorId !== undefined, (q) =>
      q.where('id', 'in', (sub) =>
        sub
          .selectFrom('ties')
          .where('organizationId', '=', ctx.actor.organizationId)
          .where('holderId', '=', query.mentorId!)
          .where('kind', '=', 'mentor')
          .where('until', 'is', null)
          .select('subjectId'),
      ),
    )
    .orderBy('id')
    .limit(query.limit + 1)
    .select('id')
    .execute()
  const ids = rows.slice(0, query.limit).map((row) => row.id)
  await noteAudit(ctx, [{ action: 'people.list', act: 'read', subjectId: null, recordIds: ids }])
  return { items: await listLines(ctx, ids), next: rows.length > query.limit ? ids.at(-1)! : null }
}

const MOST_FOUND = 20

/** Finds by e-mail or phone through the keyed hash, by name in the process: no words of people stand in an index. */
export async function findPeople(ctx: Context, text: string) {
  const { tx, vault, actor } = ctx
  const byIndex = text.includes('@')
    ? (['emailIndex', vault.blindIndex('email', text)] as const)
    : text.replace(/\D/g, '').length >= 7
      ? (['phoneIndex', phoneIndex(vault, text)] as const)
      : undefined
  const rows = await tx
    .selectFrom('people')
    .innerJoin('participants', (join) =>
      join
        .onRef('people.organizationId', '=', 'participants.organizationId')
        .onRef('people.id', '=', 'participants.id'),
    )
    .where('people.organizationId', '=', actor.organizationId)
    .$if(byIndex !== undefined, (q) => q.where(`people.${byIndex![0]}`, '=', byIndex![1]))
    .orderBy('people.id')
    .select('people.id')
    .execute()
  let ids = rows.map((row) => row.id)
  if (!byIndex) {
    const names = await listNames(ctx, ids)
    const wanted = plain(text)
    ids = ids.filter((id) => plain(names.get(id) ?? '').includes(wanted))
  }
  ids = ids.slice(0, MOST_FOUND)
  await noteAudit(ctx, [{ action: 'people.list', act: 'read', subjectId: null, recordIds: ids }])
  return { items: await listLines(ctx, ids) }
}

/** One person's card and panel, after access was asked. */
export async function getPersonPage(ctx: Context, id: string) {
  const participant = await getParticipant(ctx, id)
  const person = await ctx.tx
    .selectFrom('people')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', id)
    .select(['language', 'version'])
    .executeTakeFirstOrThrow()
  const ties = await listTiesTo(ctx, [id], 'mentor', 'cover', 'greeter')
  const names = await listNames(
    ctx,
    ties.map((tie) => tie.holderId),
  )
  const beside = (kind: TieKind) => {
    const tie = ties.find((one) => one.kind === kind)
    return tie ? { id: tie.holderId, name: names.get(tie.holderId) ?? '' } : null
  }
  const sees = {
    contact: await mayAct(ctx, 'contact.read', id),
    exclusions: await mayAct(ctx, 'exclusion.count', id),
    funding: ctx.actor.role !== 'mentor',
  }
  const episodes = await ctx.tx
    .selectFrom('episodes')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', id)
    .orderBy('startedOn')
    .select(['startedOn', 'endedOn', 'fundingSource'])
    .execute()
  return {
    id,
    name: await getName(ctx, id),
    language: person.language,
    status: participant.status,
    enrolledOn: participant.enrolledOn.toString(),
    timeZone: participant.timeZone,
    fundingSource: sees.funding ? participant.fundingSource : null,
    wantsMentor: participant.wantsMentor,
    mentor: beside('mentor'),
    cover: beside('cover'),
    greeter: beside('greeter'),
    contact: sees.contact ? ((await listContacts(ctx, [id])).get(id) ?? null) : null,
    leaveMessage: participant.leaveMessage,
    phoneIsWatched: participant.phoneIsWatched,
    mustNotMeetCount: sees.exclusions ? await countMustNotMeet(ctx, id) : null,
    episodes: episodes.map((one) => ({
      startedOn: one.startedOn.toString(),
      endedOn: one.endedOn?.toString() ?? null,
      fundingSource: sees.funding ? one.fundingSource : null,
    })),
    version: person.version,
  }
}
