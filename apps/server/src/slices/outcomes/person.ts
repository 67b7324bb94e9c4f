import type { PersonPart } from '../../platform/slice.ts'

/** Everything that a person told about use, and when she was asked. Nothing of it stays when she is erased. */
export const personPart: PersonPart = {
  async export({ tx, actor }, personId) {
    return {
      answersAboutUse: await tx
        .selectFrom('useAnswers')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .select(['id', 'answer', 'source', 'localOn', 'recordedAt', 'mode'])
        .execute(),
      days: await tx
        .selectFrom('dayReports')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .select(['day', 'state', 'substance', 'severity', 'source', 'recallDays', 'withdrawnAt'])
        .orderBy('day')
        .execute(),
      stretches: await tx
        .selectFrom('useRanges')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .select(['fromDay', 'toDay', 'substance', 'source', 'withdrawnAt'])
        .execute(),
      reports: await tx
        .selectFrom('useReports')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .select(['id', 'localOn', 'mayKnow', 'days', 'substances', 'course'])
        .execute(),
      asks: await tx
        .selectFrom('asks')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .select(['askDay', 'opensOn', 'dueOn', 'closesOn', 'endedAt'])
        .execute(),
    }
  },
  async erase({ tx, actor }, personId) {
    for (const table of ['useReports', 'dayReports', 'useRanges', 'useAnswers', 'asks'] as const)
      await tx
        .deleteFrom(table)
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
  },
}
