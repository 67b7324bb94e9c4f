import { parentPort } from 'node:worker_threads'
import type { EvaluateReplicates } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import type { Fault, ReplicateMessage } from './replicate-threads.ts'

/**
 * Makes this thread one of a pool: `prepare` turns a task into what works out its replicates. An error, of a task too, is the answer to the
 * next list of replicates: whoever waits for it hears of it.
 */
export function answerReplicates<Task>(prepare: (task: Task) => EvaluateReplicates): void {
  let evaluate: EvaluateReplicates | undefined
  parentPort!.on('message', async (message: ReplicateMessage<Task>) => {
    if ('task' in message) evaluate = deferred(() => prepare(message.task))
    else
      try {
        parentPort!.postMessage(await evaluate!(message.replicates))
      } catch (error) {
        parentPort!.postMessage({ fault: error instanceof Error ? error.message : String(error) } satisfies Fault)
      }
  })
  parentPort!.postMessage('ready')
}

/** Prepares at once, and throws what went wrong when it is asked. */
function deferred(prepare: () => EvaluateReplicates): EvaluateReplicates {
  try {
    return prepare()
  } catch (error) {
    return () => Promise.reject(error)
  }
}
