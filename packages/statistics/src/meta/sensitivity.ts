import { StatisticsError } from '../statistics-error.ts'
import type { MetaInput } from './meta-input.ts'
import { type MetaFit, pool } from './pool.ts'

type Settings = Omit<MetaInput, 'moderators' | 'names'>

/** The pooled effect without each study in turn, as metafor::leave1out. */
export function leaveOneOut(input: Settings): readonly MetaFit[] {
  const k = input.effect.length
  if (k < 2) throw new StatisticsError('too_few_studies', 'Leaving one out needs two studies or more.')
  return Array.from({ length: k }, (_, i) => pool(subset(input, (j) => j !== i)))
}

/** The pooled effect of the first study, the first two, and so on, in the order given, as metafor::cumul. */
export function cumulative(input: Settings): readonly MetaFit[] {
  return Array.from({ length: input.effect.length }, (_, i) => {
    // One study alone has no test of Hartung and Knapp; metafor falls back to z as well.
    const part = subset(input, (j) => j <= i)
    return pool(i === 0 ? { ...part, test: 'z' } : part)
  })
}

/** How much one study moves the result. */
export interface Influence {
  readonly rstudent: number
  readonly dffits: number
  readonly cookD: number
  readonly covRatio: number
  readonly tau2Without: number
  readonly qWithout: number
  readonly hat: number
  readonly weight: number
  readonly dfbeta: number
}

/** Deletion diagnostics of a pooled effect, as metafor::influence (Viechtbauer & Cheung 2010). */
export function influence(input: Settings): readonly Influence[] {
  const { effect, variance } = input
  const all = pool(input)
  const [mean, vb] = [all.terms[0]!.coef, all.covariance[0]!]
  return leaveOneOut(input).map((without, i) => {
    const tau2Without = without.tau2 ?? 0
    const { dispersion } = without
    const meanWithout = without.terms[0]!.coef
    const change = mean - meanWithout
    const hat = all.weights[i]! / 100
    // The scale of a change: the variance of the mean of all studies at the τ² of the rest.
    const information = Array.from(variance).reduce((sum, v) => sum + 1 / (v + tau2Without), 0)
    return {
      rstudent:
        (effect[i]! - meanWithout) / Math.sqrt(dispersion * (variance[i]! + tau2Without) + without.covariance[0]!),
      dffits: change / Math.sqrt(dispersion * hat * (tau2Without + variance[i]!)),
      cookD: (change * change) / vb,
      covRatio: without.covariance[0]! / vb,
      tau2Without,
      qWithout: without.q.chisq,
      hat,
      weight: all.weights[i]!,
      dfbeta: change / Math.sqrt(dispersion / information),
    }
  })
}

function subset(input: Settings, keep: (i: number) => boolean): Settings {
  return {
    ...input,
    effect: Array.from(input.effect).filter((_, i) => keep(i)),
    variance: Array.from(input.variance).filter((_, i) => keep(i)),
  }
}
