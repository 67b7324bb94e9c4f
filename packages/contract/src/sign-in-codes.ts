import { z } from 'zod'
import { route } from './route.ts'
import { ById, Instant } from './values.ts'

export const makeSignInCode = route({
  method: 'POST',
  url: '/people/:id/sign-in-code',
  access: 'sign_in_code.make',
  problems: ['not_possible_now', 'too_many_requests'],
  params: ById,
  replies: { 201: z.object({ code: z.string(), expiresAt: Instant }) },
  summary:
    'A code with which a participant or mentor signs in without e-mail: once, within two hours. Whoever it signs in is told who made it.',
})

export const CodeSignIn = z.object({
  at: Instant,
  /** Who made the code; null: somebody who is not known here any more. */
  by: z.string().nullable(),
})
export type CodeSignIn = z.output<typeof CodeSignIn>

export const listCodeSignIns = route({
  method: 'GET',
  url: '/sign-ins',
  access: 'sign_in_code.use',
  replies: { 200: z.object({ organizationName: z.string(), items: z.array(CodeSignIn) }) },
  summary: 'When a phone was signed in as me with a code from staff, and who made it; the newest first.',
})
