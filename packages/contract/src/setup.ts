import { z } from 'zod'
import { route } from './route.ts'
import { Id, Language, name, TimeZone } from './values.ts'

export const getSetup = route({
  method: 'GET',
  url: '/setup',
  access: 'public',
  replies: { 200: z.object({ /** True until the first organization exists. */ open: z.boolean() }) },
  summary: 'Whether this server still waits for its first organization.',
})

export const beginSetup = route({
  method: 'POST',
  url: '/setup',
  access: 'public',
  body: z.strictObject({
    id: Id,
    /** From the terminal on which Cairn was started. */
    code: z.string().min(4).max(40),
    organizationName: name(120),
    timeZone: TimeZone,
    languages: z.array(Language).min(1).max(2),
    yourName: name(60),
    email: z.email().max(200),
    password: z.string().min(10).max(200),
  }),
  replies: { 201: z.object({ organizationId: Id }) },
  summary: 'Make the first organization and its first administrator, who is signed in.',
})
