import type { ToldUse, UseReport } from '@cairn/contract/outcomes.ts'
import { may } from '@cairn/program/access/may.ts'
import { showsToleranceCard } from '@cairn/program/return-to-use/safety-card.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { findRow } from '../../platform/database/rows.ts'
import { type ClockVerdict, checkPhone, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { bodyIndexOf, lockId } from '../../platform/same-id.ts'
import { attentionDue, takeBack } from '../attention/index.ts'
import { getPolicy } from '../organizations/index.ts'
import { getParticipant, listNames, mayAct, noteAudit, standingsTo } from '../people/index.ts'
import { addUseAnswer, BY_HERSELF, fillDays } from './answers.ts'
import { getAsk } from './asks.ts'
import { findLastKnownDay, listUnknownDays, loadDayTable, rangeText } from './days.ts'
import { tellBy } from './may-know.ts'
import type { Course, MayKnow, UseReportRow } from './tables.ts'

export interface ReportParts {
  mayKnow?: MayKnow | undefined
  days?: string[] | undefined
  otherDaysWithoutUse?: boolean | undefined
  substances?: string[] | undefined
  heavy?: boolean | null | undefined
  course?: Course | null | undefined
}

export interface NewReport extends PhoneTime {
  id: string
  participantId: string
  source: 'self' | 'check_in' | 'ask' | 'mentor_together'
  askId: string | null
  /** The page said beforehand that a supervisor is told. */
  supervisorToldSaid: boolean
  about: { from: string; to: string }[]
}

/** Begins a report: nobody is told, nothing is chosen. The supervisor is told only if the policy says so and the page said it before. */
export async function beginReport(ctx: Context, report: NewReport, parts: ReportParts = {}): Promise<void> {
  const policyTells = report.supervisorToldSaid && (await getPolicy(ctx)).alwaysTellSupervisor
  const mayKnow = parts.mayKnow ?? null
  await ctx.tx
    .insertInto('useReports')
    .values({
      organizationId: ctx.actor.organizationId,
      id: report.id,
      participantId: report.participantId,
      localOn: report.day,
      timeZone: report.zone,
      recordedAt: report.recordedAt,
      receivedAt: ctx.now,
      askId: report.askId,
      source: report.source,
      policyTells,
      about: JSON.stringify(report.about),
      mayKnow,
      chosenAt: mayKnow === null ? null : ctx.now,
      ...(await tellBy(ctx, report.participantId, mayKnow, policyTells)),
      days: parts.days ?? [],
      otherDaysWithout: parts.otherDaysWithoutUse ?? false,
      substances: parts.substances ?? [],
      heavy: parts.heavy ?? null,
      course: parts.course ?? null,
    })
    .execute()
  await attentionDue(ctx, [report.participantId])
}

/** The days of a report by the pure rule: picked days, or one event somewhere in what was asked. */
export async function fillReportDays(
  ctx: Context,
  report: Pick<UseReportRow, 'id' | 'participantId' | 'source' | 'askId' | 'substances' | 'heavy'> & {
    day: string
    about: { from: string; to: string }[]
    days: string[]
    otherDaysWithout: boolean
  },
  isNew: boolean,
): Promise<void> {
  await fillDays(
    ctx,
    {
      id: report.id,
      participantId: report.participantId,
      answer: 'yes',
      source: report.source,
      askId: report.askId,
      day: report.day,
      entry: BY_HERSELF,
    },
    {
      about: report.about.map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to) })),
      used: report.days.map((day) => ({ day, substances: report.substances, heavy: report.heavy })),
      otherDaysWithoutUse: report.otherDaysWithout,
      substances: report.substances,
      heavy: report.heavy,
    },
    isNew,
  )
}

/** Saves the parts that are given, each when it is left. The first makes the report, also without a check-in. */
export async function saveReport(
  ctx: Context,
  id: string,
  body: PhoneTime & { supervisorToldSaid: boolean } & ReportParts,
  sentAt: string | undefined,
) {
  const participantId = ctx.actor.personId
  const clock: ClockVerdict = checkPhone(ctx, body, sentAt)
  requireParts(body, body.supervisorToldSaid)
  await lockId(ctx, id)
  let row = await findRow(ctx, 'useReports', id)
  if (row && row.participantId !== participantId) throw new ProblemError('id_taken')
  if (!row) {
    await getParticipant(ctx, participantId)
    const known = await findLastKnownDay(ctx, participantId, dayNumber(body.day))
    const today = dayNumber(body.day)
    // Without a question, 'I used' is about the week before at most, and about unknown days only.
    const about = await listUnknownDays(ctx, participantId, {
      from: Math.max(today - 6, (known ?? today - 7) + 1),
      to: today,
    })
    await addUseAnswer(ctx, {
      id,
      participantId,
      answer: 'yes',
      source: 'self',
      askId: null,
      clock,
      entry: BY_HERSELF,
      bodyIndex: bodyIndexOf(ctx, id),
      ...time(body),
    })
    await beginReport(ctx, {
      id,
      participantId,
      source: 'self',
      askId: null,
      supervisorToldSaid: body.supervisorToldSaid,
      about: about.map(rangeText),
      ...time(body),
    })
    // One row as for any check-in, and none for the parts: the trail must not tell a 'yes' from a 'no'.
    await noteAudit(ctx, [{ action: 'check_in.write', act: 'write', subjectId: participantId, recordIds: [id] }])
    row = (await findRow(ctx, 'useReports', id))!
  }
  await saveParts(ctx, row, body, body.supervisorToldSaid)
  return (await viewReports(ctx, [(await findRow(ctx, 'useReports', id))!]))[0]!
}

function requireParts(body: ReportParts & { day: string }, supervisorToldSaid: boolean): void {
  if (body.mayKnow === 'nobody' && supervisorToldSaid)
    throw new ProblemError('invalid_input', {
      fields: { mayKnow: 'is not a choice here: a supervisor is always told' },
    })
  const last = Math.max(...(body.days ?? []).map(dayNumber), 0)
  if (last > dayNumber(body.day))
    throw new ProblemError('future_day', { fields: { days: 'name a day that has not come yet' } })
}

/** Writes the parts that were left; the context acts as the one who tells, also where somebody types for her. */
export async function saveParts(
  ctx: Context,
  row: UseReportRow,
  body: ReportParts & { day: string },
  supervisorToldSaid: boolean,
): Promise<void> {
  const { id, participantId } = row
  requireParts(body, supervisorToldSaid)
  const ask = row.askId === null ? null : await getAsk(ctx, row.askId)
  const isOutside = (day: string) =>
    ask !== null && (dayNumber(day) < dayNumber(ask.aboutFrom) || dayNumber(day) > dayNumber(ask.aboutTo))
  if (body.days?.some(isOutside))
    throw new ProblemError('invalid_input', { fields: { days: 'are outside of what was asked' } })
  const saysDays = [body.days, body.otherDaysWithoutUse, body.substances, body.heavy].some((part) => part !== undefined)
  const parts = {
    days: body.days ?? row.days.map(String),
    otherDaysWithout: body.otherDaysWithoutUse ?? row.otherDaysWithout,
    substances: body.substances ?? row.substances,
    heavy: body.heavy === undefined ? row.heavy : body.heavy,
    course: body.course === undefined ? row.course : body.course,
  }
  const before = await loadDayTable(ctx, participantId)
  const firstUsed = parts.days.length > 0 ? Math.min(...parts.days.map(dayNumber)) : dayNumber(row.localOn)
  const othersBefore = {
    ...before,
    days: new Map([...before.days].filter(([, day]) => day.reports.some((report) => report.answerId !== id))),
  }
  await ctx.tx
    .updateTable('useReports')
    .set((e) => ({
      ...parts,
      showsToleranceCard: showsToleranceCard(othersBefore, firstUsed),
      version: e('version', '+', 1),
    }))
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', id)
    .execute()
  if (saysDays) await fillReportDays(ctx, { ...row, ...parts, day: row.localOn.toString() }, false)
  if (body.mayKnow !== undefined && body.mayKnow !== row.mayKnow) await chooseWhoMayKnow(ctx, row, body.mayKnow)
}

async function chooseWhoMayKnow(ctx: Context, row: UseReportRow, mayKnow: MayKnow): Promise<void> {
  await ctx.tx
    .updateTable('useReports')
    .set({ mayKnow, chosenAt: ctx.now, ...(await tellBy(ctx, row.participantId, mayKnow, row.policyTells)) })
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', row.id)
    .execute()
  // Whoever is no longer to know must not find it on a list.
  if (mayKnow === 'nobody') await takeBack(ctx, 'told_by_choice', row.participantId, `report:${row.id}:mentor`)
  await attentionDue(ctx, [row.participantId])
}

const time = ({ recordedAt, zone, day }: PhoneTime): PhoneTime => ({ recordedAt, zone, day })

async function viewReports(ctx: Context, rows: readonly UseReportRow[]): Promise<z.infer<typeof UseReport>[]> {
  const names = await listNames(
    ctx,
    rows.flatMap((row) => row.toldMentorId ?? []),
  )
  const leads = rows.some((row) => row.toldSafetyLead) ? await listSafetyLeads(ctx) : []
  return rows.map((row) => ({
    id: row.id,
    day: row.localOn.toString(),
    recordedAt: row.recordedAt.toString(),
    mayKnow: row.mayKnow,
    told: [
      ...(row.toldMentorId ? [names.get(row.toldMentorId) ?? '…'] : []),
      ...(row.toldSafetyLead ? leads.map((lead) => lead.name) : []),
    ],
    days: row.days.map(String),
    substances: row.substances as z.infer<typeof UseReport>['substances'],
    heavy: row.heavy,
    course: row.course,
    showToleranceCard: row.showsToleranceCard,
  }))
}

/** Supervisors are the safety lead: by name, so that she knows who. */
export async function listSafetyLeads(ctx: Context): Promise<{ id: string; name: string }[]> {
  const rows = await ctx.tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('role', '=', 'supervisor')
    .select('personId')
    .execute()
  const names = await listNames(
    ctx,
    rows.map((row) => row.personId),
  )
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}

export async function listMyReports(ctx: Context) {
  const rows = await ctx.tx
    .selectFrom('useReports')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', ctx.actor.personId)
    .orderBy('localOn', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .selectAll()
    .execute()
  return viewReports(ctx, rows)
}

/**
 * What she chose that this reader may know, and nothing else: the database shows no other row, and the access table is asked
 * for each. Whoever was not told gets the same empty answer as before anything happened.
 */
export async function listToldUse(ctx: Context, participantId: string): Promise<z.infer<typeof ToldUse>[]> {
  await getParticipant(ctx, participantId)
  if (!(await mayAct(ctx, 'card.read', participantId))) throw new ProblemError('not_found')
  const rows = await ctx.tx
    .selectFrom('useReports')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('localOn', 'desc')
    .limit(50)
    .selectAll()
    .execute()
  const ties = (await standingsTo(ctx, [participantId])).get(participantId)!
  const shown = rows.filter((row) => {
    const met = [
      ...(row.toldMentorId === ctx.actor.personId ? (['told_mentor'] as const) : []),
      ...(row.toldSafetyLead ? (['told_safety_lead'] as const) : []),
    ]
    return may('use.read', { role: ctx.actor.role, ties, met })
  })
  // The same row whether anything was shown or not: the trail must not tell what she told.
  if (participantId !== ctx.actor.personId)
    await noteAudit(ctx, [{ action: 'use.read', act: 'read', subjectId: participantId }])
  return shown.map((row) => ({
    id: row.id,
    day: row.localOn.toString(),
    days: row.days.map(String),
    substances: row.substances as z.infer<typeof ToldUse>['substances'],
    course: row.course,
  }))
}
