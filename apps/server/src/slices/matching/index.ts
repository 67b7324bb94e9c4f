import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { listMatches } from './queries.ts'
import { matchingRoutes } from './routes.ts'
import { matchWaitingSignal } from './signals.ts'
import { getWishes } from './wishes.ts'

export { answerMatch, endMatch, withdrawProposalsOf } from './commands.ts'
export { getMatch, getMatchRow, listOpenProposals, listProposals, type MatchRow } from './queries.ts'
export { listCoverLimits, listSuggestions } from './suggestions.ts'
export { listWaiting } from './waiting.ts'

export const matching: Slice<AnySignal> = {
  name: 'matching',
  routes: matchingRoutes,
  signals: [matchWaitingSignal],
  person: {
    async export(ctx, personId) {
      const isParticipant = await ctx.tx
        .selectFrom('participants')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('id', '=', personId)
        .select('id')
        .executeTakeFirst()
      return isParticipant
        ? { wishes: await getWishes(ctx, personId), matches: (await listMatches(ctx, personId)).items }
        : {}
    },
    async erase(ctx, personId) {
      await ctx.tx
        .deleteFrom('matches')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
      await ctx.tx
        .deleteFrom('wishes')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('id', '=', personId)
        .execute()
    },
  },
}
