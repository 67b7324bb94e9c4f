import type { BaselineAnswers } from '@cairn/contract/baseline.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Reading } from './reading.ts'

export type Baseline = z.output<typeof BaselineAnswers>

export interface PersonRow {
  id: string
  language: 'en' | 'es'
  enrolledOn: Temporal.PlainDate
  /** Today where the person lives: the last day that can be known. */
  today: Temporal.PlainDate
  diedOn: Temporal.PlainDate | null
  /** The day on which the program heard of it. */
  deathLearnedOn: Temporal.PlainDate | null
  /** 0, or the day of import: nobody was observed before. */
  observedFrom: number
  baseline: { answers: Baseline; answeredOn: Temporal.PlainDate } | null
  /** The first answer with a value: how things stood at the start. */
  readiness: { readiness: number; answeredOn: Temporal.PlainDate } | null
}

export type People = ReadonlyMap<string, PersonRow>

/** Participants who have been here at all: a referral that nobody has met yet is not in the study. */
export async function loadPeople({ tx, now, vault, actor }: Reading): Promise<PersonRow[]> {
  const { organizationId } = actor
  const { rows } = await sql<{
    id: string
    language: 'en' | 'es'
    enrolledOn: Temporal.PlainDate
    timeZone: string
    isImported: boolean
    createdAt: Temporal.Instant
    diedOn: Temporal.PlainDate | null
    deathLearnedOn: Temporal.PlainDate | null
    answersSealed: Buffer | null
    baselineOn: Temporal.PlainDate | null
    readiness: number | null
    readinessOn: Temporal.PlainDate | null
  }>`select p.id, c.language, p.enrolled_on, p.time_zone, p.is_imported, p.created_at,
      d.changed_on as died_on, (d.recorded_at at time zone p.time_zone)::date as death_learned_on,
      b.answers_sealed, b.answered_on as baseline_on, r.readiness, r.answered_on as readiness_on
    from participants p
    join people c on c.organization_id = p.organization_id and c.id = p.id
    left join baselines b on b.organization_id = p.organization_id and b.id = p.id
    left join lateral (
      select readiness, answered_on from readiness_answers r
      where r.organization_id = p.organization_id and r.participant_id = p.id and readiness is not null
      order by answered_on, id limit 1
    ) r on true
    left join lateral (
      select changed_on, recorded_at from status_changes s
      where s.organization_id = p.organization_id and s.participant_id = p.id and s.reason = 'died'
      order by recorded_at limit 1
    ) d on true
    where p.organization_id = ${organizationId} and p.status <> 'referred'`.execute(tx)
  const opened = await vault.openAll(
    tx,
    organizationId,
    rows.map((row) => ({ ownerId: row.id, sealed: row.answersSealed })),
  )
  return rows.map((row, i) => {
    const seenOn = row.createdAt.toZonedDateTimeISO(row.timeZone).toPlainDate()
    return {
      id: row.id,
      language: row.language,
      enrolledOn: row.enrolledOn,
      today: now.toZonedDateTimeISO(row.timeZone).toPlainDate(),
      diedOn: row.diedOn,
      deathLearnedOn: row.deathLearnedOn,
      observedFrom: row.isImported ? Math.max(0, row.enrolledOn.until(seenOn, { largestUnit: 'days' }).days) : 0,
      baseline: opened[i] ? { answers: JSON.parse(opened[i]) as Baseline, answeredOn: row.baselineOn! } : null,
      readiness: row.readiness === null ? null : { readiness: row.readiness, answeredOn: row.readinessOn! },
    }
  })
}

export interface Support {
  relationships: {
    participantId: string
    mentorId: string
    activeSince: Temporal.PlainDate
    closedOn: Temporal.PlainDate | null
    endReason: string | null
  }[]
  talks: {
    participantId: string
    mentorId: string
    day: Temporal.PlainDate
    minutes: number | null
    way: string | null
  }[]
  attendance: { participantId: string; day: Temporal.PlainDate; minutes: number; way: string }[]
}

/** What people received: relationships that became active, talks that happened, and groups they came to. */
export async function loadSupport({ tx, actor }: Reading): Promise<Support> {
  const { organizationId } = actor
  const relationships = await sql<Support['relationships'][number]>`
    select r.participant_id, r.mentor_id, r.active_since, r.closed_on, m.end_reason
    from relationships r join matches m on m.organization_id = r.organization_id and m.id = r.id
    join participants p on p.organization_id = r.organization_id and p.id = r.participant_id and p.status <> 'referred'
    where r.organization_id = ${organizationId} and r.active_since is not null`.execute(tx)
  const talks = await sql<Support['talks'][number]>`
    select t.participant_id, t.mentor_id, t.local_on as day, t.minutes, t.way
    from talks t join participants p on p.organization_id = t.organization_id and p.id = t.participant_id and p.status <> 'referred'
    where t.organization_id = ${organizationId} and t.outcome = 'happened'`.execute(tx)
  const attendance = await sql<Support['attendance'][number]>`
    select a.person_id as participant_id, o.local_on as day, coalesce(a.minutes, o.minutes) as minutes, o.way
    from attendance a join calendar_occurrences o on o.organization_id = a.organization_id and o.id = a.occurrence_id
    join participants p on p.organization_id = a.organization_id and p.id = a.person_id and p.status <> 'referred'
    where a.organization_id = ${organizationId} and a.status in ('came', 'came_late') and o.kind = 'group'`.execute(tx)
  return { relationships: relationships.rows, talks: talks.rows, attendance: attendance.rows }
}
