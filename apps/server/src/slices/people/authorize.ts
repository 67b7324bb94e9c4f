import type { Action, Condition } from '@cairn/program/access/actions.ts'
import { may } from '@cairn/program/access/may.ts'
import type { Tie } from '@cairn/program/access/roles.ts'
import { writeAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { listTiesOf } from './ties.ts'

export interface Asked {
  action: Action
  act: 'read' | 'write'
  /** The person whom the record is about. */
  subjectId: string
  /** The ids shown or changed, for the audit. */
  recordIds?: readonly string[]
  met?: readonly Condition[]
}

/** How the actor stands to each of some people, for lists: one query. */
export async function standingsTo(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, Tie[]>> {
  const ties = ctx.actor.role === 'mentor' ? await listTiesOf(ctx, ctx.actor.personId, subjectIds) : []
  const held = new Set(
    ties
      .filter((tie) => tie.kind === 'mentor' || tie.kind === 'cover' || tie.kind === 'greeter')
      .map((tie) => tie.subjectId),
  )
  return new Map(
    subjectIds.map((id) => {
      const standing: Tie[] = ['program']
      if (id === ctx.actor.personId) standing.push('self')
      if (held.has(id)) standing.push('mentor')
      return [id, standing]
    }),
  )
}

/** Whether the actor may do this with a person's record: for parts of a page that was authorized as a whole. */
export async function mayAct(
  ctx: Context,
  action: Action,
  subjectId: string,
  met: readonly Condition[] = [],
): Promise<boolean> {
  const ties = (await standingsTo(ctx, [subjectId])).get(subjectId)!
  return may(action, { role: ctx.actor.role, ties, met })
}

/**
 * Asks the access table about one record, and adds the audit row (not for one's own reads).
 * A no is `not_found`: that a person is here at all is private.
 */
export async function authorize(
  ctx: Context,
  { action, act, subjectId, recordIds = [], met = [] }: Asked,
): Promise<void> {
  const ties = (await standingsTo(ctx, [subjectId])).get(subjectId)!
  const known = await ctx.tx
    .selectFrom('people')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', '=', subjectId)
    .select('id')
    .executeTakeFirst()
  if (!known || !may(action, { role: ctx.actor.role, ties, met })) throw new ProblemError('not_found')
  if (act === 'read' && subjectId === ctx.actor.personId) return
  await noteAudit(ctx, [{ action, act, subjectId, recordIds }])
}

/** Audit rows for what a list showed, or for a write whose access was decided elsewhere. */
export async function noteAudit(
  ctx: Context,
  entries: readonly {
    action: Action
    act: 'read' | 'write'
    subjectId: string | null
    recordIds?: readonly string[]
  }[],
): Promise<void> {
  await writeAudit(
    ctx.tx,
    entries.map((entry) => ({
      organizationId: ctx.actor.organizationId,
      actorId: ctx.actor.personId || null,
      actorRole: ctx.actor.role,
      act: entry.act,
      action: entry.action,
      subjectId: entry.subjectId,
      recordIds: entry.recordIds ?? [],
      requestId: ctx.requestId,
      at: ctx.now,
    })),
  )
}
