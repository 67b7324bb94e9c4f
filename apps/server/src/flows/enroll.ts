import { enroll, join } from '@cairn/contract/intake.ts'
import { enterOrganization } from '../platform/database/connect.ts'
import type { App, Slice } from '../platform/slice.ts'
import { attentionDue } from '../slices/attention/index.ts'
import { enrollPerson, ensureAccount, getHello, openCode, requireUnused } from '../slices/intake/index.ts'
import { ensureAsks } from '../slices/outcomes/index.ts'
import { noteAudit, requireMode } from '../slices/people/index.ts'

/** Somebody arrives: card, greeter, the days on which she will be asked, and eyes on her from the first minute. */
function routes(app: App): void {
  app.route({
    ...join,
    // A room full of people may join by one poster and one network address.
    config: { ...join.config, rateLimit: { max: 30, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const { tx, now, body } = request
      const open = await openCode(tx, request.params.code, now, async (organizationId) => {
        await enterOrganization(tx, { organizationId, memberId: body.id })
        request.actor = {
          accountId: '',
          organizationId,
          personId: body.id,
          role: 'participant',
          roles: ['participant'],
        }
      })
      await requireUnused(request, open, body.id)
      await enrollPerson(request, {
        ...body,
        cameBy: 'invitation',
        invitationId: open.invitationId,
        done: { mode: 'self' },
        status: 'waiting',
        fundingSource: null,
        wantsMentor: true,
      })
      await ensureAsks(request, [body.id])
      request.signInAs = await ensureAccount(request, body.id)
      await noteAudit(request, [{ action: 'card.write', act: 'write', subjectId: body.id, recordIds: [body.id] }])
      await attentionDue(request, [body.id])
      return reply.code(201).send(await getHello(request, body.id))
    },
  })

  app.route({
    ...enroll,
    handler: async (request, reply) => {
      const { body } = request
      requireMode(request, body.id, body.done)
      await enrollPerson(request, { ...body, invitationId: null })
      await ensureAsks(request, [body.id])
      await noteAudit(request, [{ action: 'people.enroll', act: 'write', subjectId: body.id, recordIds: [body.id] }])
      await attentionDue(request, [body.id])
      return reply.code(201).send({ id: body.id, version: 1 })
    },
  })
}

export const enrollFlow: Slice = { name: 'enroll', routes }
