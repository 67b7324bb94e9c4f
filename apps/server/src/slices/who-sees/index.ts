import { getWhoSees as getWhoSeesRoute, listWhoLooked as listWhoLookedRoute } from '@cairn/contract/who-sees.ts'
import type { App, Slice } from '../../platform/slice.ts'
import { getParticipant } from '../people/index.ts'
import { getWhoSees, listWhoLooked } from './queries.ts'

function whoSeesRoutes(app: App): void {
  app.route({
    ...getWhoSeesRoute,
    handler: async (request) => {
      await getParticipant(request, request.actor.personId)
      return getWhoSees(request)
    },
  })
  app.route({ ...listWhoLookedRoute, handler: (request) => listWhoLooked(request, request.query) })
}

export const whoSees: Slice = { name: 'who-sees', routes: whoSeesRoutes }
