import type { SignalName } from '@cairn/program/signals/signal.ts'
import type { Context } from '../../platform/context.ts'

/** What is due is looked at within seconds. This late, nobody looks any more. */
const LATE_MINUTES = 5

/** Since when something waits that should have been looked at long ago; null: the machinery runs. */
export async function findStandstill({
  tx,
  now,
  actor,
}: Pick<Context, 'tx' | 'now' | 'actor'>): Promise<Temporal.Instant | null> {
  const late = now.subtract({ minutes: LATE_MINUTES })
  let oldest: Temporal.Instant | null = null
  for (const table of ['attentionDue', 'attentionClocks'] as const) {
    const row = await tx
      .selectFrom(table)
      .where('organizationId', '=', actor.organizationId)
      .where('lookAt', '<=', late)
      .orderBy('lookAt')
      .limit(1)
      .select('lookAt')
      .executeTakeFirst()
    if (row && (!oldest || Temporal.Instant.compare(row.lookAt, oldest) < 0)) oldest = row.lookAt
  }
  return oldest
}

/** How the machinery is: last self-check, what waits too long, what each rule raised in a week. */
export async function getHealth({ tx, now, actor }: Context) {
  const { organizationId } = actor
  const sweep = await tx
    .selectFrom('attentionSweeps')
    .where('organizationId', '=', organizationId)
    .orderBy('sweptAt', 'desc')
    .limit(1)
    .select(['sweptAt', 'corrections'])
    .executeTakeFirst()
  const waiting = await tx
    .selectFrom('attentionDue')
    .where('organizationId', '=', organizationId)
    .where('lookAt', '<=', now)
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('lookAt').as('oldest')])
    .executeTakeFirstOrThrow()
  const raised = await tx
    .selectFrom('attentionItems')
    .where('organizationId', '=', organizationId)
    .where('openedAt', '>', now.subtract({ hours: 7 * 24 }))
    // What somebody chose to tell is counted with the calls, so that the count of a small program tells nothing.
    .groupBy('signal')
    .select((e) => ['signal', e.fn.countAll<number>().as('count')])
    .execute()
  const counts = new Map<SignalName, number>()
  for (const { signal, count } of raised) {
    const shown = signal === 'told_by_choice' ? 'asked_for_call' : signal
    counts.set(shown, (counts.get(shown) ?? 0) + count)
  }
  return {
    lastSweepAt: sweep?.sweptAt.toString() ?? null,
    corrections: sweep?.corrections ?? null,
    waiting: waiting.count,
    oldestWaitingSince: (waiting.oldest as Temporal.Instant | null)?.toString() ?? null,
    raised: [...counts].map(([signal, count]) => ({ signal, count })),
  }
}
