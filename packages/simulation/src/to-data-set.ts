import type { DataSetDescription, ProgramDataSet, Row } from '@cairn/evaluation/dataset/schema.ts'
import { type CovariateValues, toColumns, toCovariates } from '@cairn/evaluation/dataset/write.ts'
import type { ParticipantRow } from './person-rows.ts'
import type { ProgramRows } from './program-rows.ts'

/** Sessions further apart than this are two stays in a group. */
const GROUP_GAP = 42

const DESCRIPTION: DataSetDescription = {
  schema_version: 1,
  program: 'A simulated program',
  made_by: 'cairn simulate',
  data_cut: { label: 'today' },
  definitions: { first_use: 'first_use/1', heavy_use: 'three_days_in_a_row/1', group_gap: `${GROUP_GAP}_days/1` },
  covariates: {
    age: { type: 'number', label: { en: 'age', es: 'edad' } },
    gender: { type: 'category', levels: ['woman', 'man'], label: { en: 'gender', es: 'género' } },
    language: { type: 'category', levels: ['en', 'es'], label: { en: 'language', es: 'idioma' } },
    primary_substance: { type: 'category', levels: ['opioids', 'alcohol', 'methamphetamine', 'cocaine'] },
    readiness: { type: 'number', label: { en: 'readiness (0–10)', es: 'preparación (0–10)' } },
    days_used_of_30: { type: 'number' },
    years_of_use: { type: 'number' },
    in_treatment: { type: 'yes_no' },
    medicine: { type: 'yes_no' },
    housing: { type: 'yes_no' },
  },
}

/**
 * The program data set of simulated rows, as the export of a real program would make it: only what was recorded, days from
 * each person's enrollment, no name. Asks whose window is still open are not in it.
 */
export function toDataSet(rows: ProgramRows): ProgramDataSet {
  const people = new Map(rows.participants.map((p) => [p.key, p]))
  const since = (participantKey: string, day: number) => day - people.get(participantKey)!.enrolledOn
  const or = (participantKey: string, day: number | null) => (day === null ? null : since(participantKey, day))
  const deaths = new Map(rows.lifeEvents.filter((e) => e.kind === 'death').map((e) => [e.participantKey, e.day]))
  return {
    description: DESCRIPTION,
    covariates: toCovariates(
      DESCRIPTION,
      rows.participants.map((p) => covariatesOf(p)),
    ),
    participants: toColumns(
      'participants',
      rows.participants.map((p) => ({
        participant_id: p.key,
        first_observed_day: 0,
        last_use_day: p.baseline ? since(p.key, p.baseline.lastUseOn) : null,
      })),
    ),
    lottery: toColumns(
      'lottery',
      rows.drawEntries.map((e) => {
        const match = rows.matches.find((m) => m.drawKey === e.drawKey && m.participantKey === e.participantKey)
        return {
          draw_id: e.drawKey,
          participant_id: e.participantKey,
          draw_day: since(e.participantKey, e.drawOn),
          stratum: e.stratum,
          entrants: e.entrants,
          places: e.places,
          rank: e.rank,
          offered_day: or(e.participantKey, e.offeredOn),
          accepted_day: or(e.participantKey, e.acceptedOn),
          match_day: or(e.participantKey, match?.startedOn ?? null),
          prior_draws_lost: e.priorDrawsLost,
        }
      }),
    ),
    exposures: toColumns('exposures', [...mentorExposures(rows, since), ...groupExposures(rows, since)]),
    contacts: toColumns('contacts', contactsOf(rows, since)),
    asks: toColumns(
      'asks',
      rows.asks
        .filter((a) => a.end !== null)
        .map((a) => ({
          participant_id: a.participantKey,
          ask_id: a.key,
          due_day: since(a.participantKey, a.dueOn),
          answered_day:
            a.end === 'not_reached' || a.end === 'not_asked' ? null : since(a.participantKey, a.endedAt!.day),
          covers_from_day: or(a.participantKey, a.coversFrom),
          covers_to_day: or(a.participantKey, a.coversTo),
          answer: a.end!,
        })),
    ),
    events: toColumns('events', eventsOf(rows, since)),
    measures: toColumns('measures', measuresOf(rows, since)),
    follow_up: toColumns(
      'follow_up',
      rows.participants.map((p) => ({
        participant_id: p.key,
        from_day: 0,
        to_day: since(p.key, deaths.get(p.key) ?? rows.nowDay),
        end_reason: deaths.has(p.key) ? 'death' : 'data_cut',
      })),
    ),
  }
}

type Since = (participantKey: string, day: number) => number

function covariatesOf(p: ParticipantRow): CovariateValues {
  const b = p.baseline
  const at = b ? b.answeredOn - p.enrolledOn : null
  const baseline = (value: number | string | undefined) => ({ value: value ?? null, measuredOn: at })
  const enrolled = (value: number | string) => ({ value, measuredOn: 0 })
  return {
    age: enrolled(p.age),
    gender: enrolled(p.gender),
    language: enrolled(p.language),
    readiness: enrolled(p.readiness.readiness),
    primary_substance: baseline(b?.substances[0]),
    days_used_of_30: baseline(b?.daysUsedOf30),
    years_of_use: baseline(b?.yearsOfUse),
    in_treatment: baseline(b ? Number(b.inTreatment) : undefined),
    medicine: baseline(b ? Number(b.takesMedicationForRecovery) : undefined),
    housing: baseline(b ? Number(b.hasHousing) : undefined),
  }
}

function mentorExposures(rows: ProgramRows, since: Since): Row<'exposures'>[] {
  return rows.matches
    .filter((m) => m.startedOn !== null)
    .map((m) => ({
      participant_id: m.participantKey,
      kind: 'mentor',
      mentor_id: m.mentorKey,
      start_day: since(m.participantKey, m.startedOn!),
      end_day: m.endedOn === null ? null : since(m.participantKey, m.endedOn),
      end_reason: m.endReason ?? '',
    }))
}

function groupExposures(rows: ProgramRows, since: Since): Row<'exposures'>[] {
  const out: Row<'exposures'>[] = []
  for (const [participantKey, days] of attendanceDays(rows)) {
    let start = days[0]!
    days.forEach((day, i) => {
      const next = days[i + 1]
      if (next !== undefined && next - day <= GROUP_GAP) return
      const isOver = next !== undefined || rows.nowDay - day > GROUP_GAP
      out.push({
        participant_id: participantKey,
        kind: 'group',
        mentor_id: '',
        start_day: since(participantKey, start),
        end_day: isOver ? since(participantKey, day) : null,
        end_reason: isOver ? 'stopped_coming' : '',
      })
      start = next ?? start
    })
  }
  return out
}

function attendanceDays(rows: ProgramRows): Map<string, number[]> {
  const dayOf = new Map(rows.groupSessions.map((s) => [s.key, s.day]))
  const out = new Map<string, number[]>()
  for (const a of rows.attendances)
    out.set(a.participantKey, [...(out.get(a.participantKey) ?? []), dayOf.get(a.sessionKey)!])
  for (const days of out.values()) days.sort((a, b) => a - b)
  return out
}

function contactsOf(rows: ProgramRows, since: Since): Row<'contacts'>[] {
  const groups = new Map(rows.groups.map((g) => [g.key, g]))
  const sessions = new Map(rows.groupSessions.map((s) => [s.key, s]))
  const own: Row<'contacts'>[] = rows.contacts
    .filter((c) => c.outcome === 'happened')
    .map((c) => ({
      participant_id: c.participantKey,
      kind: 'mentor',
      mentor_id: c.mentorKey,
      day: since(c.participantKey, c.at.day),
      minutes: c.minutes,
      mode: c.mode,
    }))
  const group: Row<'contacts'>[] = rows.attendances.map((a) => {
    const session = sessions.get(a.sessionKey)!
    return {
      participant_id: a.participantKey,
      kind: 'group',
      mentor_id: '',
      day: since(a.participantKey, session.day),
      minutes: groups.get(session.groupKey)!.minutes,
      mode: 'in_person',
    }
  })
  return [...own, ...group]
}

function eventsOf(rows: ProgramRows, since: Since): Row<'events'>[] {
  const uses: Row<'events'>[] = rows.useEvents.map((e) => ({
    participant_id: e.participantKey,
    kind: e.kind,
    day_low: since(e.participantKey, e.dayLow),
    day_high: since(e.participantKey, e.dayHigh),
    learned_day: since(e.participantKey, e.learnedOn),
    substance: e.substance,
    severity: '',
    source: e.source,
    ask_id: e.askKey ?? '',
  }))
  const others: Row<'events'>[] = rows.lifeEvents
    .filter((e) => e.kind !== 'treatment_entry')
    .map((e) => ({
      participant_id: e.participantKey,
      kind: e.kind,
      day_low: since(e.participantKey, e.day),
      day_high: since(e.participantKey, e.day),
      learned_day: since(e.participantKey, e.learnedOn),
      substance: '',
      severity: e.cause ?? '',
      source: e.source,
      ask_id: '',
    }))
  return [...uses, ...others]
}

function measuresOf(rows: ProgramRows, since: Since): Row<'measures'>[] {
  const out: Row<'measures'>[] = []
  const add = (participantKey: string, day: number, measure: string, value: number | null) => {
    if (value !== null) out.push({ participant_id: participantKey, day: since(participantKey, day), measure, value })
  }
  for (const c of rows.checkIns) {
    add(c.participantKey, c.at.day, 'craving', c.urges)
    add(c.participantKey, c.at.day, 'mood', c.mood)
    add(c.participantKey, c.at.day, 'stress', c.stress)
  }
  for (const a of rows.assessments) {
    // Only complete questionnaires: the scorer with its missing rule belongs to the program, not to the simulation.
    const total = a.answers.every((x) => x !== null) ? a.answers.reduce((sum: number, x) => sum + x!, 0) : null
    add(a.participantKey, a.at.day, a.instrument === 'phq-4' ? 'distress' : 'recovery_capital', total)
  }
  return out
}
