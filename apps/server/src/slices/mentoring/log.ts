import type { changeTalk as changeRoute, logTalk as logRoute } from '@cairn/contract/talks.ts'
import { changeableUntil } from '@cairn/program/mentoring/talk-rules.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { checkPhone } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { settleByTalk } from '../attention/index.ts'
import { bookMeeting, recordMeeting, reopenMeeting } from '../calendar/index.ts'
import { getMentor, getParticipant, listTiesTo } from '../people/index.ts'
import { addSupervisionItem } from './supervision.ts'
import { getTalkRow, type TalkRow } from './talks.ts'

type Log = z.output<typeof logRoute.schema.body>
type Change = z.output<typeof changeRoute.schema.body>

const CLOCKS_DIFFER = { minutes: 10 }

/** Whose talk it is: the mentor's who logs; staff names the mentor, else it is her mentor's now. */
async function mentorOf(ctx: Context, participantId: string, named: string | undefined): Promise<string> {
  if (ctx.actor.role === 'mentor') {
    if (named !== undefined && named !== ctx.actor.personId) throw new ProblemError('not_allowed')
    return ctx.actor.personId
  }
  const mentorId = named ?? (await listTiesTo(ctx, [participantId], 'mentor'))[0]?.holderId
  if (mentorId === undefined) throw new ProblemError('not_possible_now')
  return (await getMentor(ctx, mentorId)).id
}

function requirePast({ now }: Context, { outcome, startedAt }: Pick<Change, 'outcome' | 'startedAt'>): void {
  if (outcome === 'happened' && Temporal.Instant.compare(Temporal.Instant.from(startedAt), now.add(CLOCKS_DIFFER)) > 0)
    throw new ProblemError('future_day', { fields: { startedAt: 'has not come yet' } })
}

/** The columns of what was typed; words sealed with the participant's key, because they are hers to read. */
async function columnsOf(ctx: Context, participantId: string, talk: Omit<Change, 'version'>) {
  const seal = async (text: string | null) =>
    text ? await ctx.vault.seal(ctx.tx, ctx.actor.organizationId, participantId, text) : null
  const startedAt = Temporal.Instant.from(talk.startedAt)
  return {
    outcome: talk.outcome,
    startedAt,
    endsAt: startedAt.add({ minutes: talk.minutes ?? 0 }),
    timeZone: talk.timeZone,
    localOn: talk.day,
    minutes: talk.minutes,
    way: talk.way,
    placeSealed: await seal(talk.place),
    workedOn: talk.workedOn,
    steps: JSON.stringify(talk.steps),
    tried: talk.tried,
    triedOwn: talk.triedOwn,
    nextStepSealed: await seal(talk.nextStep),
    lineSealed: await seal(talk.line),
  }
}

const meetingOf = (
  id: string,
  participantId: string,
  mentorId: string,
  talk: Omit<Change, 'version'>,
  occurrenceId: string | null,
) => ({
  id,
  occurrenceId,
  participantId,
  hostId: mentorId,
  outcome: talk.outcome,
  startedAt: Temporal.Instant.from(talk.startedAt),
  timeZone: talk.timeZone,
  day: Temporal.PlainDate.from(talk.day),
  minutes: talk.minutes,
  way: talk.way,
})

/** Logs a talk: the entry, its attendance in the calendar, and what was tapped beside it. Sent twice, it is there once. */
export async function logTalk(
  ctx: Context,
  participantId: string,
  body: Log,
  sentAt: string | undefined,
): Promise<void> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'talks', body.id, { ...body, of: participantId })
  if (kept) return
  await getParticipant(ctx, participantId)
  const mentorId = await mentorOf(ctx, participantId, body.mentorId)
  const clock = checkPhone(ctx, { recordedAt: body.recordedAt, zone: body.timeZone, day: body.day }, sentAt)
  requirePast(ctx, body)
  const occurrenceId = await recordMeeting(ctx, meetingOf(body.id, participantId, mentorId, body, body.occurrenceId))
  await tx
    .insertInto('talks')
    .values({
      organizationId,
      id: body.id,
      participantId,
      mentorId,
      occurrenceId,
      ...(await columnsOf(ctx, participantId, body)),
      recordedAt: body.recordedAt,
      receivedAt: now,
      clockIsOff: clock !== 'fine',
      loggedBy: actor.personId,
      bodyIndex,
    })
    .execute()
  // It answers what she had asked of this mentor; its end counts, because a log begins with a guess of the start.
  if (body.outcome === 'happened')
    await settleByTalk(ctx, {
      participantId,
      mentorId,
      at: Temporal.Instant.from(body.startedAt).add({ minutes: body.minutes! }),
    })
  if (body.nextTime)
    await bookMeeting(ctx, participantId, { ...body.nextTime, hostId: mentorId, timeZone: body.timeZone, link: null })
  if (body.bringToSupervision) await addSupervisionItem(ctx, body.bringToSupervision)
}

/** An entry is its mentor's (or of whoever logged it) and the staff's to change. */
function requireOwn({ actor }: Context, row: TalkRow): void {
  if (actor.role === 'mentor' && row.mentorId !== actor.personId && row.loggedBy !== actor.personId)
    throw new ProblemError('not_found')
}

/** Changes an entry within a day of its arrival. Her 'Right?' was about the old one, so she is asked again. */
export async function changeTalk(ctx: Context, id: string, { version, ...talk }: Change): Promise<void> {
  const { tx, actor, now } = ctx
  const row = await lockRow(ctx, 'talks', id)
  requireOwn(ctx, row)
  if (row.version !== version) throw new ProblemError('stale_version')
  if (Temporal.Instant.compare(changeableUntil(row.receivedAt), now) <= 0) throw new ProblemError('log_closed')
  checkPhone(ctx, { recordedAt: now.toString(), zone: talk.timeZone, day: talk.day }, undefined)
  requirePast(ctx, talk)
  const planned = row.occurrenceId !== null && row.occurrenceId !== id ? row.occurrenceId : null
  const wanted = talk.occurrenceId === id ? null : talk.occurrenceId
  if (planned !== null && planned !== wanted) await reopenMeeting(ctx, planned)
  if (wanted !== null && row.occurrenceId === id)
    await recordMeeting(ctx, { ...meetingOf(id, row.participantId, row.mentorId, talk, null), outcome: 'moved' })
  const occurrenceId = await recordMeeting(ctx, meetingOf(id, row.participantId, row.mentorId, talk, wanted))
  await tx
    .updateTable('talks')
    .set({ ...(await columnsOf(ctx, row.participantId, talk)), occurrenceId, version: version + 1 })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .execute()
  await tx
    .deleteFrom('talkConfirmations')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .execute()
}

/** Adds to an entry; the entry stays as it was. */
export async function addToTalk(ctx: Context, talkId: string, body: { id: string; words: string }): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const row = await getTalkRow(ctx, talkId)
  requireOwn(ctx, row)
  const { kept, bodyIndex } = await takeId(ctx, 'talkAddenda', body.id, { ...body, of: talkId })
  if (kept) return
  await tx
    .insertInto('talkAddenda')
    .values({
      organizationId: actor.organizationId,
      id: body.id,
      talkId,
      byId: actor.personId,
      wordsSealed: await vault.seal(tx, actor.organizationId, row.participantId, body.words),
      at: now,
      bodyIndex,
    })
    .execute()
}

/** 'I was part of it': the same meeting is not written twice. */
export async function joinTalk(ctx: Context, talkId: string): Promise<void> {
  const { tx, actor, now } = ctx
  const row = await getTalkRow(ctx, talkId)
  if (actor.role !== 'mentor' || row.mentorId === actor.personId || row.outcome !== 'happened')
    throw new ProblemError('not_possible_now')
  await tx
    .insertInto('talkJoins')
    .values({ organizationId: actor.organizationId, talkId, mentorId: actor.personId, joinedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Her card: right or not, three faces, what was different. It may be given again; the last one counts. */
export async function confirmTalk(
  ctx: Context,
  id: string,
  card: { right: boolean; face: 'good' | 'okay' | 'not_good' | null; words: string | null },
): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const row = await getTalkRow(ctx, id)
  if (row.participantId !== actor.personId || row.outcome !== 'happened') throw new ProblemError('not_found')
  const values = {
    isRight: card.right,
    face: card.face,
    wordsSealed: card.words ? await vault.seal(tx, actor.organizationId, actor.personId, card.words) : null,
    at: now,
  }
  await tx
    .insertInto('talkConfirmations')
    .values({ organizationId: actor.organizationId, id, ...values })
    .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(values))
    .execute()
}
