import { availableParallelism } from 'node:os'
import type { ProgramDataSet } from '@cairn/evaluation/dataset/schema.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { type BootstrapTask, withBootstrap } from '@cairn/evaluation/report/with-bootstrap.ts'
import type { Io } from '../command.ts'
import { openReplicateThreads, type ReplicateThreads } from '../threads/replicate-threads.ts'
import { UserError } from '../user-error.ts'

const EVALUATION_THREAD = new URL('../threads/evaluation-thread.ts', import.meta.url)

/**
 * The report with bootstrap standard errors where it has an adjusted comparison; the samples are shared by threads, which end with it.
 * @throws UserError when a thread could not do its part: a report without what was asked for is not written in silence
 */
export async function resampled(
  report: Report,
  dataSet: ProgramDataSet,
  { protocol, seed, replicates }: Pick<BootstrapTask, 'protocol' | 'seed' | 'replicates'>,
  io: Io,
  { script, threads }: { readonly script: URL; readonly threads: number } = {
    script: EVALUATION_THREAD,
    threads: Math.min(availableParallelism(), 8),
  },
): Promise<Report> {
  const made = report.observational
  if (!made || replicates === 0) return report
  let pool: ReplicateThreads<BootstrapTask> | undefined
  try {
    pool = await openReplicateThreads<BootstrapTask>(script, threads)
    const task: BootstrapTask = {
      dataSet,
      made: { control: made.control, horizonDays: made.horizonDays },
      protocol,
      seed,
      replicates,
    }
    const onProgress = (done: number) =>
      showProgress(io, done / replicates, `${done} of ${replicates} bootstrap samples`)
    return await withBootstrap(report, task, pool.evaluatorOf(task), onProgress)
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new UserError(
      `The bootstrap could not be worked out (${why}): --bootstrap 0 makes the report without it, its intervals then take the weights as known.`,
    )
  } finally {
    await pool?.close()
  }
}

export function showProgress(io: Io, share: number, step: string): void {
  if (io.isTerminal) io.error(share >= 1 ? '\r\u001b[K' : `\r\u001b[K${Math.round(share * 100)} % ${step} …`)
}
