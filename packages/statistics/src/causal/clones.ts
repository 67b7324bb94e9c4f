import { StatisticsError } from '../statistics-error.ts'
import { type Column, toNumbers } from '../survival/columns.ts'
import { type PersonIntervals, personIntervals } from './person-intervals.ts'

/**
 * Two clones of each person from day 0. Treated strategy: begin within the grace period. Control strategy: `later` = not within the
 * grace period, then as usual; `never` = not up to the horizon.
 */
export interface ClonePlan {
  /** End of follow-up, above 0; 0 = censored there, 1 = the event asked about, 2 … = competing events. */
  readonly time: Column
  readonly cause: Column
  /** When treatment begins, above 0; Infinity when it never does. Beginning at the very time of an event counts as after it. */
  readonly treatmentTime: Column
  readonly control: 'later' | 'never'
  /** Length of an interval (7 days) and number of intervals of grace (4). */
  readonly width: number
  readonly grace: number
  readonly tau: number
}

/** A checked plan: who begins treatment in follow-up, and the intervals in which somebody still untreated could begin. */
export interface PreparedClones {
  readonly n: number
  readonly time: Float64Array
  readonly cause: Float64Array
  readonly treatmentTime: Float64Array
  readonly started: Uint8Array
  readonly plan: ClonePlan
  /** Intervals over which beginning matters: the grace period, or all up to tau when control means never. */
  readonly intervals: number
  /** Rows of untreated people at risk of beginning; event = begins in the interval. */
  readonly decisions: PersonIntervals
  /** First row of each person in `decisions`, and one more at the end. */
  readonly firstDecision: Int32Array
}

/** Checks people and lays out the intervals in which treatment could begin (the rows of the model for beginning). */
export function prepareClones(plan: ClonePlan): PreparedClones {
  const n = plan.time.length
  if (n === 0) throw new StatisticsError('no_rows', 'There are no people to clone.')
  const { width, grace, tau } = plan
  if (!(width > 0 && Number.isFinite(width) && Number.isInteger(grace) && grace >= 1))
    throw new StatisticsError('bad_option', 'the grace period must be a whole number of intervals of positive length')
  if (!(tau > width * grace && Number.isFinite(tau)))
    throw new StatisticsError('out_of_range', `tau (${tau}) must lie beyond the grace period (${width * grace})`, {
      column: 'tau',
      value: tau,
    })
  const time = toNumbers('time', plan.time, n)
  const cause = toNumbers('cause', plan.cause, n)
  if (plan.treatmentTime.length !== n)
    throw new StatisticsError(
      'length_mismatch',
      `treatmentTime has ${plan.treatmentTime.length} values, but time has ${n}`,
    )
  const treatmentTime = Float64Array.from(plan.treatmentTime)
  const started = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    if (!Number.isInteger(cause[i]!) || cause[i]! < 0)
      throw new StatisticsError('bad_event', `cause must be 0 or the number of a cause, not ${cause[i]}`, {
        column: 'cause',
        row: i,
        value: cause[i]!,
      })
    if (!(treatmentTime[i]! > 0))
      throw new StatisticsError(
        Number.isNaN(treatmentTime[i]!) ? 'not_a_number' : 'out_of_range',
        'treatment must begin after time 0, or never (Infinity)',
        { column: 'treatmentTime', row: i, value: String(treatmentTime[i]) },
      )
    const begins = treatmentTime[i]!
    started[i] = begins < time[i]! || (begins === time[i]! && cause[i] === 0) ? 1 : 0
  }
  const intervals = plan.control === 'later' ? grace : Math.ceil(tau / width)
  const decisions = personIntervals({
    time: time.map((t, i) => Math.min(t, treatmentTime[i]!)),
    event: started,
    width,
    horizon: intervals * width,
  })
  const firstDecision = new Int32Array(n + 1)
  for (const i of decisions.person) firstDecision[i + 1]!++
  for (let i = 0; i < n; i++) firstDecision[i + 1]! += firstDecision[i]!
  return { n, time, cause, treatmentTime, started, plan, intervals, decisions, firstDecision }
}

/** Clones as rows (start, stop]; `weight` is the product of the factors of the intervals that are over. */
export interface CloneRows {
  readonly rows: number
  readonly person: Int32Array
  readonly arm: Uint8Array
  readonly start: Float64Array
  readonly stop: Float64Array
  readonly cause: Int32Array
  readonly weight: Float64Array
  /** For each person and arm: the weight with which the clone's status at tau is known, or 0 when it is not. */
  readonly retained: { readonly treated: Float64Array; readonly control: Float64Array }
}

export interface CloneFactors {
  /** One value a row of `decisions`. */
  readonly treated: Float64Array
  readonly control: Float64Array
}

/**
 * Builds both clones of everybody and censors each when it leaves its strategy: treated clones at the end of the grace period if
 * untreated, control clones when treatment begins (within the grace period, or at any time for `never`). An event at the time of
 * leaving counts.
 *
 * When a factor acts. Treated clones do not leave within an interval, so theirs acts from its end, when who began is settled. Control
 * clones leave at any time within it, so half of their factor (its square root) acts in the interval and all of it afterwards: the middle
 * of a weight that grows all through. (A made-up program with very strong confounding, true risk .518: control .507 with the whole
 * factor at the end, .512 with half of it within; the rest goes with shorter intervals.)
 *
 * @param lossWeights for each person the weight for loss to follow-up in each interval up to tau, one interval after the other
 */
export function buildClones(prepared: PreparedClones, factors: CloneFactors, lossWeights?: Column): CloneRows {
  const { n, time, cause, treatmentTime, started, plan, firstDecision } = prepared
  const { width, grace, tau } = plan
  const perPerson = Math.ceil(tau / width)
  const loss = lossWeights && toNumbers('lossWeights', lossWeights, n * perPerson)
  const graceEnd = grace * width
  const rows = { person: [] as number[], arm: [] as number[], start: [] as number[], stop: [] as number[] }
  const causes: number[] = []
  const weights: number[] = []
  const retained = { treated: new Float64Array(n), control: new Float64Array(n) }
  const clone = (i: number, arm: 0 | 1) => {
    const begins = started[i] ? treatmentTime[i]! : Number.POSITIVE_INFINITY
    const leaves =
      arm === 1
        ? begins <= graceEnd
          ? Number.POSITIVE_INFINITY
          : graceEnd
        : plan.control === 'never' || begins <= graceEnd
          ? begins
          : Number.POSITIVE_INFINITY
    const end = Math.min(leaves, time[i]!, tau)
    const last = time[i]! <= end ? cause[i]! : 0
    const factor = arm === 1 ? factors.treated : factors.control
    let weight = 1
    let start = 0
    let lost = loss ? loss[i * perPerson]! : 1
    for (let k = 1; start < end; k++) {
      const d = firstDecision[i]! + k - 1
      const open = d < firstDecision[i + 1]! && (arm === 0 || k <= grace)
      const stop = open || loss ? Math.min(k * width, end) : end
      rows.person.push(i)
      rows.arm.push(arm)
      rows.start.push(start)
      rows.stop.push(stop)
      causes.push(stop === end ? last : 0)
      weights.push((open && arm === 0 ? weight * Math.sqrt(factor[d]!) : weight) * lost)
      if (stop < end) {
        if (open) weight *= factor[d]!
        if (loss) lost = loss[i * perPerson + k]!
      }
      start = stop
    }
    const known = end === tau || (last > 0 && time[i]! <= tau)
    if (known) retained[arm === 1 ? 'treated' : 'control'][i] = weights.at(-1)!
  }
  for (let i = 0; i < n; i++) {
    clone(i, 1)
    clone(i, 0)
  }
  return {
    rows: rows.person.length,
    person: Int32Array.from(rows.person),
    arm: Uint8Array.from(rows.arm),
    start: Float64Array.from(rows.start),
    stop: Float64Array.from(rows.stop),
    cause: Int32Array.from(causes),
    weight: Float64Array.from(weights),
    retained,
  }
}
