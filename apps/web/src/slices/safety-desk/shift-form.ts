import type { addShift } from '@cairn/contract/safety.ts'
import type { z } from 'zod'
import { addDays, clockOf, dayOf, instantOf } from '../../ui/days.ts'
import type { Gap } from './gaps.ts'

/** A shift as its form holds it, in the program's time; `days` in a row have the same hours. */
export interface ShiftForm {
  personId: string
  fromDay: string
  fromTime: string
  untilDay: string
  untilTime: string
  days: string
  phone: string
}
export type ShiftField = keyof ShiftForm

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const MOST_DAYS = 14

/** A shift that fills the first gap, up to a day of it; twelve hours when nothing is planned after. Who and which phone are never guessed. */
export function beginShift(gap: Gap | undefined, nowMs: number, zone: string): ShiftForm {
  const at = Math.max(nowMs, gap?.fromMs ?? nowMs)
  // 'From now on' begins at the full hour that is running.
  const from = at - nowMs < 60_000 ? Math.floor(at / HOUR) * HOUR : at
  const until = gap?.untilMs && gap.untilMs - from <= DAY ? gap.untilMs : from + 12 * HOUR
  return {
    personId: '',
    fromDay: dayOf(from, zone),
    fromTime: clockOf(from, zone),
    untilDay: dayOf(until, zone),
    untilTime: clockOf(until, zone),
    days: '1',
    phone: '',
  }
}

const isDay = (text: string): boolean => /^(20|21)\d\d-\d{2}-\d{2}$/.test(text)
const isTime = (text: string): boolean => /^\d{2}:\d{2}$/.test(text)
/** '(555) 010-0100' as digits; undefined when it is no number. Empty stays empty. */
export function digitsOf(text: string): string | undefined {
  const digits = text.trim().replace(/[\s().\-/]/g, '')
  return digits === '' || /^\+?[0-9]{3,15}$/.test(digits) ? digits : undefined
}

/** How long one shift lasts, in milliseconds; undefined while something is missing. */
export function lengthOf(form: ShiftForm, zone: string): number | undefined {
  if (!isDay(form.fromDay) || !isDay(form.untilDay) || !isTime(form.fromTime) || !isTime(form.untilTime))
    return undefined
  const [from, until] = [instantOf(form.fromDay, form.fromTime, zone), instantOf(form.untilDay, form.untilTime, zone)]
  return Date.parse(until) - Date.parse(from)
}

/** What has to be looked at again, by field, as keys of the texts. */
export function faultsOf(form: ShiftForm, nowMs: number, zone: string): Partial<Record<ShiftField, string>> {
  const length = lengthOf(form, zone)
  const days = /^\d{1,2}$/.test(form.days.trim()) ? Number(form.days) : 0
  const untilDay = !isDay(form.untilDay)
    ? 'untilDay'
    : length === undefined
      ? undefined
      : length <= 0
        ? 'order'
        : length > 31 * DAY
          ? 'far'
          : Date.parse(instantOf(form.untilDay, form.untilTime, zone)) <= nowMs
            ? 'past'
            : undefined
  return {
    ...(form.personId === '' && { personId: 'who' }),
    ...(!isDay(form.fromDay) && { fromDay: 'fromDay' }),
    ...(!isTime(form.fromTime) && { fromTime: 'fromTime' }),
    ...(!isTime(form.untilTime) && { untilTime: 'untilTime' }),
    ...(untilDay && { untilDay }),
    ...(days < 1 || days > MOST_DAYS
      ? { days: 'days' }
      : days > 1 && length !== undefined && length > DAY
        ? { days: 'overlap' }
        : {}),
    ...(digitsOf(form.phone) === undefined && { phone: 'phone' }),
  }
}

export type NewShift = z.input<(typeof addShift)['schema']['body']>

/** The shifts of a form without faults, the first one first, each at its local hours on both sides of a clock change. */
export function shiftsOf(form: ShiftForm, zone: string, newId: () => string): NewShift[] {
  return Array.from({ length: Number(form.days) }, (_, later) => ({
    id: newId(),
    personId: form.personId,
    startsAt: instantOf(addDays(form.fromDay, later), form.fromTime, zone),
    endsAt: instantOf(addDays(form.untilDay, later), form.untilTime, zone),
    phone: digitsOf(form.phone) || null,
  }))
}
