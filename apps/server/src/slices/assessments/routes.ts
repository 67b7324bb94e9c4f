import * as contract from '@cairn/contract/assessments.ts'
import { sentAtOf } from '../../platform/phone-time.ts'
import type { App } from '../../platform/slice.ts'
import { authorize } from '../people/index.ts'
import { addResponse, getInstrumentPage, listResults } from './responses.ts'
import { changeSchedule, getSchedule, listDue } from './schedule.ts'

export function assessmentRoutes(app: App): void {
  app.route({
    ...contract.getInstrument,
    handler: async (request) => getInstrumentPage(request.params.instrumentId, request.query.language),
  })
  app.route({
    ...contract.listMyDueAssessments,
    handler: async (request) => ({
      items: await listDue(request, request.actor.personId, Temporal.PlainDate.from(request.query.day)),
    }),
  })
  app.route({
    ...contract.addAssessment,
    handler: async (request, reply) => {
      const { personId } = request.actor
      const row = await addResponse(request, personId, request.body, { mode: 'self' }, sentAtOf(request))
      return reply.code(201).send((await listResults(request, personId)).find((result) => result.id === row.id)!)
    },
  })
  app.route({
    ...contract.listMyAssessments,
    handler: async (request) => ({ items: await listResults(request, request.actor.personId) }),
  })
  app.route({
    ...contract.addAssessmentFor,
    handler: async (request, reply) => {
      const { done, ...body } = request.body
      await authorize(request, {
        action: 'assessment.write',
        act: 'write',
        subjectId: request.params.id,
        recordIds: [body.id],
      })
      const row = await addResponse(request, request.params.id, body, done, sentAtOf(request))
      return reply.code(201).send({ id: row.id })
    },
  })
  app.route({
    ...contract.listAssessmentsOf,
    handler: async (request) => {
      await authorize(request, { action: 'assessment.read', act: 'read', subjectId: request.params.id })
      return { items: await listResults(request, request.params.id) }
    },
  })
  app.route({ ...contract.getAssessmentSchedule, handler: (request) => getSchedule(request) })
  app.route({
    ...contract.changeAssessmentSchedule,
    handler: (request) => changeSchedule(request, request.body.entries),
  })
}
