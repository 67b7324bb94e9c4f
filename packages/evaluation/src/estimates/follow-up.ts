import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'

export type FollowUpEndReason = 'event' | 'other_death' | 'missed_ask' | 'data_cut' | 'withdrew'
export type DropReason =
  | 'last_use_unknown'
  | 'not_abstinent_long_enough'
  | 'used_before_observation'
  | 'no_days_covered'

/** Which events count, and from where. */
export interface OutcomeChoice {
  kinds: ReadonlySet<string>
  /** Null: whoever reported it. */
  sources: ReadonlySet<string> | null
}

/**
 * First-event follow-up, one entry a person who is in the analysis. Days from enrollment; a person is at risk in
 * (entry, stop]. `low`, `mid` and `high` are the first, middle and last possible day of the event (all `stop` without one).
 */
export interface FollowUp {
  /** Row in participants. */
  person: number[]
  id: string[]
  entry: number[]
  stop: number[]
  event: boolean[]
  low: number[]
  high: number[]
  end: FollowUpEndReason[]
  dropped: Record<DropReason, number>
  /** Rows of everybody whom the protocol takes in, those without a covered day too: their follow-up is unknown, not absent. */
  eligible: number[]
  overdoseDeathsOutside: number
}

/** What each person's records say, gathered once. */
export interface PersonRecord {
  row: number
  id: string
  entry: number
  lastDay: number
  endReason: string
  lastUse: number
  /** Covered stretches, by their first day. */
  covered: [number, number][]
  missedDue: number[]
  events: { kind: string; low: number; high: number; source: string; severity: string }[]
  mentorSince: number
  groupSince: number
  spans: { kind: string; start: number; end: number }[]
}

/** Gathers rows by person, in the order of participants.csv. Rows of one person may come in any order. */
export function gatherPeople(d: ProgramDataSet): PersonRecord[] {
  const people = new Map<string, PersonRecord>()
  d.participants.participant_id.forEach((id, row) => {
    people.set(id, {
      row,
      id,
      entry: d.participants.first_observed_day[row]!,
      lastDay: Number.NEGATIVE_INFINITY,
      endReason: 'data_cut',
      lastUse: d.participants.last_use_day[row]!,
      covered: [],
      missedDue: [],
      events: [],
      mentorSince: Number.POSITIVE_INFINITY,
      groupSince: Number.POSITIVE_INFINITY,
      spans: [],
    })
  })
  const { follow_up: f, asks: a, events: e, exposures: x } = d
  for (let i = 0; i < f.rows; i++) {
    const p = people.get(f.participant_id[i]!)!
    if (f.to_day[i]! < p.lastDay) continue
    p.lastDay = f.to_day[i]!
    p.endReason = f.end_reason[i]!
  }
  for (let i = 0; i < a.rows; i++) {
    const p = people.get(a.participant_id[i]!)!
    if (a.answer[i] === 'none' || a.answer[i] === 'event') p.covered.push([a.covers_from_day[i]!, a.covers_to_day[i]!])
    else p.missedDue.push(a.due_day[i]!)
  }
  for (let i = 0; i < e.rows; i++)
    people.get(e.participant_id[i]!)!.events.push({
      kind: e.kind[i]!,
      low: e.day_low[i]!,
      high: e.day_high[i]!,
      source: e.source[i]!,
      severity: e.severity[i]!,
    })
  for (let i = 0; i < x.rows; i++) {
    const p = people.get(x.participant_id[i]!)!
    const start = x.start_day[i]!
    p.spans.push({
      kind: x.kind[i]!,
      start,
      end: Number.isNaN(x.end_day[i]!) ? Number.POSITIVE_INFINITY : x.end_day[i]!,
    })
    if (x.kind[i] === 'mentor') p.mentorSince = Math.min(p.mentorSince, start)
    else p.groupSince = Math.min(p.groupSince, start)
  }
  for (const p of people.values()) p.covered.sort((left, right) => left[0] - right[0] || left[1] - right[1])
  return [...people.values()]
}

/** The protocol's outcome: which kinds of event, from exposure-blind sources. */
export function outcomeOf(protocol: Protocol): OutcomeChoice {
  const heavyOnly = protocol.outcome.definition === 'first_heavy_use'
  return {
    kinds: new Set(heavyOnly ? ['heavy_use'] : ['use', 'heavy_use', 'overdose']),
    sources: new Set(protocol.outcome.sources),
  }
}

/** Day of a range that stands for it: the middle, rounded up. */
export const middleDay = (low: number, high: number): number => Math.ceil((low + high) / 2)

const isPrimaryDeath = (e: PersonRecord['events'][number]) =>
  e.kind === 'death' && (e.severity === 'overdose' || e.severity === 'unknown')

/** The last day of the unbroken stretch of known days that begins at entry. */
export function knownUntil(p: PersonRecord): number {
  let known = p.entry
  for (const [from, to] of p.covered) {
    if (from > known + 1) break
    known = Math.max(known, to)
  }
  const death = p.events.find((e) => e.kind === 'death')
  // Between the last answer and a death no ask was missed: nothing hides in that stretch but the death itself.
  if (death && death.high > known && !p.missedDue.some((due) => due > known && due <= death.high)) return death.high
  return known
}

/**
 * First-event follow-up of everybody who is eligible. Follow-up ends at the first uncovered day, the event, a death or the
 * data cut (docs/methods.md, 'Coverage'). Other deaths end it without an event.
 */
export function firstEventFollowUp(
  people: readonly PersonRecord[],
  protocol: Protocol,
  outcome: OutcomeChoice,
): FollowUp {
  const out: FollowUp = {
    person: [],
    id: [],
    entry: [],
    stop: [],
    event: [],
    low: [],
    high: [],
    end: [],
    dropped: { last_use_unknown: 0, not_abstinent_long_enough: 0, used_before_observation: 0, no_days_covered: 0 },
    eligible: [],
    overdoseDeathsOutside: 0,
  }
  for (const p of people) {
    const reason = whyNotEligible(p, protocol, outcome)
    if (reason) {
      out.dropped[reason]++
      continue
    }
    out.eligible.push(p.row)
    const known = knownUntil(p)
    const first = firstEvent(p, outcome, known)
    const death = p.events.find((e) => e.kind === 'death')
    if (!first && death && isPrimaryDeath(death)) out.overdoseDeathsOutside++
    if (!first && known <= p.entry) {
      out.dropped.no_days_covered++
      continue
    }
    const stop = first ? first.mid : known
    out.person.push(p.row)
    out.id.push(p.id)
    out.entry.push(p.entry)
    out.stop.push(stop)
    out.event.push(first !== null)
    out.low.push(first ? first.low : stop)
    out.high.push(first ? first.high : stop)
    out.end.push(first ? 'event' : endReason(p, known, death !== undefined && death.high === known))
  }
  return out
}

function whyNotEligible(p: PersonRecord, protocol: Protocol, outcome: OutcomeChoice): DropReason | null {
  if (Number.isNaN(p.lastUse)) return 'last_use_unknown'
  if (p.entry - p.lastUse < protocol.eligibility.abstinent_days) return 'not_abstinent_long_enough'
  if (p.events.some((e) => outcome.kinds.has(e.kind) && e.high <= p.entry)) return 'used_before_observation'
  return null
}

/** The first counted event on a known day, its range cut to the time at risk. */
function firstEvent(p: PersonRecord, outcome: OutcomeChoice, known: number) {
  let first: { low: number; mid: number; high: number } | null = null
  for (const e of p.events) {
    const counts =
      isPrimaryDeath(e) || (outcome.kinds.has(e.kind) && (outcome.sources === null || outcome.sources.has(e.source)))
    const low = Math.max(e.low, p.entry + 1)
    if (!counts || e.high < low || low > known) continue
    const mid = Math.min(middleDay(low, e.high), known)
    if (first === null || mid < first.mid) first = { low, mid, high: Math.min(e.high, known) }
  }
  return first
}

function endReason(p: PersonRecord, known: number, diedThen: boolean): FollowUpEndReason {
  if (diedThen) return 'other_death'
  if (p.missedDue.some((due) => due > known && due <= p.lastDay)) return 'missed_ask'
  return p.covered.some(([from]) => from > known + 1)
    ? 'missed_ask'
    : p.endReason === 'withdrew'
      ? 'withdrew'
      : 'data_cut'
}
