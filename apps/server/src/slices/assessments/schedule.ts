import { checkBudget, defaultSchedule, monthlyItemBudget } from '@cairn/instruments/budget.ts'
import { findInstrument } from '@cairn/instruments/catalogue.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getParticipant, noteAudit } from '../people/index.ts'
import type { ScheduleEntry } from './tables.ts'

/** A questionnaire stays open for so long after it is due. */
const OPEN_DAYS = 14

const withItems = (entries: readonly ScheduleEntry[]) =>
  entries.map((entry) => ({ ...entry, itemCount: findInstrument(entry.instrumentId)?.items.length ?? 0 }))

export async function listEntries({ tx, actor }: Pick<Context, 'tx' | 'actor'>): Promise<readonly ScheduleEntry[]> {
  const row = await tx
    .selectFrom('assessmentSchedules')
    .where('organizationId', '=', actor.organizationId)
    .select('entries')
    .executeTakeFirst()
  return (
    row?.entries ??
    defaultSchedule.map(({ instrumentId, everyMonths, firstMonth }) => ({ instrumentId, everyMonths, firstMonth }))
  )
}

export async function getSchedule(ctx: Context) {
  const entries = await listEntries(ctx)
  const verdict = checkBudget(withItems(entries))
  return {
    entries: [...entries],
    busiestMonthItems: verdict.ok ? verdict.busiestMonthItems : verdict.items,
    budget: monthlyItemBudget,
  }
}

/** Refused when any month would ask too much; the sentence says which month and what fills it. */
export async function changeSchedule(ctx: Context, entries: ScheduleEntry[]) {
  const unknown = entries.find((entry) => findInstrument(entry.instrumentId)?.audience !== 'participant')
  if (unknown)
    throw new ProblemError('not_offered', {
      fields: { entries: `'${unknown.instrumentId}' is no questionnaire for participants` },
    })
  const verdict = checkBudget(withItems(entries))
  if (!verdict.ok) throw new ProblemError('over_budget', { detail: verdict.sentence[ctx.language] })
  const row = { entries: JSON.stringify(entries), changedBy: ctx.actor.personId, changedAt: ctx.now }
  await ctx.tx
    .insertInto('assessmentSchedules')
    .values({ organizationId: ctx.actor.organizationId, ...row })
    .onConflict((conflict) => conflict.column('organizationId').doUpdateSet(row))
    .execute()
  await noteAudit(ctx, [{ action: 'organization.manage', act: 'write', subjectId: null }])
  return getSchedule(ctx)
}

/** What is due for somebody on a day: by whole months since enrolling; what was answered since it was due is not asked twice. */
export async function listDue(ctx: Context, participantId: string, day: Temporal.PlainDate) {
  const { enrolledOn } = await getParticipant(ctx, participantId)
  if (Temporal.PlainDate.compare(day, enrolledOn) < 0) return []
  const months = enrolledOn.until(day, { largestUnit: 'month' }).months
  const answered = await ctx.tx
    .selectFrom('assessments')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .where('localOn', '>=', day.subtract({ days: 62 }))
    .select(['instrumentId', 'localOn'])
    .execute()
  return (await listEntries(ctx)).flatMap((entry) => {
    const instrument = findInstrument(entry.instrumentId)
    if (!instrument || months < entry.firstMonth || (months - entry.firstMonth) % entry.everyMonths !== 0) return []
    const dueOn = enrolledOn.add({ months })
    const closesOn = dueOn.add({ days: OPEN_DAYS })
    if (Temporal.PlainDate.compare(day, closesOn) > 0) return []
    if (
      answered.some(
        (row) => row.instrumentId === entry.instrumentId && Temporal.PlainDate.compare(row.localOn, dueOn) >= 0,
      )
    )
      return []
    return [
      {
        instrumentId: instrument.id,
        title: instrument.title[ctx.language],
        items: instrument.items.length,
        dueOn: dueOn.toString(),
        closesOn: closesOn.toString(),
      },
    ]
  })
}
