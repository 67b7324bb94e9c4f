import { expect, test } from 'vitest'
import { name, words } from './values.ts'

const isName = (text: string) => name(60).safeParse(text).success

test('a name holds at least one letter or number, and nothing that cannot be seen', () => {
  for (const text of ['Rosa', '李', 'Ñ', '7', 'O’Brien-Díaz 🌱', 'नेहा', 'می‌خواهم', 'Ana 👩‍👧'])
    expect([text, isName(text)]).toEqual([text, true])
  for (const text of [
    '',
    ' ',
    '\u200b',
    '\u200d',
    '\ufeff\u2060',
    '—',
    '🌱',
    '\u202eanad',
    'Dana\u2066\u200d',
    'a\u0000b',
  ])
    expect([text, isName(text)]).toEqual([text, false])
})

test('a text takes no sign that turns what stands beside it, and loses what paste brought along', () => {
  const line = words(100)
  expect(line.parse('  talked\u00ad about\u200b work\ufeff ')).toBe('talked about work')
  expect(line.parse('one\n\ttwo 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿')).toBe('one\n\ttwo 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿')
  for (const text of ['a\u202eb', '\u2067x', 'a \u200d b', '\u061cx', 'x\u200f'])
    expect([text, line.safeParse(text).success]).toEqual([text, false])
  expect(line.safeParse('\u200b'.repeat(20)).success).toBe(false)
})
