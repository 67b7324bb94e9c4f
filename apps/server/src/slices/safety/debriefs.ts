import type { Debrief } from '@cairn/contract/safety.ts'
import { type DebriefFacts, debriefDue } from '@cairn/program/signals/debrief-due.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { newId } from '../../platform/ids.ts'
import { ProblemError } from '../../platform/problem.ts'
import { attentionDue, isSafety, lockItem, type Signal } from '../attention/index.ts'
import { dayDone, getPolicy } from '../organizations/index.ts'
import { listNames, noteAudit } from '../people/index.ts'
import { alertOf } from './alerts.ts'

type DebriefRow = Selectable<Tables['debriefs']>

/**
 * When a safety matter was closed, somebody will talk with whoever carried it: the mentors among those who raised it and had
 * it, else whoever had it. In the transaction that closes it; does nothing about any other item.
 */
export async function openDebriefs(ctx: Context, itemId: string): Promise<void> {
  const { tx, now, actor } = ctx
  const { organizationId } = actor
  const item = await tx
    .selectFrom('attentionItems')
    .where('organizationId', '=', organizationId)
    .where('id', '=', itemId)
    .select(['signal', 'episode', 'ownerId', 'since', 'closedAt'])
    .executeTakeFirst()
  if (!item?.closedAt || !isSafety(item)) return
  const alert = await tx
    .selectFrom('safetyAlerts')
    .where('organizationId', '=', organizationId)
    .where('id', '=', alertOf(item))
    .select('raisedBy')
    .executeTakeFirstOrThrow()
  const involved = [...new Set([item.ownerId ?? alert.raisedBy, alert.raisedBy])]
  const mentors = await tx
    .selectFrom('mentors')
    .where('organizationId', '=', organizationId)
    .where('id', 'in', involved)
    .select('id')
    .execute()
  const people = mentors.length > 0 ? mentors.map((mentor) => mentor.id) : involved.slice(0, 1)
  await tx
    .insertInto('debriefs')
    .values(
      people.map((personId) => ({
        organizationId,
        id: newId(now),
        personId,
        itemId,
        beganAt: item.since,
        closedAt: item.closedAt!,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organizationId', 'itemId', 'personId']).doNothing())
    .execute()
  await attentionDue(ctx, people)
}

/** Closing was taken back: there is nothing to talk about yet. */
export async function withdrawDebriefs(ctx: Context, itemId: string): Promise<void> {
  const gone = await ctx.tx
    .deleteFrom('debriefs')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('itemId', '=', itemId)
    .where('heldOn', 'is', null)
    .returning('personId')
    .execute()
  await attentionDue(
    ctx,
    gone.map((row) => row.personId),
  )
}

/** It was held: when, and one line with the key of the person whom it is about. Written once. */
export async function holdDebrief(ctx: Context, itemId: string, body: { on: string; words: string }) {
  const { tx, now, vault, actor } = ctx
  const { organizationId } = actor
  const item = await lockItem(ctx, itemId)
  const { debriefId } = item.facts
  if (item.signal !== 'debrief_due' || typeof debriefId !== 'string') throw new ProblemError('not_found')
  const row = await tx
    .selectFrom('debriefs')
    .where('organizationId', '=', organizationId)
    .where('id', '=', debriefId)
    .selectAll()
    .executeTakeFirst()
  // Nobody debriefs alone, and a debrief whose matter was opened again is no longer due.
  if (!row || row.personId === actor.personId) throw new ProblemError('not_possible_now')
  if (row.heldOn) {
    const [kept] = await present(ctx, [row])
    if (row.heldBy === actor.personId && row.heldOn.toString() === body.on && kept!.held!.words === body.words)
      return kept!
    throw new ProblemError('not_possible_now')
  }
  const heldOn = await dayDone(ctx, body.on)
  const { hours } = await getPolicy(ctx)
  if (Temporal.PlainDate.compare(heldOn, row.beganAt.toZonedDateTimeISO(hours.timeZone).toPlainDate()) < 0)
    throw new ProblemError('invalid_input', { fields: { on: 'is not before it began' } })
  const wordsSealed = await vault.seal(tx, organizationId, row.personId, body.words)
  const held = { heldOn, heldBy: actor.personId, recordedAt: now, wordsSealed }
  await tx
    .updateTable('debriefs')
    .set(held)
    .where('organizationId', '=', organizationId)
    .where('id', '=', row.id)
    .execute()
  await noteAudit(ctx, [{ action: 'debrief.write', act: 'write', subjectId: row.personId, recordIds: [row.id] }])
  await attentionDue(ctx, [row.personId])
  return (await present(ctx, [{ ...row, ...held }]))[0]!
}

/** With one person, the newest first. */
export async function listDebriefs(ctx: Context, personId: string): Promise<Debrief[]> {
  const rows = await ctx.tx
    .selectFrom('debriefs')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('personId', '=', personId)
    .orderBy('closedAt', 'desc')
    .limit(100)
    .selectAll()
    .execute()
  return present(ctx, rows)
}

async function present(ctx: Context, rows: readonly DebriefRow[]): Promise<Debrief[]> {
  const names = await listNames(
    ctx,
    rows.flatMap((row) => [row.personId, ...(row.heldBy ? [row.heldBy] : [])]),
  )
  const words = await ctx.vault.openAll(
    ctx.tx,
    ctx.actor.organizationId,
    rows.map((row) => ({ ownerId: row.personId, sealed: row.wordsSealed })),
  )
  const { hours, debriefWithinStaffedHours } = await getPolicy(ctx)
  const ref = (id: string) => ({ id, name: names.get(id) ?? '…' })
  return rows.map((row, i) => ({
    id: row.id,
    person: ref(row.personId),
    since: row.closedAt.toString(),
    dueAt: addStaffedHours(hours, row.closedAt, debriefWithinStaffedHours).toString(),
    held: row.heldOn && { on: row.heldOn.toString(), by: ref(row.heldBy!), words: words[i] ?? '' },
  }))
}

/** About whoever carried a matter that closed. Their supervisor has it first, as long as she works here. */
export const debriefSignal: Signal<DebriefFacts> = {
  name: 'debrief_due',
  async load({ tx, actor }, subjectIds) {
    const rows = await tx
      .selectFrom('debriefs as d')
      .leftJoin('mentors as m', (join) =>
        join.onRef('m.organizationId', '=', 'd.organizationId').onRef('m.id', '=', 'd.personId'),
      )
      .leftJoin('identity.memberships as s', (join) =>
        join
          .onRef('s.organizationId', '=', 'm.organizationId')
          .onRef('s.personId', '=', 'm.supervisorId')
          .on('s.role', 'in', ['supervisor', 'coordinator']),
      )
      .where('d.organizationId', '=', actor.organizationId)
      .where(sql<boolean>`d.person_id = any(${[...subjectIds]}::uuid[])`)
      .where('d.heldOn', 'is', null)
      .orderBy('d.closedAt')
      .select(['d.id', 'd.personId', 'd.closedAt', 's.personId as supervisorId'])
      .execute()
    const facts = new Map<string, { debriefs: Map<string, Temporal.Instant>; supervisorId: string | null }>()
    for (const { id, personId, closedAt, supervisorId } of rows) {
      const known = facts.get(personId) ?? { debriefs: new Map(), supervisorId }
      known.debriefs.set(id, closedAt) // one row a role of the supervisor
      facts.set(personId, known)
    }
    return new Map(
      [...facts].map(([personId, { debriefs, supervisorId }]) => [
        personId,
        { debriefs: [...debriefs].map(([debriefId, closedAt]) => ({ debriefId, closedAt })), supervisorId },
      ]),
    )
  },
  rule: debriefDue,
}
