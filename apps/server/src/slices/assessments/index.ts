import './tables.ts'
import type { PersonPart, Slice } from '../../platform/slice.ts'
import { assessmentRoutes } from './routes.ts'

export { listDue } from './schedule.ts'

const person: PersonPart = {
  export: async ({ tx, actor }, personId) => ({
    questionnaires: await tx
      .selectFrom('assessments')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .orderBy('localOn')
      .select(['instrumentId', 'version', 'localOn', 'answers', 'total', 'mode'])
      .execute(),
  }),
  async erase({ tx, actor }, personId) {
    await tx
      .deleteFrom('assessments')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .execute()
  },
}

export const assessments: Slice = { name: 'assessments', routes: assessmentRoutes, person }
