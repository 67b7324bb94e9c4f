import { HELP_FIRST, STATUSES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { UpcomingGroup } from './calendar.ts'
import { JoinCode } from './invitations.ts'
import { Contact } from './people.ts'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, Language, name, PersonRef, Saved, TimeZone, Version, words } from './values.ts'

const fiveFields = {
  /** Made on the phone (UUIDv7), so that sending twice enrolls once. */
  id: Id,
  name: name(60),
  language: Language,
  contact: Contact,
  leaveMessage: z.boolean(),
  phoneIsWatched: z.boolean(),
  helpFirst: z.array(z.enum(HELP_FIRST)).max(HELP_FIRST.length),
  timeZone: TimeZone,
}

export const Hello = z.object({
  participantId: Id,
  organizationId: Id,
  organizationName: z.string(),
  /** Null: nobody in particular yet; the program's name stands in. */
  greeter: PersonRef.nullable(),
  greetBy: Instant,
  greetedAt: Instant.nullable(),
  firstGroup: UpcomingGroup.nullable(),
})

export const join = route({
  method: 'POST',
  url: '/join/:code',
  access: 'public',
  problems: ['id_taken'],
  params: JoinCode,
  body: z.strictObject({
    ...fiveFields,
    /** 32 random bytes (base64url) that this phone alone knows: staff read the five fields, so they cannot prove who sends them again. */
    secret: z.string().regex(/^[\w-]{43}$/, 'is 32 bytes in base64url'),
  }),
  replies: { 201: Hello },
  summary: 'Enroll oneself in five fields; signs in on this device, and once more only with the secret of this device.',
})

export const getHello = route({
  method: 'GET',
  url: '/my/hello',
  access: 'card.read',
  replies: { 200: Hello },
  summary: 'Who will say hello to me, and by when.',
})

export const enroll = route({
  method: 'POST',
  url: '/people',
  access: 'people.enroll',
  problems: ['id_taken', 'future_day'],
  body: z.strictObject({
    ...fiveFields,
    done: Done.refine((done) => done.mode !== 'self', 'staff enrolls together, by phone or from paper'),
    cameBy: z.enum(['walk_in', 'referral_card', 'phone', 'outreach']).default('walk_in'),
    status: z.enum(['referred', 'waiting']).default('waiting'),
    fundingSource: words(40).nullable().default(null),
    wantsMentor: z.boolean().default(true),
  }),
  replies: { 201: Saved },
  summary: 'Enroll somebody who walked in, called or filled in a paper form.',
})

export const STATUS_REASONS = [
  'agreed',
  'reached_goals',
  'moved',
  'no_longer_wanted',
  'lost_contact',
  'taking_a_break',
  'in_care_elsewhere',
  'came_back',
  'died',
  'other',
] as const

export const changeStatus = route({
  method: 'POST',
  url: '/people/:id/status',
  access: 'card.write',
  problems: ['stale_version', 'not_possible_now', 'future_day'],
  params: ById,
  body: z.strictObject({
    version: Version,
    to: z.enum(STATUSES),
    on: Day.optional(),
    reason: z.enum(STATUS_REASONS).optional(),
    fundingSource: words(40).nullable().optional(),
  }),
  replies: { 200: z.object({ status: z.enum(STATUSES), version: Version }) },
  summary: 'Move somebody on: waiting, active, paused, finished, left, back.',
})
