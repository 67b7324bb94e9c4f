import { cholesky, choleskyInverse, choleskySolve, multiply } from '../linear/matrix.ts'
import { waldEstimate } from '../linear/wald.ts'
import { StatisticsError } from '../statistics-error.ts'
import { compactCodes, toNumbers } from './columns.ts'
import type { GroupedTimeFit, GroupedTimeInput } from './grouped-time-input.ts'
import { innermost, turnbull } from './turnbull.ts'

/** What one person says: survived the steps below `first`, and had the event in steps first … last; −1 for no event. */
interface Person {
  readonly first: number
  readonly last: number
  /** The event came by the last step, after which nobody is left: it says no more than survival up to `first`. */
  readonly certain: boolean
}

interface Model {
  readonly people: readonly Person[]
  readonly weights: Float64Array
  /** Standardized covariates. */
  readonly z: readonly Float64Array[]
  readonly steps: number
}

/**
 * Proportional hazards on grouped time when some events are known only to have come within a range of several intervals: a person with
 * a range contributes S(low) − S(high), a person without the event S(last interval seen).
 *
 * Maximum likelihood by Newton's method with the observed information, from Turnbull's estimate. As in Turnbull's, hazard can only lie in
 * the innermost ranges, at each of which it is put into the last interval. Without ranges this is `groupedTime`.
 * Sources: Prentice & Gloeckler 1978; Finkelstein 1986.
 *
 * @param until of an event: the last interval in which it can have come (`interval` being the first)
 */
export function groupedTimeWithRanges(input: GroupedTimeInput & { readonly until: Float64Array }): GroupedTimeFit {
  const { intervals, until } = input
  const n = input.interval.length
  const interval = Float64Array.from(input.interval)
  const event = Float64Array.from(input.event)
  const weights = input.weights ? toNumbers('weights', input.weights, n) : new Float64Array(n).fill(1)
  const low = interval.map((j, i) => (event[i] ? j : j + 1))
  const high = until.map((j, i) => (event[i] ? j + 1 : Number.POSITIVE_INFINITY))
  const support = innermost(low, high)
  const isClosed = support.every((s) => s.high !== Number.POSITIVE_INFINITY)
  const closed = support.filter((s) => s.high !== Number.POSITIVE_INFINITY)
  if (closed.length < (isClosed ? 2 : 1))
    throw new StatisticsError('separation', 'All events can have come in one interval in which everybody has it.', {
      column: 'event',
    })
  const centre = input.x.map((c) => Array.from(c).reduce((a, b) => a + b, 0) / n)
  const scale = input.x.map((c, a) => {
    const spread = Math.sqrt(Array.from(c).reduce((s, v) => s + (v - centre[a]!) ** 2, 0) / n)
    if (!(spread > 1e-12 * Math.abs(centre[a]!)))
      throw new StatisticsError('constant_covariate', `${input.names[a]} has the same value in every row.`, {
        column: input.names[a]!,
      })
    return spread
  })
  const z = input.x.map((c, a) => Float64Array.from(c, (v) => (v - centre[a]!) / scale[a]!))
  const modelOf = (held: readonly Range[]): Model => {
    const steps = isClosed ? held.length - 1 : held.length
    const people = Array.from({ length: n }, (_, i): Person => {
      const first = Math.min(held.filter((s) => s.high <= low[i]!).length, steps)
      if (!event[i]) return { first, last: -1, certain: false }
      const last = held.findLastIndex((s) => s.low >= low[i]! && s.high <= high[i]!)
      return { first, last, certain: isClosed && last === held.length - 1 }
    })
    return { people, weights, z, steps }
  }
  const { held, model, theta, at } = findHazards(
    closed,
    modelOf,
    pooledHazards(closed, low, high, weights),
    input.names,
  )
  const { steps } = model
  const size = theta.length
  const inverse = choleskyInverse(cholesky(at.information, size, 0))
  const robust = input.cluster && sandwich(model, theta, inverse, compactCodes('cluster', input.cluster, n))
  const known = (j: number) => event.reduce((s, e, i) => s + (e && interval[i] === j && until[i] === j ? 1 : 0), 0)
  const shift = centre.reduce((s, m, a) => s + (theta[steps + a]! * m) / scale[a]!, 0)
  return {
    n,
    events: event.reduce((a, b) => a + b, 0),
    variance: robust ? 'robust' : 'model',
    logLik: at.logLik,
    baseline: Array.from({ length: intervals }, (_, j) => {
      const step = held.findIndex((s) => s.high === j + 1)
      return {
        interval: j,
        atRisk: interval.reduce((s, k) => s + (k >= j ? 1 : 0), 0),
        events: known(j),
        logHazard: step >= 0 && step < steps ? theta[step]! - shift : null,
      }
    }),
    terms: input.names.map((term, a) => {
      const k = steps + a
      const coef = theta[k]! / scale[a]!
      const se = Math.sqrt(inverse[k * size + k]!) / scale[a]!
      const robustSe = robust ? Math.sqrt(robust[k * size + k]!) / scale[a]! : null
      const { low, high, ...wald } = waldEstimate(coef, se, robustSe)
      return { term, ...wald, hr: Math.exp(coef), hrLow: Math.exp(low), hrHigh: Math.exp(high) }
    }),
  }
}

/** A range of intervals in which hazard can lie. */
interface Range {
  readonly low: number
  readonly high: number
}

/** Logarithms of the hazards of Turnbull's pooled estimate, to begin from; never quite nothing. */
function pooledHazards(closed: readonly Range[], low: Float64Array, high: Float64Array, weights: Float64Array) {
  const pooled = turnbull({ low, high, weights }).intervals
  let survival = 1
  return new Map(
    closed.map((s) => {
      const mass = pooled.find((q) => q.low === s.low && q.high === s.high)?.probability ?? 0
      const share = Math.min(0.999, Math.max(1e-3, mass / Math.max(survival, 1e-9)))
      survival -= mass
      return [s, Math.log(-Math.log1p(-share))] as const
    }),
  )
}

/** Below it a hazard counts as vanishing: e^−15. */
const VANISHING = -15

/** Maximizes; where a hazard runs to 0 its range leaves, and returns if the likelihood would rise with it after all. */
function findHazards(
  closed: readonly Range[],
  modelOf: (held: readonly Range[]) => Model,
  start: ReadonlyMap<Range, number>,
  names: readonly string[],
) {
  let held = closed
  let beta: Float64Array | undefined
  for (let round = 0; round < 3 * closed.length + 3; round++) {
    const model = modelOf(held)
    const from = [...held.slice(0, model.steps).map((s) => start.get(s)!), ...(beta ?? model.z.map(() => 0))]
    const { theta, at, vanishing } = maximize(model, Float64Array.from(from), names)
    beta = theta.slice(model.steps)
    if (vanishing.length > 0) {
      held = held.filter((_, k) => !vanishing.includes(k))
      continue
    }
    const missed = closed.filter((s) => !held.includes(s) && slopeAtZero(s, modelOf, held, theta) > 1e-7)
    if (missed.length === 0) return { held, model, theta, at }
    held = closed.filter((s) => held.includes(s) || missed.includes(s))
  }
  throw new StatisticsError('not_converged', 'The ranges overlap too much to tell the hazards of the intervals apart.')
}

/** How the log likelihood would change with the hazard of a range that was left out, at 0. */
function slopeAtZero(
  out: Range,
  modelOf: (held: readonly Range[]) => Model,
  held: readonly Range[],
  theta: Float64Array,
) {
  const wide = [...held, out].sort((a, b) => a.low - b.low || a.high - b.high)
  const k = wide.indexOf(out)
  const model = modelOf(wide)
  const with0 = Float64Array.from([...theta.slice(0, k), -60, ...theta.slice(k)])
  // The score in log hazard is the slope times the hazard.
  return likelihood(model, with0).score[k]! / Math.exp(-60)
}

interface At {
  readonly logLik: number
  readonly score: Float64Array
  readonly information: Float64Array
}

/** Log likelihood with score and observed information; `each` is given every person's own score. */
function likelihood(model: Model, theta: Float64Array, each?: (i: number, score: Float64Array) => void): At {
  const { people, weights, z, steps } = model
  const size = theta.length
  const score = new Float64Array(size)
  const information = new Float64Array(size * size)
  const own = new Float64Array(size)
  const x = new Float64Array(z.length)
  let logLik = 0
  for (let i = 0; i < people.length; i++) {
    const { first, last, certain } = people[i]!
    let eta = 0
    for (let a = 0; a < z.length; a++) {
      x[a] = z[a]![i]!
      eta += theta[steps + a]! * x[a]!
    }
    const hazard = (k: number) => Math.exp(theta[k]! + eta)
    let [before, inside] = [0, 0]
    for (let k = 0; k < first; k++) before += hazard(k)
    const hasRange = last >= first && !certain
    if (hasRange) for (let k = first; k <= last; k++) inside += hazard(k)
    // q = dlog(1 − e^−H)/dH and its slope in H.
    const q = hasRange ? 1 / Math.expm1(inside) : 0
    const slope = -q * (1 + q)
    const w = weights[i]!
    logLik += w * (-before + (hasRange ? Math.log(-Math.expm1(-inside)) : 0))
    own.fill(0)
    const end = hasRange ? last : first - 1
    const beta1 = -before + q * inside
    const beta2 = -before + q * inside + slope * inside * inside
    for (let k = 0; k <= end; k++) {
      const e = hazard(k)
      const within = k >= first
      own[k] = within ? q * e : -e
      information[k * size + k]! -= w * own[k]!
      if (within) for (let l = first; l <= end; l++) information[k * size + l]! -= w * slope * e * hazard(l)
      const cross = within ? q * e + slope * e * inside : -e
      for (let a = 0; a < z.length; a++) {
        information[k * size + steps + a]! -= w * cross * x[a]!
        information[(steps + a) * size + k]! -= w * cross * x[a]!
      }
    }
    for (let a = 0; a < z.length; a++) {
      own[steps + a] = beta1 * x[a]!
      for (let b = 0; b < z.length; b++) information[(steps + a) * size + steps + b]! -= w * beta2 * x[a]! * x[b]!
    }
    for (let k = 0; k < size; k++) score[k]! += w * own[k]!
    each?.(i, own)
  }
  return { logLik, score, information }
}

/** Newton's method; where the likelihood is not concave the information is lifted until it is. */
function maximize(model: Model, from: Float64Array, names: readonly string[]) {
  let theta = from
  let at = likelihood(model, theta)
  const size = theta.length
  for (let round = 0; round < 200; round++) {
    let lift = 0
    let factor = cholesky(at.information, size, 1e-12)
    while (factor.pivot >= 0) {
      lift = lift === 0 ? 1e-6 : lift * 10
      if (lift > 1e9) throw separated(names[Math.max(0, factor.pivot - model.steps)]!)
      factor = cholesky(
        at.information.map((v, k) => (k % (size + 1) === 0 ? v + lift * (1 + Math.abs(v)) : v)),
        size,
        1e-12,
      )
    }
    const step = choleskySolve(factor, at.score)
    const largest = step.reduce((m, v) => Math.max(m, Math.abs(v)), 0)
    if (largest < 1e-10 && lift === 0) return { theta, at, vanishing: [] }
    let length = Math.min(1, 3 / largest)
    let next = theta
    let there = at
    for (let half = 0; half < 40; half++, length /= 2) {
      next = theta.map((t, k) => t + length * step[k]!)
      there = likelihood(model, next)
      if (there.logLik >= at.logLik - 1e-13 * Math.abs(at.logLik)) break
    }
    theta = next
    at = there
    const vanishing = [...theta.keys()].filter((k) => k < model.steps && theta[k]! < VANISHING)
    if (vanishing.length > 0) return { theta, at, vanishing }
    const run = theta.findIndex((t, k) => k >= model.steps && Math.abs(t) > 25)
    if (run >= 0) throw separated(names[run - model.steps]!)
  }
  throw new StatisticsError('not_converged', 'The model of grouped time did not converge in 200 iterations.')
}

function separated(name: string): StatisticsError {
  return new StatisticsError('separation', `The estimate for ${name} runs to infinity: it separates the outcomes.`, {
    column: name,
  })
}

function sandwich(
  model: Model,
  theta: Float64Array,
  inverse: Float64Array,
  cluster: { readonly codes: Int32Array; readonly count: number },
): Float64Array {
  const size = theta.length
  const sums = Array.from({ length: cluster.count }, () => new Float64Array(size))
  likelihood(model, theta, (i, score) => {
    for (let k = 0; k < size; k++) sums[cluster.codes[i]!]![k]! += model.weights[i]! * score[k]!
  })
  const meat = new Float64Array(size * size)
  for (const u of sums)
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) meat[a * size + b]! += u[a]! * u[b]!
  return multiply(multiply(inverse, meat, size, size, size), inverse, size, size, size)
}
