import { SHARING } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { MAY_KNOW } from './outcomes.ts'
import { route } from './route.ts'
import { Day, Id, Instant, PersonRef } from './values.ts'

/** One kind of record, in ids of words: content/ says what it is called. */
export const SeenLine = z.object({
  /** 'card.read', 'check_in.read', 'use.read' … */
  action: z.string(),
  /** 'Only you and Dana can read this.' */
  sentence: z.string(),
  people: z.array(z.object({ id: Id, name: z.string(), role: z.string() })),
})

export const WhoSees = z.object({
  lines: z.array(SeenLine),
  sharing: z.enum(SHARING).nullable(),
  mentor: PersonRef.nullable(),
  /** Each report of use and her choice; she can change it. */
  reports: z.array(z.object({ id: Id, day: Day, mayKnow: z.enum(MAY_KNOW).nullable(), told: z.array(z.string()) })),
  alwaysTellSupervisor: z.boolean(),
})
export type WhoSees = z.infer<typeof WhoSees>

export const getWhoSees = route({
  method: 'GET',
  url: '/my/who-sees',
  access: 'who_sees.read',
  replies: { 200: WhoSees },
  summary: 'Who can see what, by name, from the same rule that decides it, and from my choices.',
})

export const listWhoLooked = route({
  method: 'GET',
  url: '/my/who-looked',
  access: 'who_sees.read',
  query: z.object({ before: Instant.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  replies: {
    200: z.object({
      items: z.array(
        z.object({
          at: Instant,
          by: z.string().nullable(),
          role: z.string(),
          act: z.enum(['read', 'write']),
          action: z.string(),
        }),
      ),
      more: z.boolean(),
    }),
  },
  summary: 'Who has looked at or changed my records.',
})
