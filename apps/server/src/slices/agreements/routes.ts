import { getAgreement, listAgreements, prepareAgreement, revokeAgreement } from '@cairn/contract/agreements.ts'
import type { App } from '../../platform/slice.ts'
import { authorize, requireMode } from '../people/index.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export function agreementRoutes(app: App): void {
  app.route({
    ...listAgreements,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'agreement.read', act: 'read', subjectId: id })
      return queries.listAgreements(request, id)
    },
  })
  app.route({
    ...getAgreement,
    handler: async (request) => {
      const { id } = request.params
      const row = await queries.getAgreementRow(request, id)
      await authorize(request, {
        action: 'agreement.read',
        act: 'read',
        subjectId: queries.ownerOf(row),
        recordIds: [id],
      })
      return queries.getAgreement(request, id)
    },
  })
  app.route({
    ...prepareAgreement,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'agreement.sign', act: 'write', subjectId: id, recordIds: [request.body.id] })
      await commands.prepareAgreement(request, id, request.body)
      return reply.code(201).send(await queries.getAgreement(request, request.body.id))
    },
  })
  app.route({
    ...revokeAgreement,
    handler: async (request) => {
      const { id } = request.params
      const row = await queries.getAgreementRow(request, id)
      await authorize(request, {
        action: 'agreement.sign',
        act: 'write',
        subjectId: queries.ownerOf(row),
        recordIds: [id],
      })
      requireMode(request, queries.ownerOf(row), request.body.done)
      await commands.revokeAgreement(request, id, request.body)
      return queries.getAgreement(request, id)
    },
  })
}
