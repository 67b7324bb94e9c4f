import './tables.ts'
import type { Job, Slice } from '../../platform/slice.ts'
import { expireAgreements } from './commands.ts'
import { listAgreements } from './queries.ts'
import { agreementRoutes } from './routes.ts'

export { signAgreement } from './commands.ts'
export { A_MENTOR, getDocument, renderDocument } from './documents.ts'
export {
  findSignedAgreement,
  getAgreement,
  getAgreementRow,
  listHolding,
  ownerOf as agreementSubject,
} from './queries.ts'

const expire: Job = {
  name: 'agreements-expire',
  every: { cron: '40 5 * * *' },
  run: ({ organizationId, ...ctx }) =>
    expireAgreements({
      ...ctx,
      actor: { accountId: '', organizationId, personId: '', role: 'administrator', roles: [] },
    }),
}

export const agreements: Slice = {
  name: 'agreements',
  routes: agreementRoutes,
  jobs: [expire],
  person: {
    export: async (ctx, personId) => ({ agreements: (await listAgreements(ctx, personId)).items }),
    async erase(ctx, personId) {
      await ctx.tx
        .deleteFrom('agreements')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where((or) => or.or([or('participantId', '=', personId), or('mentorId', '=', personId)]))
        .execute()
    },
  },
}
