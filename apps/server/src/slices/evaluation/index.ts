import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import { nightlyEvaluation } from './jobs.ts'
import { evaluationRoutes } from './routes.ts'

export { openComputation } from './commands.ts'
export { evaluateInWorker, runComputation } from './compute.ts'
export { gatherDataSet } from './data-set.ts'

export const evaluation: Slice = { name: 'evaluation', routes: evaluationRoutes, jobs: [nightlyEvaluation] }
