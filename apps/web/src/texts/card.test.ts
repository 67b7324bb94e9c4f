import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bodyOfCard, splitCard } from './card.ts'

const read = (language: string, name: string) =>
  readFileSync(new URL(`../../../../content/${language}/cards/${name}.md`, import.meta.url), 'utf8')

test.each(['en', 'es'])('every section of the safety card is shown, open or folded (%s)', (language) => {
  const source = read(language, 'tolerance-and-naloxone')
  const { first, more } = splitCard(source, ['thanks', 'tolerance', 'naloxone'])
  const headings = (text: string) => text.match(/^## .+$/gm) ?? []
  expect(headings(first)).toHaveLength(3)
  expect([...headings(first), ...headings(more)].sort()).toEqual(headings(bodyOfCard(source)).sort())
})

test('names of a card become names that a screen fills in', () => {
  expect(bodyOfCard(read('en', 'supervisor-told'))).toContain('{supervisor}')
  expect(bodyOfCard(read('en', 'supervisor-told'))).not.toContain('{{')
})
