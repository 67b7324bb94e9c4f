import { listNotices as listNoticesRoute, seeNotices as seeNoticesRoute } from '@cairn/contract/notifications.ts'
import type { App } from '../../platform/slice.ts'
import { listNotices, seeNotices } from './queries.ts'

export function notificationRoutes(app: App): void {
  app.route({ ...listNoticesRoute, handler: (request) => listNotices(request) })
  app.route({
    ...seeNoticesRoute,
    handler: async (request) => {
      await seeNotices(request, request.body.ids)
      return { ok: true as const }
    },
  })
}
