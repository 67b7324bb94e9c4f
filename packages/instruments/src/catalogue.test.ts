import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findInstrument, instruments } from './catalogue.ts'
import { type Instrument, type Language, offeredIn, wordsIn } from './definition.ts'
import { followUpQuestions } from './definitions/readiness-rulers.ts'
import { licenceVerdicts } from './licence-verdicts.ts'

const languages: readonly Language[] = ['en', 'es']
const folder = new URL('./definitions/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

function isInstrument(value: unknown): value is Instrument {
  return typeof value === 'object' && value !== null && 'items' in value && 'licence' in value
}

test('every file of definitions is in the catalogue, and none has the verdict NO', async () => {
  for (const file of files) {
    const exported = Object.values((await import(new URL(file, folder).href)) as Record<string, unknown>)
    const found = exported.filter(isInstrument)
    expect(found, file).toHaveLength(1)
    expect(found[0]!.licence.status, file).not.toBe('NO')
    expect(instruments, file).toContain(found[0]!)
  }
})

test('an instrument that may not be shipped has a verdict and no questions', () => {
  for (const verdict of licenceVerdicts) {
    expect(Object.keys(verdict).sort()).toEqual(['id', 'name', 'source', 'status', 'why'])
    expect(findInstrument(verdict.id)).toBeUndefined()
  }
  expect(licenceVerdicts.filter(({ status }) => status === 'NO').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['tlfb', 'dtcq-8', 'wai-sr', 'srs-ors', 'sure', 'whoqol-bref', 'eq-5d', 'bscq', 'dast-10']),
  )
})

test('a licence with conditions names its holder, its text and where it was read', () => {
  for (const { licence, id } of instruments) {
    for (const field of ['holder', 'text', 'source'] as const) expect(licence[field], `${id} ${field}`).not.toBe('')
    if (licence.status === 'SHIP-COND') expect(licence.modification, id).toBe('not_allowed')
  }
})

test('every text exists in both languages, or the instrument says in both why it is not offered', () => {
  for (const instrument of instruments) {
    const questions = [
      instrument.instruction,
      ...instrument.items.map((item) => item.text),
      ...Object.values(instrument.options).flatMap((options) => options.map((option) => option.label)),
    ]
    const scales = [instrument.scoring.total, ...instrument.scoring.subscales].filter((scale) => scale !== null)
    const own = [
      instrument.title,
      instrument.missingRule.text,
      ...scales.flatMap((scale) => [scale.title, ...scale.bands.map((band) => band.label)]),
    ]
    for (const language of languages) {
      for (const text of own) expect(text[language].trim(), instrument.id).not.toBe('')
      const { offered, reason } = offeredIn(instrument, language)
      if (offered) {
        for (const words of questions) expect(wordsIn(words, language).trim(), instrument.id).not.toBe('')
      } else {
        expect(reason!.en.length).toBeGreaterThan(40)
        expect(reason!.es.length).toBeGreaterThan(40)
        for (const words of questions) expect(words[language], instrument.id).toBeUndefined()
        expect(() => wordsIn(questions[0]!, language)).toThrow(/not offered/)
      }
    }
  }
})

test('wording that is not the validated one says so in both languages', () => {
  const spanish = findInstrument('phq-4')!.wording.es
  expect(spanish).toMatchObject({ offered: true, status: 'working' })
  expect(spanish.offered && spanish.note.en).toContain('Not validated')
  expect(spanish.offered && spanish.note.es).toContain('No está validado')
  expect(offeredIn(findInstrument('barc-10')!, 'es').offered).toBe(false)
})

test('every scale is built from questions that exist, and its bands meet without a gap', () => {
  for (const instrument of instruments) {
    const ids = instrument.items.map((item) => item.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const scale of [instrument.scoring.total, ...instrument.scoring.subscales]) {
      if (scale === null) continue
      expect(ids).toEqual(expect.arrayContaining([...scale.items, ...scale.reversed]))
      expect(scale.bands[0]!.min).toBe(scale.min)
      expect(scale.bands.at(-1)!.max).toBe(scale.max)
      scale.bands.slice(1).forEach((band, index) => {
        expect(band.min).toBe(scale.bands[index]!.max + 1)
      })
    }
  }
})

test('the decision about languages is written down where the definition points', () => {
  const source = readFileSync(new URL('barc-10.ts', folder), 'utf8')
  const named = /docs\/decisions\/[\w-]+\.md/.exec(source)![0]
  expect(readFileSync(new URL(`../../../${named}`, import.meta.url), 'utf8')).toContain('BARC-10')
})

test('a ruler is followed by the question that draws out reasons, never by why it is not higher', () => {
  expect(followUpQuestions(6, 'en')).toEqual(['Why a 6 and not a 4?', 'What would help you get to 7?'])
  expect(followUpQuestions(6, 'es')).toEqual(['¿Por qué un 6 y no un 4?', '¿Qué te ayudaría a llegar al 7?'])
  expect(followUpQuestions(1, 'en')[0]).toBe('Why a 1 and not a 0?')
  expect(followUpQuestions(0, 'en')).toEqual(['What would help you get to 1?'])
  expect(followUpQuestions(10, 'en')).toEqual(['Why a 10 and not an 8?', 'What helps you stay there?'])
  expect(() => followUpQuestions(11, 'en')).toThrow(/0 to 10/)
})
