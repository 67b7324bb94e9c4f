import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { HARD_LIMITS, MATCH_ENDS, MATCH_STATUSES, WAITING_REASONS } from '@cairn/program/matching/vocabulary.ts'
import { EXPERIENCES, GENDERS, START_STYLES, TIMES_OF_WEEK } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, Language, PersonRef, words } from './values.ts'

/** One wish for what must be shared. `must`: better wait than go without. */
export const Wish = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('experience'), value: z.enum(EXPERIENCES), must: z.boolean() }),
  z.strictObject({ about: z.literal('gender'), value: z.enum(GENDERS), must: z.boolean() }),
  z.strictObject({ about: z.literal('times'), value: z.enum(TIMES_OF_WEEK), must: z.boolean() }),
  z.strictObject({ about: z.literal('way'), value: z.enum(MEETING_WAYS), must: z.boolean() }),
])
export type Wish = z.output<typeof Wish>

export const Wishes = z.object({
  /** Most important first. */
  ranked: z.array(Wish),
  languages: z.array(Language),
  answeredOn: Day.nullable(),
  /** 0: never said. */
  version: z.number().int().min(0),
})

export const getWishes = route({
  method: 'GET',
  url: '/people/:id/wishes',
  access: 'wishes.read',
  params: ById,
  replies: { 200: Wishes },
  summary: 'What she wants in a mentor, in her order.',
})

export const saveWishes = route({
  method: 'PUT',
  url: '/people/:id/wishes',
  access: 'wishes.write',
  problems: ['stale_version', 'future_day'],
  params: ById,
  body: z.strictObject({
    version: z.number().int().min(0),
    done: Done,
    ranked: z.array(Wish).max(12),
    /** Languages in which she can talk with a mentor. */
    languages: z.array(Language).min(1).max(2),
  }),
  replies: { 200: Wishes },
  summary: 'Say what must be shared, most important first.',
})

/** Why a mentor is suggested: a code and what fills its sentence; only what each side released. */
export const Reason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('shares'), topic: z.enum(EXPERIENCES), wishRank: z.number().int() }),
  z.object({ code: z.literal('gender'), gender: z.enum(GENDERS), wishRank: z.number().int() }),
  z.object({ code: z.literal('time'), time: z.enum(TIMES_OF_WEEK), wishRank: z.number().int().nullable() }),
  z.object({ code: z.literal('way'), way: z.enum(MEETING_WAYS), wishRank: z.number().int().nullable() }),
  z.object({ code: z.literal('language'), language: Language }),
  z.object({ code: z.literal('free_places'), count: z.number().int() }),
  /** A wish that is not met, said as plainly as those that are. */
  z.object({ code: z.literal('does_not_share'), topic: z.enum(EXPERIENCES), wishRank: z.number().int() }),
])
export type Reason = z.output<typeof Reason>

export const Suggestion = z.object({
  mentor: PersonRef,
  languages: z.array(Language),
  about: z.string().nullable(),
  times: z.array(z.enum(TIMES_OF_WEEK)),
  ways: z.array(z.enum(MEETING_WAYS)),
  freePlaces: z.number().int(),
  reasons: z.array(Reason),
})
export type Suggestion = z.output<typeof Suggestion>

export const listSuggestions = route({
  method: 'GET',
  url: '/people/:id/suggestions',
  access: 'suggestions.read',
  params: ById,
  replies: {
    200: z.object({
      items: z.array(Suggestion),
      /** When the list is short or empty: how many mentors each limit leaves out. For staff; the participant gets none. */
      leftOut: z.array(z.object({ limit: z.enum(HARD_LIMITS), mentors: z.number().int() })),
    }),
  },
  summary: 'Mentors with a free place who fit, best first, with reasons.',
})

const Answer = z.enum(['yes', 'no'])

export const Match = z.object({
  id: Id,
  participant: PersonRef,
  mentor: PersonRef,
  status: z.enum(MATCH_STATUSES),
  proposedAt: Instant,
  proposedBy: z.enum(['participant', 'staff']),
  participantAnswer: Answer.nullable(),
  mentorAnswer: Answer.nullable(),
  /** When somebody should have answered. */
  answerBy: Instant.nullable(),
  acceptedAt: Instant.nullable(),
  endedOn: Day.nullable(),
  /** What the mentor may know before she answers: what the participant released. */
  reasons: z.array(Reason),
})
export type Match = z.output<typeof Match>

export const proposeMatch = route({
  method: 'POST',
  url: '/matches',
  access: 'match.propose',
  problems: ['id_taken', 'mentor_full', 'already_matched', 'limits_not_met'],
  body: z.strictObject({ id: Id, participantId: Id, mentorId: Id }),
  replies: { 201: Match },
  summary: 'Propose a match. A participant who proposes has said yes with it.',
})

export const answerMatch = route({
  method: 'POST',
  url: '/matches/:id/answers',
  access: 'match.answer',
  problems: ['mentor_full', 'already_matched', 'limits_not_met', 'answered_already'],
  params: ById,
  body: z.strictObject({
    as: z.enum(['participant', 'mentor']),
    answer: Answer,
    /** Staff who writes down a participant's answer says how it was given; nobody answers for a mentor. */
    done: Done.optional(),
  }),
  replies: { 200: Match },
  summary: 'Say yes or no. Two yes make a match, if a place is still free.',
})

export const withdrawMatch = route({
  method: 'POST',
  url: '/matches/:id/withdrawal',
  access: 'match.propose',
  problems: ['answered_already'],
  params: ById,
  replies: { 200: Match },
  summary: 'Take back a proposal that nobody has accepted yet.',
})

export const listMatches = route({
  method: 'GET',
  url: '/people/:id/matches',
  access: 'match.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(Match) }) },
  summary: 'Matches and proposals of one participant, the newest first.',
})

export const listProposals = route({
  method: 'GET',
  url: '/mentor/proposals',
  access: 'mentor.today',
  replies: {
    200: z.object({
      items: z.array(Match),
      /** Matches of mine that somebody else ended in the last two weeks: that it ended, never why. */
      ended: z.array(z.object({ participant: PersonRef, endedOn: Day })),
    }),
  },
  summary: 'Proposals that wait for my answer, and matches that others ended of late.',
})

export const endMatch = route({
  method: 'POST',
  url: '/matches/:id/end',
  access: 'match.end',
  problems: ['not_possible_now', 'future_day'],
  params: ById,
  body: z.strictObject({
    on: Day.optional(),
    /** A participant needs none: changing the mentor is nobody's fault. */
    reason: z.enum(MATCH_ENDS).optional(),
    /** 'I would like another mentor': back on the waiting list, at the place of the first day. */
    wantsAnother: z.boolean(),
    /** A look back that both may read. */
    reflection: words(1000).optional(),
  }),
  replies: { 200: Match },
  summary: 'End a match, without fault, with or without another mentor.',
})

export const WaitingLine = z.object({
  person: PersonRef,
  since: Day,
  days: z.number().int(),
  startStyle: z.enum(START_STYLES).nullable(),
  language: Language,
  reason: z.enum(WAITING_REASONS),
  proposal: z.object({ id: Id, mentor: PersonRef, proposedAt: Instant }).nullable(),
  /** At most three, with free places. */
  suggestions: z.array(Suggestion),
})

export const listWaiting = route({
  method: 'GET',
  url: '/waiting',
  access: 'waiting.read',
  query: z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  replies: { 200: z.object({ items: z.array(WaitingLine), total: z.number().int(), next: Id.nullable() }) },
  summary: 'Who waits for a mentor, the longest first, why, and who could be.',
})
