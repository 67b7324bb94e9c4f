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

/** Rows of clones before they are weighted: they are the same in every sample of a bootstrap. */
export interface CloneLayout extends Omit<CloneRows, 'weight' | 'retained'> {
  /** Row of decisions whose factor acts in and after the row, or −1; and the row's interval, from 1. */
  readonly decision: Int32Array
  readonly interval: Int32Array
  /** Intervals of the row; 1 in the last row of a clone whose status at tau is known. */
  readonly length: Float64Array
  readonly known: Uint8Array
}

/**
 * Lays out both clones of everybody, each censored when it leaves its strategy: treated clones at the end of the grace period if
 * untreated, control clones when treatment begins (within the grace period, or at any time for `never`). An event at the time of
 * leaving counts.
 *
 * When a factor acts. Treated clones do not leave within an interval, so theirs acts from its end, when who began is settled. Control
 * clones leave at any time within it, so half of their factor (its square root) acts in the interval and all of it afterwards: the middle
 * of a weight that grows all through. (A made-up program with very strong confounding, true risk .518: control .507 with the whole
 * factor at the end, .512 with half of it within; the rest goes with shorter intervals.)
 *
 * @param byInterval a row for each interval even where no factor acts: weights for loss need them
 */
export function layOutClones(prepared: PreparedClones, byInterval: boolean): CloneLayout {
  const { n, time, cause, treatmentTime, started, plan, firstDecision } = prepared
  const { width, grace, tau } = plan
  const graceEnd = grace * width
  const most = 2 * n * (Math.ceil(tau / width) + 1)
  const [person, cause_, decision, interval] = Array.from({ length: 4 }, () => new Int32Array(most)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const [start_, stop_, length] = Array.from({ length: 3 }, () => new Float64Array(most)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [arm_, known] = [new Uint8Array(most), new Uint8Array(most)]
  let r = 0
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
    let start = 0
    for (let k = 1; start < end; k++, r++) {
      const d = firstDecision[i]! + k - 1
      const open = d < firstDecision[i + 1]! && (arm === 0 || k <= grace)
      const stop = open || byInterval ? Math.min(k * width, end) : end
      person[r] = i
      arm_[r] = arm
      start_[r] = start
      stop_[r] = stop
      cause_[r] = stop === end ? last : 0
      decision[r] = open ? d : -1
      interval[r] = k
      length[r] = Math.ceil((stop - start) / width)
      start = stop
    }
    if (end === tau || (last > 0 && time[i]! <= tau)) known[r - 1] = 1
  }
  for (let i = 0; i < n; i++) {
    clone(i, 1)
    clone(i, 0)
  }
  return {
    rows: r,
    person: person.slice(0, r),
    arm: arm_.slice(0, r),
    start: start_.slice(0, r),
    stop: stop_.slice(0, r),
    cause: cause_.slice(0, r),
    decision: decision.slice(0, r),
    interval: interval.slice(0, r),
    length: length.slice(0, r),
    known: known.slice(0, r),
  }
}

/**
 * Weights of the rows (see `layOutClones` for when a factor acts).
 * @param lossWeights for each person the weight for loss to follow-up in each interval up to tau, one interval after the other
 */
export function weighClones(
  prepared: PreparedClones,
  layout: CloneLayout,
  factors: CloneFactors,
  lossWeights?: Column,
): Pick<CloneRows, 'weight' | 'retained'> {
  const { n, plan } = prepared
  const perPerson = Math.ceil(plan.tau / plan.width)
  const loss = lossWeights && toNumbers('lossWeights', lossWeights, n * perPerson)
  const { rows, person, arm, start, decision, interval, known } = layout
  const weights = new Float64Array(rows)
  const retained = { treated: new Float64Array(n), control: new Float64Array(n) }
  let weight = 1
  for (let r = 0; r < rows; r++) {
    if (start[r] === 0) weight = 1
    const i = person[r]!
    const factor = decision[r]! < 0 ? 1 : (arm[r] === 1 ? factors.treated : factors.control)[decision[r]!]!
    weights[r] =
      (arm[r] === 0 ? weight * Math.sqrt(factor) : weight) * (loss ? loss[i * perPerson + interval[r]! - 1]! : 1)
    weight *= factor
    if (known[r] === 1) retained[arm[r] === 1 ? 'treated' : 'control'][i] = weights[r]!
  }
  return { weight: weights, retained }
}
