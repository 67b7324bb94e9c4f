import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { ProgramDataSet } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { protocolHash, standardProtocol } from '@cairn/evaluation/protocol/protocol.ts'
import { evaluateProgram } from '@cairn/evaluation/report/evaluate-program.ts'
import type { PeriodCounts } from '@cairn/evaluation/report/schema.ts'

// Computes in a thread of its own: the server goes on answering meanwhile.
const { dataSet, periods } = workerData as { dataSet: ProgramDataSet; periods: PeriodCounts[] }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const files = writeDataSet(dataSet)
const report = evaluateProgram(dataSet, standardProtocol, {
  periods,
  dataHash: sha256(
    Object.keys(files)
      .sort()
      .map((name) => `${name}\0${files[name]}`)
      .join('\0'),
  ),
  protocolHash: protocolHash(standardProtocol, sha256),
  onProgress: (share) => parentPort!.postMessage({ share }),
})
parentPort!.postMessage({ report })
