import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { getMentorPage } from './queries.ts'
import { mentorRoutes } from './routes.ts'
import { awayWithoutCover } from './signals.ts'

export { closeCover, comeBack, getAbsence, goAway, listCoverChoices, openCover, saveCoverChoice } from './absences.ts'
export {
  type AbsenceRow,
  getMentorPage,
  listAbsences,
  listMentorFacts,
  listMentorWords,
  type MentorFacts,
  sumHours,
} from './queries.ts'

export const mentors: Slice<AnySignal> = {
  name: 'mentors',
  routes: mentorRoutes,
  signals: [awayWithoutCover],
  person: {
    async export(ctx, personId) {
      const isMentor = await ctx.tx
        .selectFrom('mentors')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('id', '=', personId)
        .select('id')
        .executeTakeFirst()
      if (!isMentor) return {}
      const hours = await ctx.tx
        .selectFrom('mentorHours')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('mentorId', '=', personId)
        .orderBy('day')
        .select(['day', 'kind', 'minutes', 'miles'])
        .execute()
      return { mentor: await getMentorPage(ctx, personId), hours }
    },
    async erase(ctx, personId) {
      await ctx.tx
        .deleteFrom('mentors')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('id', '=', personId)
        .execute()
    },
  },
}
