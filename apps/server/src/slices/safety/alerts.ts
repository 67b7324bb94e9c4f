import { type SafetyFacts, safetyWithoutOwner } from '@cairn/program/signals/safety-without-owner.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { takeId } from '../../platform/same-id.ts'
import { attentionDue, type ItemRow, isSafety, type Signal } from '../attention/index.ts'
import { listOnCall } from '../notifications/index.ts'
import { authorize, getParticipant, listNames } from '../people/index.ts'

export interface NewAlert {
  id: string
  kind: 'may_die' | 'wants_to_die' | 'child_in_danger' | 'hurt_by_somebody' | 'other'
  at: string
  note: string | null
}

/** Somebody raises that a person is in danger: on the board and with whoever is on call right after the commit. */
export async function raiseSafety(ctx: Context, participantId: string, alert: NewAlert) {
  const { tx, now, actor, vault } = ctx
  await authorize(ctx, { action: 'attention.act', act: 'write', subjectId: participantId, recordIds: [alert.id] })
  await getParticipant(ctx, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'safetyAlerts', alert.id, { ...alert, of: participantId })
  if (!kept) {
    const { note, ...rest } = alert
    await tx
      .insertInto('safetyAlerts')
      .values({
        organizationId: actor.organizationId,
        ...rest,
        participantId,
        recordedAt: now,
        raisedBy: actor.personId,
        noteSealed: note ? await vault.seal(tx, actor.organizationId, participantId, note) : null,
        bodyIndex,
      })
      .execute()
    await attentionDue(ctx, [participantId])
  }
  const [onCall] = await listOnCall(ctx)
  return { id: alert.id, onCall: onCall ? { name: onCall.name, until: onCall.until.toString() } : null }
}

/** The alert that an item of safety is about: its rule wrote the id into the episode. */
export const alertOf = (item: Pick<ItemRow, 'episode'>): string => item.episode.slice('alert:'.length)

/** What was raised, by whom and with which words, for whoever has to act on these items. */
export async function listAlertsOf(ctx: Context, items: readonly ItemRow[]) {
  const { tx, vault, actor } = ctx
  const itemOf = new Map(items.filter(isSafety).map((item) => [alertOf(item), item.id]))
  if (itemOf.size === 0) return []
  const rows = await tx
    .selectFrom('safetyAlerts')
    .where('organizationId', '=', actor.organizationId)
    .where('id', 'in', [...itemOf.keys()])
    .orderBy('at')
    .selectAll()
    .execute()
  const notes = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.participantId, sealed: row.noteSealed })),
  )
  const names = await listNames(
    ctx,
    rows.map((row) => row.raisedBy),
  )
  return rows.map((row, i) => ({
    itemId: itemOf.get(row.id)!,
    kind: row.kind,
    at: row.at.toString(),
    by: { id: row.raisedBy, name: names.get(row.raisedBy) ?? '…' },
    note: notes[i] ?? null,
  }))
}

/** What was ever raised about one person, with its words: for her own copy of her record. */
export async function listAlertsAbout({ tx, vault, actor }: Context, participantId: string) {
  const rows = await tx
    .selectFrom('safetyAlerts')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('at')
    .select(['kind', 'at', 'noteSealed'])
    .execute()
  const notes = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: participantId, sealed: row.noteSealed })),
  )
  return rows.map(({ kind, at }, i) => ({ kind, at: at.toString(), note: notes[i] ?? null }))
}

/** The clock of safety runs from when we learned of it, day and night. */
async function loadAlerts(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, SafetyFacts>> {
  const rows = await ctx.tx
    .selectFrom('safetyAlerts')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where(sql<boolean>`participant_id = any(${[...subjectIds]}::uuid[])`)
    .where('recordedAt', '>', ctx.now.subtract({ hours: 30 * 24 }))
    .select(['id', 'participantId', 'recordedAt'])
    .execute()
  const facts = new Map<string, { alerts: SafetyFacts['alerts'][number][] }>()
  for (const row of rows) {
    const known = facts.get(row.participantId) ?? { alerts: [] }
    known.alerts.push({ alertId: row.id, at: row.recordedAt })
    facts.set(row.participantId, known)
  }
  return facts
}

export const safetySignal: Signal<SafetyFacts> = {
  name: 'safety_without_owner',
  load: loadAlerts,
  rule: safetyWithoutOwner,
}
