import { parentPort } from 'node:worker_threads'
import { type EvaluateReplicates, evaluateInPlace } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { type CoxRefits, coxRefits } from '@cairn/statistics/survival/cox-refits.ts'
import type { BootstrapTask } from './bootstrap-pool.ts'

// One thread of the pool: prepares the model it is sent, then fits the lists of replicates that follow.
let model: CoxRefits | undefined
let evaluate: EvaluateReplicates | undefined
parentPort!.on('message', async (message: BootstrapTask | readonly number[]) => {
  if ('plan' in message) {
    model?.close()
    model = coxRefits(message)
    evaluate = evaluateInPlace(message.plan, model.refit)
  } else parentPort!.postMessage(await evaluate!(message))
})
parentPort!.postMessage('ready')
