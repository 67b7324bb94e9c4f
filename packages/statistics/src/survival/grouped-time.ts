import { type GlmFit, glm } from '../linear/glm.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from './columns.ts'
import type { GroupedTimeFit, GroupedTimeInput } from './grouped-time-input.ts'
import { groupedTimeWithRanges } from './grouped-time-ranges.ts'

/**
 * Proportional hazards when only the interval of the event is known: complementary log-log regression over person-intervals.
 * The coefficients are log hazard ratios of the underlying continuous time. Standard errors from the expected information, as R's
 * glm(family = binomial("cloglog")) on the same person-intervals. An event within a range of intervals contributes S(low) − S(high); the
 * standard errors are then from the observed information (grouped-time-ranges.ts). Source: Prentice & Gloeckler 1978.
 *
 * @throws bad_option, bad_event, out_of_range, no_events, separation; as `glm`
 */
export function groupedTime(input: GroupedTimeInput): GroupedTimeFit {
  const { intervals } = input
  const n = input.interval.length
  if (!Number.isInteger(intervals) || intervals < 1)
    throw new StatisticsError('bad_option', 'there must be one interval or more')
  const interval = toNumbers('interval', input.interval, n)
  const event = toNumbers('event', input.event, n)
  const until = input.until && toNumbers('until', input.until, n)
  let ranges = false
  const [atRisk, events] = [new Int32Array(intervals), new Int32Array(intervals)]
  for (let i = 0; i < n; i++) {
    const [j, e] = [interval[i]!, event[i]!]
    if (e !== 0 && e !== 1)
      throw new StatisticsError('bad_event', `event must be 0 or 1, not ${e}`, { column: 'event', row: i, value: e })
    if (!Number.isInteger(j) || j < -1 + e || j >= intervals)
      throw new StatisticsError(
        'out_of_range',
        `interval must be a whole number from ${e ? 0 : -1} to ${intervals - 1}, not ${j}`,
        { column: 'interval', row: i, value: j },
      )
    const last = until && e ? until[i]! : j
    if (!Number.isInteger(last) || last < j || last >= intervals)
      throw new StatisticsError(
        'out_of_range',
        `until must be a whole number from the first interval of the event (${j}) to ${intervals - 1}, not ${last}`,
        { column: 'until', row: i, value: last },
      )
    if (last > j) ranges = true
    for (let k = 0; k <= j; k++) atRisk[k]!++
    if (e) events[j]!++
  }
  if (events.every((d) => d === 0))
    throw new StatisticsError('no_events', 'Nobody had the event, so there is nothing to model.', { column: 'event' })
  if (until && ranges) {
    for (const [a, column] of input.x.entries()) toNumbers(input.names[a] ?? `covariate ${a + 1}`, column, n)
    return groupedTimeWithRanges({ ...input, until })
  }
  // Where nobody, or everybody at risk, has the event the hazard is 0 or 1 whatever the covariates are: nothing to learn there.
  const used = [...events.keys()].filter((j) => events[j]! > 0 && events[j]! < atRisk[j]!)
  if (used.length === 0)
    throw new StatisticsError('separation', 'In every interval nobody, or everybody at risk, has the event.', {
      column: 'event',
    })
  const person: number[] = []
  const at: number[] = []
  for (let i = 0; i < n; i++)
    for (const j of used) {
      if (j > interval[i]!) continue
      person.push(i)
      at.push(j)
    }
  const take = (column: Column) => Float64Array.from(person, (i) => column[i]!)
  const fit = glm({
    family: 'cloglog',
    intercept: false,
    y: Float64Array.from(person, (i, k) => (event[i] === 1 && interval[i] === at[k] ? 1 : 0)),
    x: [...used.map((j) => Float64Array.from(at, (a) => (a === j ? 1 : 0))), ...input.x.map(take)],
    names: [...used.map((j) => `interval ${j}`), ...input.names],
    ...(input.weights ? { weights: take(input.weights) } : {}),
    ...(input.cluster ? { cluster: take(input.cluster) } : {}),
  })
  return {
    n,
    events: events.reduce((a, b) => a + b, 0),
    variance: fit.variance,
    logLik: fit.logLik,
    baseline: Array.from({ length: intervals }, (_, j) => ({
      interval: j,
      atRisk: atRisk[j]!,
      events: events[j]!,
      logHazard: logHazard(fit, used.indexOf(j)),
    })),
    terms: fit.terms.slice(used.length).map(({ term, coef, se, robustSe, z, p, low, high }) => ({
      term,
      coef,
      se,
      robustSe,
      z,
      p,
      hr: Math.exp(coef),
      hrLow: Math.exp(low),
      hrHigh: Math.exp(high),
    })),
  }
}

function logHazard(fit: GlmFit, index: number): number | null {
  return index < 0 ? null : fit.coefficients[index]!
}
