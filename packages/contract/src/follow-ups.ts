import { SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { askAnswer, DayRange, MayKnowChoices } from './outcomes.ts'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, PersonRef } from './values.ts'

export const ATTEMPT_MODES = ['app', 'message_link', 'sms', 'phone', 'paper', 'in_person'] as const
export const ATTEMPT_RESULTS = [
  'answered',
  'left_message',
  'no_answer',
  'wrong_number',
  'declined',
  'asked_later',
] as const

/** What staff sees of an ask: that it is answered, never what. */
export const FollowUp = z.object({
  askId: Id,
  person: PersonRef,
  askDay: z.number().int(),
  opensOn: Day,
  dueOn: Day,
  closesOn: Day,
  /** `answered` also covers 'rather not say' on her own phone. */
  status: z.enum(['not_yet', 'open', 'overdue', 'answered', 'not_reached', 'not_asked']),
  /** Days until the window closes; negative after. */
  daysLeft: z.number().int(),
  tries: z.number().int(),
  lastTry: z.object({ at: Instant, mode: z.enum(ATTEMPT_MODES), result: z.enum(ATTEMPT_RESULTS) }).nullable(),
  /** How she wants to be reached. */
  reach: z.string().nullable(),
  leaveMessage: z.boolean(),
  unknownDays: z.number().int(),
  fundingSource: z.string().nullable(),
})
export type FollowUp = z.infer<typeof FollowUp>

/** Answered of all whose window has closed, by grant. */
export const FollowUpMeter = z.object({
  fundingSource: z.string(),
  askDay: z.number().int(),
  closed: z.number().int(),
  answered: z.number().int(),
})

export const listFollowUps = route({
  method: 'GET',
  url: '/follow-ups',
  access: 'ask.read',
  query: z.object({ show: z.enum(['open', 'closing', 'coming', 'closed']).default('open'), mentorId: Id.optional() }),
  replies: { 200: z.object({ today: Day, items: z.array(FollowUp), meter: z.array(FollowUpMeter) }) },
  summary: 'Windows: opens, closes, tries, mode, answered or not; never what was answered.',
})

export const FollowUpPage = FollowUp.extend({
  about: DayRange,
  unknown: z.array(DayRange),
  knownDays: z.number().int(),
  mayKnow: MayKnowChoices,
  /** Those of her card first, in her order. */
  substances: z.array(z.enum(SUBSTANCES)),
  attempts: z.array(
    z.object({
      id: Id,
      at: Instant,
      mode: z.enum(ATTEMPT_MODES),
      result: z.enum(ATTEMPT_RESULTS),
      by: z.string().nullable(),
    }),
  ),
})

export const getFollowUp = route({
  method: 'GET',
  url: '/follow-ups/:id',
  access: 'ask.read',
  params: ById,
  replies: { 200: FollowUpPage },
  summary: 'One window, for the phone script: which days are unknown, and the tries so far.',
})

export const addAttempt = route({
  method: 'POST',
  url: '/follow-ups/:id/attempts',
  access: 'ask.attempt',
  problems: ['id_taken', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ id: Id, at: Instant, mode: z.enum(ATTEMPT_MODES), result: z.enum(ATTEMPT_RESULTS) }),
  replies: { 201: FollowUpPage },
  summary: 'Record a try. It lands on the board as one line less.',
})

export const answerFollowUp = route({
  method: 'POST',
  url: '/follow-ups/:id/answer',
  access: 'ask.answer',
  problems: ['id_taken', 'future_day', 'not_possible_now'],
  params: ById,
  body: z.strictObject({
    ...askAnswer,
    done: Done.refine((done) => done.mode !== 'self', 'staff and mentors enter together, by phone or from paper'),
  }),
  replies: { 201: z.object({ id: Id, status: z.literal('answered') }) },
  summary:
    'Enter an answer together with the person, from a call or from paper. The reply says answered, and nothing more.',
})
