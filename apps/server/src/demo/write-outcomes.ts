import { standardAskDays, standardAskPolicy } from '@cairn/program/return-to-use/ask-schedule.ts'
import type { Moment } from '@cairn/simulation/person-rows.ts'
import { pickWeighted } from '@cairn/simulation/random-choices.ts'
import type { AskRow, DayRangeRow, UseEventRow } from '@cairn/simulation/told-rows.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import type { TableRow } from './insert-rows.ts'
import { enteredBy, mentorsByDay } from './write-check-ins.ts'
import { paper, type Writing } from './writing.ts'

const ASK_MODE = { app: 'self', sms: 'self', phone: 'phone', paper: 'paper' } as const
const SETTLED = ['none', 'event', 'declined']

/** Every ask of everybody who lives, those that lie ahead too, and each try. An answered one is about the days that it settled. */
export async function writeAsks(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const simulated = new Map(rows.asks.map((a) => [`${a.participantKey} ${a.scheduledDay}`, a]))
  const dead = new Set(rows.lifeEvents.filter((e) => e.kind === 'death').map((e) => e.participantKey))
  const asks: TableRow[] = []
  for (const p of rows.participants)
    standardAskDays.forEach((askDay, i) => {
      const ask = simulated.get(`${p.key} ${askDay}`)
      if (!ask && dead.has(p.key)) return
      const due = p.enrolledOn + askDay
      const isSettled = ask?.end !== undefined && SETTLED.includes(ask.end ?? '')
      asks.push({
        id: askId(w, p.key, askDay, due),
        participant_id: w.id('person', p.key),
        ask_day: askDay,
        about_from: calendar.day(ask?.coversFrom ?? p.enrolledOn + (standardAskDays[i - 1] ?? 0) + 1),
        about_to: calendar.day(ask?.coversTo ?? due),
        opens_on: calendar.day(ask?.windowOpensOn ?? due - standardAskPolicy.opensBefore),
        due_on: calendar.day(ask?.dueOn ?? due),
        closes_on: calendar.day(ask?.windowClosesOn ?? due + standardAskPolicy.closesAfter),
        ended_at: isSettled ? calendar.instant(ask!.endedAt!) : null,
        ended_mode: isSettled ? ASK_MODE[ask!.channel ?? 'app'] : null,
      })
    })
  await w.insert('asks', asks)
  const byKey = new Map(rows.asks.map((a) => [a.key, a]))
  await w.insert(
    'ask_attempts',
    rows.askAttempts.map((t, i) => {
      const id = w.id('attempt', String(i), t.at)
      const at = calendar.instant(t.at)
      return {
        id,
        ask_id: idOfAsk(w, byKey.get(t.askKey)!),
        mode: t.channel,
        result: t.result,
        at,
        recorded_at: at,
        by_id: t.byKey && w.id('person', t.byKey),
        body_index: w.bodyOf(id),
      }
    }),
  )
}

const askId = (w: Writing, participantKey: string, askDay: number, due: number) =>
  w.id('ask', `${participantKey} ${askDay}`, { day: Math.min(due, w.calendar.nowDay), minute: 60 })
export const idOfAsk = (w: Writing, ask: AskRow): string => askId(w, ask.participantKey, ask.scheduledDay, ask.dueOn)

/** One answer about use, wherever it was given, with the days that it told about. */
interface Told {
  key: string
  participantKey: string
  answer: 'no' | 'yes' | 'rather_not_say'
  source: 'check_in' | 'ask' | 'mentor_together'
  at: Moment
  mode: string
  checkInKey: string | null
  ask: AskRow | null
  mayKnow: 'mentor' | 'mentor_and_safety_lead' | 'nobody' | null
  event: UseEventRow | null
  ranges: DayRangeRow[]
}

function listTold(w: Writing): Told[] {
  const { rows } = w
  const rangesOf = Map.groupBy(rows.dayRanges, (r) => r.checkInKey ?? r.askKey ?? '')
  const events = new Map(
    rows.useEvents.flatMap((e) => ((e.checkInKey ?? e.askKey) ? [[(e.checkInKey ?? e.askKey)!, e] as const] : [])),
  )
  const random = w.random('may know')
  const checkIns = rows.checkIns.flatMap((c): Told[] =>
    c.used === null
      ? []
      : [
          {
            key: c.key,
            participantKey: c.participantKey,
            answer: c.used,
            source: 'check_in',
            at: c.at,
            mode: c.mode,
            checkInKey: c.key,
            ask: null,
            mayKnow: c.mayKnow,
            event: events.get(c.key) ?? null,
            ranges: rangesOf.get(c.key) ?? [],
          },
        ],
  )
  const asks = rows.asks.flatMap((a): Told[] => {
    if (!SETTLED.includes(a.end ?? '')) return []
    const answer = a.end === 'none' ? 'no' : a.end === 'event' ? 'yes' : 'rather_not_say'
    const mayKnow =
      answer === 'yes' ? pickWeighted(random, { mentor: 45, mentor_and_safety_lead: 10, nobody: 45 }) : null
    return [
      {
        key: a.key,
        participantKey: a.participantKey,
        answer,
        source: 'ask',
        at: a.endedAt!,
        mode: ASK_MODE[a.channel ?? 'app'],
        checkInKey: null,
        ask: a,
        mayKnow,
        event: events.get(a.key) ?? null,
        ranges: rangesOf.get(a.key) ?? [],
      },
    ]
  })
  const together = rows.useEvents.flatMap((e): Told[] =>
    e.source !== 'mentor_together'
      ? []
      : [
          {
            key: e.key,
            participantKey: e.participantKey,
            answer: 'yes',
            source: 'mentor_together',
            at: { day: e.learnedOn, minute: e.learnedOn === rows.nowDay ? 0 : 900 },
            mode: 'together',
            checkInKey: null,
            ask: null,
            mayKnow: 'mentor',
            event: e,
            ranges: [],
          },
        ],
  )
  return [...checkIns, ...asks, ...together]
}

/** Answers about use, the day table, ranges of which the day is not known, and what she chose about who may know. */
export async function writeUse(w: Writing): Promise<void> {
  const { calendar } = w
  const mentorOn = mentorsByDay(w)
  const answers: TableRow[] = []
  const reports: TableRow[] = []
  const days: TableRow[] = []
  const ranges: TableRow[] = []
  for (const told of listTold(w)) {
    const participantId = w.id('person', told.participantKey)
    const mentorKey = mentorOn(told.participantKey, told.at.day)
    const answerId = told.checkInKey ? w.id('check-in', told.checkInKey) : w.id('use answer', told.key, told.at)
    const ask_id = told.ask && idOfAsk(w, told.ask)
    const recorded = calendar.instant(told.at)
    const common = {
      participant_id: participantId,
      time_zone: DEMO_TIME_ZONE,
      local_on: calendar.day(told.at.day),
      recorded_at: recorded,
      received_at: recorded,
      source: told.source,
      ask_id,
    }
    // The page after 'yes' is a row of its own, and the days that it told about carry its id.
    const reportId = told.answer === 'yes' ? w.id('use report', told.key, told.at) : null
    answers.push({
      id: answerId,
      answer: told.answer,
      report_id: reportId,
      clock: 'fine',
      mode: told.mode,
      ...paper(w, told.mode, participantId),
      entered_by: enteredBy(w, told.mode, mentorKey),
      body_index: w.bodyOf(answerId),
      ...common,
    })
    const toldDays = daysOf(told)
    for (const { day, state, substance } of toldDays)
      days.push({
        participant_id: participantId,
        day: calendar.day(day),
        answer_id: reportId ?? answerId,
        substance,
        state,
        severity: state === 'used' ? (told.event?.kind ?? 'use') : null,
        source: told.source,
        recall_days: told.at.day - day,
        ask_id,
        withdrawn_at: null,
      })
    if (reportId === null) continue
    const event = told.event!
    if (event.dayLow < event.dayHigh)
      ranges.push({
        participant_id: participantId,
        answer_id: reportId,
        from_day: calendar.day(event.dayLow),
        to_day: calendar.day(event.dayHigh),
        substance: event.substance,
        severity: event.kind,
        source: told.source,
        recall_days: told.at.day - event.dayHigh,
        ask_id,
        withdrawn_at: null,
      })
    const tells = told.mayKnow === 'mentor' || told.mayKnow === 'mentor_and_safety_lead'
    reports.push({
      id: reportId,
      ...common,
      may_know: told.mayKnow,
      chosen_at: told.mayKnow && recorded,
      told_mentor_id: tells && mentorKey ? w.id('person', mentorKey) : null,
      told_safety_lead: told.mayKnow === 'mentor_and_safety_lead',
      policy_tells: false,
      about: told.ranges.map((r) => ({ from: calendar.day(r.fromDay), to: calendar.day(r.toDay) })),
      days: toldDays.filter((d) => d.state === 'used').map((d) => calendar.day(d.day)),
      other_days_without: toldDays.some((d) => d.state === 'not_used'),
      substances: [event.substance],
      heavy: event.kind === 'heavy_use',
      course: event.kind === 'heavy_use' ? 'not_sure' : 'once',
      shows_tolerance_card: true,
      version: 1,
    })
  }
  await w.insert('use_answers', answers)
  await w.insert('use_reports', reports)
  await w.insert('day_reports', days)
  await w.insert('use_ranges', ranges)
}

/** Each day of an answer once; the day of its event is among them also when an earlier answer had settled it. */
function daysOf({ ranges, event }: Told): { day: number; state: 'used' | 'not_used'; substance: string }[] {
  const out = ranges.flatMap((r) =>
    Array.from({ length: r.toDay - r.fromDay + 1 }, (_, i) => ({
      day: r.fromDay + i,
      state: r.status,
      substance: r.status === 'used' ? (event?.substance ?? r.substance ?? '') : '',
    })),
  )
  const isCertain = event !== null && event.dayLow === event.dayHigh
  if (isCertain && !out.some((d) => d.day === event.dayLow))
    out.push({ day: event.dayLow, state: 'used', substance: event.substance })
  return out
}
