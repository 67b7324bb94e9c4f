import { ATTENDANCES, MEETING_WAYS, OCCURRENCE_KINDS, OCCURRENCE_STATUSES } from '@cairn/program/calendar/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import {
  ById,
  Day,
  Id,
  Instant,
  Language,
  Minutes,
  name,
  Ok,
  PersonRef,
  Saved,
  TimeOfDay,
  TimeZone,
  Version,
  WebAddress,
  words,
} from './values.ts'

/** What may be told of a group to somebody who is not in it yet: no link, no names of members. */
export const UpcomingGroup = z.object({
  groupId: Id,
  occurrenceId: Id,
  name: z.object({ en: z.string(), es: z.string() }),
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  /** The group's own day and time, however the phone's clock stands. */
  day: Day,
  time: z.string(),
  way: z.enum(MEETING_WAYS),
  place: z.string().nullable(),
  languages: z.array(Language),
  kidsWelcome: z.boolean(),
  nearBus: z.boolean(),
})

export const Occurrence = z.object({
  id: Id,
  kind: z.enum(OCCURRENCE_KINDS),
  status: z.enum(OCCURRENCE_STATUSES),
  seriesId: Id.nullable(),
  /** Whose meeting; null for a group. */
  participant: PersonRef.nullable(),
  host: PersonRef.nullable(),
  /** Group's name; null for a meeting: its title is 'with Dana'. */
  name: z.object({ en: z.string(), es: z.string() }).nullable(),
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  day: Day,
  time: z.string(),
  minutes: z.number().int(),
  way: z.enum(MEETING_WAYS),
  place: z.string().nullable(),
  link: z.string().nullable(),
  /** Where it was moved to. */
  movedToId: Id.nullable(),
  version: Version,
})
export type Occurrence = z.output<typeof Occurrence>

export const listOccurrences = route({
  method: 'GET',
  url: '/people/:id/calendar',
  access: 'meeting.read',
  params: ById,
  query: z.object({ from: Day.optional(), until: Day.optional() }),
  replies: { 200: z.object({ items: z.array(Occurrence) }) },
  summary: 'Meetings and groups of one participant, from today for four weeks unless said otherwise.',
})

export const listMyCalendar = route({
  method: 'GET',
  url: '/calendar',
  access: 'meeting.read',
  query: z.object({ from: Day.optional(), until: Day.optional() }),
  replies: { 200: z.object({ items: z.array(Occurrence) }) },
  summary: 'My own meetings and the groups: as participant, as mentor, or for staff all of them.',
})

const Place = {
  way: z.enum(MEETING_WAYS),
  place: words(160).nullable().default(null),
  link: WebAddress.nullable().default(null),
}

export const bookMeeting = route({
  method: 'POST',
  url: '/people/:id/meetings',
  access: 'meeting.write',
  problems: ['id_taken', 'not_possible_now', 'limits_not_met'],
  params: ById,
  body: z.strictObject({
    id: Id,
    /** The mentor; left out: her mentor now. Only staff may name somebody who is neither her mentor nor her cover. */
    hostId: Id.optional(),
    day: Day,
    time: TimeOfDay,
    timeZone: TimeZone,
    minutes: Minutes,
    ...Place,
    /** Every so many weeks; left out: once. */
    everyWeeks: z.number().int().min(1).max(8).optional(),
    untilDay: Day.optional(),
  }),
  replies: { 201: Occurrence },
  summary: 'Book a meeting, once or every week at the same local time.',
})

export const moveMeeting = route({
  method: 'POST',
  url: '/meetings/:id/move',
  access: 'meeting.write',
  problems: ['stale_version', 'not_possible_now', 'id_taken'],
  params: ById,
  body: z.strictObject({
    /** The new occurrence's id. */
    id: Id,
    version: Version,
    day: Day,
    time: TimeOfDay,
    minutes: Minutes.optional(),
    way: z.enum(MEETING_WAYS).optional(),
    place: words(160).nullable().optional(),
    link: WebAddress.nullable().optional(),
  }),
  replies: { 200: Occurrence },
  summary: 'Move one meeting; the rest of a weekly series stays.',
})

export const cancelMeeting = route({
  method: 'POST',
  url: '/meetings/:id/cancellation',
  access: 'meeting.write',
  problems: ['stale_version', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ version: Version, scope: z.enum(['this_one', 'from_here_on']) }),
  replies: { 200: Ok },
  summary: 'Cancel one meeting, or a weekly series from here on.',
})

const groupFields = {
  name: z.strictObject({ en: name(80), es: name(80) }),
  languages: z.array(Language).min(1).max(2),
  /** The first session; its weekday is the group's. */
  firstDay: Day,
  time: TimeOfDay,
  timeZone: TimeZone,
  minutes: Minutes,
  everyWeeks: z.number().int().min(1).max(8).default(1),
  untilDay: Day.nullable().default(null),
  ...Place,
  capacity: z.number().int().min(1).max(500).nullable().default(null),
  isOpen: z.boolean().default(true),
  kidsWelcome: z.boolean().default(false),
  nearBus: z.boolean().default(false),
  facilitatorId: Id.nullable().default(null),
  coFacilitatorId: Id.nullable().default(null),
}

interface GroupDays {
  firstDay: string
  untilDay: string | null
  facilitatorId: string | null
  coFacilitatorId: string | null
}
const endsAfterItBegins = ({ firstDay, untilDay }: GroupDays) => untilDay === null || untilDay >= firstDay
const twoPeople = ({ facilitatorId, coFacilitatorId }: GroupDays) =>
  facilitatorId === null || facilitatorId !== coFacilitatorId
const endsBefore = { message: 'lies before the first session', path: ['untilDay'] }
const samePerson = { message: 'is the facilitator already', path: ['coFacilitatorId'] }

export const Group = z.object({
  id: Id,
  name: z.object({ en: z.string(), es: z.string() }),
  languages: z.array(Language),
  firstDay: Day,
  weekday: z.number().int(),
  time: z.string(),
  timeZone: z.string(),
  minutes: z.number().int(),
  everyWeeks: z.number().int(),
  untilDay: Day.nullable(),
  way: z.enum(MEETING_WAYS),
  place: z.string().nullable(),
  link: z.string().nullable(),
  capacity: z.number().int().nullable(),
  isOpen: z.boolean(),
  kidsWelcome: z.boolean(),
  nearBus: z.boolean(),
  facilitator: PersonRef.nullable(),
  coFacilitator: PersonRef.nullable(),
  next: z.object({ occurrenceId: Id, startsAt: Instant, endsAt: Instant, day: Day, time: z.string() }).nullable(),
  version: Version,
})

export const listGroups = route({
  method: 'GET',
  url: '/groups',
  access: 'meeting.read',
  replies: { 200: z.object({ items: z.array(Group) }) },
  summary: 'The groups, the next one first.',
})

export const openGroup = route({
  method: 'POST',
  url: '/groups',
  access: 'group.manage',
  problems: ['id_taken'],
  body: z
    .strictObject({ id: Id, ...groupFields })
    .refine(endsAfterItBegins, endsBefore)
    .refine(twoPeople, samePerson),
  replies: { 201: Group },
  summary: 'Open a weekly group in its own time zone.',
})

export const changeGroup = route({
  method: 'PUT',
  url: '/groups/:id',
  access: 'group.manage',
  problems: ['stale_version'],
  params: ById,
  body: z
    .strictObject({ version: Version, ...groupFields })
    .refine(endsAfterItBegins, endsBefore)
    .refine(twoPeople, samePerson),
  replies: { 200: Group },
  summary: 'Change a group; sessions that lie ahead follow, past ones stay.',
})

export const Session = z.object({
  id: Id,
  status: z.enum(OCCURRENCE_STATUSES),
  startsAt: Instant,
  day: Day,
  time: z.string(),
  version: Version,
})

export const listSessions = route({
  method: 'GET',
  url: '/groups/:id/sessions',
  access: 'group.manage',
  params: ById,
  replies: {
    200: z.object({
      items: z.array(Session),
      /** The last four that have begun and were not cancelled, the newest first: who came is written down here. */
      begun: z.array(Session),
    }),
  },
  summary:
    'Sessions of a group that lie ahead, as far as they are planned, with those that were cancelled; and the last that have begun.',
})

export const AttendanceList = z.object({
  occurrence: Occurrence,
  people: z.array(z.object({ person: PersonRef, status: z.enum(ATTENDANCES).nullable() })),
})

export const getAttendance = route({
  method: 'GET',
  url: '/occurrences/:id/attendance',
  access: 'attendance.write',
  params: ById,
  replies: { 200: AttendanceList },
  summary: 'Who came, and who came the last four times.',
})

export const recordAttendance = route({
  method: 'PUT',
  url: '/occurrences/:id/attendance',
  access: 'attendance.write',
  problems: ['not_possible_now', 'future_day'],
  params: ById,
  body: z.strictObject({
    people: z.array(z.strictObject({ personId: Id, status: z.enum(ATTENDANCES) })).max(500),
  }),
  replies: { 200: AttendanceList },
  summary: 'Write down who came to a group. Nobody else is shown who came.',
})

export const cancelSession = route({
  method: 'POST',
  url: '/occurrences/:id/cancellation',
  access: 'group.manage',
  problems: ['stale_version', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ version: Version }),
  replies: { 200: Saved },
  summary: 'Cancel one session of a group.',
})
