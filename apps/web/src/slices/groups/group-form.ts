import type { Group, openGroup } from '@cairn/contract/calendar.ts'
import type { MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import type { Language } from '@cairn/program/people/vocabulary.ts'
import type { z } from 'zod'

export type GroupLine = z.output<typeof Group>

/** A group as its form holds it: what is typed stays text until it is sent. */
export interface GroupForm {
  nameEn: string
  nameEs: string
  languages: Language[]
  firstDay: string
  time: string
  timeZone: string
  minutes: string
  everyWeeks: number
  untilDay: string
  way: MeetingWay
  place: string
  link: string
  capacity: string
  isOpen: boolean
  kidsWelcome: boolean
  nearBus: boolean
  facilitatorId: string
  coFacilitatorId: string
}
export type GroupField = keyof GroupForm

/** A new group of a program, or one that exists. Its day is the next session: nobody knows by heart when it began. */
export function beginGroup(
  group: GroupLine | undefined,
  program: { timeZone: string; languages: Language[] },
): GroupForm {
  return {
    nameEn: group?.name.en ?? '',
    nameEs: group?.name.es ?? '',
    languages: group?.languages ?? program.languages,
    firstDay: group ? (group.next?.day ?? group.firstDay) : '',
    time: group?.time ?? '18:00',
    timeZone: group?.timeZone ?? program.timeZone,
    minutes: String(group?.minutes ?? 60),
    everyWeeks: group?.everyWeeks ?? 1,
    untilDay: group?.untilDay ?? '',
    way: group?.way ?? 'in_person',
    place: group?.place ?? '',
    link: group?.link ?? '',
    capacity: group?.capacity ? String(group.capacity) : '',
    isOpen: group?.isOpen ?? true,
    kidsWelcome: group?.kidsWelcome ?? false,
    nearBus: group?.nearBus ?? false,
    facilitatorId: group?.facilitator?.id ?? '',
    coFacilitatorId: group?.coFacilitator?.id ?? '',
  }
}

/** 'meet.example/room' is what people paste; an address names its way. */
const addressOf = (text: string): string => {
  const typed = text.trim()
  return typed === '' || /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
}

function isAddress(text: string): boolean {
  const address = addressOf(text)
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && hostname.includes('.') && address.length <= 300
}

const wholeBetween = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isNearDay = (text: string): boolean => /^(20|21)\d\d-/.test(text)

/** What has to be looked at again, by field, as keys of the texts. */
export function faultsOf(form: GroupForm): Partial<Record<GroupField, string>> {
  const day = !isDay(form.firstDay) ? 'firstDay' : isNearDay(form.firstDay) ? undefined : 'dayFar'
  const last =
    form.untilDay === ''
      ? undefined
      : !isDay(form.untilDay) || !isNearDay(form.untilDay)
        ? 'dayFar'
        : day === undefined && form.untilDay < form.firstDay
          ? 'lastDay'
          : undefined
  return {
    ...(form.nameEn.trim() === '' && form.nameEs.trim() === '' && { nameEn: 'name' }),
    ...(form.languages.length === 0 && { languages: 'languages' }),
    ...(day && { firstDay: day }),
    ...(!/^\d{2}:\d{2}$/.test(form.time) && { time: 'time' }),
    ...(!wholeBetween(form.minutes, 1, 720) && { minutes: 'length' }),
    ...(last && { untilDay: last }),
    ...(form.link.trim() !== '' && !isAddress(form.link) && { link: 'link' }),
    ...(form.capacity.trim() !== '' && !wholeBetween(form.capacity, 1, 500) && { capacity: 'capacity' }),
    ...(form.coFacilitatorId !== '' &&
      form.coFacilitatorId === form.facilitatorId && { coFacilitatorId: 'coFacilitator' }),
  }
}

/** The day that is sent: of a group whose days nobody touched, the one on which it once began. */
function firstDayOf(form: GroupForm, group: GroupLine | undefined): string {
  if (!group) return form.firstDay
  const untouched = form.firstDay === (group.next?.day ?? group.firstDay) && form.everyWeeks === group.everyWeeks
  return untouched ? group.firstDay : form.firstDay
}

type Body = Omit<z.input<(typeof openGroup)['schema']['body']>, 'id'>

export function bodyOf(form: GroupForm, group: GroupLine | undefined): Body {
  const [en, es] = [form.nameEn.trim(), form.nameEs.trim()]
  return {
    name: { en: en || es, es: es || en },
    languages: form.languages,
    firstDay: firstDayOf(form, group),
    time: form.time,
    timeZone: form.timeZone,
    minutes: Number(form.minutes),
    everyWeeks: form.everyWeeks,
    untilDay: form.untilDay || null,
    way: form.way,
    place: form.place.trim() || null,
    link: addressOf(form.link) || null,
    capacity: form.capacity.trim() === '' ? null : Number(form.capacity),
    isOpen: form.isOpen,
    kidsWelcome: form.kidsWelcome,
    nearBus: form.nearBus,
    facilitatorId: form.facilitatorId || null,
    coFacilitatorId: form.coFacilitatorId || null,
  }
}

const FIELD_OF_PATH: Record<string, GroupField> = { 'name.en': 'nameEn', 'name.es': 'nameEs' }

/** The fields that the server named, as the form names them. */
export function fieldsAtFault(fields: Readonly<Record<string, string>>, form: GroupForm): GroupField[] {
  return Object.keys(fields).flatMap((path) => {
    const field = FIELD_OF_PATH[path] ?? path.split('.')[0]!
    return field in form ? [field as GroupField] : []
  })
}

/** '6:00 PM', for a time that belongs to no day. */
export const sayClock = (time: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeZone: 'UTC',
    hour: 'numeric',
    minute: '2-digit',
  }).format(Date.parse(`2026-01-05T${time}:00Z`))

/** 'Tuesday' of a calendar day; empty while the day is still being typed. */
export const sayWeekday = (day: string, language: Language): string =>
  isDay(day) && !Number.isNaN(Date.parse(day))
    ? new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' }).format(Date.parse(`${day}T12:00:00Z`))
    : ''
