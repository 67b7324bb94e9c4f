import type { Context } from '../../platform/context.ts'
import { getRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'

type Reading = Pick<Context, 'tx' | 'vault'> & { actor: Pick<Context['actor'], 'organizationId'> }

/** The names to be called, by person id. Erased people are absent. */
export async function listNames({ tx, vault, actor }: Reading, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('people')
    .where('organizationId', '=', actor.organizationId)
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'nameSealed'])
    .execute()
  const names = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.id, sealed: row.nameSealed })),
  )
  return new Map(rows.flatMap((row, i) => (names[i] === null ? [] : [[row.id, names[i]!]])))
}

/** A name as it is compared: without accents, in small letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

export async function getName(ctx: Reading, id: string): Promise<string> {
  const name = (await listNames(ctx, [id])).get(id)
  if (name === undefined) throw new ProblemError('not_found')
  return name
}

export const getParticipant = (ctx: Reading, id: string) => getRow(ctx, 'participants', id)

export const getMentor = (ctx: Reading, id: string) => getRow(ctx, 'mentors', id)
