import { findInstrument } from '@cairn/instruments/catalogue.ts'
import { score } from '@cairn/instruments/score.ts'
import type { MatchRow } from '@cairn/simulation/meeting-rows.ts'
import { chance } from '@cairn/simulation/random-choices.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import type { TableRow } from './insert-rows.ts'
import { sharingOf } from './write-participants.ts'
import { paper, type Writing } from './writing.ts'

/** The mentor whom somebody had on a day, as a key. */
export function mentorsByDay(w: Writing): (participantKey: string, day: number) => string | null {
  const byPerson = Map.groupBy(
    w.rows.matches.filter((m) => m.acceptedAt !== null),
    (m) => m.participantKey,
  )
  const had = (m: MatchRow, day: number) => m.acceptedAt!.day <= day && (m.endedOn === null || day < m.endedOn)
  return (participantKey, day) => byPerson.get(participantKey)?.find((m) => had(m, day))?.mentorKey ?? null
}

/** Who wrote an entry down that was not made alone. */
export const enteredBy = (w: Writing, mode: string, mentorKey: string | null): string | null =>
  mode === 'self' ? null : w.id('person', mentorKey ?? 's-coordinator')

const ASK_AGAIN_DAYS = { tomorrow: 1, few_days: 3, week: 7, never: null } as const

/** Check-ins. The simulation counts urges and stress from 0, the table's steps are 1 to 5. */
export async function writeCheckIns(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const mentorOn = mentorsByDay(w)
  const sharing = new Map(rows.participants.map((p) => [p.key, sharingOf(w, p)]))
  const random = w.random('sharing each time')
  const step = (value: number | null) => (value === null ? null : value + 1)
  await w.insert(
    'check_ins',
    rows.checkIns.map((c) => {
      const id = w.id('check-in', c.key, c.at)
      const participantId = w.id('person', c.participantKey)
      const mentor = mentorOn(c.participantKey, c.at.day)
      const choice = sharing.get(c.participantKey)
      const isShared = mentor !== null && (choice === 'yes' || (choice === 'ask_each_time' && chance(random, 0.5)))
      const days = ASK_AGAIN_DAYS[c.askAgain]
      const recorded = calendar.instant(c.at)
      return {
        id,
        participant_id: participantId,
        recorded_at: recorded,
        received_at: recorded,
        time_zone: DEMO_TIME_ZONE,
        local_on: calendar.day(c.at.day),
        clock: 'fine',
        mood: c.mood,
        urges: step(c.urges),
        stress: step(c.stress),
        needs: c.needs,
        use_shown: c.used !== null,
        shared_with_id: isShared ? w.id('person', mentor) : null,
        ask_again: c.askAgain,
        next_on: days === null ? null : calendar.day(c.at.day + days),
        mode: c.mode,
        ...paper(w, c.mode, participantId),
        entered_by: enteredBy(w, c.mode, mentor),
        body_index: w.bodyOf(id),
      }
    }),
  )
}

/** Questionnaires with their scores, and which are asked how often. */
export async function writeAssessments(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const people = new Map(rows.participants.map((p) => [p.key, p]))
  const mentorOn = mentorsByDay(w)
  await w.insert(
    'assessments',
    rows.assessments.map((a) => {
      const instrument = findInstrument(a.instrument)!
      const answers = Object.fromEntries(instrument.items.map((item, i) => [item.id, a.answers[i] ?? null]))
      const scored = score(instrument, answers)
      const id = w.id('assessment', a.key, a.at)
      const participantId = w.id('person', a.participantKey)
      const recorded = calendar.instant(a.at)
      return {
        id,
        participant_id: participantId,
        instrument_id: instrument.id,
        version: instrument.version,
        language: people.get(a.participantKey)!.language,
        answers,
        total: scored.score,
        subscales: Object.fromEntries(Object.entries(scored.subscales).map(([name, scale]) => [name, scale.score])),
        skipped: scored.missing.length,
        recorded_at: recorded,
        received_at: recorded,
        time_zone: DEMO_TIME_ZONE,
        local_on: calendar.day(a.at.day),
        clock: 'fine',
        mode: a.mode,
        ...paper(w, a.mode, participantId),
        entered_by: enteredBy(w, a.mode, mentorOn(a.participantKey, a.at.day)),
        body_index: w.bodyOf(id),
      }
    }),
  )
  await w.insert('assessment_schedules', [
    {
      entries: [
        { instrumentId: 'phq-4', everyMonths: 2, firstMonth: 1 },
        { instrumentId: 'barc-10', everyMonths: 2, firstMonth: 2 },
      ],
      changed_by: null,
      changed_at: calendar.instant({ day: 0, minute: 540 }),
    },
  ])
}

const EXERCISES: Record<string, string> = {
  urge_wave: 'ride-the-wave',
  slow_breath: 'slow-breath',
  cold_water: 'hold-on-to-the-room',
}

/** Runs that somebody chose to show her mentor; all others stayed on her phone. */
export async function writeSharedRuns(w: Writing): Promise<void> {
  const mentorOn = mentorsByDay(w)
  const random = w.random('shared runs')
  const runs: TableRow[] = []
  for (const run of w.rows.copingRuns) {
    const mentor = mentorOn(run.participantKey, run.at.day)
    const exercise = EXERCISES[run.exercise]
    if (!mentor || !exercise || run.after === null || !chance(random, 0.25)) continue
    const id = w.id('run', run.key, run.at)
    const recorded = w.calendar.instant(run.at)
    runs.push({
      id,
      participant_id: w.id('person', run.participantKey),
      mentor_id: w.id('person', mentor),
      exercise,
      before: run.before,
      after: run.after,
      recorded_at: recorded,
      received_at: recorded,
      time_zone: DEMO_TIME_ZONE,
      local_on: w.calendar.day(run.at.day),
      body_index: w.bodyOf(id),
    })
  }
  await w.insert('shared_runs', runs)
}
