import { type NotGreetedFacts, notGreeted } from '@cairn/program/signals/not-greeted.ts'
import { sql } from 'kysely'
import type { Signal } from '../attention/index.ts'
import { todayHere } from '../organizations/index.ts'
import { isAwayOn } from '../people/index.ts'

/** About participants; people who were imported have no intake, and nobody waits to greet them. */
export const notGreetedSignal: Signal<NotGreetedFacts> = {
  name: 'not_greeted',
  async load(ctx, subjectIds) {
    if (subjectIds.length === 0) return new Map()
    const today = await todayHere(ctx)
    const rows = await ctx.tx
      .selectFrom('intakes')
      .innerJoin('participants', (join) =>
        join
          .onRef('participants.organizationId', '=', 'intakes.organizationId')
          .onRef('participants.id', '=', 'intakes.id'),
      )
      .leftJoin('ties', (join) =>
        join
          .onRef('ties.organizationId', '=', 'intakes.organizationId')
          .onRef('ties.subjectId', '=', 'intakes.id')
          .on('ties.kind', '=', 'greeter')
          .on('ties.until', 'is', null),
      )
      .leftJoin('mentors', (join) =>
        join.onRef('mentors.organizationId', '=', 'ties.organizationId').onRef('mentors.id', '=', 'ties.holderId'),
      )
      .where('intakes.organizationId', '=', ctx.actor.organizationId)
      .where(sql<boolean>`intakes.id = any(${[...subjectIds]}::uuid[])`)
      .where('intakes.greetedAt', 'is', null)
      .select([
        'intakes.id',
        'intakes.enrolledAt',
        'intakes.greetBy',
        'participants.status',
        'ties.holderId',
        'mentors.awayFrom',
        'mentors.awayUntil',
      ])
      .execute()
    return new Map(
      rows.map((row) => {
        const facts: NotGreetedFacts = {
          enrolledAt: row.enrolledAt,
          greetBy: row.greetBy,
          greetedAt: null,
          isHere: row.status !== 'left' && row.status !== 'finished',
          greeterId: isAwayOn(row, today) ? null : row.holderId,
        }
        return [row.id, facts]
      }),
    )
  },
  rule: notGreeted,
}
