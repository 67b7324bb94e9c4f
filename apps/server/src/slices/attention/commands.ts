import type { AttentionItem } from '@cairn/contract/attention.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { getPolicy } from '../organizations/index.ts'
import { noteAudit } from '../people/index.ts'
import { attentionDue } from './due.ts'
import { lockItem, viewItems } from './queries.ts'
import type { ItemRow, Outcome } from './tables.ts'
import { listTakers } from './takers.ts'
import { isSafety } from './view.ts'

const UNDO_SECONDS = 10
const SNOOZE_DAYS = 7

export interface Acted {
  actionId: string
  undoUntil: string
  item: AttentionItem | null
  subjectId: string
  signal: ItemRow['signal']
  /** False when this very act was sent before. */
  isNew: boolean
}

type Change = Partial<
  Pick<
    ItemRow,
    'ownerId' | 'isTaken' | 'dueAt' | 'closedAt' | 'closedBy' | 'outcome' | 'handedToId' | 'tries' | 'snoozedUntil'
  >
>
type Act = {
  act: 'take' | 'give' | 'done' | 'snooze'
  id: string
  outcome?: Outcome
  toId?: string
  how?: string
  until?: Temporal.Instant
  reason?: string
}

const KEPT = [
  'ownerId',
  'isTaken',
  'dueAt',
  'closedAt',
  'closedBy',
  'outcome',
  'handedToId',
  'tries',
  'snoozedUntil',
] as const

async function after(
  ctx: Context,
  actionId: string,
  at: Temporal.Instant,
  item: ItemRow,
  isNew: boolean,
): Promise<Acted> {
  const view = item.closedAt ? undefined : (await viewItems(ctx, [item]))[0]?.view
  const undoUntil = at.add({ seconds: UNDO_SECONDS }).toString()
  return { actionId, undoUntil, item: view ?? null, subjectId: item.subjectId, signal: item.signal, isNew }
}

/** Lock → was this act done already? → decide → write what was before → change → audit. */
async function actOn(
  ctx: Context,
  itemId: string,
  act: Act,
  decide: (item: ItemRow) => Promise<Change>,
): Promise<Acted> {
  const { tx, now, actor, vault } = ctx
  const { organizationId } = actor
  const item = await lockItem(ctx, itemId)
  const sent = { ...act, of: itemId, by: actor.personId }
  const { kept, bodyIndex } = await takeId(ctx, 'attentionActions', act.id, sent)
  if (kept) return after(ctx, act.id, kept.recordedAt, item, false)
  if (item.closedAt) throw new ProblemError('not_possible_now')
  const change = await decide(item)
  await tx
    .insertInto('attentionActions')
    .values({
      organizationId,
      id: act.id,
      itemId,
      actorId: actor.personId,
      act: act.act,
      recordedAt: now,
      bodyIndex,
      outcome: act.outcome ?? null,
      toId: act.toId ?? null,
      until: act.until ?? null,
      reasonSealed: act.reason ? await vault.seal(tx, organizationId, item.subjectId, act.reason) : null,
      version: item.version + 1,
      before: JSON.stringify(
        Object.fromEntries(
          KEPT.map((key) => [key, item[key] instanceof Temporal.Instant ? item[key].toString() : item[key]]),
        ),
      ),
    })
    .execute()
  const row = await tx
    .updateTable('attentionItems')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('organizationId', '=', organizationId)
    .where('id', '=', itemId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteAudit(ctx, [{ action: 'attention.act', act: 'write', subjectId: item.subjectId, recordIds: [itemId] }])
  await attentionDue(ctx, [item.subjectId])
  return after(ctx, act.id, now, row, true)
}

async function ownedBy(ctx: Context, item: ItemRow, ownerId: string): Promise<Change> {
  if (!isSafety(item)) return { ownerId, isTaken: true, snoozedUntil: null }
  const { safetyClosedWithinMinutes } = await getPolicy(ctx)
  return { ownerId, isTaken: true, dueAt: ctx.now.add({ minutes: safetyClosedWithinMinutes }) }
}

export function take(ctx: Context, itemId: string, id: string): Promise<Acted> {
  return actOn(ctx, itemId, { act: 'take', id }, (item) => ownedBy(ctx, item, ctx.actor.personId))
}

export function give(ctx: Context, itemId: string, { id, toId }: { id: string; toId: string }): Promise<Acted> {
  return actOn(ctx, itemId, { act: 'give', id, toId }, async (item) => {
    await mustBeTaker(ctx, item, toId)
    return ownedBy(ctx, item, toId)
  })
}

/** Only those who are offered: staff, and the mentors who stand by this person. */
async function mustBeTaker(ctx: Context, item: ItemRow, toId: string): Promise<void> {
  if (!(await listTakers(ctx, item)).some((taker) => taker.person.id === toId))
    throw new ProblemError('invalid_input', { fields: { toId: 'is nobody who can take this' } })
}

/** Not reached and left a message are tries: the item comes back by the contact policy. Everything else closes it. */
export function finish(
  ctx: Context,
  itemId: string,
  {
    id,
    outcome,
    toId,
    how,
  }: { id: string; outcome: Exclude<Outcome, 'cleared'>; toId: string | null; how?: string | undefined },
): Promise<Acted> {
  return actOn(ctx, itemId, { act: 'done', id, outcome, ...(toId && { toId }), ...(how && { how }) }, async (item) => {
    // Only the line about the talk closes it: nobody's debrief is 'not needed'.
    if (item.signal === 'debrief_due' && outcome !== 'not_reached' && outcome !== 'left_message')
      throw new ProblemError('invalid_input', { fields: { outcome: 'closes with when it was held' } })
    if (item.signal === 'not_greeted') {
      if (outcome === 'handed_to')
        throw new ProblemError('invalid_input', {
          fields: { outcome: 'is given: it stays open until the hello is said' },
        })
      if (outcome !== 'not_needed' && !how)
        throw new ProblemError('invalid_input', { fields: { how: 'says how the hello was said or tried' } })
    }
    const tries =
      item.tries + (outcome === 'not_reached' || outcome === 'left_message' || outcome === 'reached' ? 1 : 0)
    if (isSafety(item) && outcome !== 'handed_to') {
      if (outcome === 'not_reached' || outcome === 'left_message') return { tries }
      throw new ProblemError('invalid_input', { fields: { toId: 'says who took over: safety closes only then' } })
    }
    if (outcome === 'handed_to') await mustBeTaker(ctx, item, toId!)
    if (outcome === 'not_reached' || outcome === 'left_message') {
      const { hours, tryAgainAfterStaffedHours, messageAnswerAfterStaffedHours } = await getPolicy(ctx)
      const again = addStaffedHours(
        hours,
        ctx.now,
        outcome === 'not_reached' ? tryAgainAfterStaffedHours : messageAnswerAfterStaffedHours,
      )
      return { tries, snoozedUntil: again, dueAt: again, isTaken: true, ownerId: item.ownerId ?? ctx.actor.personId }
    }
    return {
      tries,
      closedAt: ctx.now,
      closedBy: ctx.actor.personId,
      outcome,
      handedToId: outcome === 'handed_to' ? toId : null,
    }
  })
}

export function snooze(
  ctx: Context,
  itemId: string,
  { id, until, reason }: { id: string; until: Temporal.Instant; reason: string },
): Promise<Acted> {
  return actOn(ctx, itemId, { act: 'snooze', id, until, reason }, async (item) => {
    if (isSafety(item)) throw new ProblemError('not_possible_now')
    const latest = ctx.now.add({ hours: SNOOZE_DAYS * 24 })
    if (Temporal.Instant.compare(until, ctx.now) <= 0 || Temporal.Instant.compare(until, latest) > 0)
      throw new ProblemError('invalid_input', { fields: { until: 'is within the next seven days' } })
    return { snoozedUntil: until }
  })
}

/** Takes the last act on an item back: by whoever did it, within ten seconds, and only while nobody else did anything after. */
export async function undo(
  ctx: Context,
  actionId: string,
): Promise<{ item: AttentionItem | null; act: Act['act']; subjectId: string; signal: ItemRow['signal'] }> {
  const { tx, now, actor } = ctx
  const found = await tx
    .selectFrom('attentionActions')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', actionId)
    .select(['itemId', 'actorId'])
    .executeTakeFirst()
  if (!found || found.actorId !== actor.personId) throw new ProblemError('not_found')
  const item = await lockItem(ctx, found.itemId)
  const last = await tx
    .selectFrom('attentionActions')
    .where('organizationId', '=', actor.organizationId)
    .where('itemId', '=', found.itemId)
    .where('undoneAt', 'is', null)
    .orderBy('version', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
  const late =
    last === undefined ||
    last.id !== actionId ||
    Temporal.Instant.compare(now, last.recordedAt.add({ seconds: UNDO_SECONDS })) > 0
  if (late) throw new ProblemError('not_possible_now')
  await tx
    .updateTable('attentionActions')
    .set({ undoneAt: now })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', actionId)
    .execute()
  const row = await tx
    .updateTable('attentionItems')
    .set((e) => ({ ...(last.before as Change), version: e('version', '+', 1) }))
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', item.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteAudit(ctx, [{ action: 'attention.act', act: 'write', subjectId: item.subjectId, recordIds: [item.id] }])
  await attentionDue(ctx, [item.subjectId])
  return {
    item: (await viewItems(ctx, [row]))[0]?.view ?? null,
    act: last.act,
    subjectId: item.subjectId,
    signal: item.signal,
  }
}

/** Something that she told is hers to take back: the item is over, and nobody has to do anything. */
export async function takeBack(
  ctx: Pick<Context, 'tx' | 'now' | 'actor'>,
  signal: ItemRow['signal'],
  subjectId: string,
  episode: string,
): Promise<void> {
  await ctx.tx
    .updateTable('attentionItems')
    .set((e) => ({ closedAt: ctx.now, outcome: 'cleared', version: e('version', '+', 1) }))
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('subjectId', '=', subjectId)
    .where('signal', '=', signal)
    .where('episode', '=', episode)
    .where('closedAt', 'is', null)
    .execute()
}

/**
 * A talk that happened settles what its mentor owed this person: calls that she asked for, and what she chose to tell. It is
 * the recorded act of a person. Called by the log of talks.
 */
export async function settleByTalk(
  ctx: Context,
  talk: { participantId: string; mentorId: string; at: Temporal.Instant },
): Promise<void> {
  await ctx.tx
    .updateTable('attentionItems')
    .set((e) => ({
      closedAt: ctx.now,
      closedBy: talk.mentorId,
      outcome: 'reached',
      tries: e('tries', '+', 1),
      version: e('version', '+', 1),
    }))
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('subjectId', '=', talk.participantId)
    .where('signal', 'in', ['asked_for_call', 'told_by_choice'])
    .where('closedAt', 'is', null)
    .where('since', '<=', talk.at)
    .where('ownerId', '=', talk.mentorId)
    .execute()
}
