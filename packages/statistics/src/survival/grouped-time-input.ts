import type { Column } from './columns.ts'

export interface GroupedTimeInput {
  /** Number of intervals that time is cut into. */
  readonly intervals: number
  /** Event: the interval (0 …) in which it came. No event: the last interval that was seen to its end; −1 for none. */
  readonly interval: Column
  readonly event: Column
  /** An event that is known only to a range of intervals: the last of them (`interval` being the first). Equal to `interval` otherwise. */
  readonly until?: Column
  readonly x: readonly Column[]
  readonly names: readonly string[]
  readonly weights?: Column
  /** Rows with the same number are one cluster; without it a person is one row and the variance is the model's. */
  readonly cluster?: Column
}

export interface GroupedTimeFit {
  readonly n: number
  readonly events: number
  readonly variance: 'model' | 'robust'
  readonly logLik: number
  /** log(−log(1 − hazard)) at zero covariates; null where nobody or everybody at risk has the event (hazard 0 or 1). */
  readonly baseline: readonly {
    readonly interval: number
    readonly atRisk: number
    readonly events: number
    readonly logHazard: number | null
  }[]
  readonly terms: readonly {
    readonly term: string
    readonly coef: number
    readonly se: number
    readonly robustSe: number | null
    readonly z: number
    readonly p: number
    readonly hr: number
    readonly hrLow: number
    readonly hrHigh: number
  }[]
}
