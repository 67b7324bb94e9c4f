import { type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { listNames, plain } from './cards.ts'

type ExclusionRow = Selectable<Tables['exclusions']>

/** Past the member's own policy, by the one function that may: for limits, counts and repeated ids, never for a screen. */
async function exclusionsOf(ctx: Pick<Context, 'tx'>, personIds: readonly string[]): Promise<ExclusionRow[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<ExclusionRow>`select * from exclusions_of(${sql.val([...personIds])}::uuid[])`.execute(
    ctx.tx,
  )
  return rows
}

/**
 * Whom each person must not meet, among some others, by ids. Words that name one of them ('Ana', 'ana ruiz from work')
 * count too: a mentor who only shares the name is left out as well, which is the safe mistake.
 */
export async function listMustNotMeet(
  ctx: Context,
  personIds: readonly string[],
  among: ReadonlyMap<string, string>,
): Promise<Map<string, Set<string>>> {
  const rows = await exclusionsOf(ctx, personIds)
  const words = await ctx.vault.openAll(
    ctx.tx,
    ctx.actor.organizationId,
    rows.map((row) => ({ ownerId: row.personId, sealed: row.wordsSealed })),
  )
  const named = [...among].map(([id, name]) => ({
    id,
    parts: plain(name)
      .split(/\s+/)
      .filter((part) => part.length > 1),
  }))
  const found = new Map<string, Set<string>>(personIds.map((id) => [id, new Set()]))
  rows.forEach((row, i) => {
    const theirs = found.get(row.personId)!
    if (row.otherId) theirs.add(row.otherId)
    const said = new Set(plain(words[i] ?? '').split(/[^\p{L}\p{N}]+/u))
    for (const { id, parts } of named) if (parts[0] && said.has(parts[0])) theirs.add(id)
  })
  return found
}

/** 'Do not put with 1 person': how many, never who. */
export async function countMustNotMeet(ctx: Pick<Context, 'tx'>, personId: string): Promise<number> {
  return (await exclusionsOf(ctx, [personId])).length
}

export async function listExclusions(ctx: Context) {
  const { tx, actor, vault } = ctx
  const rows = await tx
    .selectFrom('exclusions')
    .where('organizationId', '=', actor.organizationId)
    .where('personId', '=', actor.personId)
    .orderBy('id')
    .selectAll()
    .execute()
  const names = await listNames(
    ctx,
    rows.flatMap((row) => row.otherId ?? []),
  )
  const words = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.personId, sealed: row.wordsSealed })),
  )
  return {
    items: rows.map((row, i) => ({
      id: row.id,
      person: row.otherId ? { id: row.otherId, name: names.get(row.otherId) ?? '' } : null,
      words: words[i] ?? null,
      since: row.createdAt.toString(),
    })),
  }
}

/** Adds somebody to the list of one person. Staff may write it down for her and cannot read it back. */
export async function addExclusion(
  ctx: Context,
  personId: string,
  body: { id: string; personId?: string | undefined; words?: string | undefined },
): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { kept, bodyIndex } = await takeId(ctx, 'exclusions', body.id, { ...body, of: personId }, async () =>
    (await exclusionsOf(ctx, [personId])).find((row) => row.id === body.id),
  )
  if (kept) return
  if (body.personId !== undefined) {
    const known = await tx
      .selectFrom('people')
      .where('organizationId', '=', actor.organizationId)
      .where('id', '=', body.personId)
      .select('id')
      .executeTakeFirst()
    if (!known) throw new ProblemError('not_found')
  }
  await tx
    .insertInto('exclusions')
    .values({
      organizationId: actor.organizationId,
      id: body.id,
      personId,
      otherId: body.personId ?? null,
      wordsSealed: body.words === undefined ? null : await vault.seal(tx, actor.organizationId, personId, body.words),
      bodyIndex,
      createdAt: now,
    })
    .execute()
}

export async function removeExclusion(ctx: Context, id: string): Promise<void> {
  const removed = await ctx.tx
    .deleteFrom('exclusions')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('personId', '=', ctx.actor.personId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw new ProblemError('not_found')
}
