import { LANGUAGES, MODES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'

/** Values that many routes share. */
export const Id = z.uuid()
export const Language = z.enum(LANGUAGES)
/** A calendar day, 2026-11-22. */
export const Day = z.iso.date().refine(isOfOurTime, 'is a day between 1900 and 2199')
/** An instant in UTC, 2026-11-22T20:48:00Z. */
export const Instant = z.iso.datetime().refine(isOfOurTime, 'is a time between 1900 and 2199')
/** An address that a person may be sent to: never a script. */
export const WebAddress = z.url({ protocol: /^https?$/ }).max(300)
/** A local time of day, 17:30. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time like 17:30')
export const TimeZone = z.string().min(1).max(60).refine(isTimeZone, 'is a time zone like America/Chicago')
export const Version = z.number().int().positive()
export const Minutes = z.number().int().min(1).max(720)

/** Marks that paste brings along and nobody sees: soft hyphens, zero-width spaces, byte order marks. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g

/** Signs that cannot be seen and change how others read: control characters, and those that turn the direction of what stands beside them. */
function showsAsTyped(text: string): boolean {
  // Line ends and tabs are fine; so are the joiners of some scripts and of emoji, between two signs that they join.
  const joined = text.replace(/(?<=\S)[\u200c\u200d](?=\S)/gu, '')
  // Flags of regions are written with tags (U+E0020 and on) after a black flag.
  return !/[^\P{Cc}\n\r\t]|[^\P{Cf}\u{E0020}-\u{E007F}]/u.test(joined)
}

/** A line or a text that a person typed: trimmed, without signs that cannot be seen, never empty. */
export const words = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replace(INVISIBLE, '').trim())
    .min(1)
    .max(max)
    .refine(showsAsTyped, 'holds characters that cannot be shown')

/** A name: at least one letter or number, so that there is something to call. */
export const name = (max: number) =>
  words(max).refine((text) => /[\p{L}\p{N}]/u.test(text), 'needs a letter or a number')

export const PersonRef = z.object({ id: Id, name: z.string() })
export type PersonRef = z.infer<typeof PersonRef>

/** Self · together · by phone · on paper: a paper act says its date, the form's version and who witnessed. */
export const Done = z
  .strictObject({
    mode: z.enum(MODES),
    /** The day on the paper, or of the talk; left out: today. */
    on: Day.optional(),
    formVersion: words(40).optional(),
    witness: words(80).optional(),
  })
  .superRefine((done, context) => {
    if (done.mode !== 'paper') return
    for (const field of ['on', 'formVersion', 'witness'] as const)
      if (done[field] === undefined)
        context.addIssue({ code: 'custom', path: [field], message: 'is needed for a paper form' })
  })
export type Done = z.infer<typeof Done>

export const ById = z.object({ id: Id })
export const Saved = z.object({ id: Id, version: Version })
export const Ok = z.object({ ok: z.literal(true) })

/** The database's calendar has no year 0, and nobody here was born before 1900. */
function isOfOurTime(text: string): boolean {
  return text >= '1900' && text < '2200'
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}
