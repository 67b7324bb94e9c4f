import type { ProgramDataSet } from '../dataset/schema.ts'
import type { TIME_VARYING } from '../protocol/protocol.ts'
import type { NamedValues } from './baseline-columns.ts'

export type TimeVarying = (typeof TIME_VARYING)[number]

export const WEEK = 7
/** A craving told longer ago than this says nothing about this week. */
const CRAVING_DAYS = 14
const ATTENDANCE_DAYS = 14
/** An ask that nobody answered for so long after its due day counts as unanswered. */
const ASK_DAYS = 21

/**
 * What is known about people at the start of each week, from records dated before it: week k is (7(k − 1), 7k], so a record of day
 * 7(k − 1) or earlier counts.
 *
 * Result: columns with one value a person and week (person after person, `weeks` each). Missing values stand at 0 beside an indicator.
 * @param rows the people, as rows of participants.csv
 */
export function weeklyColumns(
  d: ProgramDataSet,
  kinds: readonly TimeVarying[],
  rows: readonly number[],
  weeks: number,
): NamedValues[] {
  const place = new Map(rows.map((row, i) => [d.participants.participant_id[row]!, i]))
  const column = (name: string): NamedValues => ({ name, values: new Float64Array(rows.length * weeks) })
  const fill = ({ values }: NamedValues, valueAt: (person: number, start: number) => number) => {
    for (let i = 0; i < rows.length; i++) for (let k = 0; k < weeks; k++) values[i * weeks + k] = valueAt(i, k * WEEK)
  }
  /** The value last known on a day, or NaN. */
  const lastOf = (records: readonly DatedValue[], most: number) => (_: unknown, start: number) => {
    const at = records.findLast((r) => r.day <= start)
    return at && start - at.day <= most ? at.value : Number.NaN
  }
  const carried = (name: string, lists: readonly DatedValue[][], most: number): NamedValues[] => {
    const value = column(name)
    fill(value, (i, start) => lastOf(lists[i]!, most)(i, start))
    const missing = { name: `${name} missing`, values: value.values.map((v) => (Number.isNaN(v) ? 1 : 0)) }
    return [{ name, values: value.values.map((v) => (Number.isNaN(v) ? 0 : v)) }, missing]
  }
  return kinds.flatMap((kind): NamedValues[] => {
    if (kind === 'craving') return carried('craving', measuresOf(d, 'craving', place), CRAVING_DAYS)
    if (kind === 'distress') return carried('distress', measuresOf(d, 'distress', place), Number.POSITIVE_INFINITY)
    if (kind === 'last_ask_answered') return carried('last ask answered', askEnds(d, place), Number.POSITIVE_INFINITY)
    if (kind === 'attendance') {
      const days = groupDays(d, place)
      const attendance = column('groups in two weeks')
      fill(attendance, (i, start) => days[i]!.filter((day) => day <= start && day > start - ATTENDANCE_DAYS).length)
      return [attendance]
    }
    return carried('in treatment', treatmentOf(d, place, rows), Number.POSITIVE_INFINITY)
  })
}

interface DatedValue {
  day: number
  value: number
}

function collect(place: ReadonlyMap<string, number>): DatedValue[][] {
  return Array.from({ length: place.size }, () => [])
}

const byDay = (lists: DatedValue[][]) => {
  for (const list of lists) list.sort((a, b) => a.day - b.day || a.value - b.value)
  return lists
}

function measuresOf(d: ProgramDataSet, name: string, place: ReadonlyMap<string, number>): DatedValue[][] {
  const { measures: m } = d
  const out = collect(place)
  for (let i = 0; i < m.rows; i++) {
    const p = m.measure[i] === name ? place.get(m.participant_id[i]!) : undefined
    if (p !== undefined) out[p]!.push({ day: m.day[i]!, value: m.value[i]! })
  }
  return byDay(out)
}

function groupDays(d: ProgramDataSet, place: ReadonlyMap<string, number>): number[][] {
  const { contacts: c } = d
  const out: number[][] = Array.from({ length: place.size }, () => [])
  for (let i = 0; i < c.rows; i++) {
    const p = c.kind[i] === 'group' ? place.get(c.participant_id[i]!) : undefined
    if (p !== undefined) out[p]!.push(c.day[i]!)
  }
  return out
}

/** 1 from the day an ask was answered, 0 when it was declined or its time had passed. */
function askEnds(d: ProgramDataSet, place: ReadonlyMap<string, number>): DatedValue[][] {
  const { asks: a } = d
  const out = collect(place)
  for (let i = 0; i < a.rows; i++) {
    const p = place.get(a.participant_id[i]!)
    if (p === undefined) continue
    const answered = a.answer[i] === 'none' || a.answer[i] === 'event'
    const ended = Number.isNaN(a.answered_day[i]!) ? a.due_day[i]! + ASK_DAYS : a.answered_day[i]!
    out[p]!.push({ day: ended, value: answered ? 1 : 0 })
  }
  return byDay(out)
}

/** Professional treatment as the card said it, until an end of it was learned. */
function treatmentOf(d: ProgramDataSet, place: ReadonlyMap<string, number>, rows: readonly number[]): DatedValue[][] {
  const card = d.covariates['in_treatment']
  const out = collect(place)
  for (const [i, row] of rows.entries()) {
    const value = card?.numbers?.[row] ?? Number.NaN
    // A baseline answer: it tells of day 0 whenever the card was filled in.
    if (!Number.isNaN(value)) out[i]!.push({ day: Math.min(0, card!.measuredOn[row]!) || 0, value })
  }
  const { events: e } = d
  for (let k = 0; k < e.rows; k++) {
    const p = e.kind[k] === 'treatment_exit' ? place.get(e.participant_id[k]!) : undefined
    if (p !== undefined) out[p]!.push({ day: e.learned_day[k]!, value: 0 })
  }
  return byDay(out)
}
