import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { EXPERIENCES, GENDERS, TIMES_OF_WEEK } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Id, Instant, Language, name, Ok, PersonRef, Saved, Version, words } from './values.ts'

export const MENTOR_STATUSES = ['available', 'paused', 'leave', 'returning', 'ended'] as const

/** What a mentor attests to have lived through; `released`: people who look for a mentor may know. */
export const LivedExperience = z.strictObject({ topic: z.enum(EXPERIENCES), released: z.boolean() })

/** Away (back on …): the reason is never asked and never stored. */
export const Away = z.object({
  id: Id,
  from: Day,
  backOn: Day,
  cover: PersonRef.nullable(),
  /** People for whom nobody is named yet. */
  withoutCover: z.number().int(),
})

const profile = {
  capacity: z.number().int().min(0).max(40),
  languages: z.array(Language).min(1).max(2),
  gender: z.enum(GENDERS).nullable(),
  times: z.array(z.enum(TIMES_OF_WEEK)).max(TIMES_OF_WEEK.length),
  ways: z.array(z.enum(MEETING_WAYS)).max(MEETING_WAYS.length),
  /** In words, for the boundary agreement: 'Monday to Friday, 5 to 9 pm'. */
  hoursWords: words(200).nullable(),
  livedExperience: z.array(LivedExperience).max(EXPERIENCES.length),
  /** A few lines about herself that people who look for a mentor may read. */
  about: words(500).nullable(),
}

export const MentorLine = z.object({
  id: Id,
  name: z.string(),
  status: z.enum(MENTOR_STATUSES),
  languages: z.array(Language),
  capacity: z.number().int(),
  people: z.number().int(),
  freePlaces: z.number().int(),
  away: Away.nullable(),
  supervisor: PersonRef.nullable(),
})

export const listMentors = route({
  method: 'GET',
  url: '/mentors',
  access: 'mentor.list',
  replies: { 200: z.object({ items: z.array(MentorLine) }) },
  summary: 'Mentors: load, free places, away, cover.',
})

export const MentorPage = z.object({
  ...MentorLine.shape,
  ...profile,
  hoursWords: z.string().nullable(),
  about: z.string().nullable(),
  version: Version,
})
export type MentorPage = z.output<typeof MentorPage>

export const getMentor = route({
  method: 'GET',
  url: '/mentors/:id',
  access: 'mentor.read',
  params: ById,
  replies: { 200: MentorPage },
  summary: 'One mentor.',
})

export const getMyMentorPage = route({
  method: 'GET',
  url: '/mentor/me',
  access: 'mentor.private',
  replies: {
    200: z.object({
      ...MentorPage.shape,
      month: z.object({
        /** First day of the month that is counted. */
        from: Day,
        minutesTalked: z.number().int(),
        minutesOther: z.number().int(),
        miles: z.number(),
        talks: z.number().int(),
        people: z.number().int(),
      }),
    }),
  },
  summary: 'My own page: hours and miles this month, capacity, away.',
})

export const addMentor = route({
  method: 'POST',
  url: '/mentors',
  access: 'mentor.add',
  problems: ['id_taken'],
  body: z.strictObject({
    id: Id,
    name: name(60),
    language: Language,
    email: z.email().max(120).nullable(),
    supervisorId: Id.nullable(),
    ...profile,
  }),
  replies: { 201: Saved },
  summary: 'Add a mentor.',
})

export const changeMentor = route({
  method: 'PUT',
  url: '/mentors/:id',
  access: 'mentor.write',
  problems: ['stale_version'],
  params: ById,
  body: z.strictObject({
    version: Version,
    /** Staff only. */
    status: z.enum(MENTOR_STATUSES).optional(),
    /** Staff only. */
    supervisorId: Id.nullable().optional(),
    ...profile,
  }),
  replies: { 200: MentorPage },
  summary: 'Change capacity, languages, hours, and what may be told.',
})

export const goAway = route({
  method: 'POST',
  url: '/mentors/:id/away',
  access: 'mentor.write',
  problems: ['id_taken', 'limits_not_met', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ id: Id, from: Day, backOn: Day, coverId: Id.nullable().default(null) }),
  replies: { 201: Away },
  summary: 'Away, back on a day. No reason is asked.',
})

export const nameCover = route({
  method: 'PUT',
  url: '/mentors/:id/away/cover',
  access: 'mentor.write',
  problems: ['limits_not_met', 'not_possible_now'],
  params: ById,
  body: z.strictObject({
    coverId: Id,
    /** Only for this person; left out: for everybody who has no cover yet. */
    participantId: Id.optional(),
  }),
  replies: { 200: Away },
  summary: 'Name who covers.',
})

export const comeBack = route({
  method: 'POST',
  url: '/mentors/:id/back',
  access: 'mentor.write',
  problems: ['not_possible_now'],
  params: ById,
  replies: { 200: Ok },
  summary: 'Back: cover ends, her people are hers again.',
})

export const HOUR_KINDS = ['training', 'supervision', 'travel', 'outreach', 'office', 'other'] as const

export const logHours = route({
  method: 'POST',
  url: '/mentor/hours',
  access: 'mentor.private',
  problems: ['id_taken', 'future_day'],
  body: z.strictObject({
    id: Id,
    day: Day,
    kind: z.enum(HOUR_KINDS),
    minutes: z.number().int().min(0).max(1440),
    miles: z.number().min(0).max(2000),
  }),
  replies: { 201: z.object({ id: Id, loggedAt: Instant }) },
  summary: 'Hours and miles beside talks; talks count by themselves.',
})
