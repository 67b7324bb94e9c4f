import { ROLES } from '@cairn/program/access/roles.ts'
import { z } from 'zod'
import { route } from './route.ts'

export const Me = z.object({
  accountId: z.string(),
  /** Null for people who sign in by a code from staff. */
  email: z.string().nullable(),
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
  body: z.strictObject({ code: z.string().min(6).max(40) }),
  replies: { 200: z.object({ ok: z.literal(true) }) },
  summary: 'Sign in with a code that staff handed over: once, within its time.',
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
