import type { Row } from '@cairn/evaluation/dataset/schema.ts'
import { type DayReport, dayTable, ownSources } from '@cairn/program/return-to-use/day-table.ts'
import { askRows, endOf, loadAsks } from './gather-asks.ts'
import { deathRows, eventRow, knownEvent, loadTold, toldEvents } from './gather-events.ts'
import { measuresOf } from './gather-measures.ts'
import type { People } from './gather-rows.ts'
import type { Reading, Relative } from './reading.ts'

export interface Outcomes {
  asks: Row<'asks'>[]
  events: Row<'events'>[]
  measures: Row<'measures'>[]
}

const isOwn = ({ source }: { source: DayReport['source'] }) => ownSources.includes(source)

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
