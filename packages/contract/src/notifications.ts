import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant, Ok } from './values.ts'

export const Notice = z.object({
  id: Id,
  /** Neutral words: nobody who reads them over the shoulder learns anything. */
  text: z.string(),
  createdAt: Instant,
  /** Where to go: the item's person for staff and mentors. */
  personId: Id.nullable(),
  seen: z.boolean(),
})

export const listNotices = route({
  method: 'GET',
  url: '/notices',
  access: 'organization.read',
  replies: { 200: z.object({ items: z.array(Notice), unseen: z.number().int() }) },
  summary: 'What came in for me.',
})

export const seeNotices = route({
  method: 'POST',
  url: '/notices/seen',
  access: 'organization.read',
  body: z.strictObject({ ids: z.array(Id).min(1).max(100) }),
  replies: { 200: Ok },
  summary: 'I have seen these.',
})
