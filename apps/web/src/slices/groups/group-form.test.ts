import { openGroup } from '@cairn/contract/calendar.ts'
import { expect, test } from 'vitest'
import { beginGroup, bodyOf, faultsOf, fieldsAtFault, type GroupLine } from './group-form.ts'

const program = { timeZone: 'America/New_York', languages: ['en' as const] }
const id = '018f0000-0000-7000-8000-000000000001'
const filled = { ...beginGroup(undefined, program), nameEn: 'Tuesday group', firstDay: '2026-11-24' }
const group: GroupLine = {
  id,
  name: { en: 'Tuesday group', es: 'Grupo del martes' },
  languages: ['en', 'es'],
  firstDay: '2025-05-06',
  weekday: 2,
  time: '18:00',
  timeZone: 'America/New_York',
  minutes: 60,
  everyWeeks: 1,
  untilDay: null,
  way: 'in_person',
  place: 'Room 2',
  link: null,
  capacity: 12,
  isOpen: true,
  kidsWelcome: true,
  nearBus: false,
  facilitator: null,
  coFacilitator: null,
  next: {
    occurrenceId: id,
    startsAt: '2026-11-24T23:00:00Z',
    endsAt: '2026-11-25T00:00:00Z',
    day: '2026-11-24',
    time: '18:00',
  },
  version: 3,
}

test('a group in one language reads the same in both, and the server takes what is sent', () => {
  expect(faultsOf(filled)).toEqual({})
  const body = bodyOf(filled, undefined)
  expect(body.name).toEqual({ en: 'Tuesday group', es: 'Tuesday group' })
  expect(openGroup.schema.body.safeParse({ id, ...body }).success).toBe(true)
})

test('what is missing or wrong is named by field', () => {
  expect(faultsOf({ ...beginGroup(undefined, program), languages: [], time: '' })).toEqual({
    nameEn: 'name',
    languages: 'languages',
    firstDay: 'firstDay',
    time: 'time',
  })
  expect(
    faultsOf({
      ...filled,
      minutes: '0',
      untilDay: '2026-11-23',
      way: 'video',
      link: 'javascript:alert(1)',
      capacity: '12 or so',
      facilitatorId: id,
      coFacilitatorId: id,
    }),
  ).toEqual({
    minutes: 'length',
    untilDay: 'lastDay',
    link: 'link',
    capacity: 'capacity',
    coFacilitatorId: 'coFacilitator',
  })
  expect(faultsOf({ ...filled, firstDay: '0202-11-24' })).toEqual({ firstDay: 'dayFar' })
})

test('a pasted address gets its https', () => {
  const form = { ...filled, way: 'video' as const, link: ' meet.example/room ' }
  expect(faultsOf(form)).toEqual({})
  expect(bodyOf(form, undefined)).toMatchObject({ place: null, link: 'https://meet.example/room' })
})

test('a group whose day nobody touched keeps the day on which it began; a new day or rhythm counts from the day shown', () => {
  const form = beginGroup(group, program)
  expect(form.firstDay).toBe('2026-11-24')
  expect(bodyOf({ ...form, time: '19:00' }, group).firstDay).toBe('2025-05-06')
  expect(bodyOf({ ...form, firstDay: '2026-11-25' }, group).firstDay).toBe('2026-11-25')
  expect(bodyOf({ ...form, everyWeeks: 2 }, group).firstDay).toBe('2026-11-24')
})

test('fields that the server names are found in the form', () => {
  expect(fieldsAtFault({ 'name.en': 'x', 'languages.0': 'x', link: 'x', body: 'x' }, filled)).toEqual([
    'nameEn',
    'languages',
    'link',
  ])
})
