import type { Answer, ProgramDataSet } from '../dataset/schema.ts'
import { ANSWERS } from '../dataset/schema.ts'

/** Enrolled, served (each once), services, by kind: what every funder asks first. */
export function servedCounts(d: ProgramDataSet) {
  const c = d.contacts
  const unduplicated = new Set(c.participant_id)
  const kind = (name: string) => {
    const rows = c.participant_id.filter((_, i) => c.kind[i] === name)
    return { services: rows.length, people: new Set(rows).size }
  }
  const matched = new Set(d.exposures.participant_id.filter((_, i) => d.exposures.kind[i] === 'mentor'))
  return {
    enrolled: d.participants.rows,
    served: unduplicated.size,
    services: c.rows,
    mentor: kind('mentor'),
    group: kind('group'),
    matched: matched.size,
  }
}

export interface AskCounts {
  asked: number
  answered: number
  ends: Record<Answer, number>
}

/** Asks that have ended, each once, and how. Asked leaves out those that nobody asked before they were due. */
export function askCounts(
  d: ProgramDataSet,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): AskCounts {
  const ends = Object.fromEntries(ANSWERS.map((a) => [a, 0])) as Record<Answer, number>
  const seen = new Set<string>()
  const a = d.asks
  for (let i = 0; i < a.rows; i++) {
    if (seen.has(a.ask_id[i]!) || a.due_day[i]! < from || a.due_day[i]! > to) continue
    seen.add(a.ask_id[i]!)
    ends[a.answer[i] as Answer]++
  }
  return { asked: seen.size - ends.not_asked, answered: ends.none + ends.event, ends }
}
