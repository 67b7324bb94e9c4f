import type { MyDays } from '@cairn/contract/outcomes.ts'
import { countPath } from '@cairn/program/return-to-use/path-count.ts'
import { toldAbout, unknownDays } from '@cairn/program/return-to-use/unknown-days.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { checkPhone, dayFrom, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { attentionDue } from '../attention/index.ts'
import { getParticipant, noteAudit } from '../people/index.ts'
import { addUseAnswer, BY_HERSELF, fillDays } from './answers.ts'
import { getAsk } from './asks.ts'
import { type Days, loadDayTable, rangeText, withdrawOwnReports, withdrawSettledRanges } from './days.ts'

const LONGEST = 400

/** Her own calendar: known days with what she told, and the unknown ones. */
export async function getMyDays(
  ctx: Context,
  { today, from, to }: { today: string; from?: string | undefined; to?: string | undefined },
): Promise<z.infer<typeof MyDays>> {
  const { enrolledOn } = await getParticipant(ctx, ctx.actor.personId)
  const last = Math.min(dayNumber(to ?? today), dayNumber(today))
  const first = Math.max(dayNumber(from ?? dayFrom(dayNumber(today) - 29)), last - LONGEST)
  const table = await loadDayTable(ctx, ctx.actor.personId)
  const known = [...table.days.values()].filter(({ day }) => day >= first && day <= last).sort((a, b) => a.day - b.day)
  const { told, of, unknown } = toldAbout(table, dayNumber(today), 30)
  return {
    from: dayFrom(first).toString(),
    to: dayFrom(last).toString(),
    known: known.map(({ day, state, substances, severity, source, recallDays, disagreement }) => ({
      day: dayFrom(day).toString(),
      state,
      substances: [...substances],
      heavy: severity === 'heavy_use',
      source,
      recallDays,
      disagreement,
    })),
    unknown: unknownDays(table, first, last).map(rangeText),
    told: { told, of, unknown: unknown.map(rangeText) },
    anchors: await listAnchors(ctx, { from: first, to: last }, enrolledOn),
  }
}

/** Her own days to remember others by: she came, and her check-ins. Talks and groups join from the calendar. */
async function listAnchors(
  { tx, actor }: Context,
  { from, to }: Days,
  enrolledOn: Temporal.PlainDate,
): Promise<z.infer<typeof MyDays>['anchors']> {
  const attended = await tx
    .selectFrom('attendance as a')
    .innerJoin('calendarOccurrences as o', (join) =>
      join.onRef('o.organizationId', '=', 'a.organizationId').onRef('o.id', '=', 'a.occurrenceId'),
    )
    .where('a.organizationId', '=', actor.organizationId)
    .where('a.personId', '=', actor.personId)
    .where('a.status', 'in', ['came', 'came_late'])
    .where('o.localOn', '>=', dayFrom(from))
    .where('o.localOn', '<=', dayFrom(to))
    .select(['o.localOn', 'o.kind'])
    .execute()
  type Anchors = z.infer<typeof MyDays>['anchors']
  const anchors: Anchors = attended.map(({ localOn, kind }) => ({
    day: localOn.toString(),
    kind: kind === 'group' ? ('group' as const) : ('talk' as const),
    with: null,
  }))
  if (dayNumber(enrolledOn) >= from && dayNumber(enrolledOn) <= to)
    anchors.push({ day: enrolledOn.toString(), kind: 'enrolled', with: null })
  return anchors.sort((a, b) => (a.day < b.day ? -1 : 1))
}

export interface CalendarAnswer extends PhoneTime {
  id: string
  askId: string | null
  days: { day: string; state: 'used' | 'not_used'; substances: string[]; heavy: boolean | null }[]
}

/** Fills unknown days, or puts days right that she told before. The same id twice is one answer. */
export async function saveMyDays(ctx: Context, body: CalendarAnswer, sentAt: string | undefined) {
  const participantId = ctx.actor.personId
  const { kept, bodyIndex } = await takeId(ctx, 'useAnswers', body.id, { ...body, of: participantId })
  const days = body.days.map((entry) => dayNumber(entry.day))
  const shown = {
    today: body.day,
    from: dayFrom(Math.min(...days)).toString(),
    to: dayFrom(Math.max(...days)).toString(),
  }
  if (kept) return getMyDays(ctx, shown)
  const clock = checkPhone(ctx, body, sentAt)
  if (Math.max(...days) > dayNumber(body.day))
    throw new ProblemError('future_day', { fields: { days: 'name a day that has not come yet' } })
  if (new Set(days).size < days.length)
    throw new ProblemError('invalid_input', { fields: { days: 'name a day twice' } })
  if (body.askId && (await getAsk(ctx, body.askId)).participantId !== participantId) throw new ProblemError('not_found')
  const source = body.askId ? ('ask' as const) : ('self' as const)
  await withdrawOwnReports(ctx, participantId, days)
  const answer = { ...body, participantId, answer: 'days' as const, source, clock, entry: BY_HERSELF, bodyIndex }
  await addUseAnswer(ctx, answer)
  const used = body.days.filter((entry) => entry.state === 'used')
  const about = body.days
    .filter((entry) => entry.state === 'not_used')
    .map(({ day }) => ({ from: dayNumber(day), to: dayNumber(day) }))
  await fillDays(ctx, { ...answer, answer: used.length > 0 ? 'yes' : 'no' }, { about, used, otherDaysWithoutUse: true })
  await withdrawSettledRanges(
    ctx,
    participantId,
    used.map(({ day }) => dayNumber(day)),
  )
  await noteAudit(ctx, [{ action: 'check_in.write', act: 'write', subjectId: participantId, recordIds: [body.id] }])
  await attentionDue(ctx, [participantId])
  return getMyDays(ctx, shown)
}

/** Her path: the total never falls back. */
export async function getMyPath(ctx: Context, today: string) {
  const { enrolledOn } = await getParticipant(ctx, ctx.actor.personId)
  const table = await loadDayTable(ctx, ctx.actor.personId)
  const { throughDay, ...count } = countPath(
    table,
    dayNumber(enrolledOn),
    Math.max(dayNumber(today), dayNumber(enrolledOn)),
  )
  return {
    since: enrolledOn.toString(),
    today,
    ...count,
    throughDay: throughDay === null ? null : dayFrom(throughDay).toString(),
  }
}
