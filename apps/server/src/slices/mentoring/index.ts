import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { mentoringRoutes } from './routes.ts'
import { noTalkSignal } from './signals.ts'
import { listTalks } from './talks.ts'

export {
  activateRelationship,
  beginRelationship,
  closeRelationship,
  findOpenRelationship,
  getMyMentor,
  getRelationship,
  listMyPeople,
  requireRelationship,
} from './relationships.ts'
export { listLastTalks, listTalks, type TalkView } from './talks.ts'

export const mentoring: Slice<AnySignal> = {
  name: 'mentoring',
  routes: mentoringRoutes,
  signals: [noTalkSignal],
  person: {
    export: async (ctx, personId) => ({ talks: (await listTalks(ctx, personId, { limit: 10_000 })).items }),
    async erase(ctx, personId) {
      await ctx.tx
        .deleteFrom('talks')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
      await ctx.tx
        .deleteFrom('relationships')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
      await ctx.tx
        .deleteFrom('supervisionItems')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('authorId', '=', personId)
        .execute()
    },
  },
}
