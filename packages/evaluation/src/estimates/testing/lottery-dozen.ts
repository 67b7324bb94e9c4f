import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDataSet } from '../../dataset/check.ts'
import { readDataSet } from '../../dataset/read.ts'
import { problemSentence } from '../../dataset/schema.ts'
import { protocolSchema } from '../../protocol/protocol.ts'
import { type LotteryComparison, lotteryComparison } from '../../report/comparison-schema.ts'
import { gatherPeople } from '../follow-up.ts'
import { compareByLottery } from '../lottery.ts'

const folder = join(import.meta.dirname, '../../../../../validation/evaluation/lottery-dozen')

/** The hand-made draws, file by file, and a protocol whose horizon they reach. */
export const files = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)
export const sixty = protocolSchema.parse({ horizon_days: 60, windows: [30, 60], landmarks: [28] })

/** A data set that is consistent; anything else is an error with its sentences. */
export function read(texts: Record<string, string>) {
  const { dataSet, problems } = readDataSet(texts)
  const all = dataSet ? [...problems, ...checkDataSet(dataSet)] : problems
  if (!dataSet || all.length > 0) throw new Error(all.map(problemSentence).join('\n'))
  return dataSet
}

export function compare(texts: Record<string, string>, redraws = 0, seed = 1): LotteryComparison {
  const dataSet = read(texts)
  return lotteryComparison.parse(compareByLottery(dataSet, gatherPeople(dataSet), sixty, { seed, redraws }))
}
