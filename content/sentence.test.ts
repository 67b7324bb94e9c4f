import { expect, test } from 'vitest'
import { listNames, renderSentence } from './sentence.ts'

const waited = '{participant} has waited {days, plural, one {# day} other {# days}}.'

test('a sentence takes names and counts, with the plural of its language', () => {
  expect(renderSentence(waited, { participant: 'Rosa', days: 1 }, 'en')).toBe('Rosa has waited 1 day.')
  expect(renderSentence(waited, { participant: 'Rosa', days: 1200 }, 'en')).toBe('Rosa has waited 1,200 days.')
  expect(renderSentence('{days, plural, one {# día} other {# días}}', { days: 4 }, 'es')).toBe('4 días')
})

test('zero is a count and not a missing value', () => {
  expect(renderSentence(waited, { participant: 'Rosa', days: 0 }, 'en')).toBe('Rosa has waited 0 days.')
})

test('an exact number comes before the plural of the language', () => {
  const closes = 'closes {days, plural, =0 {today} one {in # day} other {in # days}}'
  expect([0, 1, 2].map((days) => renderSentence(closes, { days }, 'en'))).toEqual([
    'closes today',
    'closes in 1 day',
    'closes in 2 days',
  ])
})

test('the names of a sentence are listed once each', () => {
  expect(listNames(`${waited} {participant}`)).toEqual(['participant', 'days'])
})

test.each([
  ['a missing value', waited, { days: 2 }, /No value for \{participant\}/],
  ['an empty value', waited, { participant: '', days: 2 }, /No value for \{participant\}/],
  ['a count in words', waited, { participant: 'Rosa', days: 'two' }, /must be a number/],
  ['a plural without other', '{days, plural, one {# day}}', { days: 2 }, /no form "other"/],
  ['a brace that is not closed', 'Hello {name', { name: 'Rosa' }, /Braces do not match/],
])('a sentence with %s is refused', (_, sentence, values, message) => {
  expect(() => renderSentence(sentence, values as Record<string, string | number>, 'en')).toThrow(message)
})
