import { getMyMentor, listMyPeople } from '@cairn/contract/mentoring.ts'
import { getMyMentorPage } from '@cairn/contract/mentors.ts'
import { addSupervisionItem, listSupervisionItems, removeSupervisionItem } from '@cairn/contract/supervision.ts'
import {
  addToTalk,
  changeTalk,
  confirmTalk,
  draftTalk,
  getTalk,
  joinTalk,
  listTalks,
  listToConfirm,
  logTalk,
} from '@cairn/contract/talks.ts'
import { sentAtOf } from '../../platform/phone-time.ts'
import type { App } from '../../platform/slice.ts'
import { attentionDue } from '../attention/index.ts'
import { getMentorPage } from '../mentors/index.ts'
import { authorize, noteAudit } from '../people/index.ts'
import { draftTalk as draftTalkFor } from './draft.ts'
import * as log from './log.ts'
import * as relationships from './relationships.ts'
import * as supervision from './supervision.ts'
import * as talks from './talks.ts'

export function mentoringRoutes(app: App): void {
  app.route({
    ...draftTalk,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'talk.write', act: 'read', subjectId: id })
      return draftTalkFor(request, id, request.query)
    },
  })
  app.route({
    ...logTalk,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'talk.write', act: 'write', subjectId: id, recordIds: [request.body.id] })
      await log.logTalk(request, id, request.body, sentAtOf(request))
      await attentionDue(request, [id])
      return reply.code(201).send(await talks.getTalk(request, request.body.id))
    },
  })
  app.route({
    ...changeTalk,
    handler: async (request) => {
      const { id } = request.params
      const { participantId } = await talks.getTalkRow(request, id)
      await authorize(request, { action: 'talk.write', act: 'write', subjectId: participantId, recordIds: [id] })
      await log.changeTalk(request, id, request.body)
      await attentionDue(request, [participantId])
      return talks.getTalk(request, id)
    },
  })
  app.route({
    ...addToTalk,
    handler: async (request, reply) => {
      const { id } = request.params
      const { participantId } = await talks.getTalkRow(request, id)
      await authorize(request, {
        action: 'talk.write',
        act: 'write',
        subjectId: participantId,
        recordIds: [id, request.body.id],
      })
      await log.addToTalk(request, id, request.body)
      return reply.code(201).send(await talks.getTalk(request, id))
    },
  })
  app.route({
    ...joinTalk,
    handler: async (request) => {
      const { id } = request.params
      const { participantId } = await talks.getTalkRow(request, id)
      await authorize(request, { action: 'talk.write', act: 'write', subjectId: participantId, recordIds: [id] })
      await log.joinTalk(request, id)
      return talks.getTalk(request, id)
    },
  })
  app.route({
    ...getTalk,
    handler: async (request) => {
      const { id } = request.params
      const { participantId } = await talks.getTalkRow(request, id)
      await authorize(request, { action: 'talk.read', act: 'read', subjectId: participantId, recordIds: [id] })
      return talks.getTalk(request, id)
    },
  })
  app.route({
    ...listTalks,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'talk.read', act: 'read', subjectId: id })
      return talks.listTalks(request, id, request.query)
    },
  })
  app.route({ ...listToConfirm, handler: (request) => talks.listToConfirm(request) })
  app.route({
    ...confirmTalk,
    handler: async (request) => {
      const { id } = request.params
      await log.confirmTalk(request, id, request.body)
      await noteAudit(request, [
        { action: 'talk.confirm', act: 'write', subjectId: request.actor.personId, recordIds: [id] },
      ])
      return talks.getTalk(request, id)
    },
  })

  app.route({
    ...getMyMentor,
    handler: (request) => relationships.getMyMentor(request, request.actor.personId),
  })
  app.route({
    ...listMyPeople,
    handler: async (request) => {
      const list = await relationships.listMyPeople(request)
      await noteAudit(
        request,
        list.items.map((item) => ({
          action: 'mentor.today' as const,
          act: 'read' as const,
          subjectId: item.person.id,
        })),
      )
      return list
    },
  })
  app.route({
    ...getMyMentorPage,
    handler: async (request) => ({
      ...(await getMentorPage(request, request.actor.personId)),
      month: await relationships.sumMonth(request, request.actor.personId),
    }),
  })

  app.route({
    ...listSupervisionItems,
    handler: async (request) => {
      const list = await supervision.listSupervisionItems(request)
      const others = list.items.filter((item) => item.author.id !== request.actor.personId)
      await noteAudit(
        request,
        others.map((item) => ({
          action: 'supervision_item.read' as const,
          act: 'read' as const,
          subjectId: item.author.id,
          recordIds: [item.id],
        })),
      )
      return list
    },
  })
  app.route({
    ...addSupervisionItem,
    handler: async (request, reply) => {
      await supervision.addSupervisionItem(request, request.body)
      await noteAudit(request, [
        {
          action: 'supervision_item.write',
          act: 'write',
          subjectId: request.actor.personId,
          recordIds: [request.body.id],
        },
      ])
      return reply.code(201).send(await supervision.getSupervisionItem(request, request.body.id))
    },
  })
  app.route({
    ...removeSupervisionItem,
    handler: async (request) => {
      await supervision.removeSupervisionItem(request, request.params.id)
      await noteAudit(request, [
        {
          action: 'supervision_item.write',
          act: 'write',
          subjectId: request.actor.personId,
          recordIds: [request.params.id],
        },
      ])
      return { ok: true as const }
    },
  })
}
