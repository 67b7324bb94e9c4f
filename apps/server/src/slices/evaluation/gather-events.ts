import type { Row } from '@cairn/evaluation/dataset/schema.ts'
import type { DayReport, DayTable, UseRange } from '@cairn/program/return-to-use/day-table.ts'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import type { EndedAsk } from './gather-asks.ts'
import type { People } from './gather-rows.ts'
import type { Reading, Relative } from './reading.ts'

/** What everybody told about use, answers that were put right left out. */
export async function loadTold({ tx, actor }: Reading, people: People) {
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

export interface UseEvent {
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
export function toldEvents(
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
export function knownEvent({ ask, covers }: EndedAsk, table: DayTable): UseEvent {
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

export const eventRow = (event: UseEvent, { participant, ask, since }: Relative): Row<'events'> => ({
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
export function deathRows(people: People, { participant, since }: Relative): Row<'events'>[] {
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
