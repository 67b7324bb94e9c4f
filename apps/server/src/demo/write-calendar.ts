import type { ContactRow } from '@cairn/simulation/meeting-rows.ts'
import type { Moment } from '@cairn/simulation/person-rows.ts'
import { chance, pickWeighted } from '@cairn/simulation/random-choices.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import { GROUP_PLACES } from './demo-program.ts'
import type { TableRow } from './insert-rows.ts'
import { BROUGHT, lineOf, nextStepOf, placeOf } from './talk-words.ts'
import type { Writing } from './writing.ts'

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The two groups and each of their sessions. Gives who came: attendance is written when all occurrences are there. */
export async function writeGroups(w: Writing): Promise<TableRow[]> {
  const { rows, calendar } = w
  const groups = new Map(rows.groups.map((g) => [g.key, g]))
  const last = rows.groupSessions.reduce((most, s) => Math.max(most, s.day), 0)
  const place = (key: string) => GROUP_PLACES[key] ?? 'Riverbend office'
  const common = { time_zone: DEMO_TIME_ZONE, way: 'in_person', place_sealed: null, link: null, version: 1 }
  await w.insert(
    'calendar_series',
    rows.groups.map((g) => {
      const first = Math.min(...rows.groupSessions.filter((s) => s.groupKey === g.key).map((s) => s.day))
      const id = w.id('group', g.key, { day: 0, minute: 480 })
      return {
        id,
        kind: 'group',
        participant_id: null,
        host_id: w.id('person', g.facilitatorKey),
        co_host_id: w.id('person', g.coFacilitatorKey),
        name: g.name,
        languages: g.languages,
        first_on: calendar.day(first),
        local_time: clock(g.startMinute),
        minutes: g.minutes,
        every_weeks: 1,
        until_on: null,
        ...common,
        place: place(g.key),
        capacity: g.capacity,
        is_open: true,
        kids_welcome: g.kidsWelcome,
        near_bus: g.nearBus,
        planned_until: calendar.day(last),
        created_at: calendar.instant({ day: 0, minute: 480 }),
        body_index: w.bodyOf(id),
      }
    }),
  )
  const endOf = (day: number, start: number, minutes: number) => calendar.later({ day, minute: start }, minutes)
  await w.insert(
    'calendar_occurrences',
    rows.groupSessions.map((s) => {
      const g = groups.get(s.groupKey)!
      const start = { day: s.day, minute: s.startMinute }
      return {
        id: w.id('session', s.key, start),
        kind: 'group',
        status: s.status,
        series_id: w.id('group', g.key),
        series_on: calendar.day(s.day),
        participant_id: null,
        host_id: w.id('person', g.facilitatorKey),
        starts_at: calendar.instant(start),
        ends_at: calendar.instant(endOf(s.day, s.startMinute, g.minutes)),
        local_on: calendar.day(s.day),
        local_time: clock(s.startMinute),
        minutes: g.minutes,
        ...common,
        place: place(g.key),
        moved_to_id: null,
        created_at: calendar.instant({ day: Math.min(Math.max(0, s.day - 56), calendar.nowDay), minute: 60 }),
        body_index: null,
      }
    }),
  )
  const sessions = new Map(rows.groupSessions.map((s) => [s.key, s]))
  return rows.attendances.map((a) => {
    const s = sessions.get(a.sessionKey)!
    const g = groups.get(s.groupKey)!
    return {
      occurrence_id: w.id('session', s.key),
      person_id: w.id('person', a.participantKey),
      status: 'came',
      minutes: g.minutes,
      recorded_by: w.id('person', g.facilitatorKey),
      recorded_at: calendar.instant(endOf(s.day, s.startMinute, g.minutes)),
    }
  })
}

const NOT_HELD = { participant_could_not_come: 'cancelled', mentor_could_not: 'cancelled', moved: 'moved' } as const
/** How long a meeting was booked for when it did not happen or lies ahead. */
const BOOKED_MINUTES = 45

const lengthOf = (c: ContactRow) => (c.minutes > 0 ? c.minutes : BOOKED_MINUTES)

/** Meetings in the calendar, the log of each talk, and what the person said to it. */
export async function writeTalks(w: Writing, inGroups: readonly TableRow[]): Promise<void> {
  const { rows } = w
  const people = new Map(rows.participants.map((p) => [p.key, p]))
  const occurrences: TableRow[] = []
  const attendance: TableRow[] = []
  const talks: TableRow[] = []
  const confirmations: TableRow[] = []
  const random = w.random('talks')
  for (const c of rows.contacts) {
    const person = people.get(c.participantKey)!
    const participantId = w.id('person', c.participantKey)
    const talkId = w.id('talk', c.key, c.loggedAt ?? c.at)
    const happened = c.outcome === 'happened'
    const isInPerson = c.mode === 'in_person'
    const place = isInPerson ? placeOf(random, person.language) : null
    // A talk that stood in no calendar has an occurrence under its own id, so that what is counted is counted in one place.
    const occurrenceId = c.scheduled ? w.id('meeting', c.key, { day: Math.max(0, c.at.day - 7), minute: 600 }) : talkId
    occurrences.push(meetingOf(w, c, occurrenceId, place))
    if (c.outcome === 'booked') continue
    if (happened || c.outcome === 'participant_could_not_come')
      attendance.push({
        occurrence_id: occurrenceId,
        person_id: participantId,
        status: happened ? 'came' : 'could_not_come',
        minutes: happened ? c.minutes : null,
        recorded_by: w.id('person', c.mentorKey),
        recorded_at: w.calendar.instant(c.loggedAt!),
      })
    const line = happened ? lineOf(random, person.language, c.workedOn) : null
    const next = happened ? nextStepOf(random, person.language) : null
    const logged = w.calendar.instant(c.loggedAt!)
    talks.push({
      id: talkId,
      participant_id: participantId,
      mentor_id: w.id('person', c.mentorKey),
      occurrence_id: occurrenceId,
      outcome: c.outcome,
      started_at: w.calendar.instant(c.at),
      ends_at: w.calendar.instant(w.calendar.later(c.at, lengthOf(c))),
      time_zone: DEMO_TIME_ZONE,
      local_on: w.calendar.day(c.at.day),
      minutes: happened ? c.minutes : null,
      way: happened ? c.mode : null,
      place_sealed: happened && place ? w.seal(participantId, place) : null,
      worked_on: c.workedOn,
      steps: [],
      tried: c.workedOn.includes('triggers') ? ['ride_the_wave'] : [],
      tried_own: [],
      next_step_sealed: next && w.seal(participantId, next),
      line_sealed: line && w.seal(participantId, line),
      recorded_at: logged,
      received_at: logged,
      clock_is_off: false,
      logged_by: w.id('person', c.mentorKey),
      version: 1,
      body_index: w.bodyOf(talkId),
    })
    const isRecent = rows.nowDay - c.at.day <= 3
    if (happened && !isRecent && person.reach === 'app' && chance(random, 0.5))
      confirmations.push(confirmationOf(w, c, talkId))
  }
  await w.insert('calendar_occurrences', occurrences)
  // One insert: PostgreSQL keeps the plan of its foreign key check, and a plan for few occurrences is slow on many.
  await w.insert('attendance', [...inGroups, ...attendance])
  await w.insert('talks', talks)
  await w.insert('talk_confirmations', confirmations)
}

function meetingOf(w: Writing, c: ContactRow, id: string, place: string | null): TableRow {
  const participantId = w.id('person', c.participantKey)
  const booked: Moment = c.scheduled
    ? { day: Math.max(0, Math.min(c.at.day - 7, w.calendar.nowDay - 1)), minute: 600 }
    : c.loggedAt!
  return {
    id,
    kind: 'meeting',
    status: c.outcome === 'booked' ? 'planned' : c.outcome === 'happened' ? 'held' : NOT_HELD[c.outcome],
    series_id: null,
    series_on: null,
    participant_id: participantId,
    host_id: w.id('person', c.mentorKey),
    starts_at: w.calendar.instant(c.at),
    ends_at: w.calendar.instant(w.calendar.later(c.at, lengthOf(c))),
    time_zone: DEMO_TIME_ZONE,
    local_on: w.calendar.day(c.at.day),
    local_time: clock(c.at.minute),
    minutes: lengthOf(c),
    way: c.mode,
    place: null,
    place_sealed: c.scheduled && place ? w.seal(participantId, place) : null,
    link: null,
    moved_to_id: null,
    version: 1,
    created_at: w.calendar.instant(booked),
    body_index: null,
  }
}

function confirmationOf(w: Writing, c: ContactRow, id: string): TableRow {
  const random = w.random(`face ${c.key}`)
  const isRight = chance(random, 0.97)
  const moment = w.calendar.later(c.loggedAt!, 30 + random.below(1200))
  return {
    id,
    is_right: isRight,
    face: pickWeighted(random, { good: 68, okay: 26, not_good: 6 }),
    words_sealed: null,
    at: w.calendar.instant(moment),
  }
}

/** What mentors bring to their supervisor, each written as herself: the table shows it to nobody else. */
export async function writeSupervisionItems(w: Writing, asMember: (memberId: string) => Promise<void>): Promise<void> {
  const random = w.random('supervision')
  for (const m of w.rows.mentors.filter((one) => one.status !== 'left' && one.joinedOn < w.rows.nowDay)) {
    if (!chance(random, 0.25)) continue
    const author = w.id('person', m.key)
    const words = BROUGHT[m.languages[0]!]
    const moment = { day: w.calendar.nowDay - 1 - random.below(6), minute: 1000 }
    const id = w.id('brought', m.key, moment)
    await asMember(author)
    await w.insert('supervision_items', [
      {
        id,
        author_id: author,
        words_sealed: w.seal(author, words[random.below(words.length)]!),
        at: w.calendar.instant(moment),
        done_at: null,
        body_index: w.bodyOf(id),
      },
    ])
  }
  await asMember('')
}
