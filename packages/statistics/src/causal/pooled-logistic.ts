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
  const terms = Array.from(interval, (k) => termOf(k))
  const groups = new Map<number, { total: number; events: number; intervals: Set<number> }>()
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1
    const { group } = terms[i]!
    const g = groups.get(group) ?? { total: 0, events: 0, intervals: new Set<number>() }
    groups.set(group, g)
    g.total += w
    g.events += w * event[i]!
    if (w * event[i]! > 0) g.intervals.add(interval[i]!)
  }
  const open = (group: number) => {
    const g = groups.get(group)!
    return g.events > 0 && g.events < g.total
  }
  const openGroups = new Set([...groups.keys()].filter(open))
  const hazard = new Float64Array(n)
  const rows = new Int32Array(n).map((_, i) => i).filter((i) => openGroups.has(terms[i]!.group))
  for (let i = 0; i < n; i++) hazard[i] = groups.get(terms[i]!.group)!.events > 0 ? 1 : 0
  if (rows.length === 0) return { fit: null, hazard, fittedRows: 0 }
  const pick = (column: Column) => gather(column, rows)
  const used = [...openGroups].sort((a, b) => a - b)
  const columns = used.flatMap((group, k) => {
    const at = (value: (t: IntervalTerm) => number) => {
      const out = new Float64Array(rows.length)
      for (let k = 0; k < rows.length; k++) if (terms[rows[k]!]!.group === group) out[k] = value(terms[rows[k]!]!)
      return out
    }
    const hasTrend = groups.get(group)!.intervals.size > 1 && terms.some((t) => t.group === group && t.trend)
    return [
      ...(k === 0 ? [] : [{ name: `interval ${group}`, values: at(() => 1) }]),
      ...(hasTrend ? [{ name: `interval ${group} trend`, values: at((t) => t.trend ?? 0) }] : []),
    ]
  })
  const names = [...columns.map((c) => c.name), ...input.names]
  const fit = logistic({
    y: pick(event),
    x: [...columns.map((c) => c.values), ...input.x.map((c, a) => pick(toNumbers(input.names[a] ?? 'x', c, n)))],
    names,
    ...(weights ? { weights: pick(weights) } : {}),
    ...(input.cluster ? { cluster: pick(input.cluster) } : {}),
    ...(input.start ? { start: startFrom(input.start, names, `interval ${used[0]}`) } : {}),
  })
  for (let k = 0; k < rows.length; k++) hazard[rows[k]!] = fit.fitted[k]!
  return { fit, hazard, fittedRows: rows.length }
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
