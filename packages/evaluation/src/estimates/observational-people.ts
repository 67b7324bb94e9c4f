import type { ProgramDataSet } from '../dataset/schema.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { type BaselineColumns, baselineColumns } from './baseline-columns.ts'
import { firstEventFollowUp, type OutcomeChoice, type PersonRecord } from './follow-up.ts'
import type { EventCoding } from './states.ts'

/** People of the adjusted comparison: eligible at day 0, seen from day 0 on, without a mentor then. One entry a person in each list. */
export interface ObservationalPeople {
  id: string[]
  /** Row in participants.csv. */
  row: number[]
  /** End of follow-up with the event on its first, middle and last possible day. */
  time: Record<EventCoding, number[]>
  /** 0 not seen to end, 1 return to use, 2 death from another cause. */
  cause: number[]
  /** Day from which the first match was active; Infinity without one. */
  mentorDay: number[]
  /** 1 where follow-up ended because an ask was missed or the person withdrew. */
  lost: number[]
  /** Last day that could have been seen; and 1 where the data end there (not a death, not a withdrawal). */
  lastDay: number[]
  cut: number[]
  /** The same of people whom the protocol takes in and of whom no day is known: in no curve, but among the unknown. */
  unseen: { lastDay: number; cut: number }[]
  /** First mentor, else the person, as numbers; and 1 where it is a mentor. */
  cluster: Int32Array
  clusters: number
  shared: Uint8Array
  baseline: BaselineColumns
}

/**
 * Gathers the people whom clone–censor–weight can use (docs/methods.md, 'Adjusted comparison'): time zero is enrollment, so people seen
 * from a later day only, and people who had a mentor by day 0, are not in it.
 * @throws UnknownCovariate
 */
export function observationalPeople(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  outcome: OutcomeChoice,
): ObservationalPeople {
  const f = firstEventFollowUp(people, protocol, outcome)
  const isTaken = (p: PersonRecord) => p.entry === 0 && p.mentorSince > 0
  const taken = f.person.flatMap((row, k) => (isTaken(people[row]!) ? [k] : []))
  const seen = new Set(f.person)
  const unseen = f.eligible.filter((r) => !seen.has(r) && isTaken(people[r]!))
  const row = taken.map((k) => f.person[k]!)
  const mentorOf = firstMentors(d)
  const names = taken.map((k) => mentorOf.get(f.id[k]!) ?? '')
  const numbers = new Map<string, number>()
  const cluster = Int32Array.from(taken, (k, i) => {
    const key = names[i] === '' ? `person ${f.id[k]}` : `mentor ${names[i]}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key)!
  })
  const isCut = (r: number) => (people[r]!.endReason === 'data_cut' ? 1 : 0)
  const end = (of: readonly number[]) => taken.map((k) => of[k]!)
  return {
    id: taken.map((k) => f.id[k]!),
    row,
    time: { first: end(f.low), middle: end(f.stop), last: end(f.high) },
    cause: taken.map((k) => (f.event[k] ? 1 : f.end[k] === 'other_death' ? 2 : 0)),
    mentorDay: row.map((r) => people[r]!.mentorSince),
    lost: taken.map((k) => (f.end[k] === 'missed_ask' || f.end[k] === 'withdrew' ? 1 : 0)),
    lastDay: row.map((r) => people[r]!.lastDay),
    cut: row.map(isCut),
    unseen: unseen.map((r) => ({ lastDay: people[r]!.lastDay, cut: isCut(r) })),
    cluster,
    clusters: numbers.size,
    shared: Uint8Array.from(names, (name) => (name === '' ? 0 : 1)),
    baseline: baselineColumns(d, protocol.covariates, row),
  }
}

/** Each person's first mentor, where the data set names one. */
export function firstMentors(d: ProgramDataSet): Map<string, string> {
  const { exposures: x } = d
  const first = new Map<string, { day: number; mentor: string }>()
  for (let i = 0; i < x.rows; i++) {
    if (x.kind[i] !== 'mentor' || x.mentor_id[i] === '') continue
    const at = first.get(x.participant_id[i]!)
    const [day, mentor] = [x.start_day[i]!, x.mentor_id[i]!]
    if (!at || day < at.day || (day === at.day && mentor < at.mentor)) first.set(x.participant_id[i]!, { day, mentor })
  }
  return new Map([...first].map(([id, { mentor }]) => [id, mentor]))
}
