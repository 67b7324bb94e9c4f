import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { checkCompetingRisks } from './aalen-johansen.ts'
import { type Column, compactCodes, toNumbers } from './columns.ts'
import { type CoxFit, cox } from './cox.ts'

export interface FineGrayInput {
  readonly time: Column
  /** 0 = censored, 1 … k = the cause of the event. */
  readonly cause: Column
  /** The cause whose incidence is modelled; 1 unless told. */
  readonly of?: number
  /** One column a covariate, and its name; values are those of time 0. */
  readonly x: readonly Column[]
  readonly names: readonly string[]
  /** Strata with their own baseline, as strata() of coxph. */
  readonly strata?: Column
  /** Groups with their own curve of censoring, as strata() of finegray. */
  readonly censoringStrata?: Column
  /** Case weights; they count in the curve of censoring too (finegray leaves it unweighted). */
  readonly weights?: Column
  /** People who belong together; without it each person is a cluster. */
  readonly cluster?: Column
  readonly ties?: 'efron' | 'breslow'
  readonly nearTies?: boolean
}

/** One weighted row (start, time] of the expanded data. */
export interface FineGrayRows {
  readonly start: Float64Array
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly weights: Float64Array
  /** The person each row belongs to, by place in the columns given. */
  readonly person: Int32Array
}

export interface FineGrayFit {
  readonly of: number
  readonly n: number
  /** Events of the cause, and people with another cause who stay in the risk set with falling weight. */
  readonly events: number
  readonly competing: number
  /** `hr` of a term is the ratio of subdistribution hazards. */
  readonly fit: CoxFit
}

/**
 * Fine and Gray's proportional subdistribution hazards: how covariates move the cumulative incidence of one cause while others compete.
 *
 * A person with another cause stays at risk after it, weighted by the chance of not having been censored yet, G(t−)/G(s−); the weighted
 * rows go to `cox` with robust variance by person. As survival::finegray with coxph(cluster = id). cmprsk::crr maximizes the same
 * score with Breslow's ties, so its coefficients are these with `ties: 'breslow'`; its standard errors add the term for having estimated G and
 * differ in the second or third digit. Right-censored data; for delayed entry use cause-specific Cox models.
 * Sources: Fine & Gray 1999; Geskus 2011; Therneau, Crowson & Atkinson, vignette "Multi-state models and competing risks".
 *
 * @throws as `cox`; bad_event (a cause that is no whole number); no_events (nobody has the cause asked for)
 */
export function fineGray(input: FineGrayInput): FineGrayFit {
  const of = input.of ?? 1
  const rows = fineGrayRows(input)
  const n = input.time.length
  const take = (column: Column, name: string) => {
    const values = toNumbers(name, column, n)
    return Float64Array.from(rows.person, (i) => values[i]!)
  }
  const fit = cox({
    start: rows.start,
    time: rows.time,
    event: rows.event,
    weights: rows.weights,
    x: input.x.map((column, a) => take(column, input.names[a] ?? `covariate ${a + 1}`)),
    names: input.names,
    cluster: input.cluster ? take(input.cluster, 'cluster') : rows.person,
    ...(input.strata ? { strata: take(input.strata, 'strata') } : {}),
    ...(input.ties ? { ties: input.ties } : {}),
    // Times were tied when the curve of censoring was made; cutting them anew must not tie more.
    nearTies: false,
  })
  let [events, competing] = [0, 0]
  for (let i = 0; i < n; i++) {
    if (input.weights && input.weights[i] === 0) continue
    if (input.cause[i] === of) events++
    else if (input.cause[i] !== 0) competing++
  }
  return { of, n, events, competing, fit }
}

/** The weighted rows of the subdistribution, as survival::finegray makes them (without rows in which no event falls). */
export function fineGrayRows(
  input: Pick<FineGrayInput, 'time' | 'cause' | 'of' | 'censoringStrata' | 'weights' | 'nearTies'>,
): FineGrayRows {
  const of = input.of ?? 1
  const { n, time, cause, weights } = checkCompetingRisks({
    time: input.time,
    cause: input.cause,
    ...(input.weights ? { weights: input.weights } : {}),
    ...(input.nearTies === undefined ? {} : { nearTies: input.nearTies }),
  })
  if (!Number.isInteger(of) || of < 1) throw new StatisticsError('bad_option', `a cause is 1, 2 …, not ${of}`)
  const w = (i: number) => (weights ? weights[i]! : 1)
  const groups = input.censoringStrata
    ? compactCodes('censoringStrata', input.censoringStrata, n)
    : { codes: new Int32Array(n), count: 1 }
  const order = orderOf(time)
  const out = { start: [] as number[], time: [] as number[], event: [] as number[], weights: [] as number[] }
  const person: number[] = []
  const push = (i: number, start: number, stop: number, event: number, weight: number) => {
    person.push(i)
    out.start.push(start)
    out.time.push(stop)
    out.event.push(event)
    out.weights.push(weight)
  }
  // With an event or censoring at time 0 everybody enters just below it.
  const origin = time.includes(0) ? -1 : 0
  let events = 0
  for (let g = 0; g < groups.count; g++) {
    const members = order.filter((i) => groups.codes[i] === g)
    const pieces = censoringPieces(members, time, cause, w, of)
    for (const i of members) {
      const own = cause[i] === of ? 1 : 0
      if (w(i) > 0) events += own
      if (own === 1 || cause[i] === 0) {
        push(i, origin, time[i]!, own, w(i))
        continue
      }
      const first = pieces.findIndex((p) => p.to >= time[i]!)
      const before = first < 0 ? undefined : pieces[first]!
      push(i, origin, Math.max(time[i]!, before?.lastEvent ?? 0), 0, w(i))
      if (!before) continue
      for (const piece of pieces.slice(first + 1))
        if (piece.share > 0 && piece.lastEvent !== null)
          push(i, piece.from, piece.lastEvent, 0, (w(i) * piece.share) / before.share)
    }
  }
  if (events === 0) throw new StatisticsError('no_events', `Nobody had cause ${of}.`, { column: 'status' })
  return shifted({
    start: Float64Array.from(out.start),
    time: Float64Array.from(out.time),
    event: Uint8Array.from(out.event),
    weights: Float64Array.from(out.weights),
    person: Int32Array.from(person),
  })
}

/** Cox rows begin at 0 or later; with events at time 0 everything moves up by 1. */
function shifted(rows: FineGrayRows): FineGrayRows {
  if (!rows.start.some((s) => s < 0)) return rows
  return { ...rows, start: rows.start.map((s) => s + 1), time: rows.time.map((t) => t + 1) }
}

/** Between two censorings the share not yet censored, G, is level: (from, to] with G just before `to`, and the last event of the cause inside. */
interface Piece {
  readonly from: number
  to: number
  readonly share: number
  lastEvent: number | null
}

/** At one time events come before censorings, so that a person with the event then was not at risk of being censored. */
function censoringPieces(
  members: Int32Array,
  time: Float64Array,
  cause: Int32Array,
  w: (i: number) => number,
  of: number,
): Piece[] {
  const pieces: Piece[] = []
  let atRisk = 0
  for (const i of members) atRisk += w(i)
  let share = 1
  let from = Number.NEGATIVE_INFINITY
  let lastEvent: number | null = null
  for (let k = 0; k < members.length; ) {
    const t = time[members[k]!]!
    let [censored, leaving] = [0, 0]
    for (; k < members.length && time[members[k]!] === t; k++) {
      const i = members[k]!
      if (cause[i] === of && w(i) > 0) lastEvent = t
      if (cause[i] === 0) censored += w(i)
      else leaving += w(i)
    }
    atRisk -= leaving
    if (censored > 0) {
      pieces.push({ from, to: t, share, lastEvent })
      share = k === members.length ? 0 : (share * (atRisk - censored)) / atRisk
      atRisk -= censored
      from = t
      lastEvent = null
    }
  }
  pieces.push({ from, to: Number.POSITIVE_INFINITY, share, lastEvent })
  return pieces
}
