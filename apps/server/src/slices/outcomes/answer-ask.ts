import type { Context } from '../../platform/context.ts'
import { checkPhone, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { attentionDue } from '../attention/index.ts'
import { authorize } from '../people/index.ts'
import { addUseAnswer, BY_HERSELF, type EntryMode, fillDays } from './answers.ts'
import { endAsk, getAsk, viewMyAsk } from './asks.ts'
import { listDaysToFill, rangeText } from './days.ts'
import { beginReport } from './reports.ts'
import type { AskRow, Course, MayKnow } from './tables.ts'

export interface AskAnswer extends PhoneTime {
  id: string
  answer: 'no' | 'yes' | 'rather_not_say'
  days: { day: string; state: 'used' | 'not_used'; substances: string[]; heavy: boolean | null }[]
  otherDaysWithoutUse: boolean
  course: Course | null
  mayKnow: MayKnow | null
  supervisorToldSaid: boolean
}

/** Answers about unknown days only; a window that has closed takes no more. An answer replaces 'rather not say' while it is open. */
async function write(
  ctx: Context,
  ask: AskRow,
  body: AskAnswer,
  entry: EntryMode,
  clock: 'fine' | 'flagged' | 'ask',
  bodyIndex: Buffer,
): Promise<void> {
  const on = Temporal.PlainDate.from(entry.on ?? body.day)
  if (Temporal.PlainDate.compare(on, ask.opensOn) < 0 || Temporal.PlainDate.compare(on, ask.closesOn) > 0)
    throw new ProblemError('not_possible_now')
  if (body.mayKnow === 'nobody' && body.supervisorToldSaid)
    throw new ProblemError('invalid_input', {
      fields: { mayKnow: 'is not a choice here: a supervisor is always told' },
    })
  const first = dayNumber(ask.aboutFrom)
  const outside = body.days.some(({ day }) => dayNumber(day) < first || dayNumber(day) > dayNumber(ask.aboutTo))
  if (outside) throw new ProblemError('invalid_input', { fields: { days: 'are outside of what was asked' } })
  const { participantId } = ask
  const unknown = await listDaysToFill(ctx, participantId, {
    from: first,
    to: Math.min(dayNumber(ask.aboutTo), dayNumber(on)),
  })
  const answer = { ...body, participantId, source: 'ask' as const, askId: ask.id, clock, entry, bodyIndex }
  await addUseAnswer(ctx, answer)
  const isHers = ctx.actor.personId === participantId
  const isOpen = (day: number) => unknown.some(({ from, to }) => day >= from && day <= to)
  const used = body.days.filter(({ day, state }) => state === 'used' && (isHers || isOpen(dayNumber(day))))
  // 'Yes' without a day, where every day is known already, confirms what is there.
  await fillDays(ctx, answer, {
    about: unknown,
    used: body.answer === 'yes' ? used : [],
    otherDaysWithoutUse: body.otherDaysWithoutUse,
  })
  if (body.answer === 'yes')
    await beginReport(
      ctx,
      {
        id: body.id,
        participantId,
        source: 'ask',
        askId: ask.id,
        supervisorToldSaid: body.supervisorToldSaid,
        about: unknown.map(rangeText),
        recordedAt: body.recordedAt,
        zone: body.zone,
        day: on.toString(),
      },
      {
        mayKnow: body.mayKnow ?? undefined,
        days: used.map(({ day }) => day),
        otherDaysWithoutUse: body.otherDaysWithoutUse,
        substances: [...new Set(used.flatMap(({ substances }) => substances))],
        heavy: used.some(({ heavy }) => heavy === true) ? true : null,
        course: body.course,
      },
    )
  await endAsk(ctx, ask.id, entry)
  await attentionDue(ctx, [participantId])
}

export async function answerMyAsk(ctx: Context, askId: string, body: AskAnswer, sentAt: string | undefined) {
  const ask = await getAsk(ctx, askId)
  if (ask.participantId !== ctx.actor.personId) throw new ProblemError('not_found')
  const today = Temporal.PlainDate.from(body.day)
  const { kept, bodyIndex } = await takeId(ctx, 'useAnswers', body.id, { ...body, of: askId })
  if (kept) return viewMyAsk(ctx, ask, today)
  const clock = checkPhone(ctx, body, sentAt)
  await authorize(ctx, { action: 'ask.answer', act: 'write', subjectId: ask.participantId, recordIds: [askId] })
  await write(ctx, ask, body, BY_HERSELF, clock, bodyIndex)
  return viewMyAsk(ctx, await getAsk(ctx, askId), today)
}

/** Entered together with her, from a call or from paper. Whoever entered it can never read it back. */
export async function answerFollowUp(
  ctx: Context,
  askId: string,
  body: AskAnswer & { done: EntryMode },
  sentAt: string | undefined,
) {
  const ask = await getAsk(ctx, askId)
  await authorize(ctx, { action: 'ask.answer', act: 'write', subjectId: ask.participantId, recordIds: [askId] })
  const { kept, bodyIndex } = await takeId(ctx, 'askAttempts', body.id, { ...body, of: askId })
  if (kept) return { id: body.id, status: 'answered' as const }
  // She has answered: nobody enters another answer over hers.
  if (ask.endedAt) throw new ProblemError('not_possible_now')
  const clock = checkPhone(ctx, body, sentAt)
  if (body.done.on && dayNumber(body.done.on) > dayNumber(body.day))
    throw new ProblemError('future_day', { fields: { 'done.on': 'has not come yet' } })
  await ctx.tx
    .insertInto('askAttempts')
    .values({
      organizationId: ctx.actor.organizationId,
      id: body.id,
      askId,
      mode: body.done.mode === 'paper' ? 'paper' : body.done.mode === 'phone' ? 'phone' : 'in_person',
      result: 'answered',
      at: body.recordedAt,
      recordedAt: ctx.now,
      byId: ctx.actor.personId,
      bodyIndex,
    })
    .execute()
  await write(ctx, ask, body, body.done, clock, bodyIndex)
  return { id: body.id, status: 'answered' as const }
}
