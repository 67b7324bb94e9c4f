import type { Suggestion } from '@cairn/contract/matching.ts'
import { limitsBetween } from '@cairn/program/matching/hard-limits.ts'
import {
  type OfferingMentor,
  reasonsFor,
  type Seeker,
  type Suggestions,
  suggest,
} from '@cairn/program/matching/suggest.ts'
import type { HardLimit } from '@cairn/program/matching/vocabulary.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { listMentorFacts, listMentorWords, type MentorFacts } from '../mentors/index.ts'
import { listMustNotMeet, listNames } from '../people/index.ts'

export interface Offers {
  mentors: (OfferingMentor & { facts: MentorFacts })[]
  names: Map<string, string>
  words: Map<string, { about: string | null }>
}

/** Mentors (all, or some) as matching sees them: what each offers and what she released, nothing else. */
export async function loadOffers(ctx: Context, mentorIds?: readonly string[]): Promise<Offers> {
  const facts = await listMentorFacts(ctx, mentorIds)
  return {
    mentors: facts.map((one) => ({
      id: one.id,
      status: one.status,
      isAway: one.isAway,
      languages: one.languages,
      capacity: one.capacity,
      people: one.people,
      times: one.times,
      gender: one.gender,
      ways: one.ways,
      livedReleased: one.livedReleased,
      facts: one,
    })),
    names: await listNames(
      ctx,
      facts.map((one) => one.id),
    ),
    words: await listMentorWords(ctx, facts),
  }
}

/** What some people look for. People who never said have no wishes, and their own language. */
export async function loadSeekers(
  ctx: Context,
  participantIds: readonly string[],
  mentorNames: ReadonlyMap<string, string>,
): Promise<Map<string, Seeker & { hasWishes: boolean }>> {
  if (participantIds.length === 0) return new Map()
  const { tx, actor } = ctx
  const rows = await tx
    .selectFrom('people')
    .leftJoin('wishes', (join) =>
      join.onRef('wishes.organizationId', '=', 'people.organizationId').onRef('wishes.id', '=', 'people.id'),
    )
    .where('people.organizationId', '=', actor.organizationId)
    .where('people.id', 'in', [...participantIds])
    .select(['people.id', 'people.language', 'wishes.ranked', 'wishes.languages'])
    .execute()
  const mustNotMeet = await listMustNotMeet(ctx, participantIds, mentorNames)
  return new Map(
    rows.map((row) => {
      const ranked = row.ranked ?? []
      return [
        row.id,
        {
          id: row.id,
          ranked,
          hasWishes: row.ranked !== null,
          languages: row.languages ?? [row.language],
          mustNotMeet: mustNotMeet.get(row.id) ?? new Set<string>(),
          times: ranked.flatMap((wish) => (wish.about === 'times' ? [wish.value] : [])),
        },
      ]
    }),
  )
}

export function presentSuggestions(offers: Offers, { items }: Suggestions): z.input<typeof Suggestion>[] {
  return items.map(({ mentorId, freePlaces, reasons }) => {
    const mentor = offers.mentors.find((one) => one.id === mentorId)!
    return {
      mentor: { id: mentorId, name: offers.names.get(mentorId) ?? '' },
      languages: [...mentor.languages],
      about: offers.words.get(mentorId)?.about ?? null,
      times: [...mentor.times],
      ways: [...mentor.ways],
      freePlaces,
      reasons,
    }
  })
}

const MOST = { participant: 3, staff: 10 }

export async function listSuggestions(ctx: Context, participantId: string) {
  const offers = await loadOffers(ctx)
  const seeker = (await loadSeekers(ctx, [participantId], offers.names)).get(participantId)
  if (!seeker) throw new ProblemError('not_found')
  const isHerself = ctx.actor.role === 'participant'
  const found = suggest(seeker, offers.mentors, isHerself ? MOST.participant : MOST.staff)
  return {
    items: presentSuggestions(offers, found),
    leftOut: isHerself ? [] : [...found.leftOut].map(([limit, mentors]) => ({ limit, mentors })),
  }
}

/** Reasons of pairs that exist already: for proposals and their history. */
export async function listReasons(ctx: Context, pairs: readonly { participantId: string; mentorId: string }[]) {
  if (pairs.length === 0) return []
  const offers = await loadOffers(
    ctx,
    pairs.map((pair) => pair.mentorId),
  )
  const seekers = await loadSeekers(ctx, [...new Set(pairs.map((pair) => pair.participantId))], offers.names)
  return pairs.map(({ participantId, mentorId }) => {
    const [seeker, mentor] = [seekers.get(participantId), offers.mentors.find((one) => one.id === mentorId)]
    return seeker && mentor ? reasonsFor(seeker, mentor) : []
  })
}

/** Why a mentor cannot stand in for some people while theirs is away: full or busy hours do not count for a few weeks. */
export async function listCoverLimits(
  ctx: Context,
  participantIds: readonly string[],
  coverId: string,
): Promise<Map<string, HardLimit[]>> {
  const offers = await loadOffers(ctx, [coverId])
  const cover = offers.mentors.find((one) => one.id === coverId)
  if (!cover) throw new ProblemError('not_found')
  const seekers = await loadSeekers(ctx, participantIds, offers.names)
  return new Map(
    participantIds.map((id) => [
      id,
      limitsBetween(seekers.get(id)!, cover).filter((limit) => limit !== 'full' && limit !== 'hours'),
    ]),
  )
}
