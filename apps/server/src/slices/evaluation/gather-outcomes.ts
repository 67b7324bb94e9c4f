import type { Row } from '@cairn/evaluation/dataset/schema.ts'
import { askState } from '@cairn/program/return-to-use/ask.ts'
import {
  type DayReport,
  type DayTable,
  dayTable,
  ownSources,
  stateOn,
  type UseRange,
} from '@cairn/program/return-to-use/day-table.ts'
import { sql } from 'kysely'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import type { PersonRow } from './gather-rows.ts'
import type { Reading, Relative } from './reading.ts'

interface Ask {
  id: string
  participantId: string
  askDay: number
  aboutFrom: Temporal.PlainDate
  aboutTo: Temporal.PlainDate
  opensOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate
  closesOn: Temporal.PlainDate
  answeredOn: Temporal.PlainDate | null
  declinedOn: Temporal.PlainDate | null
  attemptedOn: Temporal.PlainDate[]
}

export interface Outcomes {
  asks: Row<'asks'>[]
  events: Row<'events'>[]
  measures: Row<'measures'>[]
}

type People = ReadonlyMap<string, PersonRow>

/** Asks with what they cover, events with their source, and measures. `nameAsks` is told which asks are in it. */
export async function gatherOutcomes(
  reading: Reading,
  people: People,
  relative: Relative,
  nameAsks: (ids: string[]) => void,
): Promise<Outcomes> {
  const { reports, ranges } = await loadTold(reading, people)
  const tables = new Map(
    [...people.keys()].map((id) => [
      id,
      dayTable((reports.get(id) ?? []).filter(isOwn), { ranges: (ranges.get(id) ?? []).filter(isOwn) }),
    ]),
  )
  const ended = (await loadAsks(reading, people)).flatMap((ask) =>
    endOf(ask, people.get(ask.participantId)!, tables.get(ask.participantId)!),
  )
  nameAsks(ended.map(({ ask }) => ask.id))
  const counted = new Set(ended.filter(({ answer }) => answer === 'event').map(({ ask }) => ask.id))
  const told = [...people.keys()].flatMap((id) => toldEvents(id, reports.get(id) ?? [], ranges.get(id) ?? [], counted))
  const explained = new Set(told.map((event) => event.askId))
  const known = ended
    .filter(({ ask }) => counted.has(ask.id) && !explained.has(ask.id))
    .map((one) => knownEvent(one, tables.get(one.ask.participantId)!))
  return {
    asks: ended.flatMap((one) => askRows(one, relative)),
    events: [...[...told, ...known].map((event) => eventRow(event, relative)), ...deathRows(people, relative)],
    measures: await measuresOf(reading, people, relative),
  }
}

const isOwn = ({ source }: { source: DayReport['source'] }) => ownSources.includes(source)

/** What everybody told about use, answers that were put right left out. */
async function loadTold({ tx, actor }: Reading, people: People) {
  const days = await tx
    .selectFrom('dayReports')
    .where('organizationId', '=', actor.organizationId)
    .where('withdrawnAt', 'is', null)
    .selectAll()
    .execute()
  const stretches = await tx
    .selectFrom('useRanges')
    .where('organizationId', '=', actor.organizationId)
    .where('withdrawnAt', 'is', null)
    .selectAll()
    .execute()
  const reports = new Map<string, DayReport[]>()
  for (const { participantId, day, substance, ...rest } of days)
    if (people.has(participantId))
      push(reports, participantId, { ...rest, day: dayNumber(day), substance: substance || null })
  const ranges = new Map<string, UseRange[]>()
  for (const { participantId, fromDay, toDay, substance, ...rest } of stretches)
    if (people.has(participantId))
      push(ranges, participantId, {
        ...rest,
        fromDay: dayNumber(fromDay),
        toDay: dayNumber(toDay),
        substance: substance || null,
      })
  return { reports, ranges }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

async function loadAsks({ tx, actor }: Reading, people: People): Promise<Ask[]> {
  const { rows } = await sql<Ask>`
    select a.id, a.participant_id, a.ask_day, a.about_from, a.about_to, a.opens_on, a.due_on, a.closes_on,
      (select min(u.local_on) from use_answers u where u.organization_id = a.organization_id and u.ask_id = a.id
        and u.answer <> 'rather_not_say' and u.local_on between a.opens_on and a.closes_on) as answered_on,
      (select min(u.local_on) from use_answers u where u.organization_id = a.organization_id and u.ask_id = a.id
        and u.answer = 'rather_not_say' and u.local_on between a.opens_on and a.closes_on) as declined_on,
      array(select (t.at at time zone p.time_zone)::date from ask_attempts t where t.organization_id = a.organization_id and t.ask_id = a.id) as attempted_on
    from asks a join participants p on p.organization_id = a.organization_id and p.id = a.participant_id
    where a.organization_id = ${actor.organizationId}`.execute(tx)
  return rows.filter((row) => people.has(row.participantId))
}

interface EndedAsk {
  ask: Ask
  answer: 'none' | 'event' | 'declined' | 'not_reached' | 'not_asked'
  /** Stretches of days, as day numbers. */
  covers: { from: number; to: number }[]
}

/** How an ask ended by the program's own rule; none while its window is open, or when the person died before it closed. */
function endOf(ask: Ask, person: PersonRow, table: DayTable): EndedAsk[] {
  const [answeredOn, declinedOn] = [
    ask.answeredOn && dayNumber(ask.answeredOn),
    ask.declinedOn && dayNumber(ask.declinedOn),
  ]
  const hasDied = person.diedOn !== null && Temporal.PlainDate.compare(ask.closesOn, person.diedOn) >= 0
  if (hasDied && answeredOn === null && declinedOn === null) return []
  const number = {
    aboutFrom: dayNumber(ask.aboutFrom),
    aboutTo: dayNumber(ask.aboutTo),
    opensOn: dayNumber(ask.opensOn),
    dueOn: dayNumber(ask.dueOn),
    closesOn: dayNumber(ask.closesOn),
  }
  const { end } = askState(
    {
      ask: { askDay: ask.askDay, ...number },
      answeredOn,
      declinedOn,
      attempts: ask.attemptedOn.map((day) => ({ on: dayNumber(day), mode: 'phone' })),
    },
    table,
    dayNumber(person.today),
  )
  if (end === null) return []
  if (end !== 'none' && end !== 'event') return [{ ask, answer: end, covers: [] }]
  const covers = coveredBy(table, number.aboutFrom, Math.min(number.aboutTo, answeredOn!))
  // An answer that settles no day of its window tells nothing about it.
  return covers.length === 0 ? [{ ask, answer: 'declined', covers: [] }] : [{ ask, answer: end, covers }]
}

/** The stretches of which something is known: told days, and the days among which an event was told without its day. */
function coveredBy(table: DayTable, from: number, to: number): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = []
  for (let day = from; day <= to; day++) {
    const isKnown =
      stateOn(table, day) !== 'unknown' || table.ranges.some((range) => range.fromDay <= day && day <= range.toDay)
    if (!isKnown) continue
    const last = out.at(-1)
    if (last && last.to === day - 1) last.to = day
    else out.push({ from: day, to: day })
  }
  return out
}

function askRows({ ask, answer, covers }: EndedAsk, { participant, ask: name, since }: Relative): Row<'asks'>[] {
  const id = ask.participantId
  const row = (stretch: { from: number; to: number } | null): Row<'asks'> => ({
    participant_id: participant(id),
    ask_id: name(ask.id),
    due_day: since(id, ask.dueOn),
    answered_day:
      answer === 'not_reached' || answer === 'not_asked' ? null : since(id, (ask.answeredOn ?? ask.declinedOn)!),
    covers_from_day: stretch && since(id, dayFrom(stretch.from)),
    covers_to_day: stretch && since(id, dayFrom(stretch.to)),
    answer,
  })
  return covers.length === 0 ? [row(null)] : covers.map(row)
}

interface UseEvent {
  participantId: string
  kind: 'use' | 'heavy_use'
  low: number
  high: number
  learned: number
  substance: string
  source: DayReport['source']
  askId: string | null
}

/**
 * One answer, one event: its earliest day (or stretch) of use, and the first heavy one when that is another. An answer to an
 * ask that did not end as an event (given after the window, or replaced) counts as told by herself.
 */
function toldEvents(
  participantId: string,
  reports: readonly DayReport[],
  ranges: readonly UseRange[],
  counted: ReadonlySet<string>,
): UseEvent[] {
  const byAnswer = new Map<string, UseEvent[]>()
  const add = (told: DayReport | UseRange, low: number, high: number) => {
    const askId = told.askId !== null && counted.has(told.askId) ? told.askId : null
    const source = told.source === 'ask' && askId === null ? 'self' : told.source
    push(byAnswer, told.answerId, {
      participantId,
      kind: told.severity ?? 'use',
      low,
      high,
      learned: high + told.recallDays,
      substance: told.substance ?? '',
      source,
      askId: source === 'ask' ? askId : null,
    })
  }
  for (const report of reports) if (report.state === 'used') add(report, report.day, report.day)
  for (const range of ranges) add(range, range.fromDay, range.toDay)
  return [...byAnswer.values()].flatMap((events) => {
    events.sort((a, b) => a.low - b.low || a.high - b.high || (a.substance < b.substance ? -1 : 1))
    const first = events[0]!
    const heavy = events.find((event) => event.kind === 'heavy_use')
    return heavy && heavy.low !== first.low ? [first, heavy] : [heavy ?? first]
  })
}

/** An ask that ended as an event by what was told before, and is not asked twice: the first such day in what it covers. */
function knownEvent({ ask, covers }: EndedAsk, table: DayTable): UseEvent {
  const inside = (low: number, high: number) => covers.some(({ from, to }) => from <= low && high <= to)
  const days = [...table.days.values()]
    .filter((row) => row.state === 'used' && inside(row.day, row.day))
    .map((row) => ({
      low: row.day,
      high: row.day,
      kind: row.severity ?? ('use' as const),
      substance: row.substances[0] ?? '',
    }))
  const ranges = table.ranges.flatMap((range) => {
    // Only the part inside the window was answered by this ask.
    const stretch = covers.find(({ from, to }) => range.fromDay <= to && range.toDay >= from)
    return stretch
      ? [
          {
            low: Math.max(range.fromDay, stretch.from),
            high: Math.min(range.toDay, stretch.to),
            kind: range.severity ?? ('use' as const),
            substance: range.substance ?? '',
          },
        ]
      : []
  })
  const first = [...days, ...ranges].sort((a, b) => a.low - b.low)[0]!
  return {
    participantId: ask.participantId,
    ...first,
    learned: dayNumber(ask.answeredOn!),
    source: 'ask',
    askId: ask.id,
  }
}

const eventRow = (event: UseEvent, { participant, ask, since }: Relative): Row<'events'> => ({
  participant_id: participant(event.participantId),
  kind: event.kind,
  day_low: since(event.participantId, dayFrom(event.low)),
  day_high: since(event.participantId, dayFrom(event.high)),
  learned_day: since(event.participantId, dayFrom(event.learned)),
  substance: event.substance,
  severity: '',
  source: event.source,
  ask_id: event.askId === null ? '' : ask(event.askId),
})

/** The records say that and when somebody died, not of what. */
function deathRows(people: People, { participant, since }: Relative): Row<'events'>[] {
  return [...people.values()].flatMap(({ id, diedOn, deathLearnedOn }) => {
    if (!diedOn) return []
    const day = since(id, diedOn)
    return [
      {
        participant_id: participant(id),
        kind: 'death',
        day_low: day,
        day_high: day,
        learned_day: Math.max(day, since(id, deathLearnedOn!)),
        substance: '',
        severity: 'unknown',
        source: 'collateral',
        ask_id: '',
      },
    ]
  })
}

const SCALES: Record<string, string> = { 'phq-4': 'distress', 'barc-10': 'recovery_capital' }

/** Craving, mood and stress of check-ins and the totals of questionnaires. Craving and stress count from 0, none. */
async function measuresOf(
  { tx, actor }: Reading,
  people: People,
  { participant, since }: Relative,
): Promise<Row<'measures'>[]> {
  const checkIns = await tx
    .selectFrom('checkIns')
    .where('organizationId', '=', actor.organizationId)
    .select(['participantId', 'localOn', 'mood', 'urges', 'stress'])
    .execute()
  const totals = await tx
    .selectFrom('assessments')
    .where('organizationId', '=', actor.organizationId)
    .where('total', 'is not', null)
    .where('instrumentId', 'in', Object.keys(SCALES))
    .select(['participantId', 'localOn', 'instrumentId', 'total'])
    .execute()
  const out: Row<'measures'>[] = []
  const add = (id: string, day: Temporal.PlainDate, measure: string, value: number | null) => {
    if (value !== null && people.has(id))
      out.push({ participant_id: participant(id), day: since(id, day), measure, value })
  }
  for (const { participantId, localOn, mood, urges, stress } of checkIns) {
    add(participantId, localOn, 'craving', urges === null ? null : urges - 1)
    add(participantId, localOn, 'mood', mood)
    add(participantId, localOn, 'stress', stress === null ? null : stress - 1)
  }
  for (const { participantId, localOn, instrumentId, total } of totals)
    add(participantId, localOn, SCALES[instrumentId]!, total)
  return out
}
