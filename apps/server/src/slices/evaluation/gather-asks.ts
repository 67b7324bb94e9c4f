import type { Row } from '@cairn/evaluation/dataset/schema.ts'
import { askState } from '@cairn/program/return-to-use/ask.ts'
import { type DayTable, stateOn } from '@cairn/program/return-to-use/day-table.ts'
import { sql } from 'kysely'
import { dayFrom, dayNumber } from '../../platform/phone-time.ts'
import type { People, PersonRow } from './gather-rows.ts'
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

export async function loadAsks({ tx, actor }: Reading, people: People): Promise<Ask[]> {
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

export interface EndedAsk {
  ask: Ask
  answer: 'none' | 'event' | 'declined' | 'not_reached' | 'not_asked'
  /** Stretches of days, as day numbers. */
  covers: { from: number; to: number }[]
}

/** How an ask ended by the program's own rule; none while its window is open, or when the person died before it closed. */
export function endOf(ask: Ask, person: PersonRow, table: DayTable): EndedAsk[] {
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

export function askRows({ ask, answer, covers }: EndedAsk, { participant, ask: name, since }: Relative): Row<'asks'>[] {
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
