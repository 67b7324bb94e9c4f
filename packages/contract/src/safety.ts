import { z } from 'zod'
import { WhoIsThere } from './check-ins.ts'
import { route } from './route.ts'
import { ById, Day, Id, Instant, Ok, PersonRef, words } from './values.ts'

/** A number on the help page. The built-in ones (911, 988 …) are in content/; these are the program's own. */
export const HelpNumber = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is a short name in small letters'),
  label: words(60),
  kind: z.enum(['call', 'text']),
  number: z.string().regex(/^\+?[0-9]{3,15}$/, 'is a telephone number in digits'),
  note: words(120).nullable(),
})

/** Numbers that a program may take off its help page or replace; the emergency number is not among them. */
export const HelpPage = z.object({
  organizationId: Id,
  organizationName: z.string(),
  numbers: z.array(HelpNumber),
  /** Ids of built-in numbers that do not work where this program is. */
  hidden: z.array(z.string()),
  /** Who is awake: a name only as far as they chose to stand here. Null: nobody; 988 is. */
  onCall: z.object({ name: z.string(), phone: z.string().nullable(), until: Instant }).nullable(),
  staffed: z.boolean(),
  staffedAgainAt: Instant.nullable(),
  /** When this was true: a page kept on a phone says so. */
  asOf: Instant,
})
export type HelpPage = z.infer<typeof HelpPage>

export const getHelpPage = route({
  method: 'GET',
  url: '/help/:id',
  access: 'public',
  params: ById,
  replies: { 200: HelpPage },
  summary:
    'The numbers of one program and who is awake, signed out; phones keep it for when there is no network. No record is made.',
})

export const changeHelpNumbers = route({
  method: 'PUT',
  url: '/help-numbers',
  access: 'on_call.write',
  body: z.strictObject({
    numbers: z.array(HelpNumber).max(20),
    hidden: z
      .array(z.string().max(40))
      .max(20)
      .refine((ids) => !ids.includes('emergency'), 'the emergency number always stays'),
  }),
  replies: { 200: HelpPage },
  summary: 'Change the numbers of the help page.',
})

export const getAwake = route({
  method: 'GET',
  url: '/awake',
  access: 'organization.read',
  replies: { 200: WhoIsThere },
  summary: 'Who is there now: my mentor, staff, on call.',
})

export const Shift = z.object({
  id: Id,
  person: PersonRef,
  startsAt: Instant,
  endsAt: Instant,
  phone: z.string().nullable(),
})

export const listShifts = route({
  method: 'GET',
  url: '/on-call',
  access: 'on_call.write',
  replies: { 200: z.object({ items: z.array(Shift), uncoveredFrom: Instant.nullable() }) },
  summary: 'On call now and next, and from when on nobody is.',
})

const LONGEST_SHIFT_MS = 31 * 86_400_000

export const addShift = route({
  method: 'POST',
  url: '/on-call',
  access: 'on_call.write',
  problems: ['id_taken', 'not_possible_now'],
  body: z
    .strictObject({
      id: Id,
      personId: Id,
      startsAt: Instant,
      endsAt: Instant,
      phone: z
        .string()
        .regex(/^\+?[0-9]{3,15}$/)
        .nullable(),
    })
    .refine((shift) => shift.startsAt < shift.endsAt, { message: 'ends after it starts', path: ['endsAt'] })
    .refine((shift) => Date.parse(shift.endsAt) - Date.parse(shift.startsAt) <= LONGEST_SHIFT_MS, {
      message: 'lies at most 31 days after the start',
      path: ['endsAt'],
    }),
  replies: { 201: Shift },
  summary: 'Put somebody on call, from when to when.',
})

export const endShift = route({
  method: 'DELETE',
  url: '/on-call/:id',
  access: 'on_call.write',
  params: ById,
  replies: { 200: Ok },
  summary: 'Take a shift back, or end it now.',
})

export const SAFETY_KINDS = ['may_die', 'wants_to_die', 'child_in_danger', 'hurt_by_somebody', 'other'] as const

export const raiseSafety = route({
  method: 'POST',
  url: '/people/:id/safety',
  access: 'attention.act',
  problems: ['id_taken'],
  params: ById,
  body: z.strictObject({ id: Id, kind: z.enum(SAFETY_KINDS), at: Instant, note: words(200).nullable() }),
  replies: { 201: z.object({ id: Id, onCall: z.object({ name: z.string(), until: Instant }).nullable() }) },
  summary:
    'Somebody whom I support is in danger: tells whoever is on call, day and night. It closes only with who took over.',
})

/** A talk with whoever carried a safety matter, after it closed. It is about them; nothing about the participant stands here. */
export const Debrief = z.object({
  id: Id,
  person: PersonRef,
  /** When the matter was closed. */
  since: Instant,
  dueAt: Instant,
  held: z.object({ on: Day, by: PersonRef, words: z.string() }).nullable(),
})
export type Debrief = z.output<typeof Debrief>

export const listDebriefs = route({
  method: 'GET',
  url: '/people/:id/debriefs',
  access: 'debrief.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(Debrief) }) },
  summary: 'Debriefs with one mentor, the newest first: due and held. The mentor reads them too.',
})

export const holdDebrief = route({
  method: 'PUT',
  url: '/attention/:id/debrief',
  access: 'debrief.write',
  problems: ['future_day', 'not_possible_now'],
  params: ById,
  body: z.strictObject({
    on: Day,
    /** One line about the talk; kept with the mentor, outside every participant's record. */
    words: words(200),
  }),
  replies: { 200: Debrief },
  summary: 'The debrief that this item asks for was held: when, and one line. Never by the one whom it is about.',
})
