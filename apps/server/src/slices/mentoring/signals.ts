import { type NoTalkFacts, noTalk } from '@cairn/program/signals/no-talk.ts'
import { sql } from 'kysely'
import type { Signal } from '../attention/index.ts'
import { listAbsences, listCoverChoices } from '../mentors/index.ts'
import { listTiesTo } from '../people/index.ts'
import { listLastHappened } from './talks.ts'

/** About participants who have a mentor and have not paused. */
export const noTalkSignal: Signal<NoTalkFacts> = {
  name: 'no_talk',
  async load(ctx, subjectIds) {
    if (subjectIds.length === 0) return new Map()
    const rows = await ctx.tx
      .selectFrom('relationships')
      .innerJoin('participants', (join) =>
        join
          .onRef('participants.organizationId', '=', 'relationships.organizationId')
          .onRef('participants.id', '=', 'relationships.participantId'),
      )
      .where('relationships.organizationId', '=', ctx.actor.organizationId)
      .where(sql<boolean>`relationships.participant_id = any(${[...subjectIds]}::uuid[])`)
      .where('relationships.stage', '<>', 'closed')
      .where('participants.status', 'in', ['waiting', 'active'])
      .select([
        'relationships.participantId',
        'relationships.mentorId',
        'relationships.acceptedAt',
        'participants.timeZone',
      ])
      .execute()
    const ids = rows.map((row) => row.participantId)
    const last = await listLastHappened(ctx, ids)
    const absences = await listAbsences(
      ctx,
      rows.map((row) => row.mentorId),
    )
    const covers = new Map((await listTiesTo(ctx, ids, 'cover')).map((tie) => [tie.subjectId, tie.holderId]))
    const choices = await listCoverChoices(ctx, ids)
    return new Map(
      rows.map((row) => {
        const talked = last.get(row.participantId)
        const hasTalked = talked !== undefined && Temporal.Instant.compare(talked, row.acceptedAt) >= 0
        const absence = absences.get(row.mentorId)
        const facts: NoTalkFacts = {
          mentorId: row.mentorId,
          timeZone: row.timeZone,
          lastAt: hasTalked ? talked : row.acceptedAt,
          hasTalked,
          away: absence
            ? {
                fromOn: absence.fromOn,
                backOn: absence.backOn,
                coverId: covers.get(row.participantId) ?? null,
                waits: choices.get(row.participantId) === 'wait',
              }
            : null,
        }
        return [row.participantId, facts]
      }),
    )
  },
  rule: noTalk,
}
