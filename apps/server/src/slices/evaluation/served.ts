import type { Served } from '@cairn/contract/study.ts'
import type { PeriodCounts } from '@cairn/evaluation/report/schema.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { todayHere } from '../organizations/index.ts'

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

interface AskCounts {
  askDay: number
  year: number
  asked: number
  answered: number
  closed: number
  closedAnswered: number
}

/** Counts of asks by their day and the fiscal year in which they were due; the database gives no more than counts. */
async function countAsks({ tx, actor, now }: Reading, shift: number): Promise<AskCounts[]> {
  const today = (await todayHere({ tx, actor, now })).toString()
  const { rows } = await sql<AskCounts>`select * from ask_counts(${today}::date, ${shift}::int)`.execute(tx)
  return rows
}

const sum = (rows: readonly AskCounts[], of: 'asked' | 'answered' | 'closed' | 'closedAnswered') =>
  rows.reduce((total, row) => total + row[of], 0)

const shiftOf = (start: number) => (start === 1 ? 0 : 13 - start)

/**
 * Enrolled, served (each person once), services, asked and answered, by fiscal year, newest last; then everything.
 * A service is a talk that happened or an attendance; an ask counts in the year in which it was due.
 */
async function countPeriods(reading: Reading, start: number): Promise<CountedPeriod[]> {
  const organization = reading.actor.organizationId
  const shift = shiftOf(start)
  const { rows } = await sql<{ year: number | null; enrolled: number; served: number; services: number }>`
    with services as (
      select participant_id as person, local_on as day from talks where organization_id = ${organization} and outcome = 'happened'
      union all
      select a.person_id, o.local_on from attendance a
        join calendar_occurrences o on o.organization_id = a.organization_id and o.id = a.occurrence_id
        where a.organization_id = ${organization} and a.status in ('came', 'came_late') and o.kind = 'group'
    ), all_days as (
      select enrolled_on as day, id as person, 'enrolled' as what from participants where organization_id = ${organization} and status <> 'referred'
      union all select day, person, 'service' from services
    ), years as (
      select extract(year from day + make_interval(months => ${shift}::int))::int as year, person, what from all_days
    )
    select year,
      count(*) filter (where what = 'enrolled')::int as enrolled,
      count(distinct person) filter (where what = 'service')::int as served,
      count(*) filter (where what = 'service')::int as services
    from years group by grouping sets ((year), ()) order by year nulls last`.execute(reading.tx)
  const asks = await countAsks(reading, shift)
  return rows.map(({ year, ...counts }) => {
    const own = asks.filter((row) => year === null || row.year === year)
    return {
      year,
      period: year === null ? 'all' : String(year),
      ...counts,
      asked: sum(own, 'asked'),
      answered: sum(own, 'answered'),
    }
  })
}

export async function listPeriods(reading: Reading): Promise<PeriodCounts[]> {
  const periods = await countPeriods(reading, await fiscalStart(reading))
  return periods.filter((period) => period.year !== null).map(({ year: _year, ...counts }) => counts)
}

const DAYS = [30, 90, 180, 365]

/** Of people whose day has come, how many answered an ask about that time; 'rather not say' is an answer. */
async function countFollowUp(reading: Reading, start: number): Promise<Served['followUp']> {
  const asks = await countAsks(reading, shiftOf(start))
  return DAYS.map((day) => {
    const own = asks.filter((row) => row.askDay === day)
    return { day, due: sum(own, 'closed'), answered: sum(own, 'closedAnswered') }
  })
}

export async function getServed(ctx: Context): Promise<Served> {
  const month = await fiscalStart(ctx)
  const periods = await countPeriods(ctx, month)
  return {
    countedAt: ctx.now.toString(),
    fiscalYearStartsInMonth: month,
    periods: periods.map(({ year: _year, ...counts }) => counts),
    followUp: await countFollowUp(ctx, month),
  }
}
