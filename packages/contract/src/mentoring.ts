import { COVER_CHOICES, RELATIONSHIP_STAGES, TALK_OUTCOMES } from '@cairn/program/mentoring/vocabulary.ts'
import { z } from 'zod'
import { Occurrence } from './calendar.ts'
import { Away } from './mentors.ts'
import { route } from './route.ts'
import { Day, Id, Instant, PersonRef } from './values.ts'

export const Relationship = z.object({
  matchId: Id,
  participant: PersonRef,
  mentor: PersonRef,
  stage: z.enum(RELATIONSHIP_STAGES),
  acceptedAt: Instant,
  agreementId: Id.nullable(),
  activeSince: Day.nullable(),
  closedOn: Day.nullable(),
  reflection: z.string().nullable(),
  /** While the mentor is away. */
  away: Away.pick({ backOn: true, cover: true }).nullable(),
  coverChoice: z.enum(COVER_CHOICES).nullable(),
})
export type Relationship = z.output<typeof Relationship>

export const getMyMentor = route({
  method: 'GET',
  url: '/my/mentor',
  access: 'match.read',
  replies: {
    200: z.object({
      relationship: Relationship.nullable(),
      mentor: z
        .object({ id: Id, name: z.string(), hoursWords: z.string().nullable(), about: z.string().nullable() })
        .nullable(),
      next: Occurrence.nullable(),
    }),
  },
  summary: 'My mentor, our agreement, the next meeting; who covers while she is away.',
})

export const chooseCover = route({
  method: 'PUT',
  url: '/my/cover',
  access: 'match.answer',
  problems: ['not_possible_now'],
  body: z.strictObject({ choice: z.enum(COVER_CHOICES) }),
  replies: { 200: Relationship },
  summary: 'While my mentor is away: wait, talk with the cover, or change.',
})

export const listMyPeople = route({
  method: 'GET',
  url: '/mentor/people',
  access: 'mentor.today',
  replies: {
    200: z.object({
      items: z.array(
        z.object({
          person: PersonRef,
          tie: z.enum(['mentor', 'cover', 'greeter']),
          stage: z.enum(RELATIONSHIP_STAGES).nullable(),
          /** I am the mentor, and no agreement of the two of us holds now. */
          toSign: z.boolean(),
          next: Occurrence.nullable(),
          lastTalk: z.object({ startedAt: Instant, day: Day, outcome: z.enum(TALK_OUTCOMES) }).nullable(),
          leaveMessage: z.boolean(),
        }),
      ),
    }),
  },
  summary: 'The people I am there for.',
})
