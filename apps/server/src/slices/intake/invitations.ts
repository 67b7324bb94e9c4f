import type { makeInvitation as makeRoute } from '@cairn/contract/invitations.ts'
import { toString as drawQr } from 'qrcode'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/tables.ts'
import { keepToken, makeCode, useToken } from '../../platform/identity/front-door.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'

const CODE_LENGTH = 8

const countJoined = async (
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  ids: readonly string[],
): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('intakes')
    .where('organizationId', '=', actor.organizationId)
    .where('invitationId', 'in', [...ids])
    .groupBy('invitationId')
    .select((e) => ['invitationId', e.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.invitationId!, row.count]))
}

const dropTokens = (tx: Tx, organizationId: string, invitationId: string) =>
  tx
    .deleteFrom('identity.tokens')
    .where('organizationId', '=', organizationId)
    .where('kind', '=', 'join')
    .where('subjectId', '=', invitationId)
    .execute()

/** Makes an invitation. Sent twice (its answer was lost), it gets a new code: the first one was seen by nobody. */
export async function makeInvitation(ctx: Context, body: z.output<typeof makeRoute.schema.body>, baseUrl: string) {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'invitations', body.id, body)
  const expiresAt = kept ? kept.expiresAt : body.days === null ? null : now.add({ hours: 24 * body.days })
  if (kept) {
    if (kept.closedAt || (await countJoined(ctx, [body.id])).size > 0) throw new ProblemError('id_taken')
    await dropTokens(tx, organizationId, body.id)
  } else
    await tx
      .insertInto('invitations')
      .values({
        organizationId,
        id: body.id,
        label: body.label,
        uses: body.uses,
        expiresAt,
        closedAt: null,
        createdBy: actor.personId,
        createdAt: now,
        bodyIndex,
      })
      .execute()
  const code = makeCode(CODE_LENGTH)
  await keepToken(tx, 'join', code, { organizationId, subjectId: body.id, accountId: null, expiresAt, now })
  const url = `${baseUrl}/join/${code}`
  return {
    id: body.id,
    code,
    url,
    qrSvg: await drawQr(url, { type: 'svg', margin: 1 }),
    expiresAt: expiresAt?.toString() ?? null,
  }
}

export async function listInvitations(ctx: Context) {
  const { tx, actor, now } = ctx
  const rows = await tx
    .selectFrom('invitations')
    .where('organizationId', '=', actor.organizationId)
    .orderBy('id', 'desc')
    .limit(200)
    .selectAll()
    .execute()
  const joined = await countJoined(
    ctx,
    rows.map((row) => row.id),
  )
  return {
    items: rows.map((row) => {
      const count = joined.get(row.id) ?? 0
      const isOver =
        row.closedAt !== null ||
        (row.expiresAt !== null && Temporal.Instant.compare(row.expiresAt, now) <= 0) ||
        (row.uses === 'one' && count > 0)
      return {
        id: row.id,
        label: row.label,
        uses: row.uses,
        joined: count,
        createdAt: row.createdAt.toString(),
        expiresAt: row.expiresAt?.toString() ?? null,
        isOpen: !isOver,
      }
    }),
  }
}

export async function closeInvitation(ctx: Context, id: string): Promise<void> {
  const { tx, actor, now } = ctx
  const closed = await tx
    .updateTable('invitations')
    .set({ closedAt: now })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (closed.numUpdatedRows === 0n) throw new ProblemError('not_found')
  await dropTokens(tx, actor.organizationId, id)
}

export interface OpenInvitation {
  organizationId: string
  invitationId: string
  uses: 'one' | 'many'
}

/**
 * Finds what a code leads to. Locks its token, so that two people with a code for one are one after the other.
 * `enter` must put the transaction into the organization; nothing of it can be read before.
 */
export async function openCode(
  tx: Tx,
  code: string,
  now: Temporal.Instant,
  enter: (organizationId: string) => Promise<void>,
): Promise<OpenInvitation> {
  const token = await useToken(tx, 'join', code, now, false)
  await enter(token.organizationId)
  const row = await tx
    .selectFrom('invitations')
    .where('organizationId', '=', token.organizationId)
    .where('id', '=', token.subjectId!)
    .select(['id', 'uses'])
    .executeTakeFirst()
  if (!row) throw new ProblemError('not_found')
  return { organizationId: token.organizationId, invitationId: row.id, uses: row.uses }
}

/** A code for one person is over when somebody else has come by it. */
export async function requireUnused(
  ctx: Pick<Context, 'tx' | 'actor'>,
  { invitationId, uses }: OpenInvitation,
  participantId?: string,
): Promise<void> {
  if (uses === 'many') return
  const taken = await ctx.tx
    .selectFrom('intakes')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('invitationId', '=', invitationId)
    .$if(participantId !== undefined, (q) => q.where('id', '<>', participantId!))
    .select('id')
    .executeTakeFirst()
  if (taken) throw new ProblemError('not_found')
}
