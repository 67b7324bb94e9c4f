import { expect, test } from 'vitest'
import { files, read, sixty } from '../estimates/testing/lottery-dozen.ts'
import { observationalOf, releaseWith } from '../pooling/testing/sites.ts'
import { protocolSchema } from '../protocol/protocol.ts'
import { evaluateProgram } from './evaluate-program.ts'
import { withBootstrap } from './with-bootstrap.ts'

const dataSet = read(files)

test('a comparison that the protocol does not name is not made, and is not missing either', () => {
  const named = evaluateProgram(dataSet, sixty)
  expect(named.lottery).not.toBeNull()
  expect(named.notCompared.map((x) => x.analysis)).toEqual(['observational'])
  const described = evaluateProgram(dataSet, { ...sixty, analyses: ['as_it_happened'] })
  expect(described).toMatchObject({ lottery: null, observational: null, notCompared: [] })
  expect(described.answer.verdict).toBe('no_comparison')
})

test('from 2,000 samples on the interval is their middle 95 in 100, below it is by the standard error', async () => {
  const observational = { ...observationalOf({ estimate: -0.1 }) }
  observational.riskDifference = { ...observational.riskDifference, df: 1000 }
  const report = { ...releaseWith({ program: 'A' }), observational }
  // Samples at 0, .001 … .999, so the middle 95 in 100 lie between about .025 and .974, far from the estimate.
  const evaluate = (replicates: readonly number[]) =>
    Promise.resolve(replicates.map((r) => [(r % 1000) / 1000, 1, 1, 1]))
  const resampled = async (replicates: number) => {
    const made = { control: 'never' as const, horizonDays: 180 }
    const task = { dataSet, made, protocol: sixty, seed: 1, replicates }
    return (await withBootstrap(report, task, evaluate)).observational!.riskDifference
  }
  const wide = await resampled(2000)
  expect(wide.low).toBeCloseTo(0.025, 3)
  expect(wide.high).toBeCloseTo(0.974, 3)
  const few = await resampled(1000)
  expect(few.low).toBeCloseTo(-0.1 - 1.962 * few.se!, 3)
  expect(few.high).toBeCloseTo(-0.1 + 1.962 * few.se!, 3)
})

test('two looks with one label are refused: a data cut could be either', () => {
  const looks = ['2027-01-01', '2027-06-01'].map((on) => ({ label: 'first', on }))
  expect(protocolSchema.safeParse({ looks }).error!.issues[0]!.message).toBe('each look has a label of its own')
})
