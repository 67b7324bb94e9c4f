import { getBaseline } from '@cairn/contract/baseline.ts'
import { changeGreeter, listNotGreeted, recordGreeting } from '@cairn/contract/greetings.ts'
import { getHello } from '@cairn/contract/intake.ts'
import { closeInvitation, listInvitations, makeInvitation, openInvitation } from '@cairn/contract/invitations.ts'
import { listCodeSignIns, makeSignInCode } from '@cairn/contract/sign-in-codes.ts'
import { enterOrganization } from '../../platform/database/connect.ts'
import type { Services } from '../../platform/services.ts'
import type { App } from '../../platform/slice.ts'
import { A_MENTOR, getDocument, renderDocument } from '../agreements/index.ts'
import { attentionDue } from '../attention/index.ts'
import { findGroupTonight } from '../calendar/index.ts'
import { getOrganization } from '../organizations/index.ts'
import { authorize, noteAudit } from '../people/index.ts'
import * as baseline from './baseline.ts'
import * as enroll from './enroll.ts'
import * as greetings from './greetings.ts'
import * as invitations from './invitations.ts'
import * as codes from './sign-in-codes.ts'

export function intakeRoutes(app: App, services: Services): void {
  app.route({
    ...openInvitation,
    config: { ...openInvitation.config, rateLimit: { max: 30, timeWindow: '1 minute' } },
    handler: async (request) => {
      const { tx, now } = request
      const open = await invitations.openCode(tx, request.params.code, now, async (organizationId) => {
        await enterOrganization(tx, { organizationId })
        request.actor = { ...request.actor, organizationId }
      })
      await invitations.requireUnused(request, open)
      const organization = await getOrganization(request)
      return {
        organizationId: organization.id,
        organizationName: organization.name,
        timeZone: organization.timeZone,
        languages: organization.languages,
        promise: organization.languages.map((language) => {
          const document = getDocument('promise', language)
          const body = renderDocument(document, { organization: organization.name, mentor: A_MENTOR[language] })
          return { id: document.id, version: document.version, language, title: document.title, body }
        }),
        firstGroup: await findGroupTonight(request),
      }
    },
  })

  app.route({ ...getHello, handler: (request) => enroll.getHello(request, request.actor.personId) })

  app.route({
    ...makeInvitation,
    handler: async (request, reply) => {
      const made = await invitations.makeInvitation(request, request.body, services.config.baseUrl)
      await noteAudit(request, [{ action: 'people.enroll', act: 'write', subjectId: null, recordIds: [made.id] }])
      return reply.code(201).send(made)
    },
  })
  app.route({ ...listInvitations, handler: (request) => invitations.listInvitations(request) })
  app.route({
    ...closeInvitation,
    handler: async (request) => {
      await invitations.closeInvitation(request, request.params.id)
      await noteAudit(request, [
        { action: 'people.enroll', act: 'write', subjectId: null, recordIds: [request.params.id] },
      ])
      return { ok: true as const }
    },
  })
  app.route({
    ...makeSignInCode,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'sign_in_code.make', act: 'write', subjectId: id, recordIds: [id] })
      return reply.code(201).send(await codes.makeSignInCode(request, id))
    },
  })
  app.route({ ...listCodeSignIns, handler: (request) => codes.listCodeSignIns(request) })

  app.route({
    ...recordGreeting,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'greeting.write', act: 'write', subjectId: id, recordIds: [request.body.id] })
      const recorded = await greetings.recordGreeting(request, id, request.body)
      await attentionDue(request, [id])
      return reply.code(201).send(recorded)
    },
  })
  app.route({
    ...changeGreeter,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'people.enroll', act: 'write', subjectId: id, recordIds: [id] })
      await enroll.changeGreeter(request, id, request.body.greeterId)
      await attentionDue(request, [id])
      return { ok: true as const }
    },
  })
  app.route({
    ...listNotGreeted,
    handler: async (request) => {
      const list = await greetings.listNotGreeted(request)
      await noteAudit(request, [
        { action: 'greeting.write', act: 'read', subjectId: null, recordIds: list.items.map((item) => item.person.id) },
      ])
      return list
    },
  })

  app.route({
    ...getBaseline,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'baseline.read', act: 'read', subjectId: id })
      return baseline.getBaseline(request, id)
    },
  })
}
