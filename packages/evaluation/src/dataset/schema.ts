/**
 * The program data set, version 1: a folder of plain CSV files beside `dataset.json`.
 * Days are whole numbers counted from a person's enrollment (day 0; earlier days are negative). No dates, no names.
 * The same words for people are in docs/data-set.md.
 */
import { z } from 'zod'

export const SCHEMA_VERSION = 1

const id = z.string().min(1, 'must not be empty').max(64)
const day = z.int('must be a whole number of days').min(-40_000).max(40_000)
const freeCode = z.string().max(64)

interface TextColumn {
  type: 'text'
  /** Whether the cell may be empty; an empty text is ''. */
  optional: boolean
  cell: z.ZodType<string>
  values?: readonly string[]
}
interface NumberColumn {
  type: 'number'
  /** Whether the cell may be empty; an empty number is NaN in the columns. */
  optional: boolean
  cell: z.ZodType<number>
}
export type Column = TextColumn | NumberColumn

const text = (cell: z.ZodType<string>, optional = false): TextColumn => ({ type: 'text', optional, cell })
const code = <T extends string>(values: readonly T[], optional = false): TextColumn => ({
  type: 'text',
  optional,
  cell: z.enum(values as [T, ...T[]]),
  values,
})
const days = (optional = false): NumberColumn => ({ type: 'number', optional, cell: day })
const count = (least: number, optional = false): NumberColumn => ({
  type: 'number',
  optional,
  cell: z.int('must be a whole number').min(least, `must be ${least} or more`),
})
const measurement = (): NumberColumn => ({ type: 'number', optional: false, cell: z.number() })

export const EXPOSURE_KINDS = ['mentor', 'group'] as const
export const ANSWERS = ['none', 'event', 'declined', 'not_reached', 'not_asked'] as const
export const EVENT_KINDS = ['use', 'heavy_use', 'overdose', 'death', 'treatment_exit', 'incarceration'] as const
export const EVENT_SOURCES = [
  'ask',
  'test',
  'self',
  'check_in',
  'mentor_together',
  'clinician',
  'collateral',
  'register',
  'import',
] as const
/** For `death` the severity column holds the cause. */
export const DEATH_CAUSES = ['overdose', 'other', 'unknown'] as const
export const FOLLOW_UP_ENDS = ['data_cut', 'death', 'withdrew'] as const

export type ExposureKind = (typeof EXPOSURE_KINDS)[number]
export type Answer = (typeof ANSWERS)[number]
export type EventKind = (typeof EVENT_KINDS)[number]
export type FollowUpEnd = (typeof FOLLOW_UP_ENDS)[number]

/** The columns of every file in the order in which they are written. Baseline covariates follow in participants.csv. */
export const FILES = {
  participants: {
    participant_id: text(id),
    first_observed_day: days(),
    last_use_day: days(true),
  },
  lottery: {
    draw_id: text(id),
    participant_id: text(id),
    draw_day: days(),
    stratum: text(freeCode, true),
    entrants: count(1),
    places: count(0),
    rank: count(1),
    offered_day: days(true),
    accepted_day: days(true),
    match_day: days(true),
    prior_draws_lost: count(0),
  },
  exposures: {
    participant_id: text(id),
    kind: code(EXPOSURE_KINDS),
    mentor_id: text(id, true),
    start_day: days(),
    end_day: days(true),
    end_reason: text(freeCode, true),
  },
  contacts: {
    participant_id: text(id),
    kind: code(EXPOSURE_KINDS),
    mentor_id: text(id, true),
    day: days(),
    minutes: { type: 'number', optional: true, cell: z.number().min(0, 'must not be negative') },
    mode: text(freeCode, true),
  },
  asks: {
    participant_id: text(id),
    ask_id: text(id),
    due_day: days(),
    answered_day: days(true),
    covers_from_day: days(true),
    covers_to_day: days(true),
    answer: code(ANSWERS),
  },
  events: {
    participant_id: text(id),
    kind: code(EVENT_KINDS),
    day_low: days(),
    day_high: days(),
    learned_day: days(),
    substance: text(freeCode, true),
    severity: text(freeCode, true),
    source: code(EVENT_SOURCES),
    ask_id: text(id, true),
  },
  measures: {
    participant_id: text(id),
    day: days(),
    measure: text(id),
    value: measurement(),
  },
  follow_up: {
    participant_id: text(id),
    from_day: days(),
    to_day: days(),
    end_reason: code(FOLLOW_UP_ENDS),
  },
} as const satisfies Record<string, Record<string, Column>>

export type FileName = keyof typeof FILES
export const FILE_NAMES = Object.keys(FILES) as FileName[]
/** Files that a folder may leave out; they then have no rows. */
export const OPTIONAL_FILES: readonly FileName[] = ['lottery', 'contacts', 'measures']

export type Columns<F extends FileName> = {
  [C in keyof (typeof FILES)[F]]: (typeof FILES)[F][C] extends { type: 'number' } ? Float64Array : string[]
} & { readonly rows: number }

/** One cell's value, as a writer gives it: numbers and text, null or '' for an empty cell. */
export type Row<F extends FileName> = {
  [C in keyof (typeof FILES)[F]]: (typeof FILES)[F][C] extends { type: 'number' } ? number | null : string
}

export const covariateDefinition = z.strictObject({
  type: z.enum(['number', 'category', 'yes_no']),
  levels: z.array(z.string().min(1)).min(1).optional(),
  label: z.strictObject({ en: z.string(), es: z.string() }).partial().optional(),
})
export type CovariateDefinition = z.infer<typeof covariateDefinition>

/** `dataset.json`. */
export const dataSetDescription = z.strictObject({
  schema_version: z.literal(SCHEMA_VERSION),
  /** Free words about the program; shown in the report's heading. */
  program: z.string().max(120).optional(),
  made_by: z.string().max(120).optional(),
  /** A label, never a date: a date beside `to_day` would give away every enrollment date. */
  data_cut: z.strictObject({ label: z.string().min(1).max(60) }),
  /** Which named, versioned definitions made the events. */
  definitions: z.record(z.string(), z.string()),
  covariates: z.record(
    z.string().regex(/^[a-z][a-z0-9_]*$/, 'a covariate is named in small letters'),
    covariateDefinition,
  ),
})
export type DataSetDescription = z.infer<typeof dataSetDescription>

/** One baseline covariate: numbers (yes = 1, no = 0) or text, and the day on which each value was measured (NaN unknown). */
export interface Covariate {
  definition: CovariateDefinition
  numbers: Float64Array | null
  texts: string[] | null
  measuredOn: Float64Array
}

export interface ProgramDataSet {
  description: DataSetDescription
  covariates: Record<string, Covariate>
  participants: Columns<'participants'>
  lottery: Columns<'lottery'>
  exposures: Columns<'exposures'>
  contacts: Columns<'contacts'>
  asks: Columns<'asks'>
  events: Columns<'events'>
  measures: Columns<'measures'>
  follow_up: Columns<'follow_up'>
}

/** Where the data set is wrong, why, and what to do. `row` is the line in the file (the heading is line 1). */
export interface DataSetProblem {
  file: string
  row: number | null
  column: string | null
  message: string
}

/** One sentence: file, row, column, what is wrong and what to do. */
export function problemSentence(p: DataSetProblem): string {
  const place = [p.file, p.row === null ? null : `row ${p.row}`, p.column === null ? null : `column ${p.column}`]
  return `${place.filter((x) => x !== null).join(', ')}: ${p.message}`
}
