import { Worker } from 'node:worker_threads'
import type { EvaluateReplicates, ReplicateEstimates } from '@cairn/statistics/causal/cluster-bootstrap.ts'

/** What a thread is sent: first a task, then lists of replicates of it. */
export type ReplicateMessage<Task> = { readonly task: Task } | { readonly replicates: readonly number[] }

/** What a thread answers where it could not work out replicates: what went wrong. */
export interface Fault {
  readonly fault: string
}

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
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  try {
    await Promise.all(workers.map((worker) => answerOf(worker, () => {})))
  } catch (error) {
    await close()
    throw error
  }
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
        const answer = await answerOf<readonly ReplicateEstimates[]>(worker, () => send(worker, { replicates }))
        giveBack(worker)
        return answer
      }
    },
    close,
  }
}

/** A thread's next message. Whatever else becomes of the thread is an error: nobody waits for one that is gone. */
function answerOf<Answer>(worker: Worker, ask: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      then()
    }
    const onMessage = (value: Answer | Fault) =>
      settle(() => (isFault(value) ? reject(new Error(value.fault)) : resolve(value)))
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = (code: number) => settle(() => reject(new Error(`a thread ended by itself (${code})`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    ask()
  })
}

const isFault = (value: unknown): value is Fault => typeof value === 'object' && value !== null && 'fault' in value
