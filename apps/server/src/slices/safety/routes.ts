import * as contract from '@cairn/contract/safety.ts'
import type { App } from '../../platform/slice.ts'
import { authorize } from '../people/index.ts'
import { raiseSafety } from './alerts.ts'
import { holdDebrief, listDebriefs } from './debriefs.ts'
import { changeHelpNumbers, getHelpPage } from './help-page.ts'
import { addShift, endShift, listShifts } from './on-call.ts'
import { findWhoIsThere } from './who-is-there.ts'

export function safetyRoutes(app: App): void {
  app.route({ ...contract.getHelpPage, handler: (request) => getHelpPage(request, request.params.id) })
  app.route({ ...contract.changeHelpNumbers, handler: (request) => changeHelpNumbers(request, request.body) })
  app.route({ ...contract.getAwake, handler: (request) => findWhoIsThere(request, request.actor.personId) })
  app.route({ ...contract.listShifts, handler: (request) => listShifts(request) })
  app.route({
    ...contract.addShift,
    handler: async (request, reply) => reply.code(201).send(await addShift(request, request.body)),
  })
  app.route({
    ...contract.endShift,
    handler: async (request) => {
      await endShift(request, request.params.id)
      return { ok: true as const }
    },
  })
  app.route({
    ...contract.raiseSafety,
    handler: async (request, reply) =>
      reply.code(201).send(await raiseSafety(request, request.params.id, request.body)),
  })
  app.route({
    ...contract.listDebriefs,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'debrief.read', act: 'read', subjectId: id })
      return { items: await listDebriefs(request, id) }
    },
  })
  app.route({
    ...contract.holdDebrief,
    handler: (request) => holdDebrief(request, request.params.id, request.body),
  })
}
