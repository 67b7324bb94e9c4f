import { expect, test } from 'vitest'
import { dayWords, listWords, nearDay, rangeWords, shortDay, whenWords } from './dates.ts'

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
