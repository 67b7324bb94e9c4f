import { newId } from '../../platform/ids.ts'
import type { Job } from '../../platform/slice.ts'
import { runComputation } from './compute.ts'

/** Every night: the program's own answer, from that day's records. */
export const nightlyEvaluation: Job = {
  name: 'nightly-evaluation',
  every: { cron: '40 8 * * *' },
  async run({ tx, now, organizationId, afterCommit }, services) {
    const id = newId(now)
    await tx
      .insertInto('computations')
      .values({
        organizationId,
        id,
        stage: 'gathering',
        share: 0,
        startedAt: now,
        notedAt: now,
        faults: '[]',
        report: null,
      })
      .execute()
    afterCommit(() => runComputation(services, organizationId, id))
  },
}
