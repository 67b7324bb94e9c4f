import type { Served } from '@cairn/contract/study.ts'
import type { PeriodCounts } from '@cairn/evaluation/report/schema.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'

type Reading = Pick<Context, 'tx' | 'now'> & { actor: Pick<Context['actor'], 'organizationId'> }

/** The US federal year; an organization may set another month in its settings. */
const FEDERAL_YEAR_STARTS_IN = 10

async function fiscalStart({ tx, actor }: Reading): Promise<number> {
  const row = await tx
    .selectFrom('organizations')
    .where('id', '=', actor.organizationId)
    .select('settings')
    .executeTakeFirstOrThrow()
  const month = row.settings['fiscalYearStartsInMonth']
  return typeof month === 'number' ? month : FEDERAL_YEAR_STARTS_IN
}

interface CountedPeriod extends PeriodCounts {
  year: number | null
}

/**
 * Enrolled, served (each person once), services, asked and answered, by fiscal year, newest last; then everything.
 * A service is a talk that happened or an attendance; an ask counts in the year in which it was due.
 */
async function countPeriods(reading: Reading, start: number): Promise<CountedPeriod[]> {
  const organization = reading.actor.organizationId
  const shift = start === 1 ? 0 : 13 - start
  const { rows } = await sql<{
    year: number | null
    enrolled: number
    served: number
    services: number
    asked: number
    answered: number
  }>`
    with services as (
      select participant_id as person, local_on as day from talks where organization_id = ${organization} and outcome = 'happened'
      union all
      select a.person_id, o.local_on from attendance a
        join calendar_occurrences o on o.organization_id = a.organization_id and o.id = a.occurrence_id
        where a.organization_id = ${organization} and a.status in ('came', 'came_late') and o.kind = 'group'
    ), all_days as (
      select enrolled_on as day, id as person, 'enrolled' as what from participants where organization_id = ${organization}
      union all select day, person, 'service' from services
      union all select due_on, participant_id, case when ended_as in ('none', 'event') then 'answered' when ended_as = 'not_asked' then 'not_asked' else 'asked' end
        from asks where organization_id = ${organization} and ended_as is not null
    ), years as (
      select extract(year from day + make_interval(months => ${shift}))::int as year, person, what from all_days
    )
    select year,
      count(*) filter (where what = 'enrolled')::int as enrolled,
      count(distinct person) filter (where what = 'service')::int as served,
      count(*) filter (where what = 'service')::int as services,
      count(*) filter (where what in ('asked', 'answered'))::int as asked,
      count(*) filter (where what = 'answered')::int as answered
    from years group by grouping sets ((year), ()) order by year nulls last`.execute(reading.tx)
  return rows.map(({ year, ...counts }) => ({ year, period: year === null ? 'all' : String(year), ...counts }))
}

export async function listPeriods(reading: Reading): Promise<PeriodCounts[]> {
  const periods = await countPeriods(reading, await fiscalStart(reading))
  return periods.filter((period) => period.year !== null).map(({ year: _year, ...counts }) => counts)
}

const DAYS = [30, 90, 180, 365]

/** Of people whose day has come, how many answered an ask about that time: known, never assumed. */
async function countFollowUp({ tx, actor, now }: Reading): Promise<Served['followUp']> {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const rows = []
  for (const day of DAYS) {
    const { rows: found } = await sql<{ due: number; known: number }>`
      select count(*)::int as due, count(*) filter (where ended_as in ('none', 'event'))::int as known
      from asks where organization_id = ${actor.organizationId} and scheduled_day = ${day} and closes_on < ${today.toString()}::date`.execute(
      tx,
    )
    rows.push({ day, due: found[0]!.due, known: found[0]!.known })
  }
  return rows
}

export async function getServed(ctx: Context): Promise<Served> {
  const month = await fiscalStart(ctx)
  const periods = await countPeriods(ctx, month)
  return {
    countedAt: ctx.now.toString(),
    fiscalYearStartsInMonth: month,
    periods: periods.map(({ year: _year, ...counts }) => counts),
    followUp: await countFollowUp(ctx),
  }
}
