import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { StatisticsError } from '../statistics-error.ts'
import {
  type BootstrapPlan,
  bootstrapWeights,
  clusterBootstrap,
  evaluateInPlace,
  summarizeBootstrap,
} from './cluster-bootstrap.ts'

const plan: BootstrapPlan = { seed: 4, clusters: 200, replicates: 2000 }
const r = createRandom(9)
const values = Float64Array.from({ length: 200 }, () => r.normal())
const mean = (weights: Float64Array) => {
  const total = weights.reduce((s, w) => s + w, 0)
  return [weights.reduce((s, w, c) => s + w * values[c]!, 0) / total]
}

test('the error of a mean is that of the textbook, and the percentile interval surrounds it', async () => {
  const { estimates, failed } = await clusterBootstrap(plan, evaluateInPlace(plan, mean))
  const centre = values.reduce((s, v) => s + v / 200, 0)
  const se = Math.sqrt(values.reduce((s, v) => s + (v - centre) ** 2, 0)) / 200
  expect(failed).toBe(0)
  expect(Math.abs(estimates[0]!.se / se - 1)).toBeLessThan(0.06)
  expect(Math.abs(estimates[0]!.low! - (centre - 1.96 * se))).toBeLessThan(0.25 * se)
  expect(Math.abs(estimates[0]!.high! - (centre + 1.96 * se))).toBeLessThan(0.25 * se)
})

test('samples depend on seed and number alone: any batches, any order of workers, the same answer', async () => {
  const small = { ...plan, replicates: 60 }
  const inPlace = evaluateInPlace(small, mean)
  const alone = await clusterBootstrap(small, inPlace, { batch: 60 })
  const progress: number[] = []
  const shared = await clusterBootstrap(
    small,
    async (list) => {
      // Later batches come back first.
      for (let wait = 60 - list[0]!; wait > 0; wait--) await Promise.resolve()
      return inPlace(list)
    },
    { batch: 7, onProgress: (done) => progress.push(done) },
  )
  expect(shared).toEqual(alone)
  expect(progress.at(-1)).toBe(60)
  expect(bootstrapWeights(plan, 3)).toEqual(bootstrapWeights(plan, 3))
  expect(bootstrapWeights(plan, 3)).not.toEqual(bootstrapWeights(plan, 4))
  expect(bootstrapWeights({ ...plan, seed: 5 }, 3)).not.toEqual(bootstrapWeights(plan, 3))
})

test('percentiles need 2,000 samples', async () => {
  const few = { ...plan, replicates: 1999 }
  const { estimates } = await clusterBootstrap(few, evaluateInPlace(few, mean))
  expect([estimates[0]!.low, estimates[0]!.high]).toEqual([null, null])
})

test('two failures in a hundred are borne and counted, three are refused', () => {
  const answers = (failures: number) => Array.from({ length: 100 }, (_, i) => (i < failures ? null : [i]))
  expect(summarizeBootstrap(answers(2))).toMatchObject({ replicates: 100, failed: 2 })
  expect(() => summarizeBootstrap(answers(3))).toThrow('3 of 100 bootstrap samples')
  expect(() => summarizeBootstrap([...answers(2).slice(0, 99), [Number.NaN]])).toThrow('3 of 100')
})

test('an estimate that does not exist in a sample is a failure; a fault of the program is not hidden', async () => {
  const two = { ...plan, replicates: 2 }
  await expect(
    clusterBootstrap(
      two,
      evaluateInPlace(two, () => {
        throw new StatisticsError('separation', 'x')
      }),
    ),
  ).rejects.toThrow('2 of 2')
  await expect(
    clusterBootstrap(two, async () =>
      evaluateInPlace(two, () => {
        throw new TypeError('a fault')
      })([0]),
    ),
  ).rejects.toThrow('a fault')
})

test.each([
  [{ ...plan, clusters: 1 }, {}, 'bad_option'],
  [{ ...plan, replicates: 1 }, {}, 'bad_option'],
  [plan, { batch: 0 }, 'bad_option'],
  [{ ...plan, replicates: 10 }, { confLevel: 95 }, 'bad_option'],
])('%j with %j is refused', async (bad, options, code) => {
  await expect(clusterBootstrap(bad, evaluateInPlace(bad, mean), options)).rejects.toMatchObject({ code })
})
