import { clusterBootstrap, type EvaluateReplicates } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { eValue } from '@cairn/statistics/causal/e-value.ts'
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
    const [risk, freeDays, withMentor, without] = estimates
    const resampled: ObservationalComparison = {
      ...observational,
      riskDifference: withStandardError(observational.riskDifference, risk!),
      freeDaysDifference:
        observational.freeDaysDifference && withStandardError(observational.freeDaysDifference, freeDays!),
      eValue: eValueBy(observational, risk!.se, withMentor!.se, without!.se),
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

/**
 * The E-value with an interval of the risk ratio by the bootstrap: Var log(p₁/p₀) = V₁/p₁² + V₀/p₀² − 2 C/(p₁ p₀), where the covariance C
 * follows from the variances of both risks and of their difference.
 */
function eValueBy(o: ObservationalComparison, se: number, withMentor: number, without: number) {
  const [one, zero] = [o.arms.with.risk ?? 0, o.arms.without.risk ?? 0]
  const { df } = o.riskDifference
  if (!(one > 0 && zero > 0) || df === null) return o.eValue
  const covariance = (withMentor ** 2 + without ** 2 - se ** 2) / 2
  const variance = (withMentor / one) ** 2 + (without / zero) ** 2 - (2 * covariance) / (one * zero)
  const reach = tQuantile(0.975, df) * Math.sqrt(Math.max(0, variance))
  const ratio = one / zero
  return eValue(ratio, ratio * Math.exp(-reach), ratio * Math.exp(reach))
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
