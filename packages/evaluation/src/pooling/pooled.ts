import type { Bilingual, TooEarlyCode, Verdict } from '../words/words.ts'

/** From so many programs on, how much they differ is estimated; below, each is shown and nothing is claimed about it. */
export const LEAST_FOR_RANDOM = 5

export interface Estimate {
  readonly estimate: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number
}

/** Cochran's Q over the programs of an estimate; no p with one program. */
export interface Heterogeneity {
  readonly chisq: number
  readonly df: number
  readonly p: number | null
}

/** REML with Hartung and Knapp's variance, its factor never below 1 (`adhoc`). */
export interface RandomEffects extends Estimate {
  readonly k: number
  readonly tau2: number
  readonly i2: number
  readonly predictionLow: number
  readonly predictionHigh: number
}

/** Sums of counts that were rounded to 5 before they left; a withheld cell counts as 0 here, so the sum is the least it can be. */
export interface AboutCounts {
  readonly people: { readonly with: number; readonly without: number }
  readonly events: number
  readonly withheldCells: number
}

export interface ProgramDifference {
  readonly program: string
  readonly estimate: number
  /** Null: the program gave no standard error, so it is shown and not pooled. */
  readonly se: number | null
  readonly low: number | null
  readonly high: number | null
  readonly p: number | null
  /** Share of the pooled estimate, in percent; null when not pooled. */
  readonly weight: number | null
}

/** Risk with a mentor minus risk without, at the horizon. */
export interface PooledDifference {
  /** `one`: a single program, given back as it is; `common`: inverse variance; `random`: REML, from five programs on. */
  readonly method: 'one' | 'common' | 'random'
  readonly k: number
  readonly estimate: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number
  readonly common: Estimate
  readonly random: RandomEffects | null
  readonly q: Heterogeneity
  readonly counts: AboutCounts
}

export interface ProgramLogRank {
  readonly program: string
  readonly u: number
  readonly v: number
  /** U/V with variance 1/V; null where V is 0 (nobody had an event while both groups were followed). */
  readonly logRatio: number | null
  readonly low: number | null
  readonly high: number | null
  /** V's share of ΣV, in percent. */
  readonly weight: number
  readonly exp: { readonly estimate: number; readonly low: number; readonly high: number } | null
}

/** θ = ΣU/ΣV, the logarithm of the hazard ratio, with variance 1/ΣV; ratios beside in `exp`. */
export interface PooledHazardRatio extends Estimate {
  /** Programs in the sums, and those of them without information (V = 0), which leave REML. */
  readonly k: number
  readonly withoutInformation: number
  readonly u: number
  readonly v: number
  readonly q: Heterogeneity
  readonly random: RandomEffects | null
  readonly exp: { readonly estimate: number; readonly low: number; readonly high: number }
  readonly counts: AboutCounts
}

export interface PooledAnswer {
  readonly verdict: Verdict
  readonly sentence: Bilingual
  readonly reasons: readonly { readonly code: TooEarlyCode; readonly text: Bilingual }[]
  readonly speaksOfEffect: boolean
}

/** One program's group as its release gives it: counts rounded to 5 or withheld, shares 0–1. */
export interface GroupFigures {
  readonly people: number | null
  readonly events: number | null
  readonly known: number | null
  readonly risk: number | null
}

export interface PooledComparison {
  readonly answer: PooledAnswer
  readonly groups: readonly { readonly program: string; readonly with: GroupFigures; readonly without: GroupFigures }[]
  readonly riskDifference: PooledDifference | null
  readonly differences: readonly ProgramDifference[]
  /** Programs whose risk difference came without a standard error. */
  readonly withoutSe: number
}

export interface PooledLottery extends PooledComparison {
  readonly hazardRatio: PooledHazardRatio | null
  readonly logRanks: readonly ProgramLogRank[]
  /** Programs that made the comparison and gave no log-rank test. */
  readonly withoutLogRank: number
}

/** One for each control: 'a mentor within the grace period' is compared with something else in each, so they never mix. */
export interface PooledObservational extends PooledComparison {
  readonly control: 'never' | 'later'
  readonly graceDays: number
}

export interface PooledProgram {
  /** The program's name, or its file's; with the data cut where two would be called the same. */
  readonly program: string
  readonly dataCut: string
  readonly dataHash: string | null
  /** Rounded to 5, or withheld. */
  readonly enrolled: number | null
  readonly lottery: boolean
  readonly observational: boolean
  /** What its own report says. */
  readonly verdict: string
  readonly reasons: readonly { readonly code: TooEarlyCode; readonly text: Bilingual }[]
}

export interface Pooled {
  readonly pool_version: 1
  readonly protocolHash: string
  readonly horizonDays: number
  readonly margin: number
  readonly programs: readonly PooledProgram[]
  readonly answer: PooledAnswer
  readonly lottery: PooledLottery | null
  readonly observational: readonly PooledObservational[]
  /** Comparisons that a program withheld, did not make or made for another horizon, and why. */
  readonly notPooled: readonly {
    readonly program: string
    readonly analysis: 'lottery' | 'observational'
    readonly text: Bilingual
  }[]
  readonly cautions: readonly Bilingual[]
}
