import { StatisticsError } from '../statistics-error.ts'
import { type Column, checkWeights, toNumbers } from '../survival/columns.ts'
import { type LogisticFit, logistic } from './logistic.ts'
import { gather } from './person-intervals.ts'
import { toBinary } from './probability-weights.ts'

/** Where an interval belongs in the baseline hazard: an indicator a group, and within a group a straight line in `trend`. */
export interface IntervalTerm {
  readonly group: number
  readonly trend?: number
}

export interface PooledLogisticInput {
  /** One value a person-interval in each column. */
  readonly event: Column
  readonly interval: Column
  readonly x: readonly Column[]
  readonly names: readonly string[]
  readonly weights?: Column
  /** Leaves rows of weight 0 out altogether: their hazard is then 0 or 1 and means nothing. For samples of a bootstrap, a third of them. */
  readonly onlyWeighted?: boolean
  /** Rows of one person (or mentor) have one number: robust variance. */
  readonly cluster?: Column
  /** How the hazard depends on the interval; without it each interval has its own indicator. */
  readonly intervalTerm?: (interval: number) => IntervalTerm
  /** A fit to begin from, matched by the names of its terms (a bootstrap begins from the estimate of the whole); it changes no result. */
  readonly start?: LogisticFit | null
}

export interface PooledLogisticFit {
  /** The logistic fit on the rows whose group of intervals has an event and a row without; null when no group has both. */
  readonly fit: LogisticFit | null
  /** Probability of the event in each row, in the order given. */
  readonly hazard: Float64Array
  /** Rows that were fitted. */
  readonly fittedRows: number
}

/**
 * Pooled logistic regression over person-intervals: a discrete-time hazard that may depend on covariates.
 *
 * A group of intervals in which nobody (or everybody) has the event has its limit as hazard, 0 (or 1), and leaves the fit; a trend
 * needs events in two of its intervals. Without covariates and with an indicator an interval, the hazard is the share with the event.
 * Sources: D'Agostino et al. 1990; Hernán & Robins, Causal Inference: What If, chapter 17.
 *
 * @throws as `logistic`; bad_option when an interval is not a whole number
 */
export function pooledLogistic(input: PooledLogisticInput): PooledLogisticFit {
  const n = input.event.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no rows to analyze.')
  const event = toBinary('event', input.event, n)
  const interval = toNumbers('interval', input.interval, n)
  const weights = input.weights ? checkWeights(input.weights, n) : undefined
  const termOf = input.intervalTerm ?? ((k: number): IntervalTerm => ({ group: k }))
  // Intervals are few and rows are many: a row only knows the number of its interval.
  const places = new Map<number, number>()
  const terms: IntervalTerm[] = []
  const place = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let at = places.get(interval[i]!)
    if (at === undefined) {
      at = terms.push(termOf(interval[i]!)) - 1
      places.set(interval[i]!, at)
    }
    place[i] = at
  }
  const totals = new Float64Array(terms.length)
  const happened = new Float64Array(terms.length)
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1
    totals[place[i]!]! += w
    happened[place[i]!]! += w * event[i]!
  }
  const groups = new Map<number, { total: number; events: number; intervals: number }>()
  for (const [k, { group }] of terms.entries()) {
    const g = groups.get(group) ?? { total: 0, events: 0, intervals: 0 }
    groups.set(group, g)
    g.total += totals[k]!
    g.events += happened[k]!
    if (happened[k]! > 0) g.intervals++
  }
  const isOpen = terms.map(({ group }) => {
    const g = groups.get(group)!
    return g.events > 0 && g.events < g.total
  })
  const limit = Float64Array.from(terms, ({ group }) => (groups.get(group)!.events > 0 ? 1 : 0))
  const hazard = new Float64Array(n)
  const kept = new Int32Array(n)
  let count = 0
  for (let i = 0; i < n; i++) {
    hazard[i] = limit[place[i]!]!
    if (isOpen[place[i]!] && !(input.onlyWeighted && weights?.[i] === 0)) kept[count++] = i
  }
  const rows = kept.subarray(0, count)
  if (count === 0) return { fit: null, hazard, fittedRows: 0 }
  const pick = (column: Column) => gather(column, rows)
  const used = [...new Set(terms.flatMap((t, k) => (isOpen[k] ? [t.group] : [])))].sort((a, b) => a - b)
  const columns = used.flatMap((group, k) => {
    const on = (value: (t: IntervalTerm) => number) => {
      const ofPlace = Float64Array.from(terms, (t) => (t.group === group ? value(t) : 0))
      return gather(ofPlace, place)
    }
    const hasTrend = groups.get(group)!.intervals > 1 && terms.some((t) => t.group === group && t.trend)
    return [
      ...(k === 0 ? [] : [{ name: `interval ${group}`, values: on(() => 1) }]),
      ...(hasTrend ? [{ name: `interval ${group} trend`, values: on((t) => t.trend ?? 0) }] : []),
    ]
  })
  const names = [...columns.map((c) => c.name), ...input.names]
  const fit = logistic({
    y: pick(event),
    x: [...columns.map((c) => c.values), ...input.x.map((_, a) => checkedBefore(input, a, n))],
    places: rows,
    names,
    ...(weights ? { weights: pick(weights) } : {}),
    ...(input.cluster ? { cluster: pick(input.cluster) } : {}),
    ...(input.start ? { start: startFrom(input.start, names, `interval ${used[0]}`) } : {}),
  })
  for (let k = 0; k < count; k++) hazard[rows[k]!] = fit.fitted[k]!
  return { fit, hazard, fittedRows: count }
}

/** A refit (it has a fit to begin from) gets columns that were checked; should a row of it be no number, `logistic` finds it. */
function checkedBefore(input: PooledLogisticInput, a: number, n: number): Float64Array {
  const values = input.x[a]!
  const isSame = input.start && values instanceof Float64Array && values.length === n
  return isSame ? values : toNumbers(input.names[a] ?? 'x', values, n)
}

/** Coefficients by name, intercept first, moved to the first interval that is open here; an interval that the other fit did not have begins there too. */
function startFrom(fit: LogisticFit, names: readonly string[], first: string): Float64Array {
  const known = new Map(fit.terms.map((t) => [t.term, t.coef]))
  const level = known.get(first) ?? 0
  return Float64Array.from(['(Intercept)', ...names], (name, k) => {
    if (k === 0) return known.get(name)! + level
    const isLevel = /^interval \S+$/.test(name)
    return (known.get(name) ?? (isLevel ? level : 0)) - (isLevel ? level : 0)
  })
}
