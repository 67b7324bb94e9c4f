import {
  addExclusion,
  changeCard,
  changeContact,
  changePhone,
  changeSharing,
  findPeople,
  getPerson,
  getPhone,
  getSharing,
  listExclusions,
  listPeople,
  listTeam,
  removeExclusion,
} from '@cairn/contract/people.ts'
import type { App } from '../../platform/slice.ts'
import { authorize, noteAudit } from './authorize.ts'
import { changeCard as changeCardOf } from './change-card.ts'
import { changeContact as changeContactOf } from './contacts.ts'
import * as exclusions from './exclusions.ts'
import * as pages from './pages.ts'
import * as phone from './phone.ts'
import { findTeam } from './team.ts'

const ok = { ok: true as const }

export function peopleRoutes(app: App): void {
  app.route({ ...listPeople, handler: (request) => pages.listPeople(request, request.query) })
  app.route({ ...listTeam, handler: async (request) => ({ items: await findTeam(request) }) })
  app.route({ ...findPeople, handler: (request) => pages.findPeople(request, request.body.text) })

  app.route({
    ...getPerson,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'card.read', act: 'read', subjectId: id, recordIds: [id] })
      return pages.getPersonPage(request, id)
    },
  })
  app.route({
    ...changeCard,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'card.write', act: 'write', subjectId: id, recordIds: [id] })
      await changeCardOf(request, id, request.body)
      return pages.getPersonPage(request, id)
    },
  })
  app.route({
    ...changeContact,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'contact.write', act: 'write', subjectId: id, recordIds: [id] })
      await changeContactOf(request, id, request.body)
      return pages.getPersonPage(request, id)
    },
  })

  app.route({ ...listExclusions, handler: (request) => exclusions.listExclusions(request) })
  app.route({
    ...addExclusion,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'exclusion.write', act: 'write', subjectId: id, recordIds: [request.body.id] })
      await exclusions.addExclusion(request, id, request.body)
      return reply.code(201).send(ok)
    },
  })
  app.route({
    ...removeExclusion,
    handler: async (request) => {
      await exclusions.removeExclusion(request, request.params.id)
      await noteAudit(request, [
        { action: 'exclusion.write', act: 'write', subjectId: request.actor.personId, recordIds: [request.params.id] },
      ])
      return ok
    },
  })

  app.route({ ...getPhone, handler: (request) => phone.getPhone(request) })
  app.route({
    ...changePhone,
    handler: async (request) => {
      const changed = await phone.changePhone(request, request.body)
      await noteAudit(request, [{ action: 'phone.write', act: 'write', subjectId: request.actor.personId }])
      return changed
    },
  })
  app.route({ ...getSharing, handler: (request) => phone.getSharing(request) })
  app.route({
    ...changeSharing,
    handler: async (request) => {
      await phone.setSharing(request, request.actor.personId, request.body.checkIns)
      await noteAudit(request, [{ action: 'sharing.write', act: 'write', subjectId: request.actor.personId }])
      return phone.getSharing(request)
    },
  })
}
