import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { TALK_OUTCOMES, TRIED, WORKED_ON } from '@cairn/program/mentoring/vocabulary.ts'
import { z } from 'zod'
import { Occurrence } from './calendar.ts'
import { route } from './route.ts'
import { ById, Day, Id, Instant, Minutes, PersonRef, TimeOfDay, TimeZone, Version, words } from './values.ts'

/** Act 2, field by field. One entry is attendance, dose, progress and the supervisor's view. */
const talkFields = {
  outcome: z.enum(TALK_OUTCOMES),
  /** The meeting in the calendar that this was; null: it stood nowhere. */
  occurrenceId: Id.nullable().default(null),
  startedAt: Instant,
  timeZone: TimeZone,
  /** The phone's own day, never recomputed. */
  day: Day,
  /** Only when it happened. */
  minutes: Minutes.nullable().default(null),
  way: z.enum(MEETING_WAYS).nullable().default(null),
  /** Only in person. */
  place: words(120).nullable().default(null),
  workedOn: z.array(z.enum(WORKED_ON)).max(WORKED_ON.length).default([]),
  /** Steps of her plan that were worked on; `done`: ticked as done. */
  steps: z
    .array(z.strictObject({ id: Id, done: z.boolean() }))
    .max(8)
    .default([]),
  tried: z.array(z.enum(TRIED)).max(TRIED.length).default([]),
  /** Ids from her own toolkit. */
  triedOwn: z.array(Id).max(8).default([]),
  nextStep: words(160).nullable().default(null),
  /** 'Rosa can read this.' */
  line: words(280).nullable().default(null),
}

const talkRules = (
  talk: { outcome: string; minutes: number | null; way: string | null; place: string | null },
  context: z.RefinementCtx,
) => {
  const add = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (talk.outcome === 'happened') {
    if (talk.minutes === null) add('minutes', 'is needed when it happened')
    if (talk.way === null) add('way', 'is needed when it happened')
  } else if (talk.minutes !== null) add('minutes', 'is only for a talk that happened')
  if (talk.place !== null && talk.way !== 'in_person') add('place', 'is only for a talk in person')
}

const Addendum = z.object({ id: Id, by: PersonRef, at: Instant, words: z.string() })

export const FACES = ['good', 'okay', 'not_good'] as const

export const Talk = z.object({
  id: Id,
  participant: PersonRef,
  mentor: PersonRef,
  outcome: z.enum(TALK_OUTCOMES),
  occurrenceId: Id.nullable(),
  startedAt: Instant,
  timeZone: z.string(),
  day: Day,
  minutes: z.number().int().nullable(),
  way: z.enum(MEETING_WAYS).nullable(),
  place: z.string().nullable(),
  workedOn: z.array(z.enum(WORKED_ON)),
  steps: z.array(z.object({ id: Id, done: z.boolean() })),
  tried: z.array(z.enum(TRIED)),
  triedOwn: z.array(Id),
  nextStep: z.string().nullable(),
  line: z.string().nullable(),
  addenda: z.array(Addendum),
  /** Other mentors who were part of the same meeting and joined this entry. */
  joinedBy: z.array(PersonRef),
  confirmation: z
    .object({ right: z.boolean(), face: z.enum(FACES).nullable(), words: z.string().nullable(), at: Instant })
    .nullable(),
  /** The device's clock was more than ten minutes off when it was sent. */
  clockIsOff: z.boolean(),
  loggedAt: Instant,
  changeableUntil: Instant,
  version: Version,
})
export type Talk = z.output<typeof Talk>

export const TalkDraft = z.object({
  participant: PersonRef,
  /** The planned meeting that this would be, if one is near now. */
  occurrence: Occurrence.nullable(),
  /** 'Yes' is preselected only when the planned end has passed. */
  outcome: z.literal('happened').nullable(),
  startedAt: Instant,
  minutes: z.number().int(),
  way: z.enum(MEETING_WAYS).nullable(),
  place: z.string().nullable(),
  /** Logs of the same hours: of another mentor with her ('Join that entry?') or of mine with somebody else. */
  overlaps: z.array(
    z.object({
      talkId: Id,
      mentor: PersonRef,
      startedAt: Instant,
      minutes: z.number().int().nullable(),
      sameMeeting: z.boolean(),
      /** I have joined it: it counts for me already. */
      joined: z.boolean(),
    }),
  ),
  /** What the last entry set as the next step. */
  lastNextStep: z.string().nullable(),
  /** The same local time next week, offered and never booked untapped. */
  nextTime: z.object({ day: Day, time: TimeOfDay, timeZone: z.string() }),
})

export const draftTalk = route({
  method: 'GET',
  url: '/people/:id/talks/draft',
  access: 'talk.write',
  params: ById,
  query: z.object({
    startedAt: Instant.optional(),
    minutes: z.coerce.number().int().min(1).max(720).optional(),
    occurrenceId: Id.optional(),
  }),
  replies: { 200: TalkDraft },
  summary: 'What the log begins with: from the calendar, else from the last talk.',
})

export const logTalk = route({
  method: 'POST',
  url: '/people/:id/talks',
  access: 'talk.write',
  problems: ['id_taken', 'future_day', 'not_possible_now'],
  params: ById,
  body: z
    .strictObject({
      id: Id,
      ...talkFields,
      /** When it was saved on the phone. */
      recordedAt: Instant,
      /** Staff writes down another's talk: whose. */
      mentorId: Id.optional(),
      /** Only when tapped: the booking's own id and local time. */
      nextTime: z
        .strictObject({
          id: Id,
          day: Day,
          time: TimeOfDay,
          minutes: Minutes,
          way: z.enum(MEETING_WAYS),
          place: words(160).nullable().default(null),
        })
        .optional(),
      /** 'Bring to supervision': kept outside her record. */
      bringToSupervision: z.strictObject({ id: Id, words: words(140) }).optional(),
    })
    .superRefine(talkRules),
  replies: { 201: Talk },
  summary: 'Log a talk once.',
})

export const changeTalk = route({
  method: 'PUT',
  url: '/talks/:id',
  access: 'talk.write',
  problems: ['stale_version', 'log_closed', 'future_day'],
  params: ById,
  body: z.strictObject({ version: Version, ...talkFields }).superRefine(talkRules),
  replies: { 200: Talk },
  summary: 'Change an entry within 24 hours.',
})

export const addToTalk = route({
  method: 'POST',
  url: '/talks/:id/addenda',
  access: 'talk.write',
  problems: ['id_taken'],
  params: ById,
  body: z.strictObject({ id: Id, words: words(280) }),
  replies: { 201: Talk },
  summary: 'Add to an entry after the 24 hours; the entry stays as it was.',
})

export const joinTalk = route({
  method: 'POST',
  url: '/talks/:id/joined',
  access: 'talk.write',
  problems: ['not_possible_now'],
  params: ById,
  replies: { 200: Talk },
  summary: 'I was part of the same meeting: join the entry instead of writing another.',
})

export const getTalk = route({
  method: 'GET',
  url: '/talks/:id',
  access: 'talk.read',
  params: ById,
  replies: { 200: Talk },
  summary: 'One entry.',
})

export const listTalks = route({
  method: 'GET',
  url: '/people/:id/talks',
  access: 'talk.read',
  params: ById,
  query: z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  replies: { 200: z.object({ items: z.array(Talk), next: Id.nullable() }) },
  summary: 'Entries about one participant, the newest first. She reads them too.',
})

export const listToConfirm = route({
  method: 'GET',
  url: '/my/talks/to-confirm',
  access: 'talk.confirm',
  replies: { 200: z.object({ items: z.array(Talk) }) },
  summary: "The card: 'Tuesday, 40 minutes. Right?' Only of the last 14 days.",
})

export const confirmTalk = route({
  method: 'PUT',
  url: '/talks/:id/confirmation',
  access: 'talk.confirm',
  params: ById,
  body: z.strictObject({
    right: z.boolean(),
    face: z.enum(FACES).nullable(),
    /** What was different, in her own words. */
    words: words(200).nullable().default(null),
  }),
  replies: { 200: Talk },
  summary: 'Right? And three faces.',
})
