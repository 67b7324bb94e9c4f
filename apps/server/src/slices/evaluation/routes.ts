import {
  computeAnswer,
  downloadReport,
  getAnswer as getAnswerRoute,
  getServed as getServedRoute,
} from '@cairn/contract/study.ts'
import { renderHtml } from '@cairn/evaluation/report/html.ts'
import type { Services } from '../../platform/services.ts'
import type { App } from '../../platform/slice.ts'
import { startComputation } from './commands.ts'
import { runComputation } from './compute.ts'
import { getAnswer, getRelease } from './queries.ts'
import { getServed } from './served.ts'

export function evaluationRoutes(app: App, services: Services): void {
  app.route({ ...getServedRoute, handler: (request) => getServed(request) })
  app.route({ ...getAnswerRoute, handler: (request) => getAnswer(request) })
  app.route({
    ...computeAnswer,
    handler: async (request, reply) => {
      const { computation, isNew } = await startComputation(request, request.body.id)
      if (isNew)
        request.afterCommit(() => {
          // Not awaited: the reply goes out now, and the page follows the progress.
          runComputation(services, request.actor.organizationId, computation.id).catch((error: Error) =>
            request.log.error({ error: error.name, detail: error.message }, 'evaluation stopped'),
          )
        })
      return reply.code(202).send(computation)
    },
  })
  app.route({
    ...downloadReport,
    handler: async (request, reply) => {
      // What leaves is rounded and small counts are withheld.
      const report = await getRelease(request)
      const { format } = request.params
      reply.header('content-disposition', `attachment; filename="cairn-answer.${format}"`)
      reply
        .type(format === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
        .serializer((text: string) => text)
      return format === 'html' ? renderHtml(report, request.query.language) : JSON.stringify(report, null, 2)
    },
  })
}
