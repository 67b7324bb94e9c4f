import { START_STYLES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Done, Id, words } from './values.ts'

const Ruler = z.number().int().min(0).max(10).nullable()

const answers = {
  startStyle: z.enum(START_STYLES).nullable(),
  /** 0 not at all … 10 very much; null: skipped. */
  importance: Ruler,
  confidence: Ruler,
  readiness: Ruler,
  /** 'Why not lower?' and 'What would help?' in her own words. */
  words: words(500).nullable(),
}

export const ReadinessAnswer = z.object({
  id: Id,
  ...answers,
  words: z.string().nullable(),
  answeredOn: Day,
  mode: z.enum(['self', 'together', 'phone', 'paper']),
})

export const Readiness = z.object({
  latest: ReadinessAnswer.nullable(),
  /** Every answer, the newest first: what she said at the start stays. */
  history: z.array(ReadinessAnswer),
  /** Thirty days after the first answer; null once it was asked again. */
  nextOn: Day.nullable(),
})

export const getReadiness = route({
  method: 'GET',
  url: '/people/:id/readiness',
  access: 'baseline.read',
  params: ById,
  replies: { 200: Readiness },
  summary: 'How would you like to start?',
})

export const saveReadiness = route({
  method: 'POST',
  url: '/people/:id/readiness',
  access: 'baseline.write',
  problems: ['id_taken', 'future_day'],
  params: ById,
  body: z.strictObject({ id: Id, done: Done, ...answers }),
  replies: { 201: Readiness },
  summary: 'Answer it, at the start or again.',
})
