import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'
import type { Random } from './random.ts'

export interface PermutedBlocksInput {
  /** Stratum of each person, in the order in which people arrive. */
  readonly stratum: Column
  /** Whole-number ratio of the arms: [1, 1] is half and half, [2, 1] two of three to arm 0. */
  readonly ratio: readonly number[]
  /** Sizes of blocks, multiples of the ratio's sum; drawn at random for each block, so that the last place cannot be foreseen. */
  readonly blockSizes: readonly number[]
  readonly random: Random
}

export interface PermutedBlocks {
  /** Arm of each person. */
  readonly arm: Uint8Array
  /** Number of the block within its stratum, from 1. */
  readonly block: Int32Array
}

/**
 * Stratified randomization in permuted blocks: after every full block a stratum has the arms in the ratio asked for.
 * Each stratum has its own stream, so its list does not depend on arrivals in others. Source: Rosenberger & Lachin 2016, chapter 3.
 * @throws bad_option (ratio or block sizes), not_a_number
 */
export function permutedBlocks({ stratum, ratio, blockSizes, random }: PermutedBlocksInput): PermutedBlocks {
  const unit = ratio.reduce((a, b) => a + b, 0)
  if (ratio.length < 2 || ratio.length > 255 || ratio.some((r) => !Number.isInteger(r) || r < 1))
    throw new StatisticsError('bad_option', 'a ratio has two or more arms, each a whole number from 1')
  if (blockSizes.length === 0 || blockSizes.some((s) => !Number.isInteger(s) || s < unit || s % unit !== 0))
    throw new StatisticsError('bad_option', `a block size must be a multiple of ${unit}, the sum of the ratio`)
  const n = stratum.length
  const codes = toNumbers('stratum', stratum, n)
  const lists = new Map<number, { readonly random: Random; left: number[]; block: number }>()
  const arm = new Uint8Array(n)
  const block = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const code = codes[i]!
    const list = lists.get(code) ?? { random: random.stream(`stratum ${code}`), left: [], block: 0 }
    lists.set(code, list)
    if (list.left.length === 0) {
      const size = blockSizes[list.random.below(blockSizes.length)]!
      list.left = list.random.shuffle(ratio.flatMap((r, a) => new Array<number>((r * size) / unit).fill(a)))
      list.block++
    }
    arm[i] = list.left.pop()!
    block[i] = list.block
  }
  return { arm, block }
}
