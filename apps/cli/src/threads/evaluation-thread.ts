import { type BootstrapTask, replicatesOf } from '@cairn/evaluation/report/with-bootstrap.ts'
import { answerReplicates } from './answer-replicates.ts'

answerReplicates<BootstrapTask>(replicatesOf)
