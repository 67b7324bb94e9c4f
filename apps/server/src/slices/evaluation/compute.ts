import { Worker } from 'node:worker_threads'
import { checkDataSet } from '@cairn/evaluation/dataset/check.ts'
import { type ProgramDataSet, problemSentence } from '@cairn/evaluation/dataset/schema.ts'
import type { PeriodCounts, Report } from '@cairn/evaluation/report/schema.ts'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/tables.ts'
import type { Services } from '../../platform/services.ts'
import { todayHere } from '../organizations/index.ts'
import { lockComputations } from './commands.ts'
import { gatherDataSet } from './data-set.ts'
import { listPeriods } from './served.ts'

type Step = { stage: 'checking' | 'computing'; share: number }

/** Runs the evaluation in a worker thread; `onShare` hears how far it is. */
export function evaluateInWorker(
  dataSet: ProgramDataSet,
  periods: PeriodCounts[],
  onShare: (share: number) => void,
): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dataSet, periods } })
    worker.on('message', (message: { share?: number; report?: Report }) => {
      if (message.report) resolve(message.report)
      else onShare(message.share ?? 0)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The evaluation ended early (${code}).`)))
  })
}

function note(tx: Tx, organizationId: string, id: string, step: Step, notedAt: Temporal.Instant) {
  return tx
    .updateTable('computations')
    .set({ ...step, notedAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('finishedAt', 'is', null)
    .execute()
}

/** The first day of this quarter where the program is, unless the quarter has its release. */
async function quarterWithoutRelease(tx: Tx, organizationId: string, now: Temporal.Instant) {
  await lockComputations(tx, organizationId)
  const today = await todayHere({ tx, now, actor: { organizationId } })
  const quarter = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 })
  const taken = await tx
    .selectFrom('computations')
    .where('organizationId', '=', organizationId)
    .where('releaseOf', '=', quarter)
    .select('id')
    .executeTakeFirst()
  return taken ? null : quarter
}

/**
 * Gathers, checks and computes, each in its own short transaction, so that nothing is locked while it runs and
 * everybody can see how far it is. What goes wrong is kept with the computation, in sentences.
 */
export async function runComputation(services: Services, organizationId: string, id: string): Promise<void> {
  const inside = <T>(work: (tx: Tx) => Promise<T>) => services.jobsDatabase.transaction({ organizationId }, work)
  const finish = (stage: 'done' | 'stopped', faults: string[], report: Report | null) =>
    inside(async (tx) => {
      const now = services.clock.now()
      const releaseOf = stage === 'done' ? await quarterWithoutRelease(tx, organizationId, now) : null
      await tx
        .updateTable('computations')
        .set({
          stage,
          share: 1,
          finishedAt: now,
          notedAt: now,
          faults: JSON.stringify(faults),
          report: report && JSON.stringify(report),
          releaseOf: releaseOf?.toString() ?? null,
        })
        .where('organizationId', '=', organizationId)
        .where('id', '=', id)
        .execute()
    })
  try {
    const gathered = await inside(async (tx) => {
      const reading = {
        tx,
        now: services.clock.now(),
        vault: services.vault,
        actor: { organizationId } as Context['actor'],
      }
      return { dataSet: await gatherDataSet(reading, services.secrets.audit), periods: await listPeriods(reading) }
    })
    await inside((tx) => note(tx, organizationId, id, { stage: 'checking', share: 0.2 }, services.clock.now()))
    const problems = checkDataSet(gathered.dataSet)
    if (problems.length > 0) {
      await finish('stopped', problems.slice(0, 50).map(problemSentence), null)
      return
    }
    await inside((tx) => note(tx, organizationId, id, { stage: 'computing', share: 0.3 }, services.clock.now()))
    let noting = Promise.resolve<unknown>(undefined)
    const report = await evaluateInWorker(gathered.dataSet, gathered.periods, (share) => {
      noting = noting.then(() =>
        inside((tx) =>
          note(tx, organizationId, id, { stage: 'computing', share: 0.3 + 0.7 * share }, services.clock.now()),
        ),
      )
    })
    await noting
    await finish('done', [], report)
  } catch (error) {
    await finish('stopped', ['The computation was interrupted. Please start it again.'], null)
    throw error
  }
}
