import { z } from 'zod'
import { route } from './route.ts'
import { Day, Id, Language, name, TimeOfDay, TimeZone, Version, words } from './values.ts'

/** Weekday 1 is Monday. */
export const OpenHours = z.strictObject({ weekday: z.number().int().min(1).max(7), from: TimeOfDay, until: TimeOfDay })

export const HelpLine = z.strictObject({
  id: z.string().max(40),
  name: name(80),
  phone: words(40),
  hours: words(80).optional(),
})

const hours = (most: number, standard: number) => z.number().min(0).max(most).default(standard)
const wholeDays = (most: number, standard: number) => z.number().int().min(1).max(most).default(standard)

/** How long each clock waits, in staffed hours unless its name says otherwise. */
const clocks = z.strictObject({
  greetWithinStaffedHours: hours(80, 8),
  callWithinStaffedHours: hours(80, 4),
  needWithinStaffedHours: hours(80, 8),
  toldWithinStaffedHours: hours(80, 4),
  coverWithinStaffedHours: hours(40, 8),
  answerMatchWithinStaffedHours: hours(200, 24),
  noTalkDays: wholeDays(90, 10),
  windowClosesWithinDays: wholeDays(30, 7),
  tryAgainAfterStaffedHours: hours(80, 8),
  messageAnswerAfterStaffedHours: hours(80, 16),
  safetyTakenWithinMinutes: z.number().int().min(1).max(240).default(15),
  safetyClosedWithinMinutes: z.number().int().min(5).max(1440).default(120),
  /** The baseline card is due so many days after enrolling. */
  baselineWithinDays: wholeDays(90, 30),
})
export const Policy = clocks.refine(
  ({ safetyTakenWithinMinutes, safetyClosedWithinMinutes }) => safetyTakenWithinMinutes < safetyClosedWithinMinutes,
  { message: 'lies after the time to take over', path: ['safetyClosedWithinMinutes'] },
)
export type Policy = z.output<typeof Policy>

/** The six things that setup asks. */
export const OrganizationSettings = z.strictObject({
  staffedHours: z
    .array(OpenHours)
    .max(40)
    .default([1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '17:00' }))),
  onCallPhone: words(40).nullable().default(null),
  helpLines: z.array(HelpLine).max(20).default([]),
  fundingSources: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'is a short name in small letters'))
    .max(40)
    .default(['none']),
  mentorPreset: z.enum(['volunteers', 'certified']).default('volunteers'),
  /** What the patient notice must say; the notice cannot be signed before it is filled in. */
  notice: z
    .strictObject({
      contactName: z.string().max(120).default(''),
      contactPhone: z.string().max(60).default(''),
      contactEmail: z.string().max(120).default(''),
      contactAddress: z.string().max(200).default(''),
      stateRules: z.string().max(4000).default(''),
      effectiveOn: Day.nullable().default(null),
    })
    .prefault({}),
  /** Days without staff. */
  holidays: z.array(Day).max(100).default([]),
  /** A supervisor always learns of a return to use; the question says so before. */
  alwaysTellSupervisor: z.boolean().default(false),
  policy: Policy.prefault({}),
})
export type OrganizationSettings = z.output<typeof OrganizationSettings>

export const Organization = z.object({
  id: Id,
  name: z.string(),
  timeZone: z.string(),
  languages: z.array(Language),
  isDemo: z.boolean(),
  settings: OrganizationSettings,
  version: Version,
})

export const getOrganization = route({
  method: 'GET',
  url: '/organization',
  access: 'organization.read',
  replies: { 200: Organization },
  summary: 'The program: its name, languages, hours, help lines and clocks.',
})

export const changeOrganization = route({
  method: 'PUT',
  url: '/organization',
  access: 'organization.manage',
  problems: ['stale_version'],
  body: z.strictObject({
    version: Version,
    name: name(120),
    timeZone: TimeZone,
    languages: z.array(Language).min(1).max(2),
    settings: OrganizationSettings,
  }),
  replies: { 200: Organization },
  summary: 'Change what setup asked.',
})
