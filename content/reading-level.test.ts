import { describe, expect, test } from 'vitest'
import { LANGUAGES, listTexts } from './content-files.ts'
import {
  countSyllablesEn,
  countSyllablesEs,
  fleschKincaidGrade,
  HIGHEST_GRADE_EN,
  HIGHEST_GRADE_OF_A_PARAGRAPH_EN,
  inflesz,
  LOWEST_INFLESZ_ES,
  LOWEST_INFLESZ_OF_A_PARAGRAPH_ES,
  listSentences,
  measure,
} from './reading-level.ts'

/** Below this a formula says little: one long word swings it by a grade. */
const FEWEST_WORDS = 60

/** Notices are a few words each; all of one language are judged together. */
function listParticipantTexts(language: (typeof LANGUAGES)[number]): [string, string][] {
  const own = listTexts(language).filter(({ audience }) => audience === 'participant')
  const notices = own.filter(({ file }) => file.includes('/notices/'))
  const rest = own.filter(({ file }) => !file.includes('/notices/'))
  return [
    ...rest.map(({ file, ownWords }): [string, string] => [file, ownWords]),
    [`${language}/notices`, notices.map(({ ownWords }) => ownWords).join('\n\n')],
  ]
}

describe.each(LANGUAGES)('reading level in %s', (language) => {
  const count = language === 'en' ? countSyllablesEn : countSyllablesEs
  const long = listParticipantTexts(language).filter(
    ([, text]) => /\p{L}/u.test(text) && measure(text, count).words >= FEWEST_WORDS,
  )

  test.each(long)('%s hides no hard paragraph', (_, text) => {
    for (const paragraph of text.split(/\n\s*\n/)) {
      if (!/\p{L}/u.test(paragraph) || measure(paragraph, count).words < 15) continue
      if (language === 'en')
        expect(fleschKincaidGrade(paragraph), paragraph).toBeLessThanOrEqual(HIGHEST_GRADE_OF_A_PARAGRAPH_EN)
      else expect(inflesz(paragraph), paragraph).toBeGreaterThanOrEqual(LOWEST_INFLESZ_OF_A_PARAGRAPH_ES)
    }
  })

  test('the texts that matter are long enough to be judged', () => {
    expect(long.length).toBeGreaterThanOrEqual(11)
  })

  test.each(long)('%s is at most grade 7', (_, text) => {
    if (language === 'en') expect(fleschKincaidGrade(text)).toBeLessThanOrEqual(HIGHEST_GRADE_EN)
    else expect(inflesz(text)).toBeGreaterThanOrEqual(LOWEST_INFLESZ_ES)
  })
})

test.each([
  ['cat', 1],
  ['safe', 1],
  ['times', 1],
  ['asked', 1],
  ['wanted', 2],
  ['needed', 2],
  ['because', 2],
  ['something', 2],
  ['water', 2],
  ['table', 2],
  ['people', 2],
  ['little', 2],
  ['idea', 3],
  ['being', 2],
  ['going', 2],
  ['nation', 2],
  ['question', 2],
  ['special', 2],
  ['social', 2],
  ['safety', 2],
  ['privacy', 3],
  ['medicine', 3],
  ['emergency', 4],
  ['family', 3],
  ['naloxone', 3],
  ['methadone', 3],
  ['organization', 5],
  ['supervisor', 4],
  ['prescription', 3],
  ['boxes', 2],
  ['changes', 2],
  ['places', 2],
  ['gives', 1],
  ['hours', 1],
  ['you', 1],
  ['the', 1],
  ["can't", 1],
  ["doesn't", 2],
  ["you're", 1],
  ['create', 2],
  ['area', 3],
  ['radio', 3],
  ['movement', 2],
  ['hopeful', 2],
  ['breathe', 1],
  ['breath', 1],
  ['quiet', 2],
  ['science', 2],
  ['lives', 1],
  ['someone', 2],
  ['everyone', 3],
] as const)('the English word %s has %i syllables', (word, syllables) => {
  expect(countSyllablesEn(word)).toBe(syllables)
})

test.each([
  ['sol', 1],
  ['casa', 2],
  ['día', 2],
  ['dio', 1],
  ['aire', 2],
  ['ciudad', 2],
  ['país', 2],
  ['poeta', 3],
  ['leer', 2],
  ['guerra', 2],
  ['pingüino', 3],
  ['que', 1],
  ['quien', 1],
  ['aquí', 2],
  ['y', 1],
  ['muy', 1],
  ['hoy', 1],
  ['ayuda', 3],
  ['ahora', 3],
  ['consumir', 3],
  ['medicina', 4],
  ['confidencialidad', 6],
  ['organización', 5],
  ['línea', 3],
  ['también', 2],
  ['murciélago', 4],
  ['oír', 2],
  ['ley', 1],
  ['reír', 2],
  ['cuenta', 2],
  ['egoísmo', 4],
  ['agüita', 3],
] as const)('the Spanish word %s has %i syllables', (word, syllables) => {
  expect(countSyllablesEs(word)).toBe(syllables)
})

test('a sentence of short words is easy and a sentence of long words is hard', () => {
  expect(fleschKincaidGrade('The cat sat on the mat.')).toBeCloseTo(0.39 * 6 + 11.8 - 15.59, 10)
  expect(
    fleschKincaidGrade('Organizational confidentiality obligations necessitate comprehensive documentation.'),
  ).toBeGreaterThan(20)
  expect(inflesz('El sol sale hoy.')).toBeCloseTo(206.835 - (62.3 * 5) / 4 - 4, 10)
  expect(inflesz('La confidencialidad organizacional necesita documentación exhaustiva.')).toBeLessThan(0)
})

test('headings, bullets, boxes and marks end sentences; placeholders count as a name and numbers not at all', () => {
  expect(listSentences('# One\nTwo three.\n\n- four\n- five\n\n**Six** _seven_ {{mentor}}? Call 911.')).toEqual([
    'One',
    'Two three.',
    'four',
    'five',
    'Six seven Dana?',
    'Call 911.',
  ])
  expect(listSentences('☐ yes  ☐ no')).toEqual(['yes', 'no'])
  expect(measure('Call 911. Write to {{mentor}}.', () => 1)).toEqual({ words: 4, sentences: 2, syllables: 4 })
})

test('a text wrapped over lines is one sentence', () => {
  expect(listSentences('One two\nthree four.')).toEqual(['One two three four.'])
})

test('a text without words is refused', () => {
  expect(() => fleschKincaidGrade('911')).toThrow('no word')
})
