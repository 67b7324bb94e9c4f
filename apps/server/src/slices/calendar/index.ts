import './tables.ts'
import type { Job, Slice } from '../../platform/slice.ts'
import { planAhead } from './plan.ts'
import { calendarRoutes } from './routes.ts'

export { type MeetingHeld, recordMeeting, reopenMeeting } from './attendance.ts'
export { findGroupTonight } from './groups.ts'
export { bookMeeting, cancelMeetingsBetween } from './meetings.ts'
export { asNextMeeting } from './next-meeting.ts'
export { getOccurrence, listMeetingsNear, listNextMeetings, listOccurrences, type OccurrenceView } from './queries.ts'

const aheadOfTime: Job = {
  name: 'calendar-plan-ahead',
  every: { cron: '10 4 * * *' },
  run: async ({ organizationId, ...ctx }) => {
    await planAhead({ ...ctx, actor: { organizationId } })
  },
}

export const calendar: Slice = {
  name: 'calendar',
  routes: calendarRoutes,
  jobs: [aheadOfTime],
  person: {
    async export(ctx, personId) {
      const attended = await ctx.tx
        .selectFrom('attendance')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('personId', '=', personId)
        .select(['occurrenceId', 'status', 'minutes', 'recordedAt'])
        .execute()
      const meetings = await ctx.tx
        .selectFrom('calendarOccurrences')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('participantId', '=', personId)
        .orderBy('startsAt')
        .select(['id', 'status', 'startsAt', 'endsAt', 'timeZone', 'way'])
        .execute()
      return { meetings, attended }
    },
    async erase(ctx, personId) {
      for (const table of ['calendarOccurrences', 'calendarSeries'] as const)
        await ctx.tx
          .deleteFrom(table as 'calendarSeries')
          .where('organizationId', '=', ctx.actor.organizationId)
          .where('participantId', '=', personId)
          .execute()
      await ctx.tx
        .deleteFrom('attendance')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('personId', '=', personId)
        .execute()
    },
  },
}
