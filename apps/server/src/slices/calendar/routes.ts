import {
  bookMeeting,
  cancelMeeting,
  cancelSession,
  changeGroup,
  getAttendance,
  listGroups,
  listMyCalendar,
  listOccurrences,
  listSessions,
  moveMeeting,
  openGroup,
  recordAttendance,
} from '@cairn/contract/calendar.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { App } from '../../platform/slice.ts'
import { authorize, noteAudit } from '../people/index.ts'
import * as attendance from './attendance.ts'
import * as groups from './groups.ts'
import * as meetings from './meetings.ts'
import * as queries from './queries.ts'

/** One person's meeting: access is asked about the participant in it. A group's session is nobody's. */
async function authorizeMeeting(ctx: Context, id: string): Promise<void> {
  const row = await queries.getOccurrenceRow(ctx, id)
  if (!row.participantId) throw new ProblemError('not_found')
  await authorize(ctx, { action: 'meeting.write', act: 'write', subjectId: row.participantId, recordIds: [id] })
}

export function calendarRoutes(app: App): void {
  app.route({
    ...listOccurrences,
    handler: async (request) => {
      const { id } = request.params
      await authorize(request, { action: 'meeting.read', act: 'read', subjectId: id })
      return {
        items: await queries.listOccurrences(request, { participantId: id, withGroups: true, ...request.query }),
      }
    },
  })
  app.route({
    ...listMyCalendar,
    handler: async (request) => {
      const { role, personId } = request.actor
      const whose = role === 'participant' ? { participantId: personId } : role === 'mentor' ? { hostId: personId } : {}
      const items = await queries.listOccurrences(request, { ...whose, withGroups: true, ...request.query })
      const shown = items.filter((item) => item.participant && item.participant.id !== personId)
      if (shown.length > 0)
        await noteAudit(request, [
          {
            action: 'meeting.read',
            act: 'read',
            subjectId: null,
            recordIds: [...new Set(shown.map((item) => item.participant!.id))],
          },
        ])
      return { items }
    },
  })
  app.route({
    ...bookMeeting,
    handler: async (request, reply) => {
      const { id } = request.params
      await authorize(request, { action: 'meeting.write', act: 'write', subjectId: id, recordIds: [request.body.id] })
      return reply
        .code(201)
        .send(await queries.getOccurrence(request, await meetings.bookMeeting(request, id, request.body)))
    },
  })
  app.route({
    ...moveMeeting,
    handler: async (request) => {
      await authorizeMeeting(request, request.params.id)
      return queries.getOccurrence(request, await meetings.moveMeeting(request, request.params.id, request.body))
    },
  })
  app.route({
    ...cancelMeeting,
    handler: async (request) => {
      await authorizeMeeting(request, request.params.id)
      await meetings.cancelMeeting(request, request.params.id, request.body)
      return { ok: true as const }
    },
  })

  app.route({ ...listGroups, handler: async (request) => ({ items: await groups.listGroups(request) }) })
  app.route({
    ...openGroup,
    handler: async (request, reply) => {
      await groups.openGroup(request, request.body)
      await noteAudit(request, [
        { action: 'group.manage', act: 'write', subjectId: null, recordIds: [request.body.id] },
      ])
      return reply.code(201).send((await groups.listGroups(request, request.body.id))[0]!)
    },
  })
  app.route({
    ...changeGroup,
    handler: async (request) => {
      const { id } = request.params
      await groups.changeGroup(request, id, request.body)
      await noteAudit(request, [{ action: 'group.manage', act: 'write', subjectId: null, recordIds: [id] }])
      return (await groups.listGroups(request, id))[0]!
    },
  })
  app.route({
    ...listSessions,
    handler: async (request) => ({
      items: await groups.listSessions(request, request.params.id),
      begun: await groups.listBegun(request, request.params.id),
    }),
  })
  app.route({
    ...cancelSession,
    handler: async (request) => {
      const { id } = request.params
      const row = await queries.getOccurrenceRow(request, id)
      if (row.kind !== 'group') throw new ProblemError('not_found')
      await meetings.cancelMeeting(request, id, { version: request.body.version, scope: 'this_one' })
      await noteAudit(request, [{ action: 'group.manage', act: 'write', subjectId: null, recordIds: [id] }])
      return { id, version: request.body.version + 1 }
    },
  })

  app.route({
    ...getAttendance,
    handler: async (request) => {
      const list = await attendance.getAttendance(request, request.params.id)
      await noteAudit(request, [
        {
          action: 'attendance.write',
          act: 'read',
          subjectId: null,
          recordIds: list.people.map((one) => one.person.id),
        },
      ])
      return list
    },
  })
  app.route({
    ...recordAttendance,
    handler: async (request) => {
      const { id } = request.params
      await attendance.recordAttendance(request, id, request.body.people)
      await noteAudit(
        request,
        request.body.people.map((one) => ({
          action: 'attendance.write' as const,
          act: 'write' as const,
          subjectId: one.personId,
          recordIds: [id],
        })),
      )
      return attendance.getAttendance(request, id)
    },
  })
}
