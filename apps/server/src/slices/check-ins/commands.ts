import type { CheckIn } from '@cairn/contract/check-ins.ts'
import { askAgainOn } from '@cairn/program/check-ins/fields.ts'
import type { Sharing } from '@cairn/program/people/vocabulary.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import { type ClockVerdict, checkPhone, dayFrom, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { bodyIndexOf, takeId } from '../../platform/same-id.ts'
import { attentionDue } from '../attention/index.ts'
import {
  addUseAnswer,
  beginReport,
  type EntryMode,
  endAsk,
  fillDays,
  fillReportDays,
  listDaysToFill,
  listOpenAsks,
  rangeText,
} from '../outcomes/index.ts'
import {
  authorize,
  findMentorOf,
  findSharing,
  getParticipant,
  noteAudit,
  requireHerTime,
  setSharing,
} from '../people/index.ts'
import type { AskAgain, CheckInRow, Need } from './tables.ts'

export interface CheckInBody extends PhoneTime {
  id: string
  mood: number | null
  urges: number | null
  stress: number | null
  needs: Need[]
  useShown: boolean
  use: 'no' | 'yes' | 'rather_not_say' | null
  useAbout: { from: string; to: string }[]
  useReportId: string | null
  supervisorToldSaid: boolean
  askAgain: AskAgain | null
}

const AGAIN = { tomorrow: 'tomorrow', few_days: 'in_a_few_days', week: 'in_a_week', never: 'i_will_come' } as const
const LONGEST_QUESTION = 60

async function insert(
  ctx: Context,
  participantId: string,
  body: CheckInBody,
  more: { entry: EntryMode; clock: ClockVerdict; sharedWithId: string | null; bodyIndex: Buffer },
): Promise<void> {
  const { tx, now, actor, vault } = ctx
  const { entry } = more
  const localOn = entry.on ?? body.day
  const next = body.askAgain ? askAgainOn(dayNumber(localOn), AGAIN[body.askAgain]) : null
  await tx
    .insertInto('checkIns')
    .values({
      organizationId: actor.organizationId,
      id: body.id,
      participantId,
      recordedAt: body.recordedAt,
      receivedAt: now,
      timeZone: body.zone,
      localOn,
      clock: more.clock,
      mood: body.mood,
      urges: body.urges,
      stress: body.stress,
      needs: [...new Set(body.needs)],
      useShown: body.useShown,
      sharedWithId: more.sharedWithId,
      askAgain: body.askAgain,
      nextOn: next === null ? null : dayFrom(next),
      mode: entry.mode,
      formVersion: entry.formVersion ?? null,
      witnessSealed: entry.witness ? await vault.seal(tx, actor.organizationId, participantId, entry.witness) : null,
      enteredBy: entry.mode === 'self' ? null : actor.personId,
      bodyIndex: more.bodyIndex,
    })
    .execute()
}

const spanOf = (ranges: readonly { from: string; to: string }[]) => ({
  from: Math.min(...ranges.map(({ from }) => dayNumber(from))),
  to: Math.max(...ranges.map(({ to }) => dayNumber(to))),
})

/**
 * What she answered about use: *no* fills the unknown days that the question was about; *rather not say* fills nothing and
 * ends an open ask; *yes* begins a report that tells nobody. A skipped question leaves no trace at all.
 */
async function takeUseAnswer(
  ctx: Context,
  participantId: string,
  body: CheckInBody,
  entry: EntryMode,
  clock: ClockVerdict,
): Promise<void> {
  if (body.use === null) return
  const localOn = entry.on ?? body.day
  const today = dayNumber(localOn)
  const { enrolledOn } = await getParticipant(ctx, participantId)
  const about = []
  for (const { from, to } of body.useAbout) {
    if (dayNumber(to) > today)
      throw new ProblemError('future_day', { fields: { useAbout: 'names a day that has not come yet' } })
    about.push(
      ...(await listDaysToFill(ctx, participantId, {
        from: Math.max(dayNumber(from), today - LONGEST_QUESTION, dayNumber(enrolledOn)),
        to: dayNumber(to),
      })),
    )
  }
  const source = entry.mode === 'self' || entry.mode === 'paper' ? ('check_in' as const) : ('mentor_together' as const)
  const asks = (await listOpenAsks(ctx, participantId, Temporal.PlainDate.from(localOn))).filter(
    (ask) => ask.endedAt === null,
  )
  const declined = body.use === 'rather_not_say' ? asks : []
  const answer = {
    ...body,
    participantId,
    answer: body.use,
    source,
    askId: declined[0]?.id ?? null,
    asked: entry.mode === 'self' || body.useAbout.length === 0 ? null : spanOf(body.useAbout),
    reportId: body.useReportId,
    clock,
    entry,
    bodyIndex: bodyIndexOf(ctx, body.id),
  }
  await addUseAnswer(ctx, answer)
  if (body.use === 'no') await fillDays(ctx, answer, { about, used: [], otherDaysWithoutUse: false })
  for (const ask of declined) await endAsk(ctx, ask.id, entry)
  if (body.use === 'yes') {
    const report = { id: body.useReportId!, participantId, source, askId: null }
    const ranges = about.map(rangeText)
    await beginReport(ctx, {
      ...report,
      supervisorToldSaid: body.supervisorToldSaid,
      about: ranges,
      recordedAt: body.recordedAt,
      zone: body.zone,
      day: localOn,
    })
    await fillReportDays(
      ctx,
      { ...report, substances: [], heavy: null, day: localOn, about: ranges, days: [], otherDaysWithout: false },
      true,
    )
  }
}

export async function addCheckIn(
  ctx: Context,
  body: CheckInBody & { sharing: Sharing | null; shareThis: boolean | null },
  sentAt: string | undefined,
): Promise<z.infer<typeof CheckIn>> {
  const participantId = ctx.actor.personId
  const { kept, bodyIndex } = await takeId(ctx, 'checkIns', body.id, { ...body, of: participantId })
  if (kept) return viewCheckIn(ctx, kept)
  await requireHerTime(ctx, participantId, body.day, { field: 'day', daysBefore: 1 })
  const clock = checkPhone(ctx, body, sentAt)
  const mentor = await findMentorOf(ctx, participantId)
  if (body.sharing !== null) await setSharing(ctx, participantId, body.sharing)
  const sharing = body.sharing ?? (await findSharing(ctx, participantId))
  const shared = sharing === 'yes' || (sharing === 'ask_each_time' && body.shareThis === true)
  const entry: EntryMode = { mode: 'self' }
  await insert(ctx, participantId, body, {
    entry,
    clock,
    sharedWithId: shared ? (mentor?.id ?? null) : null,
    bodyIndex,
  })
  await takeUseAnswer(ctx, participantId, body, entry, clock)
  await noteAudit(ctx, [{ action: 'check_in.write', act: 'write', subjectId: participantId, recordIds: [body.id] }])
  await attentionDue(ctx, [participantId])
  return viewCheckIn(ctx, await getRow(ctx, 'checkIns', body.id))
}

/** Entered together, from a call or from paper: what was said about use cannot be read back by whoever typed it. */
export async function addCheckInFor(
  ctx: Context,
  participantId: string,
  body: CheckInBody & { done: EntryMode },
  sentAt: string | undefined,
): Promise<{ id: string }> {
  await authorize(ctx, { action: 'check_in.write', act: 'write', subjectId: participantId, recordIds: [body.id] })
  await getParticipant(ctx, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'checkIns', body.id, { ...body, of: participantId })
  if (kept) return { id: body.id }
  const clock = checkPhone(ctx, body, sentAt)
  if (body.done.on && dayNumber(body.done.on) > dayNumber(body.day))
    throw new ProblemError('future_day', { fields: { 'done.on': 'has not come yet' } })
  await requireHerTime(ctx, participantId, body.done.on ?? body.day, { field: 'done.on' })
  const mentor = await findMentorOf(ctx, participantId)
  const shared = (await findSharing(ctx, participantId)) === 'yes'
  await insert(ctx, participantId, body, {
    entry: body.done,
    clock,
    sharedWithId: shared ? (mentor?.id ?? null) : null,
    bodyIndex,
  })
  await takeUseAnswer(ctx, participantId, body, body.done, clock)
  await attentionDue(ctx, [participantId])
  return { id: body.id }
}

/** Her own check-in, with what she answered about use: read as herself only. */
export async function viewCheckIn(ctx: Context, row: CheckInRow): Promise<z.infer<typeof CheckIn>> {
  return (await viewCheckIns(ctx, [row]))[0]!
}

export async function viewCheckIns(ctx: Context, rows: readonly CheckInRow[]): Promise<z.infer<typeof CheckIn>[]> {
  if (rows.length === 0) return []
  const answers = await ctx.tx
    .selectFrom('useAnswers')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .select(['id', 'answer', 'reportId'])
    .execute()
  const used = new Map(answers.map((row) => [row.id, row]))
  return rows.map((row) => {
    const use = used.get(row.id)
    return {
      id: row.id,
      recordedAt: row.recordedAt.toString(),
      zone: row.timeZone,
      day: row.localOn.toString(),
      receivedAt: row.receivedAt.toString(),
      clock: row.clock,
      mood: row.mood,
      urges: row.urges,
      stress: row.stress,
      needs: row.needs,
      shared: row.sharedWithId !== null,
      askAgain: row.askAgain,
      nextOn: row.nextOn?.toString() ?? null,
      use: use === undefined || use.answer === 'days' ? null : use.answer,
      useReportId: use?.reportId ?? null,
    }
  })
}
