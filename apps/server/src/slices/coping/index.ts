import { listSharedRuns, shareRun } from '@cairn/contract/coping.ts'
import type { Context } from '../../platform/context.ts'
import { checkPhone, type PhoneTime, sentAtOf } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import type { App, PersonPart, Slice } from '../../platform/slice.ts'
import { findMentorOf, getParticipant, mayAct, noteAudit } from '../people/index.ts'

type Exercise = 'ride-the-wave' | 'slow-breath' | 'hold-on-to-the-room'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    sharedRuns: {
      organizationId: string
      id: string
      participantId: string
      mentorId: string
      exercise: Exercise
      before: number
      after: number | null
      recordedAt: InstantColumn
      receivedAt: InstantColumn
      timeZone: string
      localOn: DayColumn
      bodyIndex: Buffer
    }
  }
}

interface Run extends PhoneTime {
  id: string
  exercise: Exercise
  before: number
  after: number | null
}

/** One run that she chose to show her mentor. Without a mentor there is nobody to show it to, and nothing is kept. */
async function share(ctx: Context, run: Run, sentAt: string | undefined) {
  const participantId = ctx.actor.personId
  await getParticipant(ctx, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'sharedRuns', run.id, { ...run, of: participantId })
  const mentor = await findMentorOf(ctx, participantId)
  if (!mentor) throw new ProblemError('not_possible_now')
  if (!kept) {
    checkPhone(ctx, run, sentAt)
    const { day, zone, ...rest } = run
    await ctx.tx
      .insertInto('sharedRuns')
      .values({
        organizationId: ctx.actor.organizationId,
        ...rest,
        participantId,
        mentorId: mentor.id,
        receivedAt: ctx.now,
        localOn: day,
        timeZone: zone,
        bodyIndex,
      })
      .execute()
    await noteAudit(ctx, [{ action: 'wave.write', act: 'write', subjectId: participantId, recordIds: [run.id] }])
  }
  return { id: run.id, sharedWith: mentor.name }
}

/** Only what was shown to this reader; for everybody else there is nothing. */
async function listShared(ctx: Context, participantId: string) {
  await getParticipant(ctx, participantId)
  if (!(await mayAct(ctx, 'talk.read', participantId))) throw new ProblemError('not_found')
  const { organizationId, personId } = ctx.actor
  const rows = await ctx.tx
    .selectFrom('sharedRuns')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', participantId)
    .where((e) => e.or([e('mentorId', '=', personId), e('participantId', '=', personId)]))
    .orderBy('localOn', 'desc')
    .limit(30)
    .select(['id', 'localOn', 'exercise', 'before', 'after'])
    .execute()
  if (rows.length > 0 && participantId !== personId)
    await noteAudit(ctx, [
      { action: 'talk.read', act: 'read', subjectId: participantId, recordIds: rows.map((row) => row.id) },
    ])
  return rows.map(({ localOn, ...row }) => ({ ...row, day: localOn.toString() }))
}

function copingRoutes(app: App): void {
  app.route({
    ...shareRun,
    handler: async (request, reply) => reply.code(201).send(await share(request, request.body, sentAtOf(request))),
  })
  app.route({
    ...listSharedRuns,
    handler: async (request) => ({ items: await listShared(request, request.params.id) }),
  })
}

const person: PersonPart = {
  export: async ({ tx, actor }, personId) => ({
    runsShown: await tx
      .selectFrom('sharedRuns')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .select(['localOn', 'exercise', 'before', 'after'])
      .execute(),
  }),
  async erase({ tx, actor }, personId) {
    await tx
      .deleteFrom('sharedRuns')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .execute()
  },
}

export const coping: Slice = { name: 'coping', routes: copingRoutes, person }
