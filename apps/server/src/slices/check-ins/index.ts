import './tables.ts'
import type { PersonPart, Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { checkInRoutes } from './routes.ts'
import { checkInSignals } from './signals.ts'

export { listSharedCheckIns } from './queries.ts'

const person: PersonPart = {
  export: async ({ tx, actor }, personId) => ({
    checkIns: await tx
      .selectFrom('checkIns')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .orderBy('localOn')
      .select(['localOn', 'recordedAt', 'mood', 'urges', 'stress', 'needs', 'mode'])
      .execute(),
  }),
  async erase({ tx, actor }, personId) {
    await tx
      .deleteFrom('checkIns')
      .where('organizationId', '=', actor.organizationId)
      .where('participantId', '=', personId)
      .execute()
  },
}

export const checkIns: Slice<AnySignal> = { name: 'check-ins', routes: checkInRoutes, signals: checkInSignals, person }
