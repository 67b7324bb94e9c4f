import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import { getReadiness, listStartStyles } from './queries.ts'
import { readinessRoutes } from './routes.ts'

export { listStartStyles }

export const readiness: Slice = {
  name: 'readiness',
  routes: readinessRoutes,
  person: {
    export: async (ctx, personId) => ({ readiness: (await getReadiness(ctx, personId)).history }),
    async erase(ctx, personId) {
      await ctx.tx
        .deleteFrom('readinessAnswers')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
    },
  },
}
