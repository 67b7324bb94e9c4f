import { SHARING, SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { DayRange, MayKnowChoices, PhoneTime, USE_ANSWERS } from './outcomes.ts'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, PersonRef } from './values.ts'

export const NEEDS = ['call', 'ride', 'food_kids', 'clinic_medicine', 'other'] as const
export const ASK_AGAIN = ['tomorrow', 'few_days', 'week', 'never'] as const
/** 1 is very hard (mood) or none (urges, stress); 5 is very good or very strong. Null is skipped, never a zero. */
const Step = z.number().int().min(1).max(5).nullable()

export const WhoIsThere = z.object({
  mentor: PersonRef.nullable(),
  /** The mentor is away; cover, when somebody covers. */
  mentorAwayUntil: Day.nullable(),
  cover: PersonRef.nullable(),
  staffed: z.boolean(),
  /** When staff is there again; null while they are. */
  staffedAgainAt: Instant.nullable(),
  onCall: z.object({ name: z.string(), until: Instant }).nullable(),
})

export const CheckInPage = z.object({
  participantId: Id,
  sharing: z.object({
    /** True once after a match: ask Yes · Just me · Ask me each time, nothing preselected. */
    pending: z.boolean(),
    choice: z.enum(SHARING).nullable(),
    mentor: PersonRef.nullable(),
    /** 'Dana sees these three answers.' written by the access table. */
    line: z.string(),
  }),
  use: z.object({
    /** True in the first check-in of the week, when there are unknown days. Otherwise only the quiet link. */
    show: z.boolean(),
    /** Since which day: the last known one; null: since she came. */
    since: Day.nullable(),
    about: z.array(DayRange),
    mayKnow: MayKnowChoices,
    /** Her substances first; then the others. */
    substances: z.array(z.enum(SUBSTANCES)),
    hers: z.number().int(),
  }),
  call: WhoIsThere,
  lastAskAgain: z.enum(ASK_AGAIN).nullable(),
  checkedInToday: z.boolean(),
})
export type CheckInPage = z.infer<typeof CheckInPage>

export const getCheckInPage = route({
  method: 'GET',
  url: '/my/check-in',
  access: 'check_in.write',
  query: z.object({ day: Day }),
  replies: { 200: CheckInPage },
  summary:
    'What to show in a check-in now: is the sharing choice open, is the use question due, who is there for a call.',
})

const answers = {
  /** Made when the screen opens (UUIDv7): the same one twice is one check-in. */
  id: Id,
  ...PhoneTime,
  mood: Step,
  urges: Step,
  stress: Step,
  needs: z.array(z.enum(NEEDS)).max(NEEDS.length),
  /** Whether the question about use stood on the screen; with `use` null it was skipped. */
  useShown: z.boolean(),
  use: z.enum(USE_ANSWERS).nullable(),
  /** The days that the question on the screen was about, as the page gave them. */
  useAbout: z.array(z.strictObject({ from: Day, to: Day })).max(60),
  /** Made by the phone when `use` is yes: the page about it (PUT /my/use-reports/:id). */
  useReportId: Id.nullable(),
  /** The page said that a supervisor is told whatever she chooses. */
  supervisorToldSaid: z.boolean(),
  askAgain: z.enum(ASK_AGAIN).nullable(),
}

const something = (body: {
  mood: number | null
  urges: number | null
  stress: number | null
  needs: string[]
  use: string | null
}) => body.mood !== null || body.urges !== null || body.stress !== null || body.needs.length > 0 || body.use !== null
const reportNamed = (body: { use: string | null; useReportId: string | null }) =>
  (body.use === 'yes') === (body.useReportId !== null)

export const CheckIn = z.object({
  id: Id,
  ...PhoneTime,
  receivedAt: Instant,
  /** flagged: the phone's clock was more than ten minutes off; ask: more than a day, so ask which day it is. Nothing is corrected. */
  clock: z.enum(['fine', 'flagged', 'ask']),
  mood: Step,
  urges: Step,
  stress: Step,
  needs: z.array(z.enum(NEEDS)),
  shared: z.boolean(),
  askAgain: z.enum(ASK_AGAIN).nullable(),
  /** The day on which the next one is offered; null: she comes by herself. */
  nextOn: Day.nullable(),
  use: z.enum(USE_ANSWERS).nullable(),
  useReportId: Id.nullable(),
})
export type CheckIn = z.infer<typeof CheckIn>

export const addCheckIn = route({
  method: 'POST',
  url: '/my/check-ins',
  access: 'check_in.write',
  problems: ['id_taken', 'future_day'],
  body: z
    .strictObject({
      ...answers,
      /** Given the first time after a match; kept from then on. */
      sharing: z.enum(SHARING).nullable(),
      /** With 'ask me each time': this one. */
      shareThis: z.boolean().nullable(),
    })
    .refine(something, { message: 'needs one answer at least', path: ['mood'] })
    .refine(reportNamed, { message: 'goes with the answer yes, and only with it', path: ['useReportId'] }),
  replies: { 201: CheckIn },
  summary: 'Send a check-in. The same id twice gives the same answer; with another body it is refused.',
})

export const listMyCheckIns = route({
  method: 'GET',
  url: '/my/check-ins',
  access: 'check_in.read',
  query: z.object({ before: Day.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  replies: { 200: z.object({ items: z.array(CheckIn) }) },
  summary: 'My own check-ins, newest first.',
})

/** What a mentor sees of a check-in that is shared: three answers, needs and the day; never anything about use. */
export const SharedCheckIn = z.object({
  id: Id,
  day: Day,
  mood: Step,
  urges: Step,
  stress: Step,
  needs: z.array(z.enum(NEEDS)),
})

export const listSharedCheckIns = route({
  method: 'GET',
  url: '/people/:id/check-ins',
  access: 'check_in.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(SharedCheckIn) }) },
  summary: 'The check-ins that she shares with her mentor.',
})

export const addCheckInFor = route({
  method: 'POST',
  url: '/people/:id/check-ins',
  access: 'check_in.write',
  problems: ['id_taken', 'future_day'],
  params: ById,
  body: z
    .strictObject({
      ...answers,
      done: Done.refine((done) => done.mode !== 'self', 'staff and mentors enter together, by phone or from paper'),
    })
    .refine(something, { message: 'needs one answer at least', path: ['mood'] })
    .refine(reportNamed, { message: 'goes with the answer yes, and only with it', path: ['useReportId'] }),
  replies: { 201: z.object({ id: Id }) },
  summary:
    'Enter a check-in together with the person, from the phone or from paper. What was said about use cannot be read back.',
})
