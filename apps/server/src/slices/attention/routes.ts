import {
  getAttentionHealth,
  giveItem,
  listTakers as listTakersRoute,
  snoozeItem,
  takeItem,
} from '@cairn/contract/attention.ts'
import type { App } from '../../platform/slice.ts'
import { give, snooze, take } from './commands.ts'
import { getHealth } from './health.ts'
import { lockItem } from './queries.ts'
import { listTakers } from './takers.ts'

/** Done and undo are in flows/close-safety.ts: what is closed may concern other slices. */
export function attentionRoutes(app: App): void {
  app.route({ ...takeItem, handler: (request) => take(request, request.params.id, request.body.id) })
  app.route({ ...giveItem, handler: (request) => give(request, request.params.id, request.body) })
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
