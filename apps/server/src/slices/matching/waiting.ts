import { suggest } from '@cairn/program/matching/suggest.ts'
import { waitingReason } from '@cairn/program/matching/waiting.ts'
import type { Context } from '../../platform/context.ts'
import { listGreeted } from '../intake/index.ts'
import { todayHere } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'
import { listStartStyles } from '../readiness/index.ts'
import { listOpenProposals } from './queries.ts'
import { loadOffers, loadSeekers, presentSuggestions } from './suggestions.ts'

const MOST_SUGGESTED = 3

/** Who wants a mentor and has none, the longest waiting first; a person who changes mentors waits since the first day of her episode. */
async function listWaitingRows({ tx, actor }: Context) {
  return tx
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.organizationId', '=', 'participants.organizationId')
        .onRef('people.id', '=', 'participants.id'),
    )
    .innerJoin('episodes', (join) =>
      join
        .onRef('episodes.organizationId', '=', 'participants.organizationId')
        .onRef('episodes.participantId', '=', 'participants.id')
        .on('episodes.endedOn', 'is', null),
    )
    .leftJoin('ties', (join) =>
      join
        .onRef('ties.organizationId', '=', 'participants.organizationId')
        .onRef('ties.subjectId', '=', 'participants.id')
        .on('ties.kind', '=', 'mentor')
        .on('ties.until', 'is', null),
    )
    .where('participants.organizationId', '=', actor.organizationId)
    .where('participants.status', 'in', ['waiting', 'active'])
    .where('participants.wantsMentor', '=', true)
    .where('ties.id', 'is', null)
    .orderBy('episodes.startedOn')
    .orderBy('participants.id')
    .select(['participants.id', 'people.language', 'episodes.startedOn'])
    .execute()
}

export async function listWaiting(ctx: Context, { after, limit }: { after?: string | undefined; limit: number }) {
  const all = await listWaitingRows(ctx)
  const start = after === undefined ? 0 : all.findIndex((row) => row.id === after) + 1
  const rows = all.slice(start, start + limit)
  const ids = rows.map((row) => row.id)
  const today = await todayHere(ctx)
  const offers = await loadOffers(ctx)
  const seekers = await loadSeekers(ctx, ids, offers.names)
  const proposals = await listOpenProposals(ctx, ids)
  const greeted = await listGreeted(ctx, ids)
  const styles = await listStartStyles(ctx, ids)
  const names = await listNames(ctx, ids)
  const items = rows.map((row) => {
    const seeker = seekers.get(row.id)!
    const found = suggest(seeker, offers.mentors, MOST_SUGGESTED)
    const proposal = proposals.find((one) => one.participantId === row.id) ?? null
    return {
      person: { id: row.id, name: names.get(row.id) ?? '' },
      since: row.startedOn.toString(),
      days: Math.max(0, row.startedOn.until(today, { largestUnit: 'days' }).days),
      startStyle: styles.get(row.id) ?? null,
      language: row.language,
      reason: waitingReason({
        isGreeted: greeted.get(row.id) ?? true,
        hasWishes: seeker.hasWishes,
        proposal,
        suggestions: found.items.length,
        leftOut: found.leftOut,
        mentors: offers.mentors.length,
      }),
      proposal: proposal && {
        id: proposal.id,
        mentor: { id: proposal.mentorId, name: offers.names.get(proposal.mentorId) ?? '' },
        proposedAt: proposal.proposedAt.toString(),
      },
      suggestions: presentSuggestions(offers, found),
    }
  })
  return { items, total: all.length, next: start + limit < all.length ? (ids.at(-1) ?? null) : null }
}
