import type { StatisticsErrorCode } from '@cairn/statistics/statistics-error.ts'
import type { Fit } from '../meta.ts'
import type { Job } from '../survival-jobs.ts'

/** What is asked of a hard data set (a CSV file of this folder without its ending): R's answer, or a refusal. */
type Ask =
  | Job
  | {
      readonly kind: 'refused'
      readonly command: 'cox' | 'test' | 'cuminc'
      readonly data: string
      readonly formula: string
      readonly code: StatisticsErrorCode | 'no test'
    }
  | { readonly kind: 'meta'; readonly fit: Omit<Fit, 'kind' | 'name'> }
  | { readonly kind: 'turnbull'; readonly low: readonly number[]; readonly high: readonly number[] }
  | {
      readonly kind: 'ranges'
      readonly intervals: number
      readonly interval: readonly number[]
      readonly until: readonly number[]
      readonly event: readonly number[]
      readonly x: readonly (readonly number[])[]
    }
  | {
      readonly kind: 'firth'
      readonly data: string
      readonly time: string
      readonly event: string
      readonly x: string[]
      readonly ties: 'efron' | 'breslow'
    }
  | {
      readonly kind: 'recurrent'
      readonly data: string
      readonly start: string
      readonly stop: string
      readonly status: string
      readonly id: string
    }

/** A data set that broke a fit, what is asked of it, and how it got here. */
export interface HardCase {
  readonly name: string
  /** One line: how it broke, or why it is here. */
  readonly history: string
  readonly ask: Ask
}
