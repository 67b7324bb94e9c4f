import type { FollowUp } from '@cairn/contract/follow-ups.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { dayNumber } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { attentionDue } from '../attention/index.ts'
import { getPolicy, todayHere } from '../organizations/index.ts'
import { authorize, listContacts, listNames, noteAudit } from '../people/index.ts'
import { getAsk, openDaysOf } from './asks.ts'
import { rangeText } from './days.ts'
import { listSubstances } from './her-substances.ts'
import { listMayKnow } from './may-know.ts'
import type { AskRow } from './tables.ts'

export type FollowUpView = z.infer<typeof FollowUp>

function statusOf(ask: AskRow, today: Temporal.PlainDate, tries: number): FollowUpView['status'] {
  if (ask.endedAt) return 'answered'
  if (Temporal.PlainDate.compare(today, ask.opensOn) < 0) return 'not_yet'
  if (Temporal.PlainDate.compare(today, ask.closesOn) > 0) return tries > 0 ? 'not_reached' : 'not_asked'
  return Temporal.PlainDate.compare(today, ask.dueOn) > 0 ? 'overdue' : 'open'
}

/** Asks as staff sees them: answered or not, and what was tried. Which answer it was is in no column that is read here. */
export async function viewFollowUps(
  ctx: Context,
  asks: readonly AskRow[],
  today: Temporal.PlainDate,
): Promise<FollowUpView[]> {
  if (asks.length === 0) return []
  const { tx, actor } = ctx
  const ids = asks.map((ask) => ask.id)
  const people = [...new Set(asks.map((ask) => ask.participantId))]
  const attempts = await tx
    .selectFrom('askAttempts')
    .where('organizationId', '=', actor.organizationId)
    .where('askId', 'in', ids)
    .orderBy('at')
    .select(['askId', 'at', 'mode', 'result'])
    .execute()
  const participants = new Map(
    (
      await tx
        .selectFrom('participants')
        .where('organizationId', '=', actor.organizationId)
        .where('id', 'in', people)
        .select(['id', 'leaveMessage', 'fundingSource'])
        .execute()
    ).map((row) => [row.id, row]),
  )
  const { rows: known } = await sql<{ id: string; known: number }>`
    select a.id, (select count(*) from known_days_of(a.participant_id, a.about_from, least(a.about_to, ${today.toString()}::date))) as known
    from asks a where a.organization_id = ${actor.organizationId} and a.id = any(${ids}::uuid[])`.execute(tx)
  const knownOf = new Map(known.map((row) => [row.id, row.known]))
  const names = await listNames(ctx, people)
  const contacts = await listContacts(ctx, people)
  return asks.map((ask) => {
    const tried = attempts.filter((attempt) => attempt.askId === ask.id)
    const last = tried.at(-1)
    const passed = Math.max(0, Math.min(dayNumber(ask.aboutTo), dayNumber(today)) - dayNumber(ask.aboutFrom) + 1)
    return {
      askId: ask.id,
      person: { id: ask.participantId, name: names.get(ask.participantId) ?? '…' },
      askDay: ask.askDay,
      opensOn: ask.opensOn.toString(),
      dueOn: ask.dueOn.toString(),
      closesOn: ask.closesOn.toString(),
      status: statusOf(ask, today, tried.length),
      daysLeft: dayNumber(ask.closesOn) - dayNumber(today),
      tries: tried.length,
      lastTry: last ? { at: last.at.toString(), mode: last.mode, result: last.result } : null,
      reach: contacts.get(ask.participantId)?.reach ?? null,
      leaveMessage: participants.get(ask.participantId)?.leaveMessage ?? false,
      unknownDays: passed - (knownOf.get(ask.id) ?? 0),
      fundingSource: participants.get(ask.participantId)?.fundingSource ?? null,
    }
  })
}

export async function listFollowUps(
  ctx: Context,
  { show, mentorId }: { show: 'open' | 'closing' | 'coming' | 'closed'; mentorId?: string | undefined },
) {
  const { tx, actor } = ctx
  const today = await todayHere(ctx)
  const { windowClosesWithinDays } = await getPolicy(ctx)
  const asks = await tx
    .selectFrom('asks')
    .where('organizationId', '=', actor.organizationId)
    .$if(show === 'open' || show === 'closing', (query) =>
      query.where('opensOn', '<=', today).where('closesOn', '>=', today).where('endedAt', 'is', null),
    )
    .$if(show === 'closing', (query) => query.where('closesOn', '<=', today.add({ days: windowClosesWithinDays })))
    .$if(show === 'coming', (query) =>
      query.where('opensOn', '>', today).where('opensOn', '<=', today.add({ days: 14 })),
    )
    .$if(show === 'closed', (query) =>
      query
        .where((e) => e.or([e('closesOn', '<', today), e('endedAt', 'is not', null)]))
        .where('closesOn', '>', today.subtract({ days: 60 })),
    )
    .$if(mentorId !== undefined, (query) =>
      query.where('participantId', 'in', (sub) =>
        sub
          .selectFrom('ties')
          .where('organizationId', '=', actor.organizationId)
          .where('kind', '=', 'mentor')
          .where('until', 'is', null)
          .where('holderId', '=', mentorId!)
          .select('subjectId'),
      ),
    )
    .orderBy('closesOn', show === 'closed' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(500)
    .selectAll()
    .execute()
  const items = await viewFollowUps(ctx, asks, today)
  await noteAudit(
    ctx,
    [...new Set(items.map((item) => item.person.id))].map((subjectId) => ({
      action: 'ask.read' as const,
      act: 'read' as const,
      subjectId,
    })),
  )
  return { today: today.toString(), items, meter: await countFollowUps(ctx, today) }
}

/** Answered of all whose window has closed, a year back, by grant and ask. */
async function countFollowUps({ tx, actor }: Context, today: Temporal.PlainDate) {
  const rows = await tx
    .selectFrom('asks as a')
    .innerJoin('participants as p', (join) =>
      join.onRef('p.organizationId', '=', 'a.organizationId').onRef('p.id', '=', 'a.participantId'),
    )
    .where('a.organizationId', '=', actor.organizationId)
    .where('a.closesOn', '<', today)
    .where('a.closesOn', '>', today.subtract({ days: 365 }))
    .groupBy(['p.fundingSource', 'a.askDay'])
    .select((e) => [
      'p.fundingSource',
      'a.askDay',
      e.fn.countAll<number>().as('closed'),
      e.fn.count<number>('a.endedAt').as('answered'),
    ])
    .execute()
  return rows
    .map((row) => ({ ...row, fundingSource: row.fundingSource ?? 'none' }))
    .sort((a, b) =>
      a.fundingSource === b.fundingSource ? a.askDay - b.askDay : a.fundingSource < b.fundingSource ? -1 : 1,
    )
}

export async function getFollowUp(ctx: Context, askId: string) {
  const ask = await getAsk(ctx, askId)
  await authorize(ctx, { action: 'ask.read', act: 'read', subjectId: ask.participantId, recordIds: [askId] })
  const today = await todayHere(ctx)
  const [view] = await viewFollowUps(ctx, [ask], today)
  const { unknown, knownDays } = await openDaysOf(ctx, ask, today)
  const attempts = await ctx.tx
    .selectFrom('askAttempts')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('askId', '=', askId)
    .orderBy('at')
    .select(['id', 'at', 'mode', 'result', 'byId'])
    .execute()
  const names = await listNames(
    ctx,
    attempts.flatMap(({ byId }) => (byId ? [byId] : [])),
  )
  return {
    ...view!,
    about: { from: ask.aboutFrom.toString(), to: ask.aboutTo.toString() },
    unknown: unknown.map(rangeText),
    knownDays,
    mayKnow: await listMayKnow(ctx, ask.participantId),
    substances: (await listSubstances(ctx, ask.participantId)).substances,
    attempts: attempts.map(({ id, at, mode, result, byId }) => ({
      id,
      at: at.toString(),
      mode,
      result,
      by: byId ? (names.get(byId) ?? null) : null,
    })),
  }
}

export interface Attempt {
  id: string
  at: string
  mode: 'app' | 'message_link' | 'sms' | 'phone' | 'paper' | 'in_person'
  result: 'answered' | 'left_message' | 'no_answer' | 'wrong_number' | 'declined' | 'asked_later'
}

/** Records a try. 'Answered' comes with the answer itself, never without it. */
export async function addAttempt(ctx: Context, askId: string, attempt: Attempt) {
  const ask = await getAsk(ctx, askId)
  await authorize(ctx, { action: 'ask.attempt', act: 'write', subjectId: ask.participantId, recordIds: [attempt.id] })
  const { kept, bodyIndex } = await takeId(ctx, 'askAttempts', attempt.id, { ...attempt, of: askId })
  if (kept) return getFollowUp(ctx, askId)
  const today = await todayHere(ctx)
  if (Temporal.PlainDate.compare(today, ask.opensOn) < 0 || Temporal.PlainDate.compare(today, ask.closesOn) > 0)
    throw new ProblemError('not_possible_now')
  if (Temporal.Instant.compare(Temporal.Instant.from(attempt.at), ctx.now.add({ minutes: 10 })) > 0)
    throw new ProblemError('invalid_input', { fields: { at: 'has not come yet' } })
  await ctx.tx
    .insertInto('askAttempts')
    .values({
      organizationId: ctx.actor.organizationId,
      ...attempt,
      askId,
      recordedAt: ctx.now,
      byId: ctx.actor.personId,
      bodyIndex,
    })
    .execute()
  await attentionDue(ctx, [ask.participantId])
  return getFollowUp(ctx, askId)
}
