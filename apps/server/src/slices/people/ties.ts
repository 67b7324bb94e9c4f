import type { Context } from '../../platform/context.ts'
import { someIds } from '../../platform/database/rows.ts'
import { newId } from '../../platform/ids.ts'
import type { TieKind } from './tables.ts'

export interface OpenTie {
  kind: TieKind
  holderId: string
  subjectId: string
}

/** The ties that are open between one holder and some people. */
export function listTiesOf(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  holderId: string,
  subjectIds?: readonly string[],
): Promise<OpenTie[]> {
  return tx
    .selectFrom('ties')
    .where('organizationId', '=', actor.organizationId)
    .where('holderId', '=', holderId)
    .where('until', 'is', null)
    .$if(subjectIds !== undefined, (query) => query.where('subjectId', 'in', someIds(subjectIds!)))
    .select(['kind', 'holderId', 'subjectId'])
    .execute()
}

/** Who stands in a relation (or one of some) to these people now. */
export function listTiesTo(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  subjectIds: readonly string[],
  ...kinds: readonly TieKind[]
): Promise<OpenTie[]> {
  if (subjectIds.length === 0) return Promise.resolve([])
  return tx
    .selectFrom('ties')
    .where('organizationId', '=', actor.organizationId)
    .where('subjectId', 'in', [...subjectIds])
    .where('kind', 'in', [...kinds])
    .where('until', 'is', null)
    .select(['kind', 'holderId', 'subjectId'])
    .execute()
}

/** How many people a mentor has now. Lock the mentor's row first, then count, in two statements. */
export async function countPeopleOf({ tx, actor }: Pick<Context, 'tx' | 'actor'>, mentorId: string): Promise<number> {
  const row = await tx
    .selectFrom('ties')
    .where('organizationId', '=', actor.organizationId)
    .where('holderId', '=', mentorId)
    .where('kind', '=', 'mentor')
    .where('until', 'is', null)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function openTie(
  { tx, actor, now }: Pick<Context, 'tx' | 'actor' | 'now'>,
  tie: OpenTie & { basis: string },
): Promise<void> {
  await tx
    .insertInto('ties')
    .values({ organizationId: actor.organizationId, id: newId(now), ...tie, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function closeTie({ tx, actor, now }: Pick<Context, 'tx' | 'actor' | 'now'>, tie: OpenTie): Promise<void> {
  await tx
    .updateTable('ties')
    .set({ until: now })
    .where('organizationId', '=', actor.organizationId)
    .where('kind', '=', tie.kind)
    .where('holderId', '=', tie.holderId)
    .where('subjectId', '=', tie.subjectId)
    .where('until', 'is', null)
    .execute()
}

/** Closes every open tie of one kind to a person; who held them is the answer. */
export async function closeTiesTo(
  { tx, actor, now }: Pick<Context, 'tx' | 'actor' | 'now'>,
  subjectId: string,
  kind: TieKind,
): Promise<string[]> {
  const closed = await tx
    .updateTable('ties')
    .set({ until: now })
    .where('organizationId', '=', actor.organizationId)
    .where('subjectId', '=', subjectId)
    .where('kind', '=', kind)
    .where('until', 'is', null)
    .returning('holderId')
    .execute()
  return closed.map((tie) => tie.holderId)
}
