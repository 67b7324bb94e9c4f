import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { listAlertsAbout, safetySignal } from './alerts.ts'
import { debriefSignal, listDebriefs } from './debriefs.ts'
import { safetyRoutes } from './routes.ts'

export { listAlertsOf } from './alerts.ts'
export { openDebriefs, withdrawDebriefs } from './debriefs.ts'
export { findWhoIsThere } from './who-is-there.ts'

export const safety: Slice<AnySignal> = {
  name: 'safety',
  routes: safetyRoutes,
  signals: [safetySignal, debriefSignal],
  person: {
    export: async (ctx, personId) => ({
      alerts: await listAlertsAbout(ctx, personId),
      debriefs: await listDebriefs(ctx, personId),
    }),
    async erase({ tx, actor }, personId) {
      await tx
        .deleteFrom('safetyAlerts')
        .where('organizationId', '=', actor.organizationId)
        .where('participantId', '=', personId)
        .execute()
      await tx
        .deleteFrom('debriefs')
        .where('organizationId', '=', actor.organizationId)
        .where('personId', '=', personId)
        .execute()
    },
  },
}
