import { newId } from '../../platform/ids.ts'
import type { Job } from '../../platform/slice.ts'
import { findRunning, lockComputations, openComputation } from './commands.ts'
import { runComputation } from './compute.ts'

/** Every night: the program's own answer, from that day's records. One that is running already is that night's. */
export const nightlyEvaluation: Job = {
  name: 'nightly-evaluation',
  every: { cron: '40 8 * * *' },
  async run({ tx, now, organizationId, afterCommit }, services) {
    await lockComputations(tx, organizationId)
    if (await findRunning(tx, organizationId, now)) return
    const id = newId(now)
    await openComputation(tx, organizationId, id, now)
    afterCommit(() => runComputation(services, organizationId, id))
  },
}
