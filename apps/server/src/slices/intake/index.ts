import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { getBaseline } from './baseline.ts'
import { intakeRoutes } from './routes.ts'
import { notGreetedSignal } from './signals.ts'

export { getBaseline, saveBaseline } from './baseline.ts'
export { type Arrival, changeGreeter, enrollPerson, ensureAccount, getHello } from './enroll.ts'
export { listGreeted, recordGreeting, takeBackGreeting } from './greetings.ts'
export { type OpenInvitation, openCode, requireUnused } from './invitations.ts'

export const intake: Slice<AnySignal> = {
  name: 'intake',
  routes: intakeRoutes,
  signals: [notGreetedSignal],
  person: {
    async export(ctx, personId) {
      const arrived = await ctx.tx
        .selectFrom('intakes')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('id', '=', personId)
        .select(['cameBy', 'mode', 'helpFirst', 'enrolledAt', 'greetBy', 'greetedAt'])
        .executeTakeFirst()
      if (!arrived) return {}
      return { arrived, baseline: await getBaseline(ctx, personId) }
    },
    async erase(ctx, personId) {
      for (const table of ['intakes', 'baselines'] as const)
        await ctx.tx
          .deleteFrom(table as 'intakes')
          .where('organizationId', '=', ctx.actor.organizationId)
          .where('id', '=', personId)
          .execute()
    },
  },
}
