import { ROLES } from '@cairn/program/access/roles.ts'
import { z } from 'zod'
import { route } from './route.ts'

export const Me = z.object({
  accountId: z.string(),
  /** Null for people who sign in by a code from staff. */
  email: z.string().nullable(),
  /** Its code was typed: a mailed code signs in. */
  emailProven: z.boolean(),
  places: z.array(
    z.object({
      organizationId: z.uuid(),
      organizationName: z.string(),
      timeZone: z.string(),
      isDemo: z.boolean(),
      personId: z.uuid(),
      roles: z.array(z.enum(ROLES)),
    }),
  ),
})

export const getMe = route({
  method: 'GET',
  url: '/me',
  access: 'account',
  replies: { 200: Me },
  summary: 'Who is signed in, and where they belong.',
})

export const signInByCode = route({
  method: 'POST',
  url: '/sign-in/code',
  access: 'public',
  problems: ['too_many_requests'],
  body: z.strictObject({ code: z.string().min(6).max(40) }),
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary:
    'Sign in with a code that staff handed over: once, within its time. Other phones of the account are signed out.',
})

export const askEmailCode = route({
  method: 'POST',
  url: '/me/email/code',
  access: 'account',
  problems: ['too_many_requests', 'not_possible_now'],
  body: z.strictObject({ email: z.email().max(200) }),
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary: 'Mail a code to an address, to get in by it from now on. The answer is the same for every address.',
})

export const proveEmail = route({
  method: 'PUT',
  url: '/me/email',
  access: 'account',
  problems: ['email_taken'],
  body: z.strictObject({ email: z.email().max(200), code: z.string().min(4).max(20) }),
  replies: { 200: z.object({ /** False: the code does not match, or its time is over. */ proven: z.boolean() }) },
  summary: 'Type the mailed code: only now the address belongs to the account.',
})

export const removeEmail = route({
  method: 'DELETE',
  url: '/me/email',
  access: 'account',
  problems: ['not_possible_now'],
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary: 'Take the address off: mail signs nobody in any more.',
})

export const endOtherSessions = route({
  method: 'POST',
  url: '/me/sessions/end-others',
  access: 'account',
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary: 'Sign out everywhere but here.',
})

/** What the sign-in page may offer; says nothing about any person. */
export const SignInOptions = z.object({
  mail: z.boolean(),
  demoRoles: z.array(z.object({ role: z.enum(ROLES), name: z.string() })),
})

export const getSignInOptions = route({
  method: 'GET',
  url: '/sign-in/options',
  access: 'public',
  replies: { 200: SignInOptions },
  summary: 'How one can sign in here.',
})

export const signInToDemo = route({
  method: 'POST',
  url: '/sign-in/demo',
  access: 'public',
  body: z.strictObject({ role: z.enum(ROLES) }),
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary: 'One click into the demo program, only where a demo is what this server holds.',
})

export const getHealth = route({
  method: 'GET',
  url: '/health',
  access: 'public',
  replies: { 200: z.object({ status: z.literal('up'), version: z.string() }) },
  summary: 'The process is up.',
})
export const getReadiness = route({
  method: 'GET',
  url: '/ready',
  access: 'public',
  replies: { 200: z.object({ status: z.literal('ready') }) },
  problems: ['unavailable'],
  summary: 'The database answers.',
})
