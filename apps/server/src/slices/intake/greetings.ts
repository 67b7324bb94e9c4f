import type { recordGreeting as recordRoute } from '@cairn/contract/greetings.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { listContacts, listNames } from '../people/index.ts'

const CLOCKS_DIFFER = { minutes: 10 }

/** Records a hello or a try. The first hello ends the waiting for one. */
export async function recordGreeting(
  ctx: Context,
  participantId: string,
  body: z.output<typeof recordRoute.schema.body>,
): Promise<{ greetedAt: string | null }> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const intake = await lockRow(ctx, 'intakes', participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'greetings', body.id, { ...body, of: participantId })
  if (kept) return { greetedAt: intake.greetedAt?.toString() ?? null }
  const at = body.at ? Temporal.Instant.from(body.at) : now
  if (Temporal.Instant.compare(at, now.add(CLOCKS_DIFFER)) > 0) throw new ProblemError('future_day')
  await tx
    .insertInto('greetings')
    .values({
      organizationId,
      id: body.id,
      participantId,
      byId: actor.personId,
      how: body.how,
      result: body.result,
      at,
      recordedAt: now,
      bodyIndex,
    })
    .execute()
  if (body.result !== 'said_hello' || intake.greetedAt) return { greetedAt: intake.greetedAt?.toString() ?? null }
  await tx
    .updateTable('intakes')
    .set({ greetedAt: at, greetedBy: actor.personId })
    .where('organizationId', '=', organizationId)
    .where('id', '=', participantId)
    .execute()
  return { greetedAt: at.toString() }
}

/** A hello that was recorded by mistake, a moment ago: gone, and she waits again unless somebody else has said one. */
export async function takeBackGreeting({ tx, actor }: Pick<Context, 'tx' | 'actor'>, id: string): Promise<void> {
  const { organizationId } = actor
  const gone = await tx
    .deleteFrom('greetings')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .returning(['participantId', 'result'])
    .executeTakeFirst()
  if (gone?.result !== 'said_hello') return
  const first = await tx
    .selectFrom('greetings')
    .where('organizationId', '=', organizationId)
    .where('participantId', '=', gone.participantId)
    .where('result', '=', 'said_hello')
    .orderBy('at')
    .limit(1)
    .select(['at', 'byId'])
    .executeTakeFirst()
  await tx
    .updateTable('intakes')
    .set({ greetedAt: first?.at ?? null, greetedBy: first?.byId ?? null })
    .where('organizationId', '=', organizationId)
    .where('id', '=', gone.participantId)
    .execute()
}

/** Who waits for a hello: a mentor sees those whom she greets, staff see all, the longest waiting first. */
export async function listNotGreeted(ctx: Context) {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const rows = await tx
    .selectFrom('intakes')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.organizationId', '=', 'intakes.organizationId')
        .onRef('participants.id', '=', 'intakes.id'),
    )
    .innerJoin('people', (join) =>
      join.onRef('people.organizationId', '=', 'intakes.organizationId').onRef('people.id', '=', 'intakes.id'),
    )
    .leftJoin('ties', (join) =>
      join
        .onRef('ties.organizationId', '=', 'intakes.organizationId')
        .onRef('ties.subjectId', '=', 'intakes.id')
        .on('ties.kind', '=', 'greeter')
        .on('ties.until', 'is', null),
    )
    .where('intakes.organizationId', '=', organizationId)
    .where('intakes.greetedAt', 'is', null)
    .where('participants.status', 'in', ['referred', 'waiting', 'active', 'paused'])
    .$if(actor.role === 'mentor', (q) => q.where('ties.holderId', '=', actor.personId))
    .orderBy('intakes.enrolledAt')
    .limit(200)
    .select([
      'intakes.id',
      'people.language',
      'intakes.enrolledAt',
      'intakes.greetBy',
      'intakes.helpFirst',
      'participants.leaveMessage',
      'ties.holderId',
    ])
    .execute()
  const ids = rows.map((row) => row.id)
  const names = await listNames(
    ctx,
    rows.flatMap((row) => [row.id, row.holderId ?? []].flat()),
  )
  const contacts = await listContacts(ctx, ids)
  const tries = ids.length
    ? await tx
        .selectFrom('greetings')
        .where('organizationId', '=', organizationId)
        .where('participantId', 'in', ids)
        .groupBy('participantId')
        .select((e) => ['participantId', e.fn.countAll<number>().as('count')])
        .execute()
    : []
  return {
    items: rows.map((row) => ({
      person: { id: row.id, name: names.get(row.id) ?? '' },
      language: row.language,
      since: row.enrolledAt.toString(),
      greetBy: row.greetBy.toString(),
      greeter: row.holderId ? { id: row.holderId, name: names.get(row.holderId) ?? '' } : null,
      helpFirst: row.helpFirst,
      reach: contacts.get(row.id)?.reach ?? ('app' as const),
      leaveMessage: row.leaveMessage,
      tries: tries.find((one) => one.participantId === row.id)?.count ?? 0,
    })),
  }
}

/** Whether some people were greeted; imported people have no intake here and count as greeted. */
export async function listGreeted(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  ids: readonly string[],
): Promise<Map<string, boolean>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('intakes')
    .where('organizationId', '=', actor.organizationId)
    .where('id', 'in', [...ids])
    .select(['id', 'greetedAt'])
    .execute()
  const waiting = new Set(rows.filter((row) => row.greetedAt === null).map((row) => row.id))
  return new Map(ids.map((id) => [id, !waiting.has(id)]))
}
