import { StatisticsError } from '../statistics-error.ts'
import {
  evaluate,
  type Factor,
  hasDecimalComma,
  interaction,
  notANumber,
  numbers,
  toFactor,
  type Value,
} from './evaluate.ts'
import { deparse, type Expression, type Formula, fault } from './parse.ts'
import type { DataTable } from './table.ts'
import { expandTerms, type ModelTerms } from './terms.ts'

/** The outcome of a formula, one value a kept row. */
export interface Response {
  readonly start?: Float64Array
  readonly time: Float64Array
  readonly event: Float64Array
  /** As written: which columns hold start, time and event. */
  readonly names: { readonly start?: string; readonly time: string; readonly event: string }
  /** `1/2` when the column was coded 1 = censored, 2 = event. */
  readonly coding: '0/1' | '1/2' | 'causes'
}

/** Numbers ready for an estimator, with what was left out and why. */
export interface Design {
  readonly n: number
  /** Row numbers of the table that were kept. */
  readonly rows: Int32Array
  readonly dropped: number
  /** How many dropped rows miss each variable (a row may miss several). */
  readonly missing: readonly { readonly variable: string; readonly rows: number }[]
  readonly response: Response
  readonly names: readonly string[]
  readonly x: readonly Float64Array[]
  readonly terms: readonly { readonly term: string; readonly columns: readonly number[] }[]
  readonly strata: Factor | undefined
  readonly cluster: Int32Array | undefined
  readonly offset: Float64Array | undefined
  readonly weights: Float64Array | undefined
  /** Crossing of all variables on the right, for a test without its strata: the groups of a curve or a test. */
  readonly groups: Factor | undefined
  /** Factors with their levels; the first is the one that others are compared with. */
  readonly factors: readonly { readonly variable: string; readonly levels: readonly string[] }[]
}

/**
 * Turns a formula and a table into numbers, as R's model.frame and model.matrix do with treatment contrasts.
 * Rows that miss a variable of the formula (or the weight) are dropped and counted. Levels without a row left are dropped too.
 * @param causes the event column holds causes 0 … k instead of an event
 */
export function buildDesign(
  formula: Formula,
  table: DataTable,
  options: {
    readonly weights?: string
    readonly causes?: boolean
    /** Groups instead of columns: crossed for a test, where strata stand apart, or for curves, which each stratum has of its own. */
    readonly crossed?: boolean | 'with strata'
  } = {},
): Design {
  const model = expandTerms(formula.right)
  const surv = readResponse(formula.left, table, options.causes ?? false)
  const missing = new Uint8Array(table.rows)
  const counts: { variable: string; rows: number }[] = []
  const note = (variable: string, isMissing: (i: number) => boolean) => {
    let rows = 0
    for (let i = 0; i < table.rows; i++)
      if (isMissing(i)) {
        missing[i] = 1
        rows++
      }
    if (rows > 0) counts.push({ variable, rows })
  }
  for (const { name, values } of surv.columns) note(name, (i) => Number.isNaN(values[i]!))
  const values = new Map<string, Value>()
  for (const name of usedVariables(model)) {
    const value = refuseMixedText(name, evaluate(model.variables.get(name)!, table), model.variables.get(name)!)
    values.set(name, value.kind === 'text' || value.kind === 'logical' ? toFactor(value) : value)
    const v = values.get(name)!
    note(name, (i) =>
      v.kind === 'factor' ? v.codes[i]! < 0 : v.kind === 'number' ? Number.isNaN(v.values[i]!) : false,
    )
  }
  const offsets = model.offsets.map((e) => ({ name: deparse(e), values: numbers(e, table) }))
  for (const o of offsets) note(o.name, (i) => Number.isNaN(o.values[i]!))
  if (model.clusters.length > 1) throw fault('Only one cluster() is allowed.', model.clusters[1]!.at)
  const cluster = model.clusters[0] && toFactor(evaluate(model.clusters[0], table))
  if (cluster) note(deparse(model.clusters[0]!), (i) => cluster.codes[i]! < 0)
  const weights = options.weights === undefined ? undefined : weightColumn(options.weights, table)
  if (weights) note(options.weights!, (i) => Number.isNaN(weights[i]!))

  const rows = Int32Array.from({ length: table.rows }, (_, i) => i).filter((i) => missing[i] === 0)
  const n = rows.length
  if (n === 0)
    throw new StatisticsError(
      'no_rows',
      table.rows === 0 ? 'there are no rows of data' : 'every row misses a value that the formula needs',
    )
  const keep = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!)
  const kept = new Map<string, Value>()
  for (const [name, v] of values)
    kept.set(
      name,
      v.kind === 'factor' ? dropUnused(v, rows) : v.kind === 'number' ? { ...v, values: keep(v.values) } : v,
    )
  const stratum = model.strata.length > 0 ? crossStrata(model.strata, kept) : undefined
  const [start, time, event] = surv.columns.length === 3 ? surv.columns : [undefined, ...surv.columns]
  const response: Response = {
    ...(start ? { start: keep(start.values) } : {}),
    time: keep(time!.values),
    event: keep(event!.values),
    names: { ...(start ? { start: start.name } : {}), time: time!.name, event: event!.name },
    coding: surv.coding,
  }
  const offset = offsets.length === 0 ? undefined : keep(offsets[0]!.values)
  for (const o of offsets.slice(1)) for (let k = 0; k < n; k++) offset![k]! += o.values[rows[k]!]!
  return {
    n,
    rows,
    dropped: table.rows - n,
    missing: counts,
    response,
    ...(options.crossed ? { names: [], x: [], terms: [] } : columnsOf(model, kept, n)),
    strata: stratum,
    cluster: cluster && Int32Array.from(rows, (i) => cluster.codes[i]!),
    offset,
    weights: weights && keep(weights),
    groups: crossed(model, kept, options.crossed === 'with strata'),
    factors: [...kept].flatMap(([variable, v]) => (v.kind === 'factor' ? [{ variable, levels: v.levels }] : [])),
  }
}

function usedVariables(model: ModelTerms): string[] {
  const used = new Set(model.terms.flatMap((t) => t.variables))
  return [...model.variables.keys()].filter((name) => used.has(name))
}

/** A text column in which almost every cell is a number is a number column with a typing error: say where. */
function refuseMixedText(name: string, value: Value, e: Expression): Value {
  if (value.kind !== 'text' || e.kind !== 'name') return value
  const isNumber = value.values.map((v) => v !== null && v.trim() !== '' && Number.isFinite(Number(v)))
  const commas = value.values.filter((v) => v !== null && hasDecimalComma(v)).length
  const filled = value.values.filter((v) => v !== null).length
  const numeric = isNumber.filter(Boolean).length
  if (numeric + commas < 3 || numeric + commas < filled / 2) return value
  const row = value.values.findIndex((v, i) => v !== null && !isNumber[i])
  const text = `; write factor(${name}) if these are names`
  throw new StatisticsError('not_a_number', `${notANumber(value.values[row]!)}${commas > 0 ? '' : text}`, {
    column: name,
    row,
  })
}

interface Outcome {
  readonly columns: { readonly name: string; readonly values: Float64Array }[]
  readonly coding: Response['coding']
}

function readResponse(left: Expression, table: DataTable, causes: boolean): Outcome {
  if (left.kind !== 'call' || left.name !== 'Surv')
    throw fault('The outcome must be Surv(time, event) or Surv(start, stop, event).', left.at, left.end - left.at)
  const { args } = left
  if (args.length !== 2 && args.length !== 3)
    throw fault(
      `Surv() takes a time and an event, or start, stop and event; here are ${args.length}.`,
      left.at,
      left.end - left.at,
    )
  const columns = args.map((arg) => ({ name: deparse(arg), values: numbers(arg, table) }))
  for (const { name, values } of columns.slice(0, -1)) {
    const row = values.findIndex((v) => v < 0)
    if (row >= 0)
      throw new StatisticsError('negative_time', `the time ${values[row]} is negative`, {
        column: name,
        row,
        value: values[row]!,
      })
  }
  if (columns.length === 3) {
    const [start, stop] = [columns[0]!, columns[1]!]
    const row = start.values.findIndex((v, i) => v >= stop.values[i]!)
    if (row >= 0)
      throw new StatisticsError(
        'start_not_before_stop',
        `${start.name} (${start.values[row]}) does not come before ${stop.name} (${stop.values[row]})`,
        {
          column: start.name,
          row,
          value: start.values[row]!,
        },
      )
  }
  const event = columns[columns.length - 1]!
  if (causes) return { columns, coding: 'causes' }
  let most = 0
  for (const v of event.values) if (v > most) most = v
  // As R's Surv: a largest value of 2 means 1 = censored, 2 = event.
  const shift = most === 2 ? 1 : 0
  const row = event.values.findIndex((v) => !Number.isNaN(v) && v - shift !== 0 && v - shift !== 1)
  if (row >= 0)
    throw new StatisticsError(
      'bad_event',
      shift === 1 && event.values[row] === 0
        ? 'the event is 0 here and 2 in other rows; it must be 0 and 1, or 1 (censored) and 2 (event). Several kinds of event are for cumulative incidence'
        : `the event is ${event.values[row]}; it must be 0 or 1, or 1 (censored) or 2 (event)`,
      {
        column: event.name,
        row,
        value: event.values[row]!,
      },
    )
  if (shift === 0) return { columns, coding: '0/1' }
  return {
    columns: [...columns.slice(0, -1), { name: event.name, values: event.values.map((v) => v - 1) }],
    coding: '1/2',
  }
}

function weightColumn(name: string, table: DataTable): Float64Array {
  const column = table.columns.get(name)
  if (!column) throw new StatisticsError('bad_weight', `there is no column ${name} for --weights`, { column: name })
  const values = numbers({ kind: 'name', name, at: 0, end: name.length }, table)
  const row = values.findIndex((v) => v < 0)
  if (row >= 0)
    throw new StatisticsError('bad_weight', `the weight ${values[row]} is negative`, {
      column: name,
      row,
      value: values[row]!,
    })
  return values
}

function dropUnused(factor: Factor, rows: Int32Array): Factor {
  const used = new Uint8Array(factor.levels.length)
  for (const i of rows) used[factor.codes[i]!] = 1
  const place = new Int32Array(factor.levels.length)
  let next = 0
  for (let c = 0; c < used.length; c++) if (used[c]) place[c] = next++
  return {
    kind: 'factor',
    codes: Int32Array.from(rows, (i) => place[factor.codes[i]!]!),
    levels: factor.levels.filter((_, c) => used[c]),
  }
}

function crossStrata(names: readonly string[], kept: ReadonlyMap<string, Value>): Factor {
  const factors = names.map((name) => ({ name, factor: kept.get(name) as Factor | undefined }))
  const present = factors.filter((f): f is { name: string; factor: Factor } => f.factor !== undefined)
  return present.length === 1 ? present[0]!.factor : interaction(present)
}

/** Groups of a curve or a test: one variable keeps its levels as they are, several are crossed as `a=1, b=2`. */
function crossed(model: ModelTerms, kept: ReadonlyMap<string, Value>, withStrata: boolean): Factor | undefined {
  const all = [...new Set(model.terms.flatMap((t) => t.variables))]
  const names = withStrata ? all : all.filter((name) => !model.strata.includes(name))
  if (names.length === 0) return undefined
  const parts = names.map((name) => ({ name, factor: toFactor(kept.get(name)!) }))
  return parts.length === 1 ? parts[0]!.factor : interaction(parts)
}

/** Columns of the model matrix without the intercept, by R's rule of marginality for each factor of each term. */
function columnsOf(model: ModelTerms, kept: ReadonlyMap<string, Value>, n: number) {
  const present = new Set(model.terms.map((t) => t.label))
  const names: string[] = []
  const x: Float64Array[] = []
  const terms: { term: string; columns: number[] }[] = []
  for (const { label, variables } of model.terms) {
    if (variables.every((v) => model.strata.includes(v))) continue
    let columns: { name: string; values: Float64Array }[] = [{ name: '', values: new Float64Array(n).fill(1) }]
    for (const name of variables) {
      const rest = variables.filter((v) => v !== name)
      const contrasts = rest.length === 0 || present.has(rest.join(':'))
      const value = kept.get(name)!
      if (value.kind !== 'number') refuseTooMany(name, names.length + columns.length * toFactor(value).levels.length, n)
      const coded = code(name, value, contrasts)
      // The first variable varies fastest, as in R.
      columns = coded.flatMap((c) =>
        columns.map((before) => ({
          name: before.name === '' ? c.name : `${before.name}:${c.name}`,
          values: before.values.map((v, i) => v * c.values[i]!),
        })),
      )
    }
    terms.push({ term: label, columns: columns.map((_, k) => names.length + k) })
    for (const c of columns) {
      names.push(c.name)
      x.push(c.values)
    }
  }
  return { names, x, terms }
}

/** A model of so many columns is an identifier taken for a category: it would fill the memory before it is refused as aliased. */
function refuseTooMany(name: string, columns: number, n: number): void {
  if (columns <= 2000 && columns * n <= 2e8) return
  throw new StatisticsError(
    'out_of_range',
    `${name} has so many different values that the model would have ${columns} columns; strata() and cluster() take many groups`,
    { column: name },
  )
}

function code(name: string, value: Value, contrasts: boolean): { name: string; values: Float64Array }[] {
  if (value.kind === 'number') return [{ name, values: value.values }]
  const { codes, levels } = toFactor(value)
  if (levels.length < 2)
    throw new StatisticsError(
      'constant_covariate',
      `${name} has the same value${levels.length === 1 ? ` (${levels[0]})` : ''} in every row, so it has no effect to estimate`,
      { column: name },
    )
  return levels.slice(contrasts ? 1 : 0).map((level, k) => {
    const wanted = contrasts ? k + 1 : k
    return { name: name + level, values: Float64Array.from(codes, (c) => (c === wanted ? 1 : 0)) }
  })
}
