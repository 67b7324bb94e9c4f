import {
  getWishes,
  listMatches,
  listProposals,
  listSuggestions,
  listWaiting,
  proposeMatch,
  saveWishes,
  withdrawMatch,
} from '@cairn/contract/matching.ts'
import type { App } from '../../platform/slice.ts'
import { attentionDue } from '../attention/index.ts'
import { authorize, noteAudit, requireMode } from '../people/index.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import * as suggestions from './suggestions.ts'
import * as waiting from './waiting.ts'
import * as wishes from './wishes.ts'

export function matchingRoutes(app: App): void {
  app.route({
    ...getWishes,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'wishes.read', act: 'read', subjectId: id })
      return wishes.getWishes(request, id)
    },
  })
  app.route({
    ...saveWishes,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'wishes.write', act: 'write', subjectId: id })
      requireMode(request, id, request.body.done)
      await wishes.saveWishes(request, id, request.body)
      return wishes.getWishes(request, id)
    },
  })
  app.route({
    ...listSuggestions,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'suggestions.read', act: 'read', subjectId: id })
      return suggestions.listSuggestions(request, id)
    },
  })
  app.route({
    ...proposeMatch,
    handler: async (request, reply) => {
      const { id, participantId } = request.body
      await authorize(request, { action: 'match.propose', act: 'write', subjectId: participantId, recordIds: [id] })
      await commands.proposeMatch(request, request.body)
      await attentionDue(request, [participantId])
      return reply.code(201).send(await queries.getMatch(request, id))
    },
  })
  app.route({
    ...withdrawMatch,
    handler: async (request) => {
      const { participantId } = await queries.getMatchRow(request, request.params.id)
      await authorize(request, {
        action: 'match.propose',
        act: 'write',
        subjectId: participantId,
        recordIds: [request.params.id],
      })
      await commands.withdrawMatch(request, request.params.id)
      await attentionDue(request, [participantId])
      return queries.getMatch(request, request.params.id)
    },
  })
  app.route({
    ...listMatches,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'match.read', act: 'read', subjectId: id })
      return queries.listMatches(request, id)
    },
  })
  app.route({
    ...listProposals,
    handler: async (request) => {
      const list = await queries.listProposals(request)
      await noteAudit(
        request,
        list.items.map((item) => ({
          action: 'match.read' as const,
          act: 'read' as const,
          subjectId: item.participant.id,
          recordIds: [item.id],
        })),
      )
      return list
    },
  })
  app.route({
    ...listWaiting,
    handler: async (request) => {
      const list = await waiting.listWaiting(request, request.query)
      await noteAudit(request, [
        { action: 'waiting.read', act: 'read', subjectId: null, recordIds: list.items.map((item) => item.person.id) },
      ])
      return list
    },
  })
}
