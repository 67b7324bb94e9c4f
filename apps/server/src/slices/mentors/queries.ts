import type { MentorPage } from '@cairn/contract/mentors.ts'
import { freePlaces } from '@cairn/program/matching/hard-limits.ts'
import type { Language } from '@cairn/program/people/vocabulary.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { someIds } from '../../platform/database/rows.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { todayHere } from '../organizations/index.ts'
import { getMentor, isAwayOn, listNames } from '../people/index.ts'

type Reading = Pick<Context, 'tx' | 'vault' | 'now' | 'actor'>
export type AbsenceRow = Selectable<Tables['absences']>

/** The open absence of each of some mentors: running or ahead. */
export async function listAbsences(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  mentorIds?: readonly string[],
): Promise<Map<string, AbsenceRow>> {
  const rows = await tx
    .selectFrom('absences')
    .where('organizationId', '=', actor.organizationId)
    .where('endedAt', 'is', null)
    .$if(mentorIds !== undefined, (q) => q.where(sql<boolean>`mentor_id = any(${[...mentorIds!]}::uuid[])`))
    .selectAll()
    .execute()
  return new Map(rows.map((row) => [row.mentorId, row]))
}

/** How many of each mentor's people have no cover and did not choose to wait: set-based, for lists and the signal. */
export async function countWithoutCover(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  mentorIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('ties as hers')
    .leftJoin('ties as cover', (join) =>
      join
        .onRef('cover.organizationId', '=', 'hers.organizationId')
        .onRef('cover.subjectId', '=', 'hers.subjectId')
        .on('cover.kind', '=', 'cover')
        .on('cover.until', 'is', null),
    )
    .leftJoin('absences as absence', (join) =>
      join
        .onRef('absence.organizationId', '=', 'hers.organizationId')
        .onRef('absence.mentorId', '=', 'hers.holderId')
        .on('absence.endedAt', 'is', null),
    )
    .leftJoin('coverChoices as choice', (join) =>
      join
        .onRef('choice.organizationId', '=', 'hers.organizationId')
        .onRef('choice.absenceId', '=', 'absence.id')
        .onRef('choice.participantId', '=', 'hers.subjectId')
        .on('choice.choice', '=', 'wait'),
    )
    .where('hers.organizationId', '=', actor.organizationId)
    .where('hers.holderId', 'in', someIds(mentorIds))
    .where('hers.kind', '=', 'mentor')
    .where('hers.until', 'is', null)
    .where('cover.id', 'is', null)
    .where('choice.participantId', 'is', null)
    .groupBy('hers.holderId')
    .select((e) => ['hers.holderId', e.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.holderId, row.count]))
}

/** Everything that lists, suggestions and pages need to know of mentors: row, profile, load, time away. Set-based. */
export async function listMentorFacts(ctx: Reading, ids?: readonly string[]) {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const rows = await tx
    .selectFrom('mentors')
    .leftJoin('mentorProfiles as profile', (join) =>
      join.onRef('profile.organizationId', '=', 'mentors.organizationId').onRef('profile.id', '=', 'mentors.id'),
    )
    .where('mentors.organizationId', '=', organizationId)
    .$if(ids !== undefined, (q) => q.where('mentors.id', 'in', someIds(ids!)))
    .orderBy('mentors.id')
    .select([
      'mentors.id',
      'mentors.status',
      'mentors.capacity',
      'mentors.languages',
      'mentors.supervisorId',
      'mentors.version',
      'profile.gender',
      'profile.times',
      'profile.ways',
      'profile.lived',
      'profile.livedReleased',
      'profile.hoursWordsSealed',
      'profile.aboutSealed',
    ])
    .execute()
  const mentorIds = rows.map((row) => row.id)
  const loads = await tx
    .selectFrom('ties')
    .where('organizationId', '=', organizationId)
    .where('holderId', 'in', someIds(mentorIds))
    .where('kind', '=', 'mentor')
    .where('until', 'is', null)
    .groupBy('holderId')
    .select((e) => ['holderId', e.fn.countAll<number>().as('count')])
    .execute()
  const load = new Map(loads.map((one) => [one.holderId, one.count]))
  const absences = await listAbsences(ctx, mentorIds)
  const today = await todayHere(ctx)
  return rows.map((row) => {
    const absence = absences.get(row.id)
    return {
      ...row,
      languages: row.languages as Language[],
      times: row.times ?? [],
      ways: row.ways ?? [],
      lived: row.lived ?? [],
      livedReleased: row.livedReleased ?? [],
      people: load.get(row.id) ?? 0,
      absence: absence ?? null,
      isAway: absence !== undefined && isAwayOn({ awayFrom: absence.fromOn, awayUntil: absence.backOn }, today),
    }
  })
}

export type MentorFacts = Awaited<ReturnType<typeof listMentorFacts>>[number]

async function present(ctx: Reading, facts: readonly MentorFacts[]) {
  const names = await listNames(
    ctx,
    facts.flatMap((one) => [one.id, one.supervisorId ?? [], one.absence?.coverId ?? []].flat()),
  )
  const without = await countWithoutCover(
    ctx,
    facts.filter((one) => one.absence).map((one) => one.id),
  )
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  return facts.map((one) => ({
    id: one.id,
    name: names.get(one.id) ?? '',
    status: one.status,
    languages: one.languages,
    capacity: one.capacity,
    people: one.people,
    freePlaces: freePlaces(one),
    away: one.absence && {
      id: one.absence.id,
      from: one.absence.fromOn.toString(),
      backOn: one.absence.backOn.toString(),
      cover: ref(one.absence.coverId),
      withoutCover: without.get(one.id) ?? 0,
    },
    supervisor: ref(one.supervisorId),
  }))
}

export async function listMentors(ctx: Reading) {
  return { items: (await present(ctx, await listMentorFacts(ctx))).toSorted((a, b) => a.name.localeCompare(b.name)) }
}

/** The words that a mentor released about herself, opened; by mentor id. */
export async function listMentorWords(
  ctx: Reading,
  facts: readonly MentorFacts[],
): Promise<Map<string, { about: string | null; hoursWords: string | null }>> {
  const opened = await ctx.vault.openAll(
    ctx.tx,
    ctx.actor.organizationId,
    facts.flatMap((one) => [
      { ownerId: one.id, sealed: one.aboutSealed },
      { ownerId: one.id, sealed: one.hoursWordsSealed },
    ]),
  )
  return new Map(
    facts.map((one, i) => [one.id, { about: opened[2 * i] ?? null, hoursWords: opened[2 * i + 1] ?? null }]),
  )
}

export async function getMentorPage(ctx: Reading, id: string): Promise<z.input<typeof MentorPage>> {
  await getMentor(ctx, id)
  const facts = await listMentorFacts(ctx, [id])
  const one = facts[0]!
  const [line] = await present(ctx, facts)
  const words = (await listMentorWords(ctx, facts)).get(id)!
  return {
    ...line!,
    gender: one.gender,
    times: one.times,
    ways: one.ways,
    livedExperience: one.lived.map((topic) => ({ topic, released: one.livedReleased.includes(topic) })),
    ...words,
    version: one.version,
  }
}

/** Hours and miles that a mentor logged beside talks, from a day on. */
export async function sumHours(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  mentorId: string,
  from: Temporal.PlainDate,
): Promise<{ minutes: number; miles: number }> {
  const row = await tx
    .selectFrom('mentorHours')
    .where('organizationId', '=', actor.organizationId)
    .where('mentorId', '=', mentorId)
    .where('day', '>=', from)
    .select((e) => [
      e.fn.coalesce(e.fn.sum<number>('minutes'), e.lit(0)).as('minutes'),
      e.fn.coalesce(e.fn.sum<number>('miles'), e.lit(0)).as('miles'),
    ])
    .executeTakeFirstOrThrow()
  return { minutes: Number(row.minutes), miles: Number(row.miles) }
}
