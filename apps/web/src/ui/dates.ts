/** Days and times in a reader's words. A day is 'YYYY-MM-DD' and belongs to no time zone. Pure: 'now' is a parameter. */

import { dayOf, daysFrom, noon } from './days.ts'

/** Spanish as it is written where the program is: '5:00 p. m.', not '17:00'. */
const localeOf = (language: string): string => (language.includes('-') ? language : `${language}-US`)

const made = new Map<string, Intl.DateTimeFormat>()
/** Making a format costs a slow phone 20 ms: each is made once. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // The phone may travel while the tab is open.
  const name = language + JSON.stringify(options) + new Date().getTimezoneOffset()
  const known = made.get(name) ?? new Intl.DateTimeFormat(language, options)
  made.set(name, known)
  return known
}

const utc = (day: string): Date => new Date(noon(day))

/** 'Tuesday, November 3' · 'martes, 3 de noviembre'. */
export const dayWords = (day: string, language: string): string =>
  format(localeOf(language), { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(utc(day))

/** 'Nov 3' · '3 nov'. */
export const shortDay = (day: string, language: string): string =>
  format(localeOf(language), { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(utc(day))

/** 'Nov 3', or 'Nov 3–8', in the language's own way to write a range. */
export const rangeWords = (from: string, to: string, language: string): string =>
  from === to
    ? shortDay(from, language)
    : format(localeOf(language), { month: 'short', day: 'numeric', timeZone: 'UTC' }).formatRange(utc(from), utc(to))

/** '3:00 PM', in the time zone given; without one, in the phone's. */
export const timeWords = (instant: string | number, language: string, timeZone?: string): string =>
  format(localeOf(language), { hour: 'numeric', minute: '2-digit', ...(timeZone && { timeZone }) }).format(
    new Date(instant),
  )

/** 'Tuesday, 3:00 PM' within six days, else with the date. */
export function whenWords(instant: string, language: string, nowMs: number): string {
  const at = new Date(instant)
  const isNear = Math.abs(at.getTime() - nowMs) < 6 * 86_400_000
  const day = format(
    language,
    isNear ? { weekday: 'long' } : { weekday: 'long', month: 'long', day: 'numeric' },
  ).format(at)
  return `${day}, ${timeWords(instant, language)}`
}

/** A list with the language's own 'and'. */
export const listWords = (words: readonly string[], language: string): string =>
  new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(words)

/** 'Tuesday' for a day within the last or next six, else with its date. Begins with a capital: it opens a sentence. */
export function nearDay(day: string, today: string, language: string): string {
  const words =
    Math.abs(daysFrom(today, day)) <= 6
      ? format(localeOf(language), { weekday: 'long', timeZone: 'UTC' }).format(utc(day))
      : dayWords(day, language)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** 'Tue, Nov 24'; with the year when it is another. */
export function weekdayWords(day: string, language: string, today = day): string {
  return utc(day).toLocaleDateString(localeOf(language), {
    timeZone: 'UTC',
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(day.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }),
  })
}

/** 'today', 'tomorrow', 'yesterday', else the day. */
export function relativeDay(day: string, today: string, language: string): string {
  const away = daysFrom(today, day)
  if (Math.abs(away) > 1) return weekdayWords(day, language, today)
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(away, 'day')
}

/** 'tomorrow 10:12 AM'; of today only the time. */
export function momentWords(instant: string, now: number, language: string, zone: string): string {
  const [day, today] = [dayOf(instant, zone), dayOf(now, zone)]
  const time = timeWords(instant, language, zone)
  return day === today ? time : `${relativeDay(day, today, language)} ${time}`
}

/** '2 hours', '3 days': how long something has been waiting, in its largest unit. */
export function sinceWords(fromInstant: string, now: number, language: string): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(fromInstant)) / 60_000))
  const [value, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 36 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(
    value as number,
  )
}

/** '1 h 30 min'. */
export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ')
}
