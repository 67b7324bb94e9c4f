import { SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Id, Instant, Ok, PersonRef, TimeZone } from './values.ts'

export const USE_ANSWERS = ['no', 'yes', 'rather_not_say'] as const
/** Who may know; leaving the page counts as nobody. */
export const MAY_KNOW = ['mentor', 'mentor_and_safety_lead', 'nobody'] as const
export const COURSES = ['once', 'still_going', 'not_sure'] as const

/**
 * What the phone says about the time: the instant at which it was written, the zone, the calendar day. They are kept, never
 * recomputed. The phone's clock at the moment of sending goes in the header `x-cairn-sent-at`, so that an entry written
 * offline days ago is not taken for a wrong clock.
 */
export const PhoneTime = { recordedAt: Instant, zone: TimeZone, day: Day }

export const DayRange = z.object({ from: Day, to: Day })

/** 'Who may know?' as it may be asked today: the equal choices, in order, and what must be said before the question. */
export const MayKnowChoices = z.object({
  choices: z.array(z.enum(MAY_KNOW)),
  mentor: PersonRef.nullable(),
  /** True: a supervisor is told whatever she chooses; the third choice is gone and the page says so before the question. */
  alwaysTellSupervisor: z.boolean(),
})

export const DAY_SOURCES = [
  'self',
  'check_in',
  'ask',
  'test',
  'mentor_together',
  'clinician',
  'collateral',
  'import',
] as const

export const DayRow = z.object({
  day: Day,
  state: z.enum(['used', 'not_used']),
  substances: z.array(z.string()),
  heavy: z.boolean(),
  source: z.enum(DAY_SOURCES),
  recallDays: z.number().int(),
  /** Two answers say the opposite; both are kept. */
  disagreement: z.boolean(),
})

export const MyDays = z.object({
  from: Day,
  to: Day,
  /** Only the known days; every other day is unknown. */
  known: z.array(DayRow),
  unknown: z.array(DayRange),
  /** 'You told us about 24 of the last 30.' */
  told: z.object({ told: z.number().int(), of: z.number().int(), unknown: z.array(DayRange) }),
  /** Things that she may remember a day by: her own meetings and groups. */
  anchors: z.array(
    z.object({ day: Day, kind: z.enum(['talk', 'group', 'check_in', 'enrolled']), with: z.string().nullable() }),
  ),
})
export type MyDays = z.infer<typeof MyDays>

export const getMyDays = route({
  method: 'GET',
  url: '/my/days',
  access: 'use.read',
  query: z.object({ today: Day, from: Day.optional(), to: Day.optional() }),
  replies: { 200: MyDays },
  summary: 'My calendar: the days I told about, and the unknown ones. Without from and to: the last 30 days.',
})

const DayAnswer = z.strictObject({
  day: Day,
  state: z.enum(['used', 'not_used']),
  substances: z.array(z.enum(SUBSTANCES)).max(SUBSTANCES.length).default([]),
  heavy: z.boolean().nullable().default(null),
})

export const saveMyDays = route({
  method: 'PUT',
  url: '/my/days',
  access: 'use.write',
  problems: ['id_taken', 'future_day'],
  body: z.strictObject({
    /** Names this answer (UUIDv7 from the phone). */
    id: Id,
    ...PhoneTime,
    /** The open ask that the calendar belongs to, when it was opened from one. */
    askId: Id.nullable(),
    days: z.array(DayAnswer).min(1).max(400),
  }),
  replies: { 200: MyDays },
  summary: 'Fill unknown days, or put a day right: her earlier answer about that day is kept and stops counting.',
})

/** What the person sees of an ask. */
export const MyAsk = z.object({
  id: Id,
  /** 30, 60, 90, 180, 365 … */
  askDay: z.number().int(),
  about: DayRange,
  opensOn: Day,
  dueOn: Day,
  closesOn: Day,
  /** 'days': ask for the unknown ones only; 'confirm': everything is known, ask whether it is right. */
  kind: z.enum(['days', 'confirm']),
  unknown: z.array(DayRange),
  knownDays: z.number().int(),
  answered: z.boolean(),
})
export type MyAsk = z.infer<typeof MyAsk>

export const getMyAsks = route({
  method: 'GET',
  url: '/my/asks',
  access: 'ask.read',
  query: z.object({ day: Day }),
  replies: { 200: z.object({ open: z.array(MyAsk), nextOpensOn: Day.nullable(), mayKnow: MayKnowChoices }) },
  summary: 'The questions that are open for me now, about unknown days only.',
})

/** What an answer to an ask says, alone and together. */
export const askAnswer = {
  id: Id,
  ...PhoneTime,
  /** Rather not say ends the ask as declined; days that are known stay known. */
  answer: z.enum(USE_ANSWERS),
  /** With yes: the days of use; empty when she is not sure when. */
  days: z.array(DayAnswer).max(400),
  /** She went through every unknown day. */
  otherDaysWithoutUse: z.boolean(),
  course: z.enum(COURSES).nullable(),
  mayKnow: z.enum(MAY_KNOW).nullable(),
  supervisorToldSaid: z.boolean(),
}

export const answerMyAsk = route({
  method: 'POST',
  url: '/my/asks/:id/answer',
  access: 'ask.answer',
  problems: ['id_taken', 'future_day', 'not_possible_now'],
  params: ById,
  body: z.strictObject(askAnswer),
  replies: { 201: MyAsk },
  summary: 'Answer an ask. An answer given later, while the window is open, replaces a declined one.',
})

export const listAsksTogether = route({
  method: 'GET',
  url: '/people/:id/asks',
  access: 'ask.answer',
  params: ById,
  query: z.object({ day: Day }),
  replies: {
    200: z.object({
      open: z.array(MyAsk),
      mayKnow: MayKnowChoices,
      /** The unknown ones of the last seven days, for the question in a check-in together. */
      week: z.array(DayRange),
    }),
  },
  summary:
    'The questions that are open for her now, to be answered together: unknown days only, and nothing of the others.',
})

/** Days never reset: a day of use takes away that day and nothing else. */
export const MyPath = z.object({
  since: Day,
  today: Day,
  daysInRecovery: z.number().int(),
  longestRun: z.number().int(),
  presentRun: z.number().int(),
  throughDay: Day.nullable(),
  daysOfUse: z.number().int(),
  unknown: z.number().int(),
  checkIns: z.number().int(),
})

export const getMyPath = route({
  method: 'GET',
  url: '/my/path',
  access: 'path.read',
  query: z.object({ today: Day }),
  replies: { 200: MyPath },
  summary: 'My path. The count never falls back.',
})

/** The named definitions of return to use that reports may choose from. */
export const OutcomeDefinition = z.object({ id: z.string(), name: z.string(), about: z.string(), source: z.string() })

export const listDefinitions = route({
  method: 'GET',
  url: '/outcome-definitions',
  access: 'organization.read',
  replies: { 200: z.object({ items: z.array(OutcomeDefinition) }) },
  summary: 'Definitions of return to use, each with its source.',
})

/** One part is saved when it is left; a part that is not in the body stays as it was. */
const reportParts = {
  mayKnow: z.enum(MAY_KNOW).optional(),
  /** Today · yesterday · picked. */
  days: z.array(Day).max(60).optional(),
  /** She went through every day that was asked about: what she did not pick was without use. */
  otherDaysWithoutUse: z.boolean().optional(),
  substances: z.array(z.enum(SUBSTANCES)).max(SUBSTANCES.length).optional(),
  heavy: z.boolean().nullable().optional(),
  course: z.enum(COURSES).nullable().optional(),
}

export const UseReport = z.object({
  id: Id,
  day: Day,
  recordedAt: Instant,
  mayKnow: z.enum(MAY_KNOW).nullable(),
  /** Who has been told, by name. */
  told: z.array(z.string()),
  days: z.array(Day),
  substances: z.array(z.enum(SUBSTANCES)),
  heavy: z.boolean().nullable(),
  course: z.enum(COURSES).nullable(),
  showToleranceCard: z.boolean(),
})
export type UseReport = z.infer<typeof UseReport>

export const saveUseReport = route({
  method: 'PUT',
  url: '/my/use-reports/:id',
  access: 'use.write',
  problems: ['id_taken', 'future_day'],
  params: ById,
  body: z.strictObject({ ...PhoneTime, supervisorToldSaid: z.boolean(), ...reportParts }),
  replies: { 200: UseReport },
  summary:
    'I want to tell you I used: made by the first part that is saved, then part by part. Nobody is told before she chooses.',
})

export const saveUseReportTogether = route({
  method: 'PUT',
  url: '/people/:id/use-reports/:reportId',
  access: 'use.write',
  problems: ['future_day', 'not_possible_now'],
  params: z.object({ id: Id, reportId: Id }),
  body: z.strictObject({ ...PhoneTime, ...reportParts }),
  replies: { 200: Ok },
  summary:
    'The page after a yes that was entered together, part by part: only by whoever entered the answer, right after it. The reply tells nothing.',
})

export const listMyUseReports = route({
  method: 'GET',
  url: '/my/use-reports',
  access: 'use.read',
  replies: { 200: z.object({ items: z.array(UseReport) }) },
  summary: 'What I told about use, and whom.',
})

/** What somebody whom she chose is shown. */
export const ToldUse = z.object({
  id: Id,
  day: Day,
  days: z.array(Day),
  substances: z.array(z.enum(SUBSTANCES)),
  course: z.enum(COURSES).nullable(),
})

export const listToldUse = route({
  method: 'GET',
  url: '/people/:id/use-reports',
  access: 'use.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(ToldUse) }) },
  summary: 'What she chose that I may know. Empty is all that anybody else ever sees.',
})
