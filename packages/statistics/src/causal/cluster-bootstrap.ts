import { createRandom } from '../random/random.ts'
import { StatisticsError } from '../statistics-error.ts'
import { quantile } from './quantile.ts'

/** Which samples are drawn: the same plan gives the same samples on every machine and with any number of workers. */
export interface BootstrapPlan {
  readonly seed: number | string
  /** Number of clusters; weights are one a cluster. */
  readonly clusters: number
  readonly replicates: number
}

/** The estimates of one sample (always the same quantities in the same order), or null when a model did not come off in it. */
export type ReplicateEstimates = ArrayLike<number> | null

/**
 * Works out replicates, by number; the answer is in their order. A pool of workers hands each list to a worker, which makes its own
 * weights by `bootstrapWeights`; on one thread it is a loop.
 */
export type EvaluateReplicates = (replicates: readonly number[]) => Promise<readonly ReplicateEstimates[]>

export interface BootstrapSummary {
  readonly replicates: number
  readonly failed: number
  readonly estimates: readonly BootstrapEstimate[]
}

export interface BootstrapEstimate {
  readonly mean: number
  /** Standard deviation over the samples. */
  readonly se: number
  /** Percentile interval; null with fewer than 2,000 samples, where its ends are still noise. */
  readonly low: number | null
  readonly high: number | null
}

export const PERCENTILE_REPLICATES = 2000
export const LARGEST_FAILED_SHARE = 0.02

/**
 * Weights of one sample: an independent Poisson(1) count for each cluster, from the stream named by the replicate.
 * Everything of a cluster (its people, clones, rows, draws) shares its weight. Source: Hanley & MacGibbon 2006.
 */
export function bootstrapWeights({ seed, clusters }: BootstrapPlan, replicate: number): Float64Array {
  const random = createRandom(seed).stream(`bootstrap ${replicate}`)
  const weights = new Float64Array(clusters)
  for (let c = 0; c < clusters; c++) {
    const u = random.uniform()
    let count = 0
    while (u >= POISSON_1[count]!) count++
    weights[c] = count
  }
  return weights
}

/** P(count ≤ k) of a Poisson(1) count; the last is 1 whatever rounding says. */
const POISSON_1 = new Float64Array(20)
for (let k = 0, share = Math.exp(-1), sum = 0; k < 20; k++, share /= k) {
  sum += share
  POISSON_1[k] = k < 19 ? sum : 1
}

/**
 * Cluster bootstrap with Poisson weights: every replicate is evaluated with its weights, models refitted by the caller.
 *
 * @param evaluate see `EvaluateReplicates`; called with lists of at most `batch` replicates, all at once, so that a pool can share them
 * @throws bad_option (no clusters or replicates); not_converged when more than 2 % of the samples fail: the standard error would then
 * describe only the samples in which things went well; length_mismatch when samples answer differently many numbers
 */
export async function clusterBootstrap(
  plan: BootstrapPlan,
  evaluate: EvaluateReplicates,
  options: { readonly batch?: number; readonly onProgress?: (done: number) => void; readonly confLevel?: number } = {},
): Promise<BootstrapSummary> {
  const { clusters, replicates } = plan
  if (!(Number.isInteger(clusters) && clusters >= 2 && Number.isInteger(replicates) && replicates >= 2))
    throw new StatisticsError('bad_option', 'a bootstrap needs at least two clusters and two samples')
  const batch = options.batch ?? 25
  if (!(Number.isInteger(batch) && batch >= 1))
    throw new StatisticsError('bad_option', `a batch is a whole number of samples, not ${batch}`)
  const lists: number[][] = []
  for (let first = 0; first < replicates; first += batch)
    lists.push(Array.from({ length: Math.min(batch, replicates - first) }, (_, k) => first + k))
  let done = 0
  const answers = await Promise.all(
    lists.map(async (list) => {
      const answer = await evaluate(list)
      if (answer.length !== list.length)
        throw new StatisticsError(
          'length_mismatch',
          `${list.length} samples were asked for, ${answer.length} came back`,
        )
      done += list.length
      options.onProgress?.(done)
      return answer
    }),
  )
  return summarizeBootstrap(answers.flat(), options.confLevel)
}

/** One-threaded evaluation: `estimate` gets the weights of the clusters and throws a StatisticsError where it does not exist. */
export function evaluateInPlace(
  plan: BootstrapPlan,
  estimate: (weights: Float64Array) => ArrayLike<number>,
): EvaluateReplicates {
  return (replicates) =>
    Promise.resolve(
      replicates.map((r) => {
        try {
          return estimate(bootstrapWeights(plan, r))
        } catch (error) {
          if (error instanceof StatisticsError) return null
          throw error
        }
      }),
    )
}

/** Standard errors and percentile intervals from the samples' estimates; see `clusterBootstrap` for what it refuses. */
export function summarizeBootstrap(answers: readonly ReplicateEstimates[], confLevel = 0.95): BootstrapSummary {
  if (!(confLevel > 0 && confLevel < 1))
    throw new StatisticsError('bad_option', `a confidence level lies between 0 and 1, not ${confLevel}`)
  const good = answers.filter(
    (a): a is ArrayLike<number> => a !== null && Array.from(a).every((v) => Number.isFinite(v)),
  )
  const failed = answers.length - good.length
  if (good.length < 2 || failed > LARGEST_FAILED_SHARE * answers.length)
    throw new StatisticsError(
      'not_converged',
      `${failed} of ${answers.length} bootstrap samples gave no estimate; more than 2 in 100 is too many to trust the rest.`,
      { value: failed },
    )
  const width = good[0]!.length
  if (good.some((a) => a.length !== width))
    throw new StatisticsError('length_mismatch', 'the bootstrap samples answered differently many numbers')
  const estimates = Array.from({ length: width }, (_, q): BootstrapEstimate => {
    const values = Float64Array.from(good, (a) => a[q]!)
    const mean = values.reduce((s, v) => s + v / values.length, 0)
    const spread = values.reduce((s, v) => s + (v - mean) ** 2, 0)
    const wide = answers.length >= PERCENTILE_REPLICATES
    return {
      mean,
      se: Math.sqrt(spread / (values.length - 1)),
      low: wide ? quantile(values, (1 - confLevel) / 2) : null,
      high: wide ? quantile(values, (1 + confLevel) / 2) : null,
    }
  })
  return { replicates: answers.length, failed, estimates }
}
