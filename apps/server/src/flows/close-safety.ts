import { closeItem, undoAct } from '@cairn/contract/attention.ts'
import type { App, Slice } from '../platform/slice.ts'
import { finish, undo } from '../slices/attention/index.ts'
import { openDebriefs, withdrawDebriefs } from '../slices/safety/index.ts'

/** Done, and taking it back. A safety matter that is closed opens the debrief with whoever carried it, in one transaction. */
function routes(app: App): void {
  app.route({
    ...closeItem,
    handler: async (request) => {
      const { id } = request.params
      const acted = await finish(request, id, request.body)
      await openDebriefs(request, id)
      return acted
    },
  })
  app.route({
    ...undoAct,
    handler: async (request) => {
      const undone = await undo(request, request.params.id)
      if (undone.item?.safety) await withdrawDebriefs(request, undone.item.id)
      return undone
    },
  })
}

export const closeSafetyFlow: Slice = { name: 'close-safety', routes }
