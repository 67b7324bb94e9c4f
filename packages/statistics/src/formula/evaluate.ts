import { StatisticsError } from '../statistics-error.ts'
import { deparse, type Expression, fault } from './parse.ts'
import { compareInCLocale, type DataTable, numberLabel, type TableColumn } from './table.ts'

/** A factor: level of each row (−1 = missing). */
export interface Factor {
  readonly kind: 'factor'
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

export type Value = TableColumn | Factor

const elementwise: Readonly<Record<string, (x: number) => number>> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  abs: Math.abs,
  floor: Math.floor,
  ceiling: Math.ceil,
}
const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (o) => o === 0,
  '!=': (o) => o !== 0,
  '<': (o) => o < 0,
  '<=': (o) => o <= 0,
  '>': (o) => o > 0,
  '>=': (o) => o >= 0,
}

/** Functions that a formula may use, for messages. */
const known = ['factor', 'strata', 'cluster', 'offset', 'I', ...Object.keys(elementwise)]

/** Evaluates an expression on every row of a table; throws `formula` at the fault. */
export function evaluate(e: Expression, table: DataTable): Value {
  switch (e.kind) {
    case 'number':
      return { kind: 'number', values: new Float64Array(table.rows).fill(e.value) }
    case 'text':
      return { kind: 'text', values: new Array(table.rows).fill(e.value) }
    case 'parens':
      return evaluate(e.inner, table)
    case 'name': {
      const column = table.columns.get(e.name)
      if (column) return column
      if (e.name === 'TRUE' || e.name === 'FALSE')
        return { kind: 'logical', values: new Array(table.rows).fill(e.name === 'TRUE') }
      throw fault(`There is no column ${e.name}.${nearest(e.name, [...table.columns.keys()])}`, e.at, e.end - e.at)
    }
    case 'unary': {
      if (e.op === '!') {
        const x = numbers(e.operand, table)
        return { kind: 'logical', values: Array.from(x, (v) => (Number.isNaN(v) ? null : v === 0)) }
      }
      const x = numbers(e.operand, table)
      return { kind: 'number', values: e.op === '-' ? x.map((v) => -v) : x }
    }
    case 'call':
      return call(e, table)
    case 'binary':
      return binary(e, table)
  }
}

function call(e: Expression & { kind: 'call' }, table: DataTable): Value {
  if (e.name === 'I') return evaluate(argument(e), table)
  if (e.name === 'factor' || e.name === 'as.factor') return toFactor(evaluate(argument(e), table))
  if (e.name === 'as.numeric') return { kind: 'number', values: numbers(argument(e), table) }
  if (e.name === 'strata') return strata(e, table)
  const f = Object.hasOwn(elementwise, e.name) ? elementwise[e.name] : undefined
  if (!f)
    throw fault(
      `There is no function ${e.name}(); there are ${known.join(', ')}.${nearest(e.name, known)}`,
      e.at,
      e.name.length,
    )
  const x = numbers(argument(e), table)
  const values = new Float64Array(table.rows)
  for (let i = 0; i < table.rows; i++) {
    values[i] = f(x[i]!)
    if (!Number.isNaN(x[i]!) && !Number.isFinite(values[i]!))
      throw new StatisticsError('not_a_number', `${e.name}(${numberLabel(x[i]!)}) does not exist`, {
        column: deparse(argument(e)),
        row: i,
        value: x[i]!,
      })
  }
  return { kind: 'number', values }
}

function argument(e: Expression & { kind: 'call' }): Expression {
  if (e.args.length !== 1) throw fault(`${e.name}() takes one column.`, e.at, e.end - e.at)
  return e.args[0]!
}

function binary(e: Expression & { kind: 'binary' }, table: DataTable): Value {
  const compare = comparisons[e.op]
  if (compare) return { kind: 'logical', values: comparison(e, table, compare) }
  const x = numbers(e.left, table)
  const y = numbers(e.right, table)
  if (e.op.startsWith('&') || e.op.startsWith('|')) {
    const or = e.op.startsWith('|')
    return {
      kind: 'logical',
      values: Array.from(x, (a, i) => {
        const b = y[i]!
        if (or ? a === 1 || b === 1 : a === 0 || b === 0) return or
        return Number.isNaN(a) || Number.isNaN(b) ? null : !or
      }),
    }
  }
  const values = new Float64Array(table.rows)
  for (let i = 0; i < table.rows; i++) {
    const [a, b] = [x[i]!, y[i]!]
    const v =
      e.op === '+'
        ? a + b
        : e.op === '-'
          ? a - b
          : e.op === '*'
            ? a * b
            : e.op === '/'
              ? a / b
              : e.op === '^'
                ? a ** b
                : Number.NaN
    if (e.op === ':') throw fault('A colon has no meaning inside a function.', e.left.end)
    if (!Number.isNaN(a) && !Number.isNaN(b) && !Number.isFinite(v))
      throw new StatisticsError('not_a_number', `${numberLabel(a)} ${e.op} ${numberLabel(b)} does not exist`, {
        column: deparse(e),
        row: i,
        value: a,
      })
    values[i] = v
  }
  return { kind: 'number', values }
}

function comparison(
  e: Expression & { kind: 'binary' },
  table: DataTable,
  test: (order: number) => boolean,
): (boolean | null)[] {
  const left = evaluate(e.left, table)
  const right = evaluate(e.right, table)
  if (left.kind === 'text' || right.kind === 'text' || left.kind === 'factor' || right.kind === 'factor') {
    const [a, b] = [texts(left), texts(right)]
    return a.map((v, i) => (v === null || b[i] === null ? null : test(compareInCLocale(v, b[i]!))))
  }
  const [a, b] = [asNumbers(left), asNumbers(right)]
  return Array.from(a, (v, i) => (Number.isNaN(v) || Number.isNaN(b[i]!) ? null : test(v - b[i]!)))
}

function texts(value: Value): (string | null)[] {
  if (value.kind === 'text') return [...value.values]
  if (value.kind === 'factor') return Array.from(value.codes, (c) => (c < 0 ? null : value.levels[c]!))
  if (value.kind === 'logical') return value.values.map((v) => (v === null ? null : v ? 'TRUE' : 'FALSE'))
  const label = value.isWhole ? String : numberLabel
  return Array.from(value.values, (v) => (Number.isNaN(v) ? null : label(v)))
}

/** Numbers of an expression; truth values count 0 and 1; text stops with the first row that is no number. */
export function numbers(e: Expression, table: DataTable): Float64Array {
  const value = evaluate(e, table)
  if (value.kind === 'number' || value.kind === 'logical') return asNumbers(value)
  const shown = texts(value)
  const row = shown.findIndex((v) => v !== null && Number.isNaN(Number(v)))
  throw new StatisticsError('not_a_number', notANumber(shown[Math.max(0, row)] ?? ''), {
    column: deparse(e),
    row: Math.max(0, row),
  })
}

const decimalComma = /^\s*[+-]?\d+,\d+\s*$/
const saysMissing = new Set(['.', '-', '–', '?', 'n/a', '#n/a', 'na', 'nan', 'null', 'none', 'missing', 'inf', '-inf'])

/** True for a number as much of the world writes it: `1,5`. */
export function hasDecimalComma(cell: string): boolean {
  return decimalComma.test(cell)
}

/** That a cell is no number, and what its writer may have meant. */
export function notANumber(cell: string): string {
  const meant = decimalComma.test(cell)
    ? /,\d{3}\s*$/.test(cell)
      ? '; write thousands without a comma, and decimals with a point'
      : '; write it with a point'
    : saysMissing.has(cell.trim().toLowerCase())
      ? '; leave the cell blank, or write NA, where a value is missing'
      : ''
  return `${JSON.stringify(cell)} is not a number${meant}`
}

function asNumbers(value: Value): Float64Array {
  if (value.kind === 'number') return value.values
  if (value.kind === 'logical') return Float64Array.from(value.values, (v) => (v === null ? Number.NaN : v ? 1 : 0))
  return new Float64Array(0)
}

/** Makes a factor: text sorted as in the C locale, numbers by size, FALSE before TRUE. */
export function toFactor(value: Value): Factor {
  if (value.kind === 'factor') return value
  const shown = texts(value)
  const distinct = new Set(shown)
  distinct.delete(null)
  const levels = [...distinct] as string[]
  if (value.kind === 'number') levels.sort((a, b) => Number(a) - Number(b))
  else levels.sort(compareInCLocale)
  const place = new Map(levels.map((level, i) => [level, i]))
  return { kind: 'factor', codes: Int32Array.from(shown, (v) => (v === null ? -1 : place.get(v)!)), levels }
}

/** Strata of one or more columns, named as R's strata() does: `A` or `A, F` where all are text or factors, else `site=A, sex=1`. */
function strata(e: Expression & { kind: 'call' }, table: DataTable): Factor {
  if (e.args.length === 0) throw fault('strata() needs a column.', e.at, e.end - e.at)
  const values = e.args.map((arg) => ({ name: deparse(arg), value: evaluate(arg, table) }))
  const isShort = values.every(({ value }) => value.kind === 'text' || value.kind === 'factor')
  return interaction(
    values.map(({ name, value }) => ({ name, factor: toFactor(value) })),
    isShort,
  )
}

/** Crosses factors: the last varies fastest; only combinations that occur. Labels `a=1, b=2`, or `1, 2` when short. */
export function interaction(
  parts: readonly { readonly name: string; readonly factor: Factor }[],
  isShort = false,
): Factor {
  const n = parts[0]!.factor.codes.length
  const sizes = parts.map((p) => p.factor.levels.length)
  const combined = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let code = 0
    for (let k = 0; k < parts.length; k++) {
      const c = parts[k]!.factor.codes[i]!
      if (c < 0) {
        code = -1
        break
      }
      code = code * sizes[k]! + c
    }
    combined[i] = code
  }
  const used = [...new Set(combined)].filter((c) => c >= 0).sort((a, b) => a - b)
  const place = new Map(used.map((c, i) => [c, i]))
  const levels = used.map((code) => {
    const labels: string[] = []
    for (let k = parts.length - 1, rest = code; k >= 0; k--) {
      const level = parts[k]!.factor.levels[rest % sizes[k]!]!
      labels.unshift(isShort ? level : `${parts[k]!.name}=${level}`)
      rest = Math.floor(rest / sizes[k]!)
    }
    return labels.join(', ')
  })
  return { kind: 'factor', codes: combined.map((c) => place.get(c) ?? -1), levels }
}

/** ` Did you mean x?` when a name is within two letters of one that exists. */
export function nearest(name: string, candidates: readonly string[]): string {
  let best = ''
  let least = 3
  for (const c of candidates) {
    const d = distance(name.toLowerCase(), c.toLowerCase())
    if (d < least && d < Math.max(c.length, 2)) {
      least = d
      best = c
    }
  }
  return best ? ` Did you mean ${best}?` : ''
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
