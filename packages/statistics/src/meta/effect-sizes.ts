import { normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'

export type CountMeasure = 'OR' | 'RR' | 'RD' | 'PETO'
export type MeanMeasure = 'MD' | 'SMD'

/** Events and people in two arms. */
export interface Counts {
  readonly eventsT: number
  readonly nT: number
  readonly eventsC: number
  readonly nC: number
}

/** Mean, standard deviation and people in two arms. */
export interface Means {
  readonly meanT: number
  readonly sdT: number
  readonly nT: number
  readonly meanC: number
  readonly sdC: number
  readonly nC: number
}

/** An effect on the analysis scale (logarithms for OR, RR, PETO) with its sampling variance. */
export interface EffectSize {
  readonly effect: number
  readonly variance: number
  /** 0.5 was added to the study's four cells because one of them was 0. */
  readonly corrected: boolean
}

/**
 * Effect of one study from counts: log odds ratio, log risk ratio, risk difference, or Peto's log odds ratio.
 * OR and RR with a zero cell get 0.5 in the study's four cells; RD uses the counts as they are; PETO without an event, or with
 * everybody having it, does not exist and gives null. As metafor::escalc (Viechtbauer 2010; Yusuf et al. 1985).
 */
export function effectFromCounts(measure: CountMeasure, counts: Counts): EffectSize | null {
  checkCounts(counts)
  const { eventsT: a, nT, eventsC: c, nC } = counts
  if (measure === 'PETO') {
    const total = nT + nC
    const events = a + c
    const v = (nT * nC * events * (total - events)) / (total * total * (total - 1))
    return v > 0 ? { effect: (a - (nT * events) / total) / v, variance: 1 / v, corrected: false } : null
  }
  if (measure === 'RD') {
    const [p, q] = [a / nT, c / nC]
    return { effect: p - q, variance: (p * (1 - p)) / nT + (q * (1 - q)) / nC, corrected: false }
  }
  const corrected = a === 0 || c === 0 || a === nT || c === nC
  const add = corrected ? 0.5 : 0
  const [e, f, g, h] = [a + add, nT - a + add, c + add, nC - c + add]
  if (measure === 'OR')
    return { effect: Math.log((e * h) / (f * g)), variance: 1 / e + 1 / f + 1 / g + 1 / h, corrected }
  return {
    effect: Math.log(e / (e + f) / (g / (g + h))),
    variance: 1 / e - 1 / (e + f) + 1 / g - 1 / (g + h),
    corrected,
  }
}

function checkCounts({ eventsT, nT, eventsC, nC }: Counts): void {
  const check = (column: string, value: number, most: number, least: number) => {
    if (!Number.isFinite(value)) throw new StatisticsError('not_a_number', `${column} is not a number`, { column })
    if (value < least)
      throw new StatisticsError('out_of_range', `${column} is ${value}, which is too small`, { column, value })
    if (value > most)
      throw new StatisticsError('out_of_range', `${column} is ${value}, more than the ${most} people in that arm`, {
        column,
        value,
      })
  }
  check('n_t', nT, Number.POSITIVE_INFINITY, Number.MIN_VALUE)
  check('n_c', nC, Number.POSITIVE_INFINITY, Number.MIN_VALUE)
  check('events_t', eventsT, nT, 0)
  check('events_c', eventsC, nC, 0)
}

/** Effect of one study from means: mean difference, or Hedges's standardized mean difference with the exact correction for bias. */
export function effectFromMeans(measure: MeanMeasure, means: Means): EffectSize {
  const { meanT, sdT, nT, meanC, sdC, nC } = means
  for (const [column, value] of [
    ['mean_t', meanT],
    ['sd_t', sdT],
    ['n_t', nT],
    ['mean_c', meanC],
    ['sd_c', sdC],
    ['n_c', nC],
  ] as const)
    if (!Number.isFinite(value)) throw new StatisticsError('not_a_number', `${column} is not a number`, { column })
  for (const [column, value] of [
    ['sd_t', sdT],
    ['sd_c', sdC],
  ] as const)
    if (!(value > 0))
      throw new StatisticsError('out_of_range', `${column} is ${value}; a standard deviation is above 0`, {
        column,
        value,
      })
  for (const [column, value] of [
    ['n_t', nT],
    ['n_c', nC],
  ] as const)
    if (!(value > 1))
      throw new StatisticsError(
        'out_of_range',
        `${column} is ${value}; a standard deviation needs two people or more`,
        { column, value },
      )
  if (measure === 'MD') return { effect: meanT - meanC, variance: sdT ** 2 / nT + sdC ** 2 / nC, corrected: false }
  const df = nT + nC - 2
  const pooled = Math.sqrt(((nT - 1) * sdT ** 2 + (nC - 1) * sdC ** 2) / df)
  const effect = (hedgesCorrection(df) * (meanT - meanC)) / pooled
  return { effect, variance: 1 / nT + 1 / nC + effect ** 2 / (2 * (nT + nC)), corrected: false }
}

/** Γ(m/2) / (√(m/2) Γ((m − 1)/2)), Hedges 1981. */
export function hedgesCorrection(m: number): number {
  return Math.exp(logGamma(m / 2) - Math.log(Math.sqrt(m / 2)) - logGamma((m - 1) / 2))
}

/** log Γ(x) for x > 0: Stirling's series from x ≥ 15, reached by recurrence. */
export function logGamma(x: number): number {
  let shift = 0
  let z = x
  while (z < 15) {
    shift += Math.log(z)
    z += 1
  }
  const i = 1 / (z * z)
  const series = (1 / 12 - i * (1 / 360 - i * (1 / 1260 - i * (1 / 1680 - i * (1 / 1188 - (i * 691) / 360360))))) / z
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift
}

/** Effect and variance from a 95 % interval; a ratio's interval is on its own scale and is taken to logarithms. */
export function effectFromInterval(isRatio: boolean, effect: number, low: number, high: number): EffectSize {
  const scale = (column: string, value: number) => {
    if (!Number.isFinite(value)) throw new StatisticsError('not_a_number', `${column} is not a number`, { column })
    if (isRatio && !(value > 0))
      throw new StatisticsError('out_of_range', `${column} is ${value}; a ratio is above 0`, { column, value })
    return isRatio ? Math.log(value) : value
  }
  const [e, l, h] = [scale('effect', effect), scale('ci_low', low), scale('ci_high', high)]
  if (!(l < h))
    throw new StatisticsError('out_of_range', `ci_low (${low}) is not below ci_high (${high})`, {
      column: 'ci_low',
      value: low,
    })
  if (e < l || e > h)
    throw new StatisticsError('out_of_range', `the effect (${effect}) lies outside its interval (${low} to ${high})`, {
      column: 'effect',
      value: effect,
    })
  const se = (h - l) / (2 * normalQuantile(0.975))
  return { effect: e, variance: se * se, corrected: false }
}
