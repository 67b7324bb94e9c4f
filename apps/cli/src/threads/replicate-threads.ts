import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { EvaluateReplicates, ReplicateEstimates } from '@cairn/statistics/causal/cluster-bootstrap.ts'

/** What a thread is sent: first a task, then lists of replicates of it. */
export type ReplicateMessage<Task> = { readonly task: Task } | { readonly replicates: readonly number[] }

export interface ReplicateThreads<Task> {
  /** Hands the task to every thread; each list of replicates then goes to the next thread that is free. */
  readonly evaluatorOf: (task: Task) => EvaluateReplicates
  readonly close: () => Promise<void>
}

/**
 * Starts threads that run `script` (it calls `answerReplicates`) and waits until they have loaded it. The samples of a bootstrap depend
 * on its plan alone, so the number of threads changes no result.
 */
export async function openReplicateThreads<Task>(script: URL, threads: number): Promise<ReplicateThreads<Task>> {
  const workers = Array.from({ length: threads }, () => new Worker(script))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const idle = [...workers]
  const waiting: ((worker: Worker) => void)[] = []
  const free = () =>
    new Promise<Worker>((resolve) => {
      const worker = idle.pop()
      if (worker) resolve(worker)
      else waiting.push(resolve)
    })
  const giveBack = (worker: Worker) => {
    const next = waiting.shift()
    if (next) next(worker)
    else idle.push(worker)
  }
  const send = (worker: Worker, message: ReplicateMessage<Task>) => worker.postMessage(message)
  return {
    evaluatorOf: (task) => {
      for (const worker of workers) send(worker, { task })
      return async (replicates) => {
        const worker = await free()
        const answer = await new Promise<readonly ReplicateEstimates[]>((resolve, reject) => {
          worker.once('message', (value: readonly ReplicateEstimates[]) => {
            worker.off('error', reject)
            resolve(value)
          })
          worker.once('error', reject)
          send(worker, { replicates })
        })
        giveBack(worker)
        return answer
      }
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
