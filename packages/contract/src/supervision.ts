import { z } from 'zod'
import { route } from './route.ts'
import { ById, Id, Instant, Ok, PersonRef, words } from './values.ts'

export const SupervisionItem = z.object({
  id: Id,
  author: PersonRef,
  words: z.string(),
  at: Instant,
  doneAt: Instant.nullable(),
})

export const listSupervisionItems = route({
  method: 'GET',
  url: '/supervision/items',
  access: 'supervision_item.read',
  replies: { 200: z.object({ items: z.array(SupervisionItem) }) },
  summary: 'What mentors bring: a mentor sees her own, a supervisor those of her mentors.',
})

export const addSupervisionItem = route({
  method: 'POST',
  url: '/supervision/items',
  access: 'supervision_item.write',
  problems: ['id_taken'],
  body: z.strictObject({ id: Id, words: words(140) }),
  replies: { 201: SupervisionItem },
  summary: 'Bring something to supervision.',
})

export const removeSupervisionItem = route({
  method: 'DELETE',
  url: '/supervision/items/:id',
  access: 'supervision_item.write',
  params: ById,
  replies: { 200: Ok },
  summary: 'Take it off again.',
})
