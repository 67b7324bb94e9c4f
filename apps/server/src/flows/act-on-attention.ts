import { closeItem, giveItem, undoAct } from '@cairn/contract/attention.ts'
import type { App, Slice } from '../platform/slice.ts'
import { finish, give, undo } from '../slices/attention/index.ts'
import { changeGreeter } from '../slices/intake/index.ts'
import { openDebriefs, withdrawDebriefs } from '../slices/safety/index.ts'

/**
 * Acts on an item that change something elsewhere, in the same transaction: a safety matter that is closed opens the debrief
 * with whoever carried it; a hello that is given to a mentor is hers to say, so that she may call. Undo takes both back.
 */
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
    ...giveItem,
    handler: async (request) => {
      const { subjectId, ...acted } = await give(request, request.params.id, request.body)
      if (acted.item?.signal === 'not_greeted') await changeGreeter(request, subjectId, request.body.toId)
      return acted
    },
  })
  app.route({
    ...undoAct,
    handler: async (request) => {
      const { item, act, subjectId } = await undo(request, request.params.id)
      if (item?.safety) await withdrawDebriefs(request, item.id)
      if (item?.signal === 'not_greeted' && act === 'give')
        await changeGreeter(request, subjectId, item.owner?.id ?? null)
      return { item }
    },
  })
}

export const actOnAttentionFlow: Slice = { name: 'act-on-attention', routes }
