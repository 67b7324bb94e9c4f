import type { Random } from '../random/random.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, compactCodes } from '../survival/columns.ts'
import { toBinary } from './probability-weights.ts'

export interface RandomizationTestInput {
  /** 1 offered by the draw, 0 not. */
  readonly offered: Column
  /** Draw × stratum: offers are drawn again within each. */
  readonly block: Column
  /** How far offers seem to matter; larger in size is stronger (a log-rank score, a risk difference). */
  readonly statistic: (offered: Uint8Array) => number
  readonly random: Random
  /** 9,999 unless told. */
  readonly replicates?: number
}

export interface RandomizationTest {
  readonly statistic: number
  readonly replicates: number
  /** Re-runs at least as far from 0 as what was seen. */
  readonly asFar: number
  readonly p: number
}

/**
 * Randomization test: runs the same draw again, with the same number of offers in each block, and counts how often the statistic is as
 * far from 0. p = (1 + as far) / (1 + re-runs), so never 0. It assumes nothing but the draw. Source: Fisher 1935; Phipson & Smyth 2010.
 * @throws no_rows, length_mismatch, bad_event, not_a_number (the statistic of some draw), bad_option
 */
export function randomizationTest(input: RandomizationTestInput): RandomizationTest {
  const n = input.offered.length
  const replicates = input.replicates ?? 9999
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  if (!(Number.isInteger(replicates) && replicates >= 1))
    throw new StatisticsError('bad_option', `a number of re-runs is a whole number, not ${replicates}`)
  const offered = Uint8Array.from(toBinary('offered', input.offered, n))
  const { codes, count } = compactCodes('block', input.block, n)
  const blocks: number[][] = Array.from({ length: count }, () => [])
  for (let i = 0; i < n; i++) blocks[codes[i]!]!.push(i)
  const evaluate = (z: Uint8Array) => {
    const value = input.statistic(z)
    if (!Number.isFinite(value)) throw new StatisticsError('not_a_number', 'the statistic of a draw is not a number')
    return value
  }
  const statistic = evaluate(offered)
  // Equal statistics must count as equal although sums in another order differ in the last digit.
  const limit = Math.abs(statistic) * (1 - 1e-10)
  const again = new Uint8Array(n)
  let asFar = 0
  for (let r = 0; r < replicates; r++) {
    for (const members of blocks) {
      const order = input.random.shuffle([...members])
      for (let k = 0; k < members.length; k++) again[order[k]!] = offered[members[k]!]!
    }
    if (Math.abs(evaluate(again)) >= limit) asFar++
  }
  return { statistic, replicates, asFar, p: (1 + asFar) / (1 + replicates) }
}
