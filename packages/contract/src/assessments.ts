import { z } from 'zod'
import { PhoneTime } from './outcomes.ts'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, Language } from './values.ts'

export const InstrumentItem = z.object({
  id: z.string(),
  text: z.string(),
  options: z.array(z.object({ value: z.number(), label: z.string() })),
})

/** A questionnaire in one language, ready to show: questions, options, where the words come from. */
export const InstrumentPage = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  language: Language,
  instruction: z.string(),
  recallDays: z.number().int(),
  items: z.array(InstrumentItem),
  /** 'validated', 'original', 'own' or 'working': said beside the questions when it is working. */
  wording: z.enum(['original', 'validated', 'working', 'own']),
  wordingNote: z.string(),
  licence: z.string(),
})

export const getInstrument = route({
  method: 'GET',
  url: '/instruments/:instrumentId',
  access: 'organization.read',
  params: z.object({ instrumentId: z.string().max(40) }),
  query: z.object({ language: Language }),
  problems: ['not_offered'],
  replies: { 200: InstrumentPage },
  summary: 'The questions of one questionnaire in one language; never silently in another.',
})

export const DueAssessment = z.object({
  instrumentId: z.string(),
  title: z.string(),
  items: z.number().int(),
  dueOn: Day,
  closesOn: Day,
})

export const listMyDueAssessments = route({
  method: 'GET',
  url: '/my/assessments/due',
  access: 'assessment.read',
  query: z.object({ day: Day }),
  replies: { 200: z.object({ items: z.array(DueAssessment) }) },
  summary: 'What is due for me now: at most twelve questions a month.',
})

const response = {
  id: Id,
  ...PhoneTime,
  instrumentId: z.string().max(40),
  version: z.number().int(),
  language: Language,
  /** Option value by item; null or left out is skipped, and never filled in. */
  answers: z.record(z.string().max(40), z.number().int().nullable()),
}

export const ScaleScore = z.object({
  id: z.string(),
  title: z.string(),
  score: z.number().nullable(),
  min: z.number(),
  max: z.number(),
  band: z.string().nullable(),
})

/** The result is shown to the person first. */
export const AssessmentResult = z.object({
  id: Id,
  instrumentId: z.string(),
  title: z.string(),
  day: Day,
  receivedAt: Instant,
  mode: z.enum(['self', 'together', 'phone', 'paper']),
  total: ScaleScore.nullable(),
  subscales: z.array(ScaleScore),
  skipped: z.number().int(),
  /** Why there is no total, when there is none. */
  reason: z.string().nullable(),
  /** The total before this one. */
  before: z.object({ day: Day, score: z.number() }).nullable(),
})
export type AssessmentResult = z.infer<typeof AssessmentResult>

export const addAssessment = route({
  method: 'POST',
  url: '/my/assessments',
  access: 'assessment.write',
  problems: ['id_taken', 'future_day', 'not_offered'],
  body: z.strictObject(response),
  replies: { 201: AssessmentResult },
  summary: 'Answer a questionnaire; the score comes back at once.',
})

export const listMyAssessments = route({
  method: 'GET',
  url: '/my/assessments',
  access: 'assessment.read',
  replies: { 200: z.object({ items: z.array(AssessmentResult) }) },
  summary: 'My answers over time.',
})

export const addAssessmentFor = route({
  method: 'POST',
  url: '/people/:id/assessments',
  access: 'assessment.write',
  problems: ['id_taken', 'future_day', 'not_offered'],
  params: ById,
  body: z.strictObject({
    ...response,
    done: Done.refine((done) => done.mode !== 'self', 'staff and mentors enter together, by phone or from paper'),
  }),
  replies: { 201: z.object({ id: Id }) },
  summary: 'Enter a questionnaire together with the person, by phone or from paper.',
})

export const listAssessmentsOf = route({
  method: 'GET',
  url: '/people/:id/assessments',
  access: 'assessment.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(AssessmentResult) }) },
  summary: 'One person’s questionnaires over time.',
})

export const ScheduleEntry = z.strictObject({
  instrumentId: z.string().max(40),
  everyMonths: z.number().int().min(1).max(24),
  firstMonth: z.number().int().min(0).max(60),
})

const Schedule = z.object({
  entries: z.array(ScheduleEntry),
  busiestMonthItems: z.number().int(),
  budget: z.number().int(),
})

export const getAssessmentSchedule = route({
  method: 'GET',
  url: '/assessment-schedule',
  access: 'organization.read',
  replies: { 200: Schedule },
  summary: 'Which questionnaires are asked, and how often.',
})

export const changeAssessmentSchedule = route({
  method: 'PUT',
  url: '/assessment-schedule',
  access: 'organization.manage',
  problems: ['over_budget'],
  body: z.strictObject({ entries: z.array(ScheduleEntry).max(20) }),
  replies: { 200: Schedule },
  summary: 'Change it; more than twelve questions in any month are refused.',
})
