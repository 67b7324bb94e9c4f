import { checkDataSet } from '../../dataset/check.ts'
import {
  type CovariateDefinition,
  FILE_NAMES,
  type FileName,
  type ProgramDataSet,
  type Row,
} from '../../dataset/schema.ts'
import { toColumns, toCovariates } from '../../dataset/write.ts'

type Rows = { [F in FileName]?: readonly Row<F>[] }

/** Where a program ends unless a row of follow_up says otherwise. */
export const LAST_DAY = 200

/** One person: observed from day 0, abstinent for 20 days then, with the given baseline values. */
export interface SmallPerson {
  id: string
  firstDay?: number
  lastUse?: number | null
  values?: Record<string, number | string | null>
  /** Day on which the values were measured. */
  measuredOn?: number
}

/** A data set written by hand, which must be consistent; people without a row in follow_up are followed to day 200. */
export function smallProgram(
  people: readonly SmallPerson[],
  rows: Rows = {},
  covariates: Record<string, CovariateDefinition> = {},
): ProgramDataSet {
  const description = { schema_version: 1 as const, data_cut: { label: 'by hand' }, definitions: {}, covariates }
  const ended = new Set(rows.follow_up?.map((f) => f.participant_id))
  const all: Rows = {
    ...rows,
    participants: people.map((p) => ({
      participant_id: p.id,
      first_observed_day: p.firstDay ?? 0,
      last_use_day: p.lastUse === undefined ? -20 : p.lastUse,
    })),
    follow_up: [
      ...(rows.follow_up ?? []),
      ...people
        .filter((p) => !ended.has(p.id))
        .map((p) => ({ participant_id: p.id, from_day: p.firstDay ?? 0, to_day: LAST_DAY, end_reason: 'data_cut' })),
    ],
  }
  const tables = Object.fromEntries(FILE_NAMES.map((name) => [name, toColumns(name, (all[name] ?? []) as never)]))
  const values = people.map((p) =>
    Object.fromEntries(
      Object.keys(covariates).map((name) => [name, { value: p.values?.[name] ?? null, measuredOn: p.measuredOn ?? 0 }]),
    ),
  )
  const dataSet = { description, covariates: toCovariates(description, values), ...tables } as unknown as ProgramDataSet
  const problems = checkDataSet(dataSet)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return dataSet
}

const isEnd = (answer: string) => answer === 'none' || answer === 'event'

/** A row of asks.csv; an answer covers everything since `from`. */
export const ask = (
  participant_id: string,
  due_day: number,
  answer: string,
  answered_day: number | null = isEnd(answer) ? due_day : null,
  from = 1,
): Row<'asks'> => ({
  participant_id,
  ask_id: `${participant_id}${due_day}`,
  due_day,
  answered_day,
  covers_from_day: isEnd(answer) ? from : null,
  covers_to_day: isEnd(answer) ? answered_day : null,
  answer,
})

/** A row of events.csv, told in an ask. */
export const event = (
  participant_id: string,
  kind: string,
  day: number | readonly [number, number],
  change: Partial<Row<'events'>> = {},
): Row<'events'> => {
  const [day_low, day_high] = typeof day === 'number' ? [day, day] : day
  return {
    participant_id,
    kind,
    day_low,
    day_high,
    learned_day: day_high,
    substance: '',
    severity: '',
    source: 'ask',
    ask_id: '',
    ...change,
  }
}

/** A row of exposures.csv: with a mentor from that day on. */
export const mentor = (
  participant_id: string,
  mentor_id: string,
  start_day: number,
  end_day: number | null = null,
): Row<'exposures'> => ({
  participant_id,
  kind: 'mentor',
  mentor_id,
  start_day,
  end_day,
  end_reason: end_day === null ? '' : 'moved',
})

export const measure = (participant_id: string, name: string, day: number, value: number): Row<'measures'> => ({
  participant_id,
  day,
  measure: name,
  value,
})

export const group = (participant_id: string, day: number): Row<'contacts'> => ({
  participant_id,
  kind: 'group',
  mentor_id: '',
  day,
  minutes: 60,
  mode: 'in_person',
})
