import type { Talk } from '@cairn/contract/talks.ts'
import { changeableUntil } from '@cairn/program/mentoring/talk-rules.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow, someIds } from '../../platform/database/rows.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { todayHere } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'

export type TalkRow = Selectable<Tables['talks']>
export type TalkView = z.input<typeof Talk>

export const getTalkRow = (ctx: Pick<Context, 'tx' | 'actor'>, id: string): Promise<TalkRow> => getRow(ctx, 'talks', id)

/** Entries as they leave the server. Of another mentor's entry a mentor sees when and how, not the words. */
export async function presentTalks(ctx: Context, rows: readonly TalkRow[]): Promise<TalkView[]> {
  const { tx, vault, actor } = ctx
  const { organizationId } = actor
  const ids = someIds(rows.map((row) => row.id))
  const addenda = await tx
    .selectFrom('talkAddenda')
    .where('organizationId', '=', organizationId)
    .where('talkId', 'in', ids)
    .orderBy('at')
    .selectAll()
    .execute()
  const joins = await tx
    .selectFrom('talkJoins')
    .where('organizationId', '=', organizationId)
    .where('talkId', 'in', ids)
    .orderBy('joinedAt')
    .selectAll()
    .execute()
  const confirmations = await tx
    .selectFrom('talkConfirmations')
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .selectAll()
    .execute()
  const names = await listNames(ctx, [
    ...rows.flatMap((row) => [row.participantId, row.mentorId]),
    ...addenda.map((one) => one.byId),
    ...joins.map((one) => one.mentorId),
  ])
  const ref = (id: string) => ({ id, name: names.get(id) ?? '' })
  const owners = new Map(rows.map((row) => [row.id, row.participantId]))
  const sealed = [
    ...rows.flatMap((row) =>
      [row.placeSealed, row.nextStepSealed, row.lineSealed].map((one) => ({ ownerId: row.participantId, sealed: one })),
    ),
    ...addenda.map((one) => ({ ownerId: owners.get(one.talkId)!, sealed: one.wordsSealed })),
    ...confirmations.map((one) => ({ ownerId: owners.get(one.id)!, sealed: one.wordsSealed })),
  ]
  const opened = await vault.openAll(tx, organizationId, sealed)
  const addendaFrom = 3 * rows.length
  const confirmationsFrom = addendaFrom + addenda.length
  return rows.map((row, i) => {
    const joinedBy = joins.filter((one) => one.talkId === row.id).map((one) => one.mentorId)
    const seesWords =
      actor.role !== 'mentor' ||
      row.mentorId === actor.personId ||
      row.loggedBy === actor.personId ||
      joinedBy.includes(actor.personId)
    const confirmed = confirmations.findIndex((one) => one.id === row.id)
    const confirmation = confirmations[confirmed]
    return {
      id: row.id,
      participant: ref(row.participantId),
      mentor: ref(row.mentorId),
      outcome: row.outcome,
      occurrenceId: row.occurrenceId,
      startedAt: row.startedAt.toString(),
      timeZone: row.timeZone,
      day: row.localOn.toString(),
      minutes: row.minutes,
      way: row.way,
      place: seesWords ? (opened[3 * i] ?? null) : null,
      workedOn: seesWords ? row.workedOn : [],
      steps: seesWords ? row.steps : [],
      tried: seesWords ? row.tried : [],
      triedOwn: seesWords ? row.triedOwn : [],
      nextStep: seesWords ? (opened[3 * i + 1] ?? null) : null,
      line: seesWords ? (opened[3 * i + 2] ?? null) : null,
      addenda: seesWords
        ? addenda.flatMap((one, at) =>
            one.talkId === row.id
              ? [{ id: one.id, by: ref(one.byId), at: one.at.toString(), words: opened[addendaFrom + at] ?? '' }]
              : [],
          )
        : [],
      joinedBy: joinedBy.map(ref),
      confirmation: confirmation
        ? {
            right: confirmation.isRight,
            face: confirmation.face,
            words: seesWords ? (opened[confirmationsFrom + confirmed] ?? null) : null,
            at: confirmation.at.toString(),
          }
        : null,
      clockIsOff: row.clockIsOff,
      loggedAt: row.receivedAt.toString(),
      changeableUntil: changeableUntil(row.receivedAt).toString(),
      version: row.version,
    }
  })
}

export async function getTalk(ctx: Context, id: string): Promise<TalkView> {
  return (await presentTalks(ctx, [await getTalkRow(ctx, id)]))[0]!
}

/** Entries about one participant, the newest first. */
export async function listTalks(
  ctx: Context,
  participantId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  const from = after === undefined ? undefined : await getTalkRow(ctx, after)
  const rows = await ctx.tx
    .selectFrom('talks')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .$if(from !== undefined, (q) =>
      q.where((or) =>
        or.or([
          or('startedAt', '<', from!.startedAt),
          or.and([or('startedAt', '=', from!.startedAt), or('id', '<', from!.id)]),
        ]),
      ),
    )
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .selectAll()
    .execute()
  const shown = rows.slice(0, limit)
  return { items: await presentTalks(ctx, shown), next: rows.length > limit ? shown.at(-1)!.id : null }
}

const CARD_DAYS = 14

/** Talks of the last two weeks that wait for her 'Right?'. */
export async function listToConfirm(ctx: Context) {
  const since = (await todayHere(ctx)).subtract({ days: CARD_DAYS })
  const rows = await ctx.tx
    .selectFrom('talks')
    .leftJoin('talkConfirmations as card', (join) =>
      join.onRef('card.organizationId', '=', 'talks.organizationId').onRef('card.id', '=', 'talks.id'),
    )
    .where('talks.organizationId', '=', ctx.actor.organizationId)
    .where('talks.participantId', '=', ctx.actor.personId)
    .where('talks.outcome', '=', 'happened')
    .where('talks.localOn', '>=', since)
    .where('card.id', 'is', null)
    .orderBy('talks.startedAt', 'desc')
    .limit(10)
    .selectAll('talks')
    .execute()
  return { items: await presentTalks(ctx, rows) }
}

/** The last entry of each of some people, whoever logged it. */
export async function listLastTalks(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantIds: readonly string[],
): Promise<Map<string, TalkRow>> {
  const rows = await tx
    .selectFrom('talks')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', 'in', someIds(participantIds))
    .distinctOn('participantId')
    .orderBy('participantId')
    .orderBy('startedAt', 'desc')
    .selectAll()
    .execute()
  return new Map(rows.map((row) => [row.participantId, row]))
}

/** The last talk that happened with each of some people. */
export async function listLastHappened(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantIds: readonly string[],
): Promise<Map<string, Temporal.Instant>> {
  const rows = await tx
    .selectFrom('talks')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', 'in', someIds(participantIds))
    .where('outcome', '=', 'happened')
    .groupBy('participantId')
    .select((e) => ['participantId', e.fn.max('startedAt').as('startedAt')])
    .execute()
  return new Map(rows.map((row) => [row.participantId, row.startedAt]))
}
