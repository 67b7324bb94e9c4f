/** Days and times in words. Pure: the language, the zone and 'now' are parameters. */
export type Language = 'en' | 'es'

const TAG: Record<Language, string> = { en: 'en-US', es: 'es-US' }
const MS_A_DAY = 86_400_000

/** Noon in UTC of a calendar day: a handle for counting and for Intl, in no zone of anybody. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** Whole days from one calendar day to another; negative when it lies before. */
export const daysFrom = (from: string, to: string): number => Math.round((noon(to) - noon(from)) / MS_A_DAY)

/** The calendar day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(noon(day) + days * MS_A_DAY).toISOString().slice(0, 10)

/** The calendar day of an instant where the reader, or the program, is. */
export function dayOf(instant: string | number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(new Date(instant))
}

/** 17:30, the local time as a form field holds it. */
export function clockOf(instant: string | number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** The instant of a local day and time in a zone. */
export function instantOf(day: string, clock: string, zone: string): string {
  return Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(zone).toInstant().toString()
}

/** '5:30 PM' as the language writes it. */
export const sayTime = (instant: string | number, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(TAG[language], { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(
    new Date(instant),
  )

/** 'Tue, Nov 24'; with the year when it is another. */
export function sayDay(day: string, language: Language, today = day): string {
  return new Intl.DateTimeFormat(TAG[language], {
    timeZone: 'UTC',
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(day.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }),
  }).format(noon(day))
}

/** 'today', 'tomorrow', 'yesterday', else the day. */
export function sayNearDay(day: string, today: string, language: Language): string {
  const away = daysFrom(today, day)
  if (Math.abs(away) > 1) return sayDay(day, language, today)
  return new Intl.RelativeTimeFormat(TAG[language], { numeric: 'auto' }).format(away, 'day')
}

/** 'tomorrow 10:12 AM'; of today only the time. */
export function sayMoment(instant: string, now: number, language: Language, zone: string): string {
  const [day, today] = [dayOf(instant, zone), dayOf(now, zone)]
  const time = sayTime(instant, language, zone)
  return day === today ? time : `${sayNearDay(day, today, language)} ${time}`
}

/** '2 hours', '3 days': how long something has been waiting, in its largest unit. */
export function sayLong(fromInstant: string, now: number, language: Language): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(fromInstant)) / 60_000))
  const [value, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 36 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  return new Intl.NumberFormat(TAG[language], { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(
    value as number,
  )
}

/** '1 h 30 min'. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ')
}

/** 'May 3–8', or one day. */
export function sayRange(from: string, to: string, language: Language): string {
  const format = new Intl.DateTimeFormat(TAG[language], { timeZone: 'UTC', month: 'short', day: 'numeric' })
  return from === to ? format.format(noon(from)) : format.formatRange(noon(from), noon(to))
}

/** The zone of this device. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** 'Ana, Luis and Rosa'. */
export function sayList(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(TAG[language], { type: 'conjunction' }).format(names)
}
