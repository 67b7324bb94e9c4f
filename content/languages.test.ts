import { describe, expect, test } from 'vitest'
import { isRecord, LANGUAGES, listFiles, readDocument, readJson } from './content-files.ts'
import { listPlaceholders } from './load.ts'
import { listNames } from './sentence.ts'

const files = listFiles('en')
const documents = files.filter((file) => file.endsWith('.md'))
const data = files.filter((file) => file.endsWith('.json') && !file.startsWith('words/'))

/** Plural endings of i18next: Spanish has forms that English lacks. */
const PLURAL = /_(zero|one|two|few|many|other)$/
/** What must be the same in both languages, word for word; the rest is written in each. */
const SAME = new Set([
  'id',
  'version',
  'audience',
  'editable',
  'exercise',
  'kind',
  'number',
  'display',
  'numbers',
  'minutes',
  'seconds',
])

/** A JSON value with its words taken out: what both languages must share. */
function shape(value: unknown, key = ''): unknown {
  if (SAME.has(key) && !isRecord(value) && !(Array.isArray(value) && value.some(isRecord))) return value
  if (typeof value === 'string')
    return { holds: [...new Set([...listPlaceholders(value), ...listNames(value)])].sort() }
  if (Array.isArray(value)) return value.map((inner) => shape(inner, key))
  if (!isRecord(value)) return value
  const entries = Object.entries(value)
    .filter(([name]) => name !== 'body' && name !== 'href')
    .map(([name, inner]): [string, unknown] =>
      PLURAL.test(name) ? [name.replace(PLURAL, '_*'), 'plural'] : [name, shape(inner, name)],
    )
  return Object.fromEntries(entries)
}

test('both languages have the same files', () => {
  expect(listFiles('es')).toEqual(files)
})

test.each(documents)('%s has the same parts and placeholders in both languages', (file) => {
  const [en, es] = LANGUAGES.map((language) => readDocument(language, file))
  const { id, version, audience, placeholders, required } = en!
  expect(es).toMatchObject({ id, version, audience, placeholders, required })
  expect(es!.sections.map((section) => section.id)).toEqual(en!.sections.map((section) => section.id))
  for (const [at, section] of en!.sections.entries())
    expect(listPlaceholders(es!.sections[at]!.text).sort(), section.id).toEqual(listPlaceholders(section.text).sort())
})

test.each(data)('%s has the same ids, numbers and placeholders in both languages', (file) => {
  const [en, es] = LANGUAGES.map((language) => readJson(language, file))
  const parts = (value: unknown) => (file === 'help.json' ? byId(value) : value)
  expect(shape(parts(es))).toEqual(shape(parts(en)))
})

describe.each(LANGUAGES)('files in %s', (language) => {
  test.each(documents)('%s carries the id of its file and declares the placeholders that it uses', (file) => {
    const document = readDocument(language, file)
    expect(document.id).toBe(file.replace(/^.*\/|\.md$/g, ''))
    expect([...document.placeholders].sort()).toEqual(listPlaceholders(document.body).sort())
  })

  test.each(data.filter((file) => !file.startsWith('screens/')))('%s carries the id of its file', (file) => {
    expect((readJson(language, file) as { id: string }).id).toBe(file.replace(/^.*\/|\.json$/g, ''))
  })
})

/** Each language puts its own line first, so numbers are compared in the order of their ids. */
function byId(help: unknown, key = ''): unknown {
  const name = (item: unknown) => (isRecord(item) ? String(item['id']) : String(item))
  if (Array.isArray(help)) {
    const inner = help.map((item) => byId(item))
    return key === 'numbers' ? inner.sort((a, b) => name(a).localeCompare(name(b))) : inner
  }
  if (!isRecord(help)) return help
  return Object.fromEntries(Object.entries(help).map(([inner, value]) => [inner, byId(value, inner)]))
}
