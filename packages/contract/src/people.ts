import { REACH, SHARING, STATUSES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Id, Instant, Language, name, Ok, PersonRef, Version, words } from './values.ts'

/** A person or place through whom she can be found, with the exact words that we may say. */
export const FindMe = z.strictObject({ who: words(80), reach: words(80), weMaySay: words(200) })

export const Contact = z
  .strictObject({
    reach: z.enum(REACH),
    phone: words(40).nullable().default(null),
    email: z.email().max(120).nullable().default(null),
    /** When and how it suits; what to say when somebody else answers. */
    note: words(200).nullable().default(null),
    /** At most two. */
    findMe: z.array(FindMe).max(2).default([]),
  })
  .superRefine((contact, context) => {
    if ((contact.reach === 'phone' || contact.reach === 'text') && !contact.phone)
      context.addIssue({ code: 'custom', path: ['phone'], message: 'is needed to call or write' })
    if (contact.reach === 'email' && !contact.email)
      context.addIssue({ code: 'custom', path: ['email'], message: 'is needed to write' })
  })
export type Contact = z.output<typeof Contact>

export const PersonLine = z.object({
  id: Id,
  name: z.string(),
  language: Language,
  status: z.enum(STATUSES),
  enrolledOn: Day,
  mentor: PersonRef.nullable(),
  fundingSource: z.string().nullable(),
})

export const listPeople = route({
  method: 'GET',
  url: '/people',
  access: 'people.list',
  query: z.object({
    status: z.enum([...STATUSES, 'all']).default('all'),
    mentorId: Id.optional(),
    /** The last id of the page before. */
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  replies: { 200: z.object({ items: z.array(PersonLine), next: Id.nullable() }) },
  summary: 'The people of the program, page by page.',
})

export const TEAM_ROLES = ['coordinator', 'supervisor', 'mentor'] as const

export const listTeam = route({
  method: 'GET',
  url: '/team',
  access: 'mentor.list',
  replies: { 200: z.object({ items: z.array(PersonRef.extend({ roles: z.array(z.enum(TEAM_ROLES)) })) }) },
  summary: 'Who works here and can lead a group or be on call: staff first, then mentors who have not ended.',
})

export const findPeople = route({
  method: 'POST',
  url: '/people/find',
  access: 'people.list',
  /** In the body, so that a name never stands in an address. */
  body: z.strictObject({ text: words(80) }),
  replies: { 200: z.object({ items: z.array(PersonLine) }) },
  summary: 'Find people by name, e-mail or phone.',
})

/** The card and its panel. Parts that the access table does not give are null. */
export const PersonPage = z.object({
  id: Id,
  name: z.string(),
  language: Language,
  status: z.enum(STATUSES),
  enrolledOn: Day,
  timeZone: z.string(),
  fundingSource: z.string().nullable(),
  wantsMentor: z.boolean(),
  mentor: PersonRef.nullable(),
  cover: PersonRef.nullable(),
  greeter: PersonRef.nullable(),
  contact: Contact.nullable(),
  leaveMessage: z.boolean(),
  phoneIsWatched: z.boolean(),
  /** 'Do not put with 1 person': how many, never who. Null for the mentor. */
  mustNotMeetCount: z.number().int().nullable(),
  episodes: z.array(z.object({ startedOn: Day, endedOn: Day.nullable(), fundingSource: z.string().nullable() })),
  version: Version,
})

export const getPerson = route({
  method: 'GET',
  url: '/people/:id',
  access: 'card.read',
  params: ById,
  replies: { 200: PersonPage },
  summary: 'One person: how to reach her, who is there for her.',
})

export const changeCard = route({
  method: 'PATCH',
  url: '/people/:id',
  access: 'card.write',
  problems: ['stale_version'],
  params: ById,
  body: z.strictObject({
    version: Version,
    name: name(60).optional(),
    language: Language.optional(),
    wantsMentor: z.boolean().optional(),
    /** Staff only. */
    fundingSource: words(40).nullable().optional(),
  }),
  replies: { 200: PersonPage },
  summary: 'Change the name to be called, the language, or whether a mentor is wanted.',
})

export const changeContact = route({
  method: 'PUT',
  url: '/people/:id/contact',
  access: 'contact.write',
  problems: ['stale_version'],
  params: ById,
  body: z.strictObject({ version: Version, contact: Contact, leaveMessage: z.boolean() }),
  replies: { 200: PersonPage },
  summary: 'Change how to be reached and found.',
})

/** Somebody known here by id, or anybody in her own words. */
const Exclusion = z.object({ id: Id, person: PersonRef.nullable(), words: z.string().nullable(), since: Instant })

export const listExclusions = route({
  method: 'GET',
  url: '/my/exclusions',
  access: 'exclusion.read',
  replies: { 200: z.object({ items: z.array(Exclusion) }) },
  summary: 'People I must not meet. Only I can read this; matching obeys it.',
})

export const addExclusion = route({
  method: 'POST',
  url: '/people/:id/exclusions',
  access: 'exclusion.write',
  problems: ['id_taken'],
  params: ById,
  body: z
    .strictObject({ id: Id, personId: Id.optional(), words: words(120).optional() })
    .refine(
      (body) => (body.personId === undefined) !== (body.words === undefined),
      'names one person, or says who in words',
    ),
  replies: { 201: Ok },
  summary: 'Add a person whom she must not meet.',
})

export const removeExclusion = route({
  method: 'DELETE',
  url: '/my/exclusions/:id',
  access: 'exclusion.write',
  params: ById,
  replies: { 200: Ok },
  summary: 'Take a person off that list.',
})

export const PhoneSettings = z.object({
  phoneIsWatched: z.boolean(),
  appLock: z.boolean(),
  neutralNotices: z.boolean(),
  keepHistory: z.boolean(),
  version: Version,
})

export const getPhone = route({
  method: 'GET',
  url: '/my/phone',
  access: 'phone.read',
  replies: { 200: PhoneSettings },
  summary: 'Lock, notices and history on my phone.',
})

export const changePhone = route({
  method: 'PUT',
  url: '/my/phone',
  access: 'phone.write',
  problems: ['stale_version'],
  body: z.strictObject({
    version: Version,
    phoneIsWatched: z.boolean(),
    appLock: z.boolean(),
    neutralNotices: z.boolean(),
    keepHistory: z.boolean(),
  }),
  replies: { 200: PhoneSettings },
  summary: 'Change lock, notices and history.',
})

export const SharingChoice = z.object({
  /** Null: not chosen yet since the match began; ask once, nothing preselected. */
  checkIns: z.enum(SHARING).nullable(),
  mentor: PersonRef.nullable(),
})

export const getSharing = route({
  method: 'GET',
  url: '/my/sharing',
  access: 'phone.read',
  replies: { 200: SharingChoice },
  summary: 'Whether my mentor sees my three check-in answers.',
})

export const changeSharing = route({
  method: 'PUT',
  url: '/my/sharing',
  access: 'sharing.write',
  body: z.strictObject({ checkIns: z.enum(SHARING) }),
  replies: { 200: SharingChoice },
  summary: 'Yes, so she can be there · Just me · Ask me each time.',
})
