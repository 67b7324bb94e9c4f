import * as contract from '@cairn/contract/check-ins.ts'
import { getMyPath as getMyPathRoute } from '@cairn/contract/outcomes.ts'
import { sentAtOf } from '../../platform/phone-time.ts'
import type { App } from '../../platform/slice.ts'
import { getMyPath } from '../outcomes/index.ts'
import { addCheckIn, addCheckInFor } from './commands.ts'
import { getPage } from './page.ts'
import { countMyCheckIns, listMyCheckIns, listSharedCheckIns } from './queries.ts'

export function checkInRoutes(app: App): void {
  app.route({ ...contract.getCheckInPage, handler: (request) => getPage(request, request.query.day) })
  app.route({
    ...contract.addCheckIn,
    handler: async (request, reply) => reply.code(201).send(await addCheckIn(request, request.body, sentAtOf(request))),
  })
  app.route({
    ...contract.listMyCheckIns,
    handler: async (request) => ({ items: await listMyCheckIns(request, request.query) }),
  })
  app.route({
    ...contract.listSharedCheckIns,
    handler: async (request) => ({ items: await listSharedCheckIns(request, request.params.id) }),
  })
  app.route({
    ...contract.addCheckInFor,
    handler: async (request, reply) =>
      reply.code(201).send(await addCheckInFor(request, request.params.id, request.body, sentAtOf(request))),
  })
  app.route({
    ...getMyPathRoute,
    handler: async (request) => ({
      ...(await getMyPath(request, request.query.today)),
      checkIns: await countMyCheckIns(request),
    }),
  })
}
