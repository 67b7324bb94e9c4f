/** Calendar days and clock times as fields hold them. Pure: the zone is a parameter. A day is 'YYYY-MM-DD'. */
const MS_A_DAY = 86_400_000

/** Noon in UTC of a calendar day: a handle for counting and for Intl, in no zone of anybody. */
export const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

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

/** The zone of this device. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
