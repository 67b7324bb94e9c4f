import { getAttentionHealth, listTakers as listTakersRoute, snoozeItem, takeItem } from '@cairn/contract/attention.ts'
import type { App } from '../../platform/slice.ts'
import { snooze, take } from './commands.ts'
import { getHealth } from './health.ts'
import { lockItem } from './queries.ts'
import { listTakers } from './takers.ts'

/** Give, done and undo are in flows/act-on-attention.ts: they change something in other slices too. */
export function attentionRoutes(app: App): void {
  app.route({ ...takeItem, handler: (request) => take(request, request.params.id, request.body.id) })
  app.route({
    ...snoozeItem,
    handler: (request) =>
      snooze(request, request.params.id, { ...request.body, until: Temporal.Instant.from(request.body.until) }),
  })
  app.route({
    ...listTakersRoute,
    handler: async (request) => ({ items: await listTakers(request, await lockItem(request, request.params.id)) }),
  })
  app.route({ ...getAttentionHealth, handler: (request) => getHealth(request) })
}
