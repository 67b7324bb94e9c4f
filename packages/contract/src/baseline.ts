import { EXPERIENCES, PATHWAYS, SUBSTANCES, USE_GOALS } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Done, words } from './values.ts'

/** The two-minute card within 30 days. Everything may be left out; nothing left out counts as 'no'. */
export const BaselineAnswers = z.strictObject({
  /** Most important first. */
  substances: z
    .array(z.strictObject({ substance: z.enum(SUBSTANCES), goal: z.enum(USE_GOALS).nullable() }))
    .max(SUBSTANCES.length),
  lastUseOn: Day.nullable(),
  daysUsedOf30: z.number().int().min(0).max(30).nullable(),
  yearsOfUse: z.number().int().min(0).max(80).nullable(),
  inTreatment: z.boolean().nullable(),
  takesMedicationForRecovery: z.boolean().nullable(),
  hasHousing: z.boolean().nullable(),
  treatmentsBefore: z.number().int().min(0).max(99).nullable(),
  pathways: z.array(z.enum(PATHWAYS)).max(PATHWAYS.length),
  /** What a mentor should have lived through; the ranked wishes of matching begin with it. */
  mentorShouldHaveLived: z.array(z.enum(EXPERIENCES)).max(EXPERIENCES.length),
  /** Anything else in her own words. */
  words: words(500).nullable(),
})

export const Baseline = z.object({
  answers: BaselineAnswers.nullable(),
  answeredOn: Day.nullable(),
  mode: z.enum(['self', 'together', 'phone', 'paper']).nullable(),
  dueOn: Day,
  /** 0: not answered yet. */
  version: z.number().int().min(0),
})

export const getBaseline = route({
  method: 'GET',
  url: '/people/:id/baseline',
  access: 'baseline.read',
  params: ById,
  replies: { 200: Baseline },
  summary: 'How things stood when she came.',
})

export const saveBaseline = route({
  method: 'PUT',
  url: '/people/:id/baseline',
  access: 'baseline.write',
  problems: ['stale_version', 'future_day'],
  params: ById,
  body: z.strictObject({ version: z.number().int().min(0), done: Done, answers: BaselineAnswers }),
  replies: { 200: Baseline },
  summary: 'Fill in or correct the baseline card.',
})
