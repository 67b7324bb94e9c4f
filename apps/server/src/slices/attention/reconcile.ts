import type { Finding } from '@cairn/program/signals/signal.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { getPolicy } from '../organizations/index.ts'
import type { AnySignal } from './signal.ts'
import type { ItemRow } from './tables.ts'

/** What happened to the list. `opened` and `overdue` are told to people; all three are counted by the self-check. */
export interface Reconciled {
  opened: ItemRow[]
  overdue: ItemRow[]
  changed: number
  cleared: number
}

/** Adds rows that tell people, in the reconcile's own transaction. Given by the notifications slice. */
export type Notify = (ctx: Context, told: Pick<Reconciled, 'opened' | 'overdue'>) => Promise<void>

interface Found extends Finding {
  subjectId: string
}

const earlier = (a: Temporal.Instant | null, b: Temporal.Instant | null) =>
  a === null ? b : b === null || Temporal.Instant.compare(a, b) <= 0 ? a : b
const same = (a: Temporal.Instant | null, b: Temporal.Instant | null) =>
  a === b || (a !== null && b !== null && a.epochMilliseconds === b.epochMilliseconds)
const keyOf = (item: { signal: string; subjectId: string; episode: string }) =>
  `${item.signal} ${item.subjectId} ${item.episode}`
const factsOf = (facts: object) => JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))

/** One at a time a subject, across all servers: taken before anything is loaded, in one order, so that nobody waits in a ring. */
async function lockSubjects({ tx, actor }: Context, subjectIds: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(${actor.organizationId} || subject, 20) as key from unnest(${[...subjectIds]}::text[]) as subject order by key
  ) as keys`.execute(tx)
}

/**
 * Brings the list of some subjects (at most a few thousand) to what their facts mean now: opens what is found and was never
 * there, closes states that are over, moves clocks and owners that nobody took, and notes when to look again.
 */
export async function reconcile(
  ctx: Context,
  signals: readonly AnySignal[],
  subjectIds: readonly string[],
  notify?: Notify,
): Promise<Reconciled> {
  const { tx, now } = ctx
  const { organizationId } = ctx.actor
  const subjects = [...new Set(subjectIds)]
  const result: Reconciled = { opened: [], overdue: [], changed: 0, cleared: 0 }
  if (subjects.length === 0) return result
  await lockSubjects(ctx, subjects)
  const policy = await getPolicy(ctx)

  const found = new Map<string, Found>()
  const lookAgain = new Map<string, Temporal.Instant>()
  // Two signals that read the same facts (a window that opens, one that closes) load them once.
  const loaded = new Map<AnySignal['load'], Awaited<ReturnType<AnySignal['load']>>>()
  for (const signal of signals) {
    const known = loaded.get(signal.load) ?? (await signal.load(ctx, subjects))
    loaded.set(signal.load, known)
    for (const [subjectId, facts] of known) {
      const verdict = signal.rule(facts, policy, now)
      for (const finding of verdict.findings) found.set(keyOf({ ...finding, subjectId }), { ...finding, subjectId })
      const next = earlier(lookAgain.get(subjectId) ?? null, verdict.lookAgainAt)
      if (next) lookAgain.set(subjectId, next)
    }
  }

  const open = await tx
    .selectFrom('attentionItems')
    .where('organizationId', '=', organizationId)
    .where(sql<boolean>`subject_id = any(${subjects}::uuid[])`)
    .where('closedAt', 'is', null)
    .selectAll()
    .execute()
  const cleared: string[] = []
  const still: ItemRow[] = []
  for (const item of open) {
    const finding = found.get(keyOf(item))
    found.delete(keyOf(item))
    if (!finding) {
      if (item.kind === 'state') cleared.push(item.id)
      else still.push(item)
      continue
    }
    const moved = item.isTaken
      ? { ownerId: item.ownerId, dueAt: item.dueAt }
      : { ownerId: finding.ownerId, dueAt: finding.dueAt }
    const row = { ...item, ...moved, facts: finding.facts }
    still.push(row)
    if (
      moved.ownerId !== item.ownerId ||
      !same(moved.dueAt, item.dueAt) ||
      factsOf(finding.facts) !== factsOf(item.facts)
    ) {
      result.changed++
      await tx
        .updateTable('attentionItems')
        .set({ ...moved, facts: JSON.stringify(finding.facts) })
        .where('organizationId', '=', organizationId)
        .where('id', '=', item.id)
        .execute()
    }
  }
  if (cleared.length > 0) {
    result.cleared = cleared.length
    await tx
      .updateTable('attentionItems')
      .set({ closedAt: now, outcome: 'cleared' })
      .where('organizationId', '=', organizationId)
      .where('id', 'in', cleared)
      .execute()
  }
  result.opened = await openItems(ctx, [...found.values()])

  for (const item of [...still, ...result.opened]) {
    if (item.dueAt === null) continue
    if (Temporal.Instant.compare(item.dueAt, now) <= 0) result.overdue.push(item)
    else lookAgain.set(item.subjectId, earlier(lookAgain.get(item.subjectId) ?? null, item.dueAt)!)
  }
  await setClocks(ctx, subjects, lookAgain)
  if (notify && (result.opened.length > 0 || result.overdue.length > 0)) await notify(ctx, result)
  return result
}

/** Inserts what was never there, open or closed; an episode that was closed stays closed. */
async function openItems({ tx, now, actor }: Context, findings: readonly Found[]): Promise<ItemRow[]> {
  const opened: ItemRow[] = []
  for (let from = 0; from < findings.length; from += 2000)
    opened.push(
      ...(await tx
        .insertInto('attentionItems')
        .values(
          findings.slice(from, from + 2000).map((finding) => ({
            organizationId: actor.organizationId,
            id: newId(now),
            signal: finding.signal,
            subjectId: finding.subjectId,
            episode: finding.episode,
            kind: finding.kind,
            since: finding.since,
            dueAt: finding.dueAt,
            ownerId: finding.ownerId,
            facts: JSON.stringify(finding.facts),
            openedAt: now,
          })),
        )
        .onConflict((conflict) => conflict.columns(['organizationId', 'signal', 'subjectId', 'episode']).doNothing())
        .returningAll()
        .execute()),
    )
  return opened
}

async function setClocks(
  { tx, now, actor }: Context,
  subjects: readonly string[],
  lookAgain: ReadonlyMap<string, Temporal.Instant>,
): Promise<void> {
  const none = subjects.filter((id) => !lookAgain.has(id))
  if (none.length > 0)
    await sql`delete from attention_clocks where organization_id = ${actor.organizationId} and subject_id = any(${none}::uuid[])`.execute(
      tx,
    )
  const set = [...lookAgain]
  if (set.length === 0) return
  // A rule that asks to look again at once would spin: a minute is soon enough.
  const soonest = now.add({ minutes: 1 })
  const at = set.map(([, instant]) => (Temporal.Instant.compare(instant, soonest) < 0 ? soonest : instant).toString())
  await sql`insert into attention_clocks (organization_id, subject_id, look_at)
    select ${actor.organizationId}::uuid, subject_id, look_at from unnest(${set.map(([id]) => id)}::uuid[], ${at}::timestamptz[]) as t (subject_id, look_at)
    on conflict (organization_id, subject_id) do update set look_at = excluded.look_at where attention_clocks.look_at <> excluded.look_at`.execute(
    tx,
  )
}
