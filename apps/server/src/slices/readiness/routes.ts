import { getReadiness, saveReadiness } from '@cairn/contract/readiness.ts'
import type { App } from '../../platform/slice.ts'
import { authorize, requireMode } from '../people/index.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export function readinessRoutes(app: App): void {
  app.route({
    ...getReadiness,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'baseline.read', act: 'read', subjectId: id })
      return queries.getReadiness(request, id)
    },
  })
  app.route({
    ...saveReadiness,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'baseline.write', act: 'write', subjectId: id, recordIds: [request.body.id] })
      requireMode(request, id, request.body.done)
      await commands.saveReadiness(request, id, request.body)
      return reply.code(201).send(await queries.getReadiness(request, id))
    },
  })
}
