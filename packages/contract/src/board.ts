import { z } from 'zod'
import { AttentionItem, NEED_GROUPS } from './attention.ts'
import { SharedCheckIn } from './check-ins.ts'
import { FollowUp } from './follow-ups.ts'
import { route } from './route.ts'
import { SAFETY_KINDS } from './safety.ts'
import { NextMeeting } from './today.ts'
import { ById, Day, Id, Instant, PersonRef } from './values.ts'

export const BOARD_FILTERS = ['need_a_person', 'not_greeted', 'windows_closing', 'away_without_cover'] as const

export const BoardLine = z.object({
  /** The person whom it is about: a participant; a mentor who is away or carried something; staff who did. */
  person: z.object({
    id: Id,
    name: z.string(),
    initial: z.string().nullable(),
    kind: z.enum(['participant', 'mentor', 'staff']),
  }),
  level: z.enum(['now', 'today', 'week']),
  group: z.enum(NEED_GROUPS),
  /** The most urgent; its reason has at most eight words. */
  first: AttentionItem,
  /** '+2'. */
  more: z.number().int(),
})
export type BoardLine = z.infer<typeof BoardLine>

export const Board = z.object({
  today: Day,
  now: Instant,
  /** Of the whole program, whoever owns it, so that nothing is hidden. Each is a filter. */
  counts: z.object({
    need_a_person: z.number().int(),
    not_greeted: z.number().int(),
    /** Windows without an answer that close within the policy's days, also those that were tried today and rest. */
    windows_closing: z.number().int(),
    away_without_cover: z.number().int(),
  }),
  onCall: z.object({ name: z.string(), until: Instant }).nullable(),
  delivery: z.object({
    /** What went out since yesterday's end of day. */
    sent: z.number().int(),
    lastSentAt: Instant.nullable(),
    failed: z.number().int(),
    /** Since when nothing was looked at or sent although it was due: a scheduler that stopped. Null: it runs. */
    stoppedSince: Instant.nullable(),
    /** Mail is not set up: only the page itself tells. */
    mailWorks: z.boolean(),
    sentence: z.string(),
    healthy: z.boolean(),
  }),
  lines: z.array(BoardLine),
  /** For 'Nobody needs you right now. Next: two windows open on Thursday.' */
  next: z.object({ on: Day, windows: z.number().int() }).nullable(),
  /** True before the first participant: the setup steps stand in place of rows. */
  firstDay: z.boolean(),
})
export type Board = z.infer<typeof Board>

export const getBoard = route({
  method: 'GET',
  url: '/board',
  access: 'board.read',
  query: z.object({
    /** Default: mine and nobody's, and whatever is overdue or unsafe. */
    whose: z.enum(['mine', 'all']).default('mine'),
    /** One of the header's filters: always of the whole program. */
    only: z.enum(BOARD_FILTERS).optional(),
  }),
  replies: { 200: Board },
  summary: 'One line a person: who needs what, by whom, by when.',
})

export const BoardPanel = z.object({
  person: PersonRef,
  kind: z.enum(['participant', 'mentor', 'staff']),
  reach: z
    .object({
      how: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      note: z.string().nullable(),
      leaveMessage: z.boolean(),
    })
    .nullable(),
  /** 'Do not put with 1 person'. */
  mustNotMeetCount: z.number().int(),
  mentor: PersonRef.nullable(),
  items: z.array(AttentionItem),
  /** What was raised about her and is still open; by the item that asks for somebody. */
  alerts: z.array(
    z.object({
      itemId: Id,
      kind: z.enum(SAFETY_KINDS),
      at: Instant,
      by: PersonRef,
      note: z.string().nullable(),
    }),
  ),
  lastContacts: z.array(z.object({ at: Instant, by: z.string(), how: z.string(), happened: z.boolean() })),
  nextMeeting: NextMeeting.nullable(),
  windows: z.array(FollowUp),
  /** Only what she shares with this reader; null when nothing is. */
  checkIns: z.array(SharedCheckIn).nullable(),
})
export type BoardPanel = z.infer<typeof BoardPanel>

export const getBoardPanel = route({
  method: 'GET',
  url: '/board/people/:id',
  access: 'board.read',
  params: ById,
  replies: { 200: BoardPanel },
  summary:
    'What a coordinator needs before calling: how and when, may we leave a message, last contacts, open items, next meeting, windows.',
})
