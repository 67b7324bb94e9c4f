import { periodCounts, reportSchema } from '@cairn/evaluation/report/schema.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { Day, Id, Instant } from './values.ts'

/** What is always up to date: counted from the records when the page is opened. */
export const Served = z.object({
  countedAt: Instant,
  /** Month in which the fiscal year begins (1–12); a fiscal year is named by the year in which it ends. */
  fiscalYearStartsInMonth: z.number().int(),
  /** Each person once a year, whatever they came for. The last row is everything since the program opened. */
  periods: z.array(periodCounts),
  /** Of people whose day has come: how many answered its questions. 'Rather not say' is an answer too. */
  followUp: z.array(z.object({ day: z.number().int(), due: z.number().int(), answered: z.number().int() })),
})
export type Served = z.infer<typeof Served>

export const getServed = route({
  method: 'GET',
  url: '/study',
  access: 'study.read',
  replies: { 200: Served },
  summary: 'Served, unduplicated, asked and followed up, by fiscal year.',
})

export const COMPUTATION_STAGES = ['gathering', 'checking', 'computing', 'done', 'stopped'] as const

export const Computation = z.object({
  id: Id,
  stage: z.enum(COMPUTATION_STAGES),
  /** 0–1. */
  share: z.number(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  /** Why it stopped, in a sentence: each inconsistency with file, row and column. */
  faults: z.array(z.string()),
})
export type Computation = z.infer<typeof Computation>

export const StudyAnswer = z.object({
  /** The newest finished report; null: none has been computed yet. */
  report: reportSchema.nullable(),
  computedAt: Instant.nullable(),
  /** Records changed since. */
  isOlderThanRecords: z.boolean(),
  /** For whoever reads names: the release of a quarter, the same from day to day. Null: today's figures, for who reads no name. */
  release: z.object({ from: Day, until: Day }).nullable(),
  mayCompute: z.boolean(),
  /** One that is running or was the last to stop. */
  computation: Computation.nullable(),
})
export type StudyAnswer = z.infer<typeof StudyAnswer>

export const getAnswer = route({
  method: 'GET',
  url: '/study/answer',
  access: 'study.read',
  replies: { 200: StudyAnswer },
  summary:
    'The program’s own answer to the question, as last computed; to whoever reads names, the release of the quarter.',
})

export const computeAnswer = route({
  method: 'POST',
  url: '/study/answer',
  access: 'study.read',
  problems: ['not_possible_now'],
  body: z.strictObject({ id: Id }),
  replies: { 202: Computation },
  summary: 'Compute the answer anew, beside the running server; its progress is in GET /study/answer.',
})

export const downloadReport = route({
  method: 'GET',
  url: '/study/answer/:format',
  access: 'study.read',
  params: z.object({ format: z.enum(['html', 'json']) }),
  query: z.object({ language: z.enum(['en', 'es']).default('en') }),
  replies: { 200: z.string() },
  summary: 'The release of the quarter as one page that needs nothing else, or as JSON.',
})
