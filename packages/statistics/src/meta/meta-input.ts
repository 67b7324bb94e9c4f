export type MetaMethod = 'FE' | 'DL' | 'PM' | 'REML'
export type MetaTest = 'z' | 'knha' | 'adhoc'

export interface MetaInput {
  /** Effects on the analysis scale, and their sampling variances. */
  readonly effect: ArrayLike<number>
  readonly variance: ArrayLike<number>
  /** Columns of moderators without the intercept, and their names. */
  readonly moderators?: readonly ArrayLike<number>[]
  readonly names?: readonly string[]
  readonly method?: MetaMethod
  readonly test?: MetaTest
}
