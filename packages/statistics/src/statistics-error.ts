/** Why an estimate does not exist or an input was refused. One word for one cause; the caller turns it into its own sentence. */
export type StatisticsErrorCode =
  | 'length_mismatch'
  | 'not_a_number'
  | 'negative_time'
  | 'start_not_before_stop'
  | 'bad_event'
  | 'bad_weight'
  | 'bad_option'
  | 'no_rows'
  | 'no_events'
  | 'too_few_groups'
  | 'too_few_studies'
  | 'constant_covariate'
  | 'aliased_covariate'
  | 'separation'
  | 'not_converged'
  | 'singular'
  | 'out_of_range'
  | 'formula'

/** What the error is about: `row` counts from 0 in the columns that were given, `column` is the name of the offending column. */
export interface StatisticsErrorFields {
  readonly column?: string
  readonly row?: number
  readonly value?: number | string
  readonly position?: number
  readonly length?: number
}

/** Refusal of bad input, or of an estimate that does not exist. The message is one plain sentence without row or file. */
export class StatisticsError extends Error {
  readonly code: StatisticsErrorCode
  readonly fields: StatisticsErrorFields

  constructor(code: StatisticsErrorCode, message: string, fields: StatisticsErrorFields = {}) {
    super(message)
    this.name = 'StatisticsError'
    this.code = code
    this.fields = fields
  }
}
