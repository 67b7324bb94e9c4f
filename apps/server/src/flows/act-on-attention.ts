import { closeItem, giveItem, undoAct } from '@cairn/contract/attention.ts'
import type { App, Slice } from '../platform/slice.ts'
import { finish, give, undo } from '../slices/attention/index.ts'
import { changeGreeter, recordGreeting, takeBackGreeting } from '../slices/intake/index.ts'
import { noteAudit } from '../slices/people/index.ts'
import { openDebriefs, withdrawDebriefs } from '../slices/safety/index.ts'

const GREETED_BY = { reached: 'said_hello', left_message: 'left_message', not_reached: 'not_reached' } as const

/**
 * Acts on an item that change something elsewhere, in the same transaction: a safety matter that is closed opens the debrief
 * with whoever carried it; a hello that is given to a mentor is hers to say, so that she may call; one that was said or tried
 * is recorded as a greeting. Undo takes all of it back.
 */
function routes(app: App): void {
  app.route({
    ...closeItem,
    handler: async (request) => {
      const { id } = request.params
      const { subjectId, signal, isNew, ...acted } = await finish(request, id, request.body)
      await openDebriefs(request, id)
      const { outcome, how } = request.body
      if (isNew && signal === 'not_greeted' && how && outcome !== 'not_needed' && outcome !== 'handed_to') {
        await recordGreeting(request, subjectId, { id: acted.actionId, how, result: GREETED_BY[outcome] })
        await noteAudit(request, [{ action: 'greeting.write', act: 'write', subjectId, recordIds: [acted.actionId] }])
      }
      return acted
    },
  })
  app.route({
    ...giveItem,
    handler: async (request) => {
      const { subjectId, signal, isNew, ...acted } = await give(request, request.params.id, request.body)
      if (isNew && signal === 'not_greeted') await changeGreeter(request, subjectId, request.body.toId)
      return acted
    },
  })
  app.route({
    ...undoAct,
    handler: async (request) => {
      const { item, act, subjectId, signal } = await undo(request, request.params.id)
      if (item?.safety) await withdrawDebriefs(request, item.id)
      if (item && signal === 'not_greeted' && act === 'give')
        await changeGreeter(request, subjectId, item.owner?.id ?? null)
      if (signal === 'not_greeted' && act === 'done') await takeBackGreeting(request, request.params.id)
      return { item }
    },
  })
}

export const actOnAttentionFlow: Slice = { name: 'act-on-attention', routes }
