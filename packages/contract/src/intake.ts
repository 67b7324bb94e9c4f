import {
  EXPERIENCES,
  HELP_FIRST,
  PATHWAYS,
  REACH,
  STATUSES,
  SUBSTANCES,
  USE_GOALS,
} from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { UpcomingGroup } from './calendar.ts'
import { GREETING_WAYS } from './greeting-ways.ts'
import { Contact } from './people.ts'
import { route } from './route.ts'
import {
  ById,
  Day,
  Done,
  Id,
  Instant,
  Language,
  name,
  Ok,
  PersonRef,
  Saved,
  TimeZone,
  Version,
  words,
} from './values.ts'

const Code = z.object({ code: z.string().min(6).max(40) })

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
  params: Code,
  replies: { 200: Invitation },
  summary: 'What an invitation leads to.',
})

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
  params: Code,
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

/** The two-minute card within 30 days. Everything may be left out; nothing left out counts as 'no'. */
export const BaselineAnswers = z.strictObject({
  /** Most important first. */
  substances: z
    .array(z.strictObject({ substance: z.enum(SUBSTANCES), goal: z.enum(USE_GOALS).nullable() }))
    .max(SUBSTANCES.length),
  lastUseOn: Day.nullable(),
  daysUsedOf30: z.number().int().min(0).max(30).nullable(),
  yearsOfUse: z.number().int().min(0).max(80).nullable(),
  inTreatment: z.boolean().nullable(),
  takesMedicationForRecovery: z.boolean().nullable(),
  hasHousing: z.boolean().nullable(),
  treatmentsBefore: z.number().int().min(0).max(99).nullable(),
  pathways: z.array(z.enum(PATHWAYS)).max(PATHWAYS.length),
  /** What a mentor should have lived through; the ranked wishes of matching begin with it. */
  mentorShouldHaveLived: z.array(z.enum(EXPERIENCES)).max(EXPERIENCES.length),
  /** Anything else in her own words. */
  words: words(500).nullable(),
})

export const Baseline = z.object({
  answers: BaselineAnswers.nullable(),
  answeredOn: Day.nullable(),
  mode: z.enum(['self', 'together', 'phone', 'paper']).nullable(),
  dueOn: Day,
  /** 0: not answered yet. */
  version: z.number().int().min(0),
})

export const getBaseline = route({
  method: 'GET',
  url: '/people/:id/baseline',
  access: 'baseline.read',
  params: ById,
  replies: { 200: Baseline },
  summary: 'How things stood when she came.',
})

export const saveBaseline = route({
  method: 'PUT',
  url: '/people/:id/baseline',
  access: 'baseline.write',
  problems: ['stale_version', 'future_day'],
  params: ById,
  body: z.strictObject({ version: z.number().int().min(0), done: Done, answers: BaselineAnswers }),
  replies: { 200: Baseline },
  summary: 'Fill in or correct the baseline card.',
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
