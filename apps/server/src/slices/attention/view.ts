import type { AttentionItem, NEED_GROUPS } from '@cairn/contract/attention.ts'
import type { SignalName } from '@cairn/program/signals/signal.ts'
import type { Actor } from '../../platform/context.ts'
import { type Reading, renderItem } from './render.ts'
import type { ItemRow } from './tables.ts'

export type NeedGroup = (typeof NEED_GROUPS)[number]

export const isSafety = (item: Pick<ItemRow, 'signal'>) => item.signal === 'safety_without_owner'
export const isOverdue = (item: Pick<ItemRow, 'dueAt'>, now: Temporal.Instant) =>
  item.dueAt !== null && Temporal.Instant.compare(item.dueAt, now) <= 0
export const isSnoozed = (item: Pick<ItemRow, 'snoozedUntil'>, now: Temporal.Instant) =>
  item.snoozedUntil !== null && Temporal.Instant.compare(now, item.snoozedUntil) < 0

/** Whom a person told about a return to use: her choice, and nobody else. */
export function wasTold(item: ItemRow, actor: Pick<Actor, 'role' | 'personId'>): boolean {
  if (actor.role === 'mentor') return item.facts['mentorId'] === actor.personId
  return actor.role === 'supervisor' && item.facts['safetyLead'] === true
}

/**
 * The signal as this reader may see it; undefined: not at all. What she told by choice is a call that she asked for to
 * everybody else, and what only the safety lead was told is nobody else's business.
 */
export function signalFor(item: ItemRow, actor: Pick<Actor, 'role' | 'personId'>): SignalName | undefined {
  // A mentor knows of her own debrief; of nobody else's, whose participant she may be or whose mentor.
  if (item.signal === 'debrief_due' && actor.role === 'mentor' && item.subjectId !== actor.personId) return undefined
  if (item.signal !== 'told_by_choice' || wasTold(item, actor)) return item.signal
  if (item.facts['onlySafetyLead'] === true) return undefined
  // Whoever covers for a mentor who is away has a call to make, and no reason for it.
  if (actor.role === 'mentor' && item.ownerId !== actor.personId) return undefined
  return 'asked_for_call'
}

const GROUPS: Record<SignalName, NeedGroup> = {
  safety_without_owner: 'safety',
  not_greeted: 'not_greeted',
  mentor_away_without_cover: 'cover_missing',
  asked_for_call: 'asked',
  asked_for_need: 'asked',
  told_by_choice: 'asked',
  debrief_due: 'debrief',
  ask_window_closes: 'window_closing',
  ask_window_opens: 'window_open',
  match_waiting: 'match_waiting',
  no_talk: 'quiet',
}

/** Where it stands in the order of the board. */
export function groupOf(item: ItemRow, now: Temporal.Instant): NeedGroup {
  const group = GROUPS[item.signal]
  if (group === 'safety')
    return item.ownerId === null ? 'safety_without_owner' : isOverdue(item, now) ? 'safety_overdue' : 'safety'
  if (group === 'not_greeted' || group === 'cover_missing') return group
  return isOverdue(item, now) ? 'overdue' : group
}

/** One item as this reader may see it; undefined when it is not for this reader. */
export function viewItem(
  item: ItemRow,
  actor: Pick<Actor, 'role' | 'personId'>,
  reading: Reading,
): AttentionItem | undefined {
  const signal = signalFor(item, actor)
  if (signal === undefined) return undefined
  const side = actor.role === 'mentor' ? 'mentor' : 'coordinator'
  return {
    id: item.id,
    signal,
    group: groupOf(item, reading.now),
    ...renderItem(item, signal, side, reading),
    since: item.since.toString(),
    dueAt: item.dueAt?.toString() ?? null,
    overdue: isOverdue(item, reading.now),
    owner: item.ownerId === null ? null : { id: item.ownerId, name: reading.names.get(item.ownerId) ?? '…' },
    safety: isSafety(item),
    tries: item.tries,
    snoozedUntil: item.snoozedUntil?.toString() ?? null,
    version: item.version,
  }
}

/** Now: safety, overdue, or due within the hour. Today: due before the day ends. This week: the rest. */
export function levelOf(item: ItemRow, now: Temporal.Instant, timeZone: string): 'now' | 'today' | 'week' {
  if (isSafety(item) || isOverdue(item, now)) return 'now'
  if (item.dueAt === null) return 'week'
  if (Temporal.Instant.compare(item.dueAt, now.add({ hours: 1 })) <= 0) return 'now'
  const there = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate()
  return Temporal.PlainDate.compare(there(item.dueAt), there(now)) <= 0 ? 'today' : 'week'
}
