import { expect, test } from 'vitest'
import {
  dayWords,
  listWords,
  minutesWords,
  momentWords,
  nearDay,
  rangeWords,
  shortDay,
  sinceWords,
  whenWords,
} from './dates.ts'

test('a day is the same day in every time zone', () => {
  expect(dayWords('2026-11-03', 'en')).toBe('Tuesday, November 3')
  expect(dayWords('2026-11-03', 'es')).toBe('martes, 3 de noviembre')
})

test('a range is written as the language writes it, and one day is not a range', () => {
  expect(rangeWords('2026-05-03', '2026-05-08', 'en').replace(/\s/g, ' ')).toBe('May 3 – 8')
  expect(rangeWords('2026-05-03', '2026-05-03', 'en')).toBe('May 3')
  expect(shortDay('2026-05-03', 'es')).toBe('3 may')
})

test('a time far away carries its date', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(whenWords('2026-12-22T12:00:00Z', 'en', now)).toContain('December')
  expect(whenWords('2026-11-24T12:00:00Z', 'en', now)).not.toContain('November')
})

test('a list ends with the word for and', () => {
  expect(listWords(['a', 'b', 'c'], 'es')).toBe('a, b y c')
})

test('a near day is its weekday, and opens a sentence', () => {
  expect(nearDay('2026-11-17', '2026-11-22', 'es')).toBe('Martes')
  expect(nearDay('2026-11-15', '2026-11-22', 'en')).toBe('Sunday, November 15')
})

const chicago = 'America/Chicago'
const now = Date.parse('2026-11-22T16:12:00Z')

test('a moment of today is its time, of tomorrow says so', () => {
  expect(momentWords('2026-11-22T17:00:00Z', now, 'en', chicago)).toMatch(/^11:00.AM$/u)
  expect(momentWords('2026-11-23T16:12:00Z', now, 'en', chicago)).toMatch(/^tomorrow 10:12.AM$/u)
  expect(momentWords('2026-11-23T16:12:00Z', now, 'es', chicago)).toMatch(/^mañana 10:12/u)
  expect(momentWords('2026-11-26T16:12:00Z', now, 'en', chicago)).toMatch(/^Thu, Nov 26 10:12/u)
})

test('how long something waits is said in its largest unit', () => {
  expect(sinceWords('2026-11-22T16:11:00Z', now, 'en')).toBe('1 minute')
  expect(sinceWords('2026-11-22T12:12:00Z', now, 'es')).toBe('4 horas')
  expect(sinceWords('2026-11-19T16:12:00Z', now, 'en')).toBe('3 days')
  expect(sinceWords('2026-11-23T16:12:00Z', now, 'en')).toBe('0 minutes')
})

test('lengths read as people say them', () => {
  expect([15, 60, 90].map(minutesWords)).toEqual(['15 min', '1 h', '1 h 30 min'])
})
