import { addMentor, changeMentor, getMentor, listMentors, logHours } from '@cairn/contract/mentors.ts'
import type { App } from '../../platform/slice.ts'
import { attentionDue } from '../attention/index.ts'
import { authorize, noteAudit } from '../people/index.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export function mentorRoutes(app: App): void {
  app.route({ ...listMentors, handler: (request) => queries.listMentors(request) })
  app.route({
    ...getMentor,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'mentor.read', act: 'read', subjectId: id })
      return queries.getMentorPage(request, id)
    },
  })
  app.route({
    ...addMentor,
    handler: async (request, reply) => {
      await commands.addMentor(request, request.body)
      await noteAudit(request, [{ action: 'mentor.add', act: 'write', subjectId: request.body.id }])
      return reply.code(201).send({ id: request.body.id, version: 1 })
    },
  })
  app.route({
    ...changeMentor,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'mentor.write', act: 'write', subjectId: id, recordIds: [id] })
      await commands.changeMentor(request, id, request.body)
      await attentionDue(request, [id])
      return queries.getMentorPage(request, id)
    },
  })
  app.route({
    ...logHours,
    handler: async (request, reply) => {
      const saved = await commands.logHours(request, request.body)
      await noteAudit(request, [
        { action: 'mentor.private', act: 'write', subjectId: request.actor.personId, recordIds: [saved.id] },
      ])
      return reply.code(201).send(saved)
    },
  })
}
