import type { changeTalk, logTalk, Talk, TalkDraft } from '@cairn/contract/talks.ts'
import type { MentorToday } from '@cairn/contract/today.ts'
import { MEETING_WAYS, type MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import type { TalkOutcome, Tried, WorkedOn } from '@cairn/program/mentoring/vocabulary.ts'
import type { z } from 'zod'
import { clockOf, dayOf, instantOf } from '../../ui/days.ts'

type Planned = {
  id: string
  startsAt: string
  endsAt: string
  minutes: number
  way: MeetingWay | null
  place: string | null
}
/** What the log begins with. Without a network the phone may know only what is planned. */
type Draft = Partial<Omit<z.output<typeof TalkDraft>, 'occurrence'>> & { occurrence: Planned | null }
export type TalkBody = z.input<typeof logTalk.schema.body>

/** What stands on the page of the log while it is being written. */
export interface TalkForm {
  id: string
  occurrenceId: string | null
  outcome: TalkOutcome | null
  day: string
  clock: string
  minutes: number
  way: MeetingWay | null
  place: string
  workedOn: WorkedOn[]
  tried: Tried[]
  nextStep: string
  /** Nothing is booked untapped. */
  nextTime: { id: string; day: string; clock: string } | null
  line: string
  /** Null: not brought to supervision. */
  bring: { id: string; words: string } | null
}

/** A planned meeting further away than this is not the one that is being logged. */
const NEAR_MS = 36 * 3_600_000
const SOON_MS = 3_600_000
const CHANGEABLE_MS = 24 * 3_600_000
export const LENGTHS = [15, 30, 45, 60] as const

/**
 * What today's list on this phone knows of, for when the draft itself was never read here: the meeting that has passed or is
 * about to begin; a later one gives its habits, not its time.
 */
export function plannedFrom(today: MentorToday | undefined, personId: string, now: number): Draft | undefined {
  const passed = today?.toLog.find(({ person }) => person.id === personId)
  const next = today?.people.find(({ person }) => person.id === personId)?.next
  const meeting = passed
    ? { id: passed.occurrenceId, startsAt: passed.startedAt, minutes: passed.minutes, how: null, place: null }
    : next?.kind === 'one_to_one' && { ...next, id: next.occurrenceId }
  if (!meeting) return undefined
  const endsAt = new Date(Date.parse(meeting.startsAt) + meeting.minutes * 60_000).toISOString()
  const { id, startsAt, minutes, how, place } = meeting
  const way = MEETING_WAYS.find((one) => one === how) ?? null
  const isNear = Date.parse(startsAt) - now <= SOON_MS
  return { occurrence: isNear ? { id, startsAt, endsAt, minutes, way, place } : null, minutes, way }
}

/**
 * How the log begins: as the calendar has it, else as the last talk was, ending now. 'It happened' is preselected only
 * when the planned end has passed. A draft that the phone kept since yesterday gives its habits, not its time.
 */
export function beginTalk(
  draft: Draft | undefined,
  { id, now, zone, outcome = null }: { id: string; now: number; zone: string; outcome?: TalkOutcome | null },
): TalkForm {
  const planned =
    draft?.occurrence && Math.abs(Date.parse(draft.occurrence.startsAt) - now) <= NEAR_MS ? draft.occurrence : null
  const minutes = planned?.minutes ?? draft?.minutes ?? 30
  const start = planned ? Date.parse(planned.startsAt) : now - minutes * 60_000
  return {
    id,
    occurrenceId: planned?.id ?? null,
    outcome: outcome ?? (planned && Date.parse(planned.endsAt) <= now ? 'happened' : null),
    day: dayOf(start, zone),
    clock: clockOf(start, zone),
    minutes,
    way: planned?.way ?? draft?.way ?? null,
    place: planned?.place ?? (draft?.way === 'in_person' ? (draft.place ?? '') : ''),
    workedOn: [],
    tried: [],
    nextStep: '',
    nextTime: null,
    line: '',
    bring: null,
  }
}

/** Puts a value into a list, or takes it out. */
export const toggled = <T>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((kept) => kept !== value) : [...list, value]

export type Missing = 'outcome' | 'way' | 'minutes' | 'start' | 'bring'

/** What is still needed before it can be saved, as names of fields. */
export function missingIn(form: TalkForm, now: number, zone: string): Missing[] {
  if (form.outcome === null) return ['outcome']
  const missing: Missing[] = []
  if (form.outcome === 'happened') {
    if (form.way === null) missing.push('way')
    if (!(form.minutes >= 1 && form.minutes <= 720)) missing.push('minutes')
  }
  if (
    !form.day ||
    !form.clock ||
    (form.outcome === 'happened' && Date.parse(instantOf(form.day, form.clock, zone)) > now)
  )
    missing.push('start')
  if (form.bring && form.bring.words.trim() === '') missing.push('bring')
  return missing
}

const orNull = (text: string): string | null => text.trim() || null

/** The entry as it is sent: what does not belong to a talk that did not happen stays behind. */
export function bodyOf(form: TalkForm, { now, zone }: { now: number; zone: string }): TalkBody {
  const happened = form.outcome === 'happened'
  return {
    id: form.id,
    outcome: form.outcome!,
    occurrenceId: form.occurrenceId,
    startedAt: instantOf(form.day, form.clock, zone),
    timeZone: zone,
    day: form.day,
    minutes: happened ? form.minutes : null,
    way: happened ? form.way : null,
    place: happened && form.way === 'in_person' ? orNull(form.place) : null,
    workedOn: happened ? form.workedOn : [],
    tried: happened ? form.tried : [],
    nextStep: happened ? orNull(form.nextStep) : null,
    line: orNull(form.line),
    recordedAt: new Date(now).toISOString(),
    ...(form.nextTime && {
      nextTime: {
        id: form.nextTime.id,
        day: form.nextTime.day,
        time: form.nextTime.clock,
        minutes: form.minutes,
        way: form.way ?? 'phone',
        place: form.way === 'in_person' ? orNull(form.place) : null,
      },
    }),
    ...(form.bring && { bringToSupervision: { id: form.bring.id, words: form.bring.words.trim() } }),
  }
}

/** An entry as the form shows it, to be changed within its day. */
export const formOf = (talk: Talk): TalkForm => ({
  id: talk.id,
  occurrenceId: talk.occurrenceId,
  outcome: talk.outcome,
  day: talk.day,
  clock: clockOf(talk.startedAt, talk.timeZone),
  minutes: talk.minutes ?? 30,
  way: talk.way,
  place: talk.place ?? '',
  workedOn: talk.workedOn,
  tried: talk.tried,
  nextStep: talk.nextStep ?? '',
  nextTime: null,
  line: talk.line ?? '',
  bring: null,
})

/** The changed entry as it is sent; what this form does not show stays as it was, in the entry's own time zone. */
export function changeOf(form: TalkForm, talk: Talk, now: number): z.input<typeof changeTalk.schema.body> {
  const { id: _id, recordedAt: _recordedAt, ...fields } = bodyOf(form, { now, zone: talk.timeZone })
  return { ...fields, steps: talk.steps, triedOwn: talk.triedOwn, version: talk.version }
}

/** 'We talked · 15 min · phone', ending now. */
export function quickTalk({ id, now, zone }: { id: string; now: number; zone: string }): TalkBody {
  const start = now - 15 * 60_000
  return bodyOf(
    {
      ...beginTalk(undefined, { id, now, zone, outcome: 'happened' }),
      day: dayOf(start, zone),
      clock: clockOf(start, zone),
      minutes: 15,
      way: 'phone',
    },
    { now, zone },
  )
}

/** Until when an entry that is saved now can be changed; the server says the same. */
export const changeableUntil = (savedAt: number): string => new Date(savedAt + CHANGEABLE_MS).toISOString()
