import { parentPort } from 'node:worker_threads'
import type { EvaluateReplicates } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import type { ReplicateMessage } from './replicate-threads.ts'

/** Makes this thread one of a pool: `prepare` turns a task into what works out its replicates. */
export function answerReplicates<Task>(prepare: (task: Task) => EvaluateReplicates): void {
  let evaluate: EvaluateReplicates | undefined
  parentPort!.on('message', async (message: ReplicateMessage<Task>) => {
    if ('task' in message) evaluate = prepare(message.task)
    else parentPort!.postMessage(await evaluate!(message.replicates))
  })
  parentPort!.postMessage('ready')
}
