import { type BootstrapPlan, evaluateInPlace } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import type { CoxInput } from '@cairn/statistics/survival/cox.ts'
import { type CoxRefits, coxRefits } from '@cairn/statistics/survival/cox-refits.ts'
import { answerReplicates } from '../apps/cli/src/threads/answer-replicates.ts'

/** A Cox model to be fitted to samples, each person a cluster. */
export interface CoxTask extends CoxInput {
  readonly plan: BootstrapPlan
}

let model: CoxRefits | undefined
answerReplicates<CoxTask>((task) => {
  model?.close()
  model = coxRefits(task)
  return evaluateInPlace(task.plan, model.refit)
})
