import { z } from 'zod'
import { AttentionItem, NEED_GROUPS } from './attention.ts'
import { WhoIsThere } from './check-ins.ts'
import { route } from './route.ts'
import { Day, Id, Instant, PersonRef } from './values.ts'

/** The one due thing on her page. Nothing missed is ever counted or mentioned. */
export const DueThing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer_match'), matchId: Id, mentor: z.string() }),
  z.object({ kind: z.literal('sign_agreement'), with: z.string() }),
  z.object({ kind: z.literal('questions'), askId: Id, closesOn: Day, unknownDays: z.number().int() }),
  z.object({ kind: z.literal('assessment'), instrumentId: z.string(), title: z.string(), items: z.number().int() }),
  z.object({ kind: z.literal('baseline'), dueOn: Day }),
  z.object({ kind: z.literal('check_in') }),
])

/** Things whose windows overlap, in the order in which they are done: one sitting that can end after any of them. */
export const Sitting = z.object({ things: z.array(DueThing), minutes: z.number().int() })

export const NextMeeting = z.object({
  occurrenceId: Id,
  kind: z.enum(['one_to_one', 'group']),
  /** Neutral: a first name or a group's name. */
  with: z.string(),
  startsAt: Instant,
  minutes: z.number().int(),
  how: z.string().nullable(),
  place: z.string().nullable(),
})

export const MyToday = z.object({
  name: z.string(),
  /** Nobody has said hello yet: who will, by when. */
  hello: z.object({ greeter: z.string().nullable(), by: Instant }).nullable(),
  mentor: PersonRef.nullable(),
  due: DueThing.nullable(),
  /** The due thing together with what else is open now; null when it stands alone. */
  sitting: Sitting.nullable(),
  checkedInToday: z.boolean(),
  nextMeeting: NextMeeting.nullable(),
  whoIsThere: WhoIsThere,
  unseenNotices: z.number().int(),
})
export type MyToday = z.infer<typeof MyToday>

export const getMyToday = route({
  method: 'GET',
  url: '/my/today',
  access: 'my.today',
  query: z.object({ day: Day }),
  replies: { 200: MyToday },
  summary: 'One due thing, the next meeting, who is there.',
})

export const MentorLine = z.object({
  person: PersonRef,
  /** Null: nothing is open; the person stands below, in the order of the last talk. */
  need: z
    .object({ group: z.enum(NEED_GROUPS), level: z.enum(['now', 'today', 'week']), items: z.array(AttentionItem) })
    .nullable(),
  lastTalkOn: Day.nullable(),
  next: NextMeeting.nullable(),
  /** 'mentor', or 'cover' while the mentor is away. */
  tie: z.enum(['mentor', 'cover', 'greeter']),
})

export const MentorToday = z.object({
  name: z.string(),
  today: Day,
  people: z.array(MentorLine),
  groups: z.array(NextMeeting),
  /** Meetings of today whose end has passed and that are not logged yet: one tap each. */
  toLog: z.array(z.object({ person: PersonRef, occurrenceId: Id, startedAt: Instant, minutes: z.number().int() })),
  awayUntil: Day.nullable(),
  onCall: z.object({ name: z.string(), until: Instant }).nullable(),
})
export type MentorToday = z.infer<typeof MentorToday>

export const getMentorToday = route({
  method: 'GET',
  url: '/mentor/today',
  access: 'mentor.today',
  replies: { 200: MentorToday },
  summary: 'Who needs me today, with reasons that a stranger may read; then everybody else.',
})
