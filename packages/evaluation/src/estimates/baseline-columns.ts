import type { BalanceCovariate } from '@cairn/statistics/causal/standardized-differences.ts'
import type { Covariate, ProgramDataSet } from '../dataset/schema.ts'

export interface NamedValues {
  name: string
  values: Float64Array
}

export interface BaselineColumns {
  /** For a model: numbers, indicators of levels after the first, and an indicator where values are missing. */
  columns: NamedValues[]
  /** For a table of balance: every level has a row. */
  balance: BalanceCovariate[]
}

/** The protocol names a covariate that the data set does not have. */
export class UnknownCovariate extends RangeError {
  readonly covariate: string
  constructor(covariate: string) {
    super(`The data set has no covariate ${covariate}.`)
    this.covariate = covariate
  }
}

/**
 * Baseline covariates of some people as columns. A missing number stands at the mean of the others beside an indicator of being missing;
 * a missing category is a level of its own. Levels come in the order of dataset.json, the first is the reference.
 *
 * @param names covariates of the protocol; @param rows the people, as rows of participants.csv
 * @throws UnknownCovariate when the data set does not have one
 */
export function baselineColumns(d: ProgramDataSet, names: readonly string[], rows: readonly number[]): BaselineColumns {
  const out: BaselineColumns = { columns: [], balance: [] }
  for (const name of names) {
    const covariate = d.covariates[name]
    if (!covariate) throw new UnknownCovariate(name)
    if (covariate.definition.type === 'category') addCategory(out, name, covariate, rows)
    else addNumber(out, name, covariate, rows)
  }
  return out
}

function addNumber(out: BaselineColumns, name: string, covariate: Covariate, rows: readonly number[]): void {
  const given = Float64Array.from(rows, (row) => covariate.numbers![row]!)
  const known = given.filter((v) => !Number.isNaN(v))
  const mean = known.length > 0 ? known.reduce((sum, v) => sum + v, 0) / known.length : 0
  const values = given.map((v) => (Number.isNaN(v) ? mean : v))
  const kind = covariate.definition.type === 'yes_no' && known.length === given.length ? 'binary' : 'continuous'
  out.columns.push({ name, values })
  out.balance.push({ kind, name, values })
  if (known.length === given.length) return
  const missing = given.map((v) => (Number.isNaN(v) ? 1 : 0))
  // Questions of one card are missing together: one indicator says it for all of them.
  if (out.columns.some((c) => c.values.every((v, i) => v === missing[i]))) return
  out.columns.push({ name: `${name} missing`, values: missing })
  out.balance.push({ kind: 'binary', name: `${name} missing`, values: missing })
}

function addCategory(out: BaselineColumns, name: string, covariate: Covariate, rows: readonly number[]): void {
  const texts = rows.map((row) => covariate.texts![row]!)
  const named = covariate.definition.levels ?? [...new Set(texts.filter((t) => t !== ''))].sort()
  const levels = [...named.filter((level) => texts.includes(level)), ...(texts.includes('') ? [''] : [])]
  const shown = levels.map((level) => (level === '' ? 'missing' : level))
  out.balance.push({ kind: 'categorical', name, codes: texts.map((t) => levels.indexOf(t)), levels: shown })
  for (const [l, level] of levels.entries()) {
    if (l === 0) continue
    const values = Float64Array.from(texts, (t) => (t === level ? 1 : 0))
    if (level === '' && out.columns.some((c) => c.values.every((v, i) => v === values[i]))) continue
    out.columns.push({ name: `${name} ${shown[l]}`, values })
  }
}
