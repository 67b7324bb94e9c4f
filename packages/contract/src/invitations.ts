import { z } from 'zod'
import { UpcomingGroup } from './calendar.ts'
import { route } from './route.ts'
import { ById, Id, Instant, Language, Ok, Version, words } from './values.ts'

/** What stands in the address of an invitation. */
export const JoinCode = z.object({ code: z.string().min(6).max(40) })

export const PlainText = z.object({
  id: z.string(),
  version: Version,
  language: Language,
  title: z.string(),
  body: z.string(),
})

/** What stands behind an invitation: about the program, never about a person. */
export const Invitation = z.object({
  organizationId: Id,
  organizationName: z.string(),
  timeZone: z.string(),
  languages: z.array(Language),
  /** The promise page, one a language, ready to read (Markdown). */
  promise: z.array(PlainText),
  firstGroup: UpcomingGroup.nullable(),
})

export const openInvitation = route({
  method: 'GET',
  url: '/join/:code',
  access: 'public',
  params: JoinCode,
  replies: { 200: Invitation },
  summary: 'What an invitation leads to.',
})

export const NewInvitation = z.object({
  id: Id,
  /** Shown once: only its hash is kept. */
  code: z.string(),
  url: z.string(),
  /** The same address as a picture to print or scan. */
  qrSvg: z.string(),
  expiresAt: Instant.nullable(),
})

export const makeInvitation = route({
  method: 'POST',
  url: '/invitations',
  access: 'people.enroll',
  problems: ['id_taken'],
  body: z.strictObject({
    id: Id,
    /** Where it hangs or for what it is, for staff; never a person's name. */
    label: words(80),
    uses: z.enum(['one', 'many']),
    days: z.number().int().min(1).max(730).nullable(),
  }),
  replies: { 201: NewInvitation },
  summary: 'Make an invitation: link, code and QR.',
})

export const listInvitations = route({
  method: 'GET',
  url: '/invitations',
  access: 'people.enroll',
  replies: {
    200: z.object({
      items: z.array(
        z.object({
          id: Id,
          label: z.string(),
          uses: z.enum(['one', 'many']),
          joined: z.number().int(),
          createdAt: Instant,
          expiresAt: Instant.nullable(),
          isOpen: z.boolean(),
        }),
      ),
    }),
  },
  summary: 'Invitations, the newest first.',
})

export const closeInvitation = route({
  method: 'DELETE',
  url: '/invitations/:id',
  access: 'people.enroll',
  params: ById,
  replies: { 200: Ok },
  summary: 'Close an invitation: its code stops working.',
})
