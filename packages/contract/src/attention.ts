import { SIGNALS } from '@cairn/program/signals/signal.ts'
import { z } from 'zod'
import { GREETING_WAYS } from './greeting-ways.ts'
import { route } from './route.ts'
import { ById, Id, Instant, PersonRef, words } from './values.ts'

export const OUTCOMES = ['reached', 'left_message', 'not_reached', 'handed_to', 'not_needed'] as const

/** The order of the board; inside each by due time, then longest waiting. */
export const NEED_GROUPS = [
  'safety_without_owner',
  'safety_overdue',
  'safety',
  'not_greeted',
  'cover_missing',
  'overdue',
  'asked',
  'debrief',
  'window_closing',
  'match_waiting',
  'quiet',
  'window_open',
] as const

/** One open item as this reader may see it. A reason can be read by a stranger over the shoulder. */
export const AttentionItem = z.object({
  id: Id,
  /** What she chose to tell somebody else reads as `asked_for_call` to everybody whom she did not choose. */
  signal: z.enum(SIGNALS),
  group: z.enum(NEED_GROUPS),
  reason: z.string(),
  sentence: z.string(),
  /** The likely next act: its id for the screen, its words for the button. */
  act: z.object({ id: z.string(), label: z.string() }),
  since: Instant,
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  owner: PersonRef.nullable(),
  safety: z.boolean(),
  tries: z.number().int(),
  snoozedUntil: Instant.nullable(),
  version: z.number().int(),
})
export type AttentionItem = z.infer<typeof AttentionItem>

const Acted = z.object({
  /** Name it to take it back within ten seconds. */
  actionId: Id,
  undoUntil: Instant,
  /** Null when the item is closed or hidden from this reader now. */
  item: AttentionItem.nullable(),
})

/** `id` names this act (UUIDv7 from the client): sent twice it is done once. */
const act = { id: Id }

export const takeItem = route({
  method: 'POST',
  url: '/attention/:id/take',
  access: 'attention.act',
  problems: ['id_taken', 'not_possible_now'],
  params: ById,
  body: z.strictObject(act),
  replies: { 200: Acted },
  summary: 'I take it.',
})

export const giveItem = route({
  method: 'POST',
  url: '/attention/:id/give',
  access: 'attention.act',
  problems: ['id_taken', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ ...act, toId: Id }),
  replies: { 200: Acted },
  summary: 'Give it to a mentor of hers or to somebody of the staff.',
})

export const closeItem = route({
  method: 'POST',
  url: '/attention/:id/done',
  access: 'attention.act',
  problems: ['id_taken', 'not_possible_now'],
  params: ById,
  body: z
    .strictObject({
      ...act,
      outcome: z.enum(OUTCOMES),
      toId: Id.nullable(),
      /** Of a hello: how it was said or tried. It is then recorded as a greeting, too. */
      how: z.enum(GREETING_WAYS).optional(),
    })
    .refine((body) => body.outcome !== 'handed_to' || body.toId !== null, {
      message: 'names who takes over',
      path: ['toId'],
    }),
  replies: { 200: Acted },
  summary:
    'Done, with one chip. Not reached and left a message come back by the contact policy. Safety closes only with who took over; a hello with how it was said, and whoever is handed one says it.',
})

export const snoozeItem = route({
  method: 'POST',
  url: '/attention/:id/snooze',
  access: 'attention.act',
  problems: ['id_taken', 'not_possible_now'],
  params: ById,
  body: z.strictObject({ ...act, until: Instant, reason: words(140) }),
  replies: { 200: Acted },
  summary: 'Later, at most seven days, with a reason. Never for safety.',
})

export const undoAct = route({
  method: 'POST',
  url: '/attention/acts/:id/undo',
  access: 'attention.act',
  problems: ['not_possible_now'],
  params: ById,
  replies: { 200: z.object({ item: AttentionItem.nullable() }) },
  summary: 'Take the last act back, within ten seconds.',
})

/** To whom an item may be given: mentors with free load first. */
export const listTakers = route({
  method: 'GET',
  url: '/attention/:id/takers',
  access: 'attention.act',
  params: ById,
  replies: {
    200: z.object({
      items: z.array(
        z.object({
          person: PersonRef,
          role: z.enum(['mentor', 'coordinator', 'supervisor']),
          free: z.number().int().nullable(),
          isHers: z.boolean(),
        }),
      ),
    }),
  },
  summary: 'To whom it can be given, mentors with free load first.',
})

/** How the machinery itself is: what nobody would notice if nobody looked. */
export const getAttentionHealth = route({
  method: 'GET',
  url: '/attention/health',
  access: 'board.read',
  replies: {
    200: z.object({
      lastSweepAt: Instant.nullable(),
      /** Expected 0: what the nightly self-check had to correct. */
      corrections: z.number().int().nullable(),
      waiting: z.number().int(),
      oldestWaitingSince: Instant.nullable(),
      /** Each rule, and how many it raised in the last seven days. */
      raised: z.array(z.object({ signal: z.enum(SIGNALS), count: z.number().int() })),
    }),
  },
  summary: 'Whether signals are looked at in time, and how many each rule raises a week.',
})
