import { checkLottery } from './check-lottery.ts'
import { checkWithin, type Ends, isKnown, type People, type Report } from './check-row.ts'
import type { DataSetProblem, ProgramDataSet } from './schema.ts'

const MOST_PROBLEMS = 200
/** An answer may come before the due day when the window has opened. */
export const EARLIEST_ANSWER_BEFORE_DUE = 30

/**
 * Names every inconsistency between rows of a data set that fits its schema, in the order of files and rows.
 * Result: an empty list when every number may be computed; at most 200 problems.
 */
export function checkDataSet(dataSet: ProgramDataSet): DataSetProblem[] {
  const problems: DataSetProblem[] = []
  const report: Report = (file, row, column, message) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ file: `${file}.csv`, row: row + 2, column, message })
  }
  if (/\d{4}-\d{1,2}-\d{1,2}/.test(dataSet.description.data_cut.label))
    problems.push({
      file: 'dataset.json',
      row: null,
      column: 'data_cut.label',
      message:
        "holds a date: beside to_day it would give away everybody's enrollment date; write a label such as 'look 2'",
    })
  const people = checkParticipants(dataSet, report)
  const ends = checkFollowUp(dataSet, people, report)
  checkLottery(dataSet, people, ends, report)
  checkExposures(dataSet, people, ends, report)
  checkContacts(dataSet, people, ends, report)
  const asks = checkAsks(dataSet, people, ends, report)
  checkEvents(dataSet, people, ends, asks, report)
  checkMeasures(dataSet, people, ends, report)
  return problems
}

function checkParticipants(d: ProgramDataSet, report: Report): People {
  const rows = new Map<string, number>()
  const p = d.participants
  if (p.rows === 0) report('participants', 0, 'participant_id', 'there is nobody in the file')
  for (let i = 0; i < p.rows; i++) {
    const id = p.participant_id[i]!
    if (rows.has(id))
      report('participants', i, 'participant_id', `${id} stands in row ${rows.get(id)! + 2} too: one row a person`)
    else rows.set(id, i)
    if (p.first_observed_day[i]! < 0)
      report('participants', i, 'first_observed_day', 'is before enrollment: observation begins on day 0 or later')
    if (p.last_use_day[i]! > p.first_observed_day[i]!)
      report('participants', i, 'last_use_day', 'is after the first observed day: a later use belongs in events.csv')
  }
  return rows
}

function checkFollowUp(d: ProgramDataSet, people: People, report: Report): Ends {
  const f = d.follow_up
  const ends: Ends = { lastDay: new Map(), deathDay: new Map() }
  const spans = new Map<string, number[]>()
  for (let i = 0; i < f.rows; i++) {
    const id = f.participant_id[i]!
    if (!isKnown('follow_up', i, id, people, report)) continue
    if (f.from_day[i]! > f.to_day[i]!) report('follow_up', i, 'to_day', 'is before from_day: turn them round')
    if (f.from_day[i]! < d.participants.first_observed_day[people.get(id)!]!)
      report(
        'follow_up',
        i,
        'from_day',
        'is before first_observed_day in participants.csv: nobody is followed before they are observed',
      )
    for (const j of spans.get(id) ?? [])
      if (f.from_day[i]! <= f.to_day[j]! && f.from_day[j]! <= f.to_day[i]!)
        report('follow_up', i, 'from_day', `overlaps with row ${j + 2} of the same person: join them`)
    spans.set(id, [...(spans.get(id) ?? []), i])
    ends.lastDay.set(id, Math.max(ends.lastDay.get(id) ?? Number.NEGATIVE_INFINITY, f.to_day[i]!))
    if (f.end_reason[i] === 'death') ends.deathDay.set(id, f.to_day[i]!)
  }
  for (const [id, row] of people)
    if (!spans.has(id))
      report(
        'participants',
        row,
        'participant_id',
        `${id} has no row in follow_up.csv: say from which to which day the person was followed`,
      )
  return ends
}

function checkExposures(d: ProgramDataSet, people: People, ends: Ends, report: Report): void {
  const x = d.exposures
  const spans = new Map<string, number[]>()
  for (let i = 0; i < x.rows; i++) {
    const id = x.participant_id[i]!
    if (!isKnown('exposures', i, id, people, report)) continue
    if (x.kind[i] === 'mentor' && x.mentor_id[i] === '')
      report('exposures', i, 'mentor_id', 'is empty: a mentor exposure names its mentor')
    if (x.end_day[i]! < x.start_day[i]!) report('exposures', i, 'end_day', 'is before start_day: turn them round')
    checkWithin('exposures', i, 'start_day', x.start_day[i]!, id, ends, report)
    checkWithin('exposures', i, 'end_day', x.end_day[i]!, id, ends, report)
    const key = `${id}\u0000${x.kind[i]}`
    for (const j of spans.get(key) ?? [])
      if (x.start_day[i]! < endOf(x.end_day[j]!) && x.start_day[j]! < endOf(x.end_day[i]!))
        report(
          'exposures',
          i,
          'start_day',
          `overlaps with row ${j + 2}: a person has one ${x.kind[i]} exposure at a time; join them`,
        )
    spans.set(key, [...(spans.get(key) ?? []), i])
  }
}

/** An empty end is 'still going'. */
const endOf = (day: number) => (Number.isNaN(day) ? Number.POSITIVE_INFINITY : day)

function checkContacts(d: ProgramDataSet, people: People, ends: Ends, report: Report): void {
  const c = d.contacts
  for (let i = 0; i < c.rows; i++)
    if (isKnown('contacts', i, c.participant_id[i]!, people, report))
      checkWithin('contacts', i, 'day', c.day[i]!, c.participant_id[i]!, ends, report)
}

function checkMeasures(d: ProgramDataSet, people: People, ends: Ends, report: Report): void {
  const m = d.measures
  for (let i = 0; i < m.rows; i++)
    if (isKnown('measures', i, m.participant_id[i]!, people, report))
      checkWithin('measures', i, 'day', m.day[i]!, m.participant_id[i]!, ends, report)
}

/** Rows of each ask: one a covered stretch, so an answer with a hole in it stands in several rows. */
function checkAsks(d: ProgramDataSet, people: People, ends: Ends, report: Report): Map<string, number[]> {
  const a = d.asks
  const byId = new Map<string, number[]>()
  for (let i = 0; i < a.rows; i++) {
    const id = a.participant_id[i]!
    if (!isKnown('asks', i, id, people, report)) continue
    const others = byId.get(a.ask_id[i]!) ?? []
    for (const j of others) checkSameAsk(d, i, j, report)
    byId.set(a.ask_id[i]!, [...others, i])
    checkAnswer(d, i, report)
    if (a.covers_from_day[i]! < d.participants.first_observed_day[people.get(id)!]!)
      report(
        'asks',
        i,
        'covers_from_day',
        'is before first_observed_day in participants.csv: an ask covers days of the program only',
      )
    checkWithin('asks', i, 'answered_day', a.answered_day[i]!, id, ends, report)
  }
  return byId
}

function checkSameAsk(d: ProgramDataSet, i: number, j: number, report: Report): void {
  const a = d.asks
  const id = a.ask_id[i]!
  const differs = (['participant_id', 'due_day', 'answered_day', 'answer'] as const).find(
    (c) => !Object.is(a[c][i], a[c][j]),
  )
  if (differs)
    report('asks', i, 'ask_id', `${id} stands in row ${j + 2} too with another ${differs}: give each ask its own id`)
  else if (!(a.covers_from_day[i]! > a.covers_to_day[j]! || a.covers_from_day[j]! > a.covers_to_day[i]!))
    report(
      'asks',
      i,
      'ask_id',
      `${id} stands in row ${j + 2} too and covers some of the same days: keep one row a stretch of days`,
    )
}

function checkAnswer(d: ProgramDataSet, i: number, report: Report): void {
  const a = d.asks
  const answer = a.answer[i]!
  const settled = answer === 'none' || answer === 'event'
  const [answered, from, to] = [a.answered_day[i]!, a.covers_from_day[i]!, a.covers_to_day[i]!]
  if (settled) {
    if (Number.isNaN(answered))
      report('asks', i, 'answered_day', `is empty, but the answer is '${answer}': say on which day it was given`)
    if (Number.isNaN(from))
      report('asks', i, 'covers_from_day', `is empty, but the answer is '${answer}': say which days it covers`)
    if (Number.isNaN(to))
      report('asks', i, 'covers_to_day', `is empty, but the answer is '${answer}': say which days it covers`)
  } else {
    if (!Number.isNaN(from) || !Number.isNaN(to))
      report('asks', i, 'covers_from_day', `an ask that ended as '${answer}' covers no day: empty the two cells`)
    if (answer !== 'declined' && !Number.isNaN(answered))
      report('asks', i, 'answered_day', `is filled, but the ask ended as '${answer}': empty it or correct the answer`)
  }
  if (from > to) report('asks', i, 'covers_to_day', 'is before covers_from_day: turn them round')
  if (to > answered)
    report('asks', i, 'covers_to_day', 'is after the day of the answer: nobody can answer for days to come')
  if (answered < a.due_day[i]! - EARLIEST_ANSWER_BEFORE_DUE)
    report(
      'asks',
      i,
      'answered_day',
      `is more than ${EARLIEST_ANSWER_BEFORE_DUE} days before due_day: no window is open so early`,
    )
}

function checkEvents(d: ProgramDataSet, people: People, ends: Ends, asks: Map<string, number[]>, report: Report): void {
  const e = d.events
  const a = d.asks
  const explained = new Set<string>()
  for (let i = 0; i < e.rows; i++) {
    const id = e.participant_id[i]!
    if (!isKnown('events', i, id, people, report)) continue
    const [low, high, learned] = [e.day_low[i]!, e.day_high[i]!, e.learned_day[i]!]
    if (low > high) report('events', i, 'day_high', 'is before day_low: turn them round')
    if (high > learned) report('events', i, 'learned_day', 'is before the event: nothing is learned before it happens')
    checkWithin('events', i, 'day_high', high, id, ends, report)
    if (!ends.deathDay.has(id)) checkWithin('events', i, 'learned_day', learned, id, ends, report)
    if (e.kind[i] === 'death') checkDeath(d, i, ends, report)
    if (e.source[i] !== 'ask') {
      if (e.ask_id[i] !== '')
        report(
          'events',
          i,
          'source',
          `names an ask (${e.ask_id[i]}) but the source is '${e.source[i]}': write 'ask' or empty ask_id`,
        )
      continue
    }
    const rows = asks.get(e.ask_id[i]!)
    if (rows === undefined) {
      report(
        'events',
        i,
        'ask_id',
        e.ask_id[i] === ''
          ? 'is empty, but the source is an ask: name it'
          : `${e.ask_id[i]} is not in asks.csv: add the ask or correct the id`,
      )
      continue
    }
    explained.add(e.ask_id[i]!)
    const ask = rows[0]!
    if (a.participant_id[ask] !== id)
      report('events', i, 'ask_id', `${e.ask_id[i]} is another person's ask (asks.csv, row ${ask + 2})`)
    else if (a.answer[ask] !== 'event')
      report(
        'events',
        i,
        'ask_id',
        `${e.ask_id[i]} ended as '${a.answer[ask]}' in asks.csv, row ${ask + 2}: an event needs the answer 'event'`,
      )
    else if (!rows.some((r) => low >= a.covers_from_day[r]! && high <= a.covers_to_day[r]!))
      report(
        'events',
        i,
        'day_low',
        `days ${low}–${high} are not among the days that ask ${e.ask_id[i]} covers (${a.covers_from_day[ask]}–${a.covers_to_day[ask]}; asks.csv, row ${ask + 2})`,
      )
  }
  for (let i = 0; i < a.rows; i++)
    if (a.answer[i] === 'event' && !explained.has(a.ask_id[i]!))
      report('asks', i, 'answer', `is 'event', but no row of events.csv names ask ${a.ask_id[i]}: add what happened`)
}

function checkDeath(d: ProgramDataSet, i: number, ends: Ends, report: Report): void {
  const e = d.events
  const id = e.participant_id[i]!
  if (!['overdose', 'other', 'unknown'].includes(e.severity[i]!))
    report('events', i, 'severity', `'${e.severity[i]}' is no cause: for a death write overdose, other or unknown`)
  const last = ends.deathDay.get(id)
  if (last === undefined)
    report('events', i, 'kind', "is a death, but follow_up.csv does not end with 'death': correct one of them")
  else if (last !== e.day_high[i])
    report('events', i, 'day_high', `differs from the day of death in follow_up.csv (${last})`)
}
