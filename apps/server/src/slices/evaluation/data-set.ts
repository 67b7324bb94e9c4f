import type { DataSetDescription, ProgramDataSet, Row } from '@cairn/evaluation/dataset/schema.ts'
import { type CovariateValues, toColumns, toCovariates } from '@cairn/evaluation/dataset/write.ts'
import { gatherOutcomes } from './gather-outcomes.ts'
import { type Baseline, loadPeople, loadSupport, type PersonRow, type Support } from './gather-rows.ts'
import { pseudonyms } from './pseudonyms.ts'
import type { Reading, Relative } from './reading.ts'

/** Sessions further apart than this are two stays in a group. */
const GROUP_GAP = 42

export const DESCRIPTION: DataSetDescription = {
  schema_version: 1,
  made_by: 'cairn export',
  data_cut: { label: 'the day of export' },
  definitions: {
    first_use: 'first_use/1',
    heavy_use: 'a_heavy_day_as_told/1',
    group_gap: `${GROUP_GAP}_days/1`,
  },
  covariates: {
    language: { type: 'category', levels: ['en', 'es'], label: { en: 'language', es: 'idioma' } },
    primary_substance: {
      type: 'category',
      levels: ['opioids', 'alcohol', 'methamphetamine', 'cocaine', 'benzodiazepines', 'cannabis', 'nicotine', 'other'],
    },
    readiness: { type: 'number', label: { en: 'readiness (0–10)', es: 'preparación (0–10)' } },
    days_used_of_30: { type: 'number' },
    years_of_use: { type: 'number' },
    in_treatment: { type: 'yes_no' },
    medicine: { type: 'yes_no' },
    housing: { type: 'yes_no' },
  },
}

/**
 * The program's records as the de-identified data set of statistics.md §3: days from each person's enrollment, opaque ids,
 * no date and no name. Asks whose window is still open are left out; people who were erased are absent.
 *
 * Read as cairn_jobs: to cairn_app the database shows nobody's answers about use.
 * @param key makes the opaque ids; without it they cannot be told from the records
 */
export async function gatherDataSet(reading: Reading, key: Buffer): Promise<ProgramDataSet> {
  const people = await loadPeople(reading)
  const byId = new Map(people.map((person) => [person.id, person]))
  const support = await loadSupport(reading)
  const names = pseudonyms('p', [...byId.keys()], key)
  const mentors = pseudonyms(
    'm',
    [...support.relationships, ...support.talks].map((row) => row.mentorId),
    key,
  )
  const inOrder = [...people].sort((a, b) => (names.get(a.id)! < names.get(b.id)! ? -1 : 1))
  const asks = new Map<string, string>()
  const relative: Relative = {
    participant: (id) => names.get(id)!,
    mentor: (id) => mentors.get(id)!,
    ask: (id) => asks.get(id)!,
    since: (id, day) => byId.get(id)!.enrolledOn.until(day, { largestUnit: 'days' }).days,
  }
  const outcomes = await gatherOutcomes(reading, byId, relative, (ids) => {
    for (const [id, name] of pseudonyms('a', ids, key)) asks.set(id, name)
  })
  return {
    description: DESCRIPTION,
    covariates: toCovariates(
      DESCRIPTION,
      inOrder.map((person) => covariatesOf(person, relative)),
    ),
    participants: toColumns(
      'participants',
      inOrder.map((person) => ({
        participant_id: relative.participant(person.id),
        first_observed_day: person.observedFrom,
        last_use_day: sinceOr(relative, person.id, person.baseline?.answers.lastUseOn),
      })),
    ),
    // Fair draws have no table yet: the file is there and empty.
    lottery: toColumns('lottery', []),
    exposures: toColumns(
      'exposures',
      ordered([...mentorExposures(support, relative), ...groupExposures(support, byId, relative)]),
    ),
    contacts: toColumns('contacts', ordered(contactsOf(support, relative))),
    asks: toColumns('asks', ordered(outcomes.asks)),
    events: toColumns('events', ordered(outcomes.events)),
    measures: toColumns('measures', ordered(outcomes.measures)),
    follow_up: toColumns(
      'follow_up',
      inOrder.map((person) => ({
        participant_id: relative.participant(person.id),
        from_day: person.observedFrom,
        to_day: relative.since(person.id, person.diedOn ?? person.today),
        end_reason: person.diedOn ? 'death' : 'data_cut',
      })),
    ),
  }
}

/** By person, so that the order of rows does not tell the order of the records. */
function ordered<R extends { participant_id: string }>(rows: R[]): R[] {
  const whole = (row: R) => Object.values(row).join('\0')
  return rows.sort((a, b) =>
    a.participant_id === b.participant_id
      ? whole(a) < whole(b)
        ? -1
        : 1
      : a.participant_id < b.participant_id
        ? -1
        : 1,
  )
}

const sinceOr = ({ since }: Relative, id: string, day: string | null | undefined) =>
  day ? since(id, Temporal.PlainDate.from(day)) : null

function covariatesOf({ id, language, baseline, readiness }: PersonRow, { since }: Relative): CovariateValues {
  const at = baseline ? since(id, baseline.answeredOn) : null
  const answers: Partial<Baseline> = baseline?.answers ?? {}
  const number = (value: number | null | undefined) => ({ value: value ?? null, measuredOn: at })
  const yesNo = (value: boolean | null | undefined) => ({
    value: value === null || value === undefined ? null : Number(value),
    measuredOn: at,
  })
  return {
    language: { value: language, measuredOn: 0 },
    readiness: { value: readiness?.readiness ?? null, measuredOn: readiness ? since(id, readiness.answeredOn) : null },
    primary_substance: { value: answers.substances?.[0]?.substance ?? null, measuredOn: at },
    days_used_of_30: number(answers.daysUsedOf30),
    years_of_use: number(answers.yearsOfUse),
    in_treatment: yesNo(answers.inTreatment),
    medicine: yesNo(answers.takesMedicationForRecovery),
    housing: yesNo(answers.hasHousing),
  }
}

/** A mentor counts from the day on which the match is active, not from the proposal: waiting for one is no exposure. */
function mentorExposures({ relationships }: Support, { participant, mentor, since }: Relative): Row<'exposures'>[] {
  return relationships.map((row) => ({
    participant_id: participant(row.participantId),
    kind: 'mentor',
    mentor_id: mentor(row.mentorId),
    start_day: since(row.participantId, row.activeSince),
    end_day: row.closedOn && since(row.participantId, row.closedOn),
    end_reason: row.endReason ?? '',
  }))
}

function groupExposures(
  { attendance }: Support,
  people: ReadonlyMap<string, PersonRow>,
  { participant, since }: Relative,
): Row<'exposures'>[] {
  const out: Row<'exposures'>[] = []
  for (const [participantId, rows] of Map.groupBy(attendance, (row) => row.participantId)) {
    const days = rows.map((row) => since(participantId, row.day)).sort((a, b) => a - b)
    const now = since(participantId, people.get(participantId)!.today)
    let start = days[0]!
    days.forEach((day, i) => {
      const next = days[i + 1]
      if (next !== undefined && next - day <= GROUP_GAP) return
      const isOver = next !== undefined || now - day > GROUP_GAP
      out.push({
        participant_id: participant(participantId),
        kind: 'group',
        mentor_id: '',
        start_day: start,
        end_day: isOver ? day : null,
        end_reason: isOver ? 'stopped_coming' : '',
      })
      start = next ?? start
    })
  }
  return out
}

function contactsOf({ talks, attendance }: Support, { participant, mentor, since }: Relative): Row<'contacts'>[] {
  const own = talks.map(
    (row): Row<'contacts'> => ({
      participant_id: participant(row.participantId),
      kind: 'mentor',
      mentor_id: mentor(row.mentorId),
      day: since(row.participantId, row.day),
      minutes: row.minutes,
      mode: row.way ?? '',
    }),
  )
  const groups = attendance.map(
    (row): Row<'contacts'> => ({
      participant_id: participant(row.participantId),
      kind: 'group',
      mentor_id: '',
      day: since(row.participantId, row.day),
      minutes: row.minutes,
      mode: row.way,
    }),
  )
  return [...own, ...groups]
}
