import type { Relationship } from '@cairn/contract/mentoring.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { listHolding } from '../agreements/index.ts'
import { listNextMeetings } from '../calendar/index.ts'
import { listAbsences, listCoverChoices, listMentorFacts, listMentorWords, sumHours } from '../mentors/index.ts'
import { todayHere } from '../organizations/index.ts'
import { listNames, listTiesOf, listTiesTo } from '../people/index.ts'
import { listLastTalks } from './talks.ts'

/** Begins when both have said yes; active at once when an agreement of the two holds already. */
export async function beginRelationship(
  { tx, actor, now }: Context,
  match: { id: string; participantId: string; mentorId: string },
  signed: { id: string; signedOn: Temporal.PlainDate } | undefined,
  today: Temporal.PlainDate,
): Promise<void> {
  await tx
    .insertInto('relationships')
    .values({
      organizationId: actor.organizationId,
      id: match.id,
      participantId: match.participantId,
      mentorId: match.mentorId,
      stage: signed ? 'active' : 'accepted',
      acceptedAt: now,
      agreementId: signed?.id ?? null,
      activeSince: signed ? today : null,
      closedOn: null,
      reflectionSealed: null,
    })
    .execute()
}

/** Both have signed: the relationship is active from that day. */
export async function activateRelationship(
  { tx, actor }: Context,
  agreement: { id: string; participantId: string; mentorId: string },
  on: Temporal.PlainDate,
): Promise<void> {
  const of = tx
    .updateTable('relationships')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', agreement.participantId)
    .where('mentorId', '=', agreement.mentorId)
  await of.where('stage', '<>', 'closed').set({ agreementId: agreement.id }).execute()
  await of.where('stage', '=', 'accepted').set({ stage: 'active', activeSince: on }).execute()
}

/** Ends it, with a look back that both may read. */
export async function closeRelationship(
  { tx, vault, actor }: Context,
  matchId: string,
  on: Temporal.PlainDate,
  reflection: string | undefined,
): Promise<void> {
  const row = await tx
    .selectFrom('relationships')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', matchId)
    .select('participantId')
    .executeTakeFirst()
  if (!row) return
  await tx
    .updateTable('relationships')
    .set({
      stage: 'closed',
      closedOn: on,
      ...(reflection !== undefined && {
        reflectionSealed: await vault.seal(tx, actor.organizationId, row.participantId, reflection),
      }),
    })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', matchId)
    .execute()
}

export async function findOpenRelationship({ tx, actor }: Pick<Context, 'tx' | 'actor'>, participantId: string) {
  return tx
    .selectFrom('relationships')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where('stage', '<>', 'closed')
    .orderBy('acceptedAt', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
}

/** The relationship that a participant is in, as she sees it: who covers while the mentor is away included. */
export async function getRelationship(
  ctx: Context,
  participantId: string,
): Promise<z.input<typeof Relationship> | null> {
  const row = await findOpenRelationship(ctx, participantId)
  if (!row) return null
  const absence = (await listAbsences(ctx, [row.mentorId])).get(row.mentorId)
  const [cover] = await listTiesTo(ctx, [participantId], 'cover')
  const coverId = cover?.holderId ?? absence?.coverId ?? null
  const names = await listNames(ctx, [row.participantId, row.mentorId, ...(coverId ? [coverId] : [])])
  const ref = (id: string) => ({ id, name: names.get(id) ?? '' })
  return {
    matchId: row.id,
    participant: ref(row.participantId),
    mentor: ref(row.mentorId),
    stage: row.stage,
    acceptedAt: row.acceptedAt.toString(),
    // What was taken back or has run out no longer stands between them: both sign anew.
    agreementId:
      row.agreementId && (await listHolding(ctx, [row.agreementId])).has(row.agreementId) ? row.agreementId : null,
    activeSince: row.activeSince?.toString() ?? null,
    closedOn: row.closedOn?.toString() ?? null,
    reflection: await ctx.vault.open(ctx.tx, ctx.actor.organizationId, {
      ownerId: row.participantId,
      sealed: row.reflectionSealed,
    }),
    away: absence ? { backOn: absence.backOn.toString(), cover: coverId ? ref(coverId) : null } : null,
    coverChoice: (absence && (await listCoverChoices(ctx, [participantId])).get(participantId)) ?? null,
  }
}

export async function getMyMentor(ctx: Context, participantId: string) {
  const relationship = await getRelationship(ctx, participantId)
  if (!relationship) return { relationship: null, mentor: null, next: null }
  const { id, name } = relationship.mentor
  const words = (await listMentorWords(ctx, await listMentorFacts(ctx, [id]))).get(id)
  return {
    relationship,
    mentor: { id, name, hoursWords: words?.hoursWords ?? null, about: words?.about ?? null },
    next: (await listNextMeetings(ctx, [participantId])).get(participantId) ?? null,
  }
}

const TIES = ['mentor', 'cover', 'greeter'] as const

/** The people I am there for, with the next meeting and the last entry of each. */
export async function listMyPeople(ctx: Context) {
  const ties = (await listTiesOf(ctx, ctx.actor.personId)).filter((tie) => TIES.includes(tie.kind as 'mentor'))
  const ids = [...new Set(ties.map((tie) => tie.subjectId))]
  if (ids.length === 0) return { items: [] }
  const names = await listNames(ctx, ids)
  const next = await listNextMeetings(ctx, ids)
  const last = await listLastTalks(ctx, ids)
  const { organizationId } = ctx.actor
  const stages = await ctx.tx
    .selectFrom('relationships')
    .where('organizationId', '=', organizationId)
    .where('participantId', 'in', ids)
    .where('stage', '<>', 'closed')
    .select(['participantId', 'mentorId', 'stage', 'agreementId'])
    .execute()
  const holding = await listHolding(
    ctx,
    stages.flatMap((row) => row.agreementId ?? []),
  )
  const phones = await ctx.tx
    .selectFrom('participants')
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .select(['id', 'leaveMessage'])
    .execute()
  const items = ids.map((id) => {
    const talk = last.get(id)
    return {
      person: { id, name: names.get(id) ?? '' },
      // Whoever is both is first her mentor.
      tie: TIES.find((kind) => ties.some((tie) => tie.subjectId === id && tie.kind === kind))!,
      stage: stages.find((row) => row.participantId === id)?.stage ?? null,
      toSign: stages.some(
        (row) =>
          row.participantId === id &&
          row.mentorId === ctx.actor.personId &&
          !(row.agreementId && holding.has(row.agreementId)),
      ),
      next: next.get(id) ?? null,
      lastTalk: talk
        ? { startedAt: talk.startedAt.toString(), day: talk.localOn.toString(), outcome: talk.outcome }
        : null,
      leaveMessage: phones.find((row) => row.id === id)?.leaveMessage ?? false,
    }
  })
  return { items: items.toSorted((a, b) => a.person.name.localeCompare(b.person.name)) }
}

/** A mentor's month: talks count by themselves, joined ones too; hours and miles beside them were logged. */
export async function sumMonth(ctx: Context, mentorId: string) {
  const from = (await todayHere(ctx)).with({ day: 1 })
  const { organizationId } = ctx.actor
  const row = await ctx.tx
    .selectFrom('talks')
    .where('organizationId', '=', organizationId)
    .where('localOn', '>=', from)
    .where('outcome', '=', 'happened')
    .where((or) =>
      or.or([
        or('mentorId', '=', mentorId),
        or(
          'id',
          'in',
          or
            .selectFrom('talkJoins')
            .where('organizationId', '=', organizationId)
            .where('mentorId', '=', mentorId)
            .select('talkId'),
        ),
      ]),
    )
    .select((e) => [
      e.fn.coalesce(e.fn.sum<number>('minutes'), e.lit(0)).as('minutes'),
      e.fn.countAll<number>().as('talks'),
      e.fn.count<number>('participantId').distinct().as('people'),
    ])
    .executeTakeFirstOrThrow()
  const beside = await sumHours(ctx, mentorId, from)
  return {
    from: from.toString(),
    minutesTalked: Number(row.minutes),
    minutesOther: beside.minutes,
    miles: beside.miles,
    talks: row.talks,
    people: row.people,
  }
}

/** The relationship of a match, for whoever may read it. */
export async function requireRelationship(ctx: Context, participantId: string): Promise<z.input<typeof Relationship>> {
  const relationship = await getRelationship(ctx, participantId)
  if (!relationship) throw new ProblemError('not_possible_now')
  return relationship
}
