import { HELP_FIRST, REACH } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { GREETING_WAYS } from './greeting-ways.ts'
import { route } from './route.ts'
import { ById, Id, Instant, Language, Ok, PersonRef } from './values.ts'

export const GREETING_RESULTS = ['said_hello', 'left_message', 'not_reached'] as const

export const recordGreeting = route({
  method: 'POST',
  url: '/people/:id/greetings',
  access: 'greeting.write',
  problems: ['id_taken', 'future_day'],
  params: ById,
  body: z.strictObject({
    id: Id,
    how: z.enum(GREETING_WAYS),
    result: z.enum(GREETING_RESULTS),
    /** When it was; left out: now. */
    at: Instant.optional(),
  }),
  replies: { 201: z.object({ greetedAt: Instant.nullable() }) },
  summary: 'Record that somebody said hello, or tried.',
})

export const changeGreeter = route({
  method: 'PUT',
  url: '/people/:id/greeter',
  access: 'people.enroll',
  params: ById,
  body: z.strictObject({ greeterId: Id }),
  replies: { 200: Ok },
  summary: 'Give the greeting to another person.',
})

export const listNotGreeted = route({
  method: 'GET',
  url: '/greetings/due',
  access: 'greeting.write',
  replies: {
    200: z.object({
      items: z.array(
        z.object({
          person: PersonRef,
          language: Language,
          since: Instant,
          greetBy: Instant,
          greeter: PersonRef.nullable(),
          helpFirst: z.array(z.enum(HELP_FIRST)),
          reach: z.enum(REACH),
          leaveMessage: z.boolean(),
          tries: z.number().int(),
        }),
      ),
    }),
  },
  summary: 'Who waits for a hello: a mentor sees those whom she greets, staff see all.',
})
