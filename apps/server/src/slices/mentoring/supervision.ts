import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { listNames } from '../people/index.ts'

/** Brings something to supervision: the mentor's own words, with the mentor's key, in nobody's record. */
export async function addSupervisionItem(ctx: Context, body: { id: string; words: string }): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { organizationId, personId } = actor
  if (actor.role !== 'mentor') throw new ProblemError('not_allowed')
  const { kept, bodyIndex } = await takeId(ctx, 'supervisionItems', body.id, body)
  if (kept) return
  await tx
    .insertInto('supervisionItems')
    .values({
      organizationId,
      id: body.id,
      authorId: personId,
      wordsSealed: await vault.seal(tx, organizationId, personId, body.words),
      at: now,
      bodyIndex,
    })
    .execute()
}

/** A mentor's own items; for a supervisor those of the mentors in her charge (the database shows her no others). */
export async function listSupervisionItems(ctx: Context) {
  const { tx, vault, actor } = ctx
  const rows = await tx
    .selectFrom('supervisionItems')
    .where('organizationId', '=', actor.organizationId)
    .$if(actor.role === 'mentor', (q) => q.where('authorId', '=', actor.personId))
    .orderBy('at', 'desc')
    .limit(200)
    .selectAll()
    .execute()
  const words = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.authorId, sealed: row.wordsSealed })),
  )
  const names = await listNames(
    ctx,
    rows.map((row) => row.authorId),
  )
  return {
    items: rows.map((row, i) => ({
      id: row.id,
      author: { id: row.authorId, name: names.get(row.authorId) ?? '' },
      words: words[i] ?? '',
      at: row.at.toString(),
      doneAt: row.doneAt?.toString() ?? null,
    })),
  }
}

export async function getSupervisionItem(ctx: Context, id: string) {
  const item = (await listSupervisionItems(ctx)).items.find((one) => one.id === id)
  if (!item) throw new ProblemError('not_found')
  return item
}

export async function removeSupervisionItem({ tx, actor }: Context, id: string): Promise<void> {
  const removed = await tx
    .deleteFrom('supervisionItems')
    .where('organizationId', '=', actor.organizationId)
    .where('authorId', '=', actor.personId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw new ProblemError('not_found')
}
