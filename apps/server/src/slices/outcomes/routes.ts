import * as desk from '@cairn/contract/follow-ups.ts'
import * as contract from '@cairn/contract/outcomes.ts'
import { definitions } from '@cairn/program/return-to-use/definitions/catalogue.ts'
import { sentAtOf } from '../../platform/phone-time.ts'
import type { App } from '../../platform/slice.ts'
import { answerFollowUp, answerMyAsk } from './answer-ask.ts'
import { ensureAsks, findNextOpening, listOpenAsks, viewMyAsks } from './asks.ts'
import { getMyDays, saveMyDays } from './calendar.ts'
import { addAttempt, getFollowUp, listFollowUps } from './follow-ups.ts'
import { listMayKnow } from './may-know.ts'
import { listMyReports, listToldUse, saveReport } from './reports.ts'
import { listAsksTogether, saveReportTogether } from './together.ts'

export function outcomesRoutes(app: App): void {
  app.route({ ...contract.getMyDays, handler: (request) => getMyDays(request, request.query) })
  app.route({ ...contract.saveMyDays, handler: (request) => saveMyDays(request, request.body, sentAtOf(request)) })
  app.route({
    ...contract.getMyAsks,
    handler: async (request) => {
      const { personId } = request.actor
      await ensureAsks(request, [personId])
      const day = Temporal.PlainDate.from(request.query.day)
      return {
        open: await viewMyAsks(request, await listOpenAsks(request, personId, day), day),
        nextOpensOn: (await findNextOpening(request, personId, day))?.toString() ?? null,
        mayKnow: await listMayKnow(request, personId),
      }
    },
  })
  app.route({
    ...contract.answerMyAsk,
    handler: async (request, reply) =>
      reply.code(201).send(await answerMyAsk(request, request.params.id, request.body, sentAtOf(request))),
  })
  app.route({
    ...contract.listAsksTogether,
    handler: (request) => listAsksTogether(request, request.params.id, Temporal.PlainDate.from(request.query.day)),
  })
  app.route({
    ...contract.saveUseReportTogether,
    handler: async (request) => {
      const { id, reportId } = request.params
      await saveReportTogether(request, { participantId: id, reportId }, request.body, sentAtOf(request))
      return { ok: true as const }
    },
  })
  app.route({ ...desk.listFollowUps, handler: (request) => listFollowUps(request, request.query) })
  app.route({ ...desk.getFollowUp, handler: (request) => getFollowUp(request, request.params.id) })
  app.route({
    ...desk.addAttempt,
    handler: async (request, reply) => reply.code(201).send(await addAttempt(request, request.params.id, request.body)),
  })
  app.route({
    ...desk.answerFollowUp,
    handler: async (request, reply) =>
      reply.code(201).send(await answerFollowUp(request, request.params.id, request.body, sentAtOf(request))),
  })
  app.route({
    ...contract.listDefinitions,
    handler: async (request) => ({
      items: definitions.map(({ id, title, note, reference }) => ({
        id,
        name: title[request.language],
        about: note ?? '',
        source: reference,
      })),
    }),
  })
  app.route({
    ...contract.saveUseReport,
    handler: (request) => saveReport(request, request.params.id, request.body, sentAtOf(request)),
  })
  app.route({ ...contract.listMyUseReports, handler: async (request) => ({ items: await listMyReports(request) }) })
  app.route({
    ...contract.listToldUse,
    handler: async (request) => ({ items: await listToldUse(request, request.params.id) }),
  })
}
