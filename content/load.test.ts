import { expect, test } from 'vitest'
import { fillPlaceholders, listPlaceholders, missingElements, parseDocument } from './load.ts'

const whole = `---
id: sample
version: 3
title: A sample: with a colon
audience: participant
placeholders: mentor, hours
required: first, second
---
# A sample

Words before. {{mentor}} reads.

## First {#first}
One.

<!-- fixed by law -->
NOTWITHSTANDING.
<!-- end -->

## Second {#second}
Two, {{hours}}.
`

test('a document gives its front matter, its sections by id and a body without marks', () => {
  const document = parseDocument(whole)
  expect(document).toMatchObject({
    id: 'sample',
    version: 3,
    title: 'A sample: with a colon',
    audience: 'participant',
    placeholders: ['mentor', 'hours'],
    required: ['first', 'second'],
  })
  expect(document.sections.map(({ id, heading }) => [id, heading])).toEqual([
    ['first', 'First'],
    ['second', 'Second'],
  ])
  expect(document.sections[0]!.text).toBe('One.\n\nNOTWITHSTANDING.')
  expect(document.body).not.toMatch(/---|\{#|<!--/)
  expect(document.body).toContain('## First\nOne.')
  expect(document.body).toContain('NOTWITHSTANDING')
})

test('words that a law fixes stay in the body and are left out of our own words', () => {
  expect(parseDocument(whole).ownWords).not.toContain('NOTWITHSTANDING')
  expect(parseDocument(whole).ownWords).toContain('Two, {{hours}}.')
})

test('Windows line ends make no difference', () => {
  expect(parseDocument(whole.replaceAll('\n', '\r\n'))).toEqual(parseDocument(whole))
})

test('a required section that is absent or empty is named', () => {
  expect(missingElements(parseDocument(whole))).toEqual([])
  expect(missingElements(parseDocument(whole.replace('{#second}', '{#other}')))).toEqual(['second'])
  expect(missingElements(parseDocument(whole.replace('Two, {{hours}}.', '')))).toEqual(['second'])
})

test.each([
  ['no front matter', '# Hello', /does not begin with front matter/],
  ['a version that is no number', whole.replace('version: 3', 'version: three'), /version must be/],
  ['version zero', whole.replace('version: 3', 'version: 0'), /version must be/],
  ['no title', whole.replace('title: A sample: with a colon', 'title:'), /lacks title/],
  ['an unknown audience', whole.replace('participant', 'everybody'), /audience must be/],
  ['an unknown key', whole.replace('title:', 'heading:'), /Unknown key.*heading/],
  ['a key twice', whole.replace('version: 3', 'version: 3\nid: other'), /Key twice.*id/],
  ['a line without a colon', whole.replace('version: 3', 'version 3'), /not "key: value"/],
  ['one section id twice', whole.replace('{#second}', '{#first}'), /Two sections have the id first/],
])('a document with %s is refused with a sentence', (_, source, message) => {
  expect(() => parseDocument(source)).toThrow(message)
})

test('placeholders are listed once each and filled everywhere', () => {
  const text = '{{mentor}} and {{participant}}. {{mentor}} again.'
  expect(listPlaceholders(text)).toEqual(['mentor', 'participant'])
  expect(fillPlaceholders(text, { mentor: 'Dana', participant: 'Rosa' })).toBe('Dana and Rosa. Dana again.')
})

test('filling throws and names every placeholder without a value, blank ones and inherited names too', () => {
  const text = '{{mentor}} {{hours}} {{constructor}}'
  expect(() => fillPlaceholders(text, { mentor: ' ' })).toThrow('No value for {{mentor}}, {{hours}}, {{constructor}}.')
})

test('a value is put in as it is: no dollar patterns, no second round of filling', () => {
  expect(fillPlaceholders('{{mentor}}', { mentor: '$& {{hours}}' })).toBe('$& {{hours}}')
})
