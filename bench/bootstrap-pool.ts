import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type {
  BootstrapPlan,
  EvaluateReplicates,
  ReplicateEstimates,
} from '@cairn/statistics/causal/cluster-bootstrap.ts'

/** A Cox model to be fitted to samples, each person a cluster. */
export interface BootstrapTask {
  readonly plan: BootstrapPlan
  readonly time: Float64Array
  readonly event: Float64Array
  readonly x: readonly Float64Array[]
  readonly names: readonly string[]
}

export interface BootstrapPool {
  /** Hands the model to every thread, its columns in shared memory; each list of replicates then goes to the next thread that is free. */
  readonly evaluatorOf: (task: BootstrapTask) => EvaluateReplicates
  readonly close: () => Promise<void>
}

/** Starts threads and waits until they have loaded the engine. */
export async function openBootstrapPool(threads: number): Promise<BootstrapPool> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./bootstrap-worker.ts', import.meta.url)))
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
  return {
    evaluatorOf: (task) => {
      const sharedTask: BootstrapTask = {
        ...task,
        time: shared(task.time),
        event: shared(task.event),
        x: task.x.map(shared),
      }
      for (const worker of workers) worker.postMessage(sharedTask)
      return async (replicates) => {
        const worker = await free()
        const answer = await new Promise<readonly ReplicateEstimates[]>((resolve, reject) => {
          worker.once('message', (value: readonly ReplicateEstimates[]) => {
            worker.off('error', reject)
            resolve(value)
          })
          worker.once('error', reject)
          worker.postMessage(replicates)
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

function shared(column: Float64Array): Float64Array {
  const out = new Float64Array(new SharedArrayBuffer(column.byteLength))
  out.set(column)
  return out
}
