import { clusterBootstrap, type EvaluateReplicates } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { tQuantile, tTwoSided } from '@cairn/statistics/distributions/distributions.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import { gatherPeople } from '../estimates/follow-up.ts'
import { observationalClusters, observationalReplicates } from '../estimates/observational.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { answerOfComparisons } from './answer-of.ts'
import type { Difference, ObservationalComparison } from './comparison-schema.ts'
import type { Report } from './schema.ts'

/** What a thread needs to work out replicates of a report's bootstrap. */
export interface BootstrapTask {
  dataSet: ProgramDataSet
  /** The comparison that was made. */
  made: Pick<ObservationalComparison, 'control' | 'horizonDays'>
  protocol: Protocol
  seed: number
  replicates: number
}

/** Works out replicates of a task in place: for one thread, or for each of several. */
export function replicatesOf({ dataSet, protocol, made, seed, replicates }: BootstrapTask): EvaluateReplicates {
  return observationalReplicates(dataSet, gatherPeople(dataSet), protocol, made, { seed, replicates })
}

/**
 * The report with the adjusted comparison's standard errors from a bootstrap of clusters (a mentor with her people, or a person alone) in
 * which every model is fitted again; the report as it is where there is no adjusted comparison. Percentile intervals from 2,000 samples on.
 *
 * When more than 2 in 100 samples give no estimate the report keeps its standard errors and says so.
 * @param evaluate works out replicates: `replicatesOf(task)`, or a pool of threads that each have one
 */
export async function withBootstrap(
  report: Report,
  task: BootstrapTask,
  evaluate: EvaluateReplicates,
  onProgress: (done: number) => void = () => {},
): Promise<Report> {
  const { observational } = report
  if (!observational || task.replicates === 0) return report
  const { dataSet, protocol, seed, replicates } = task
  const clusters = observationalClusters(dataSet, gatherPeople(dataSet), protocol)
  try {
    const { failed, estimates } = await clusterBootstrap({ seed, clusters, replicates }, evaluate, { onProgress })
    const [risk, freeDays] = estimates
    const resampled: ObservationalComparison = {
      ...observational,
      riskDifference: withStandardError(observational.riskDifference, risk!),
      freeDaysDifference:
        observational.freeDaysDifference && withStandardError(observational.freeDaysDifference, freeDays!),
      bootstrap: { replicates, failed, se: risk!.se, low: risk!.low, high: risk!.high },
    }
    const answer = answerOfComparisons(report.lottery, resampled, protocol, report.dataCut) ?? report.answer
    return { ...report, observational: resampled, answer }
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error
    return { ...report, notes: [...report.notes, NOT_RESAMPLED] }
  }
}

const NOT_RESAMPLED = {
  en: 'Too many bootstrap samples gave no estimate, so the intervals take the weights as known.',
  es: 'Demasiadas muestras de remuestreo no dieron una estimación, así que los intervalos toman los pesos como conocidos.',
}

/** Student's interval with the degrees of freedom of the clusters; from 2,000 samples on the percentiles. */
function withStandardError(
  d: Difference,
  { se, low, high }: { se: number; low: number | null; high: number | null },
): Difference {
  if (d.df === null || !(se > 0)) return { ...d, se }
  const reach = tQuantile(0.975, d.df) * se
  return {
    ...d,
    se,
    low: low ?? d.estimate - reach,
    high: high ?? d.estimate + reach,
    p: tTwoSided(d.estimate / se, d.df),
  }
}
