import { describe, expect, test } from 'vitest'
import { PROBLEMS } from '../packages/contract/src/problems.ts'
import { isRecord, LANGUAGES, type Language, listFiles, listStrings, listTexts, readJson } from './content-files.ts'
import { fillPlaceholders, listPlaceholders } from './load.ts'
import { listNames, renderSentence } from './sentence.ts'
import { type ForbiddenWord, findForbidden, wholeWords } from './words.ts'

const forbidden = (language: Language) =>
  (readJson(language, 'words/forbidden.json') as { words: ForbiddenWord[] }).words
const telltale = (language: Language) =>
  wholeWords((readJson(language, 'words/telltale.json') as { words: string[] }).words.join('|'))
const notices = (language: Language) =>
  listFiles(language)
    .filter((file) => file.startsWith('notices/'))
    .map((file) => ({ file, channels: (readJson(language, file) as { channels: Record<string, unknown> }).channels }))

const sample: Record<string, string> = {
  code: '482 913',
  minutes: '10',
  link: 'https://example.org/a/7hK2pQx9',
  until: 'May 31',
  due: 'Friday 5 pm',
  greeter: 'Maya',
  mentor: 'Guadalupe',
  time: '5:30 pm',
  when: 'Tuesday',
}

describe.each(LANGUAGES)('words in %s', (language) => {
  test.each(listTexts(language).map(({ file, text, audience }) => [file, text, audience] as const))(
    '%s holds no word that its readers should not meet',
    (_, text, audience) => {
      const list = forbidden(language).filter(({ scope }) => audience === 'participant' || scope === 'everyone')
      expect(findForbidden(text, list)).toEqual([])
    },
  )

  test('no sentence with which the server says no holds such a word', () => {
    for (const problem of Object.values(PROBLEMS))
      expect(findForbidden(problem[language], forbidden(language))).toEqual([])
  })

  test('what is seen before a phone is unlocked tells a stranger nothing', () => {
    for (const { file, channels } of notices(language)) {
      const { email, push, sms } = channels as { email?: { subject: string }; push?: unknown; sms?: string }
      const seen = listStrings([email?.subject ?? '', push ?? [], sms ?? '']).map((text) =>
        fillPlaceholders(text, sample),
      )
      for (const text of seen) expect(text.match(telltale(language)), `${file}: ${text}`).toBeNull()
    }
  })

  test('no notice carries the name of the organization or of the participant', () => {
    for (const { file, channels } of notices(language)) {
      const names = listPlaceholders(JSON.stringify(channels))
      expect(names, file).not.toContain('organization')
      expect(names, file).not.toContain('participant')
      expect(
        names.filter((name) => !(name in sample)),
        file,
      ).toEqual([])
    }
  })

  test('a text message fits one message in English, two in Spanish, whose accents cost more room', () => {
    for (const { file, channels } of notices(language)) {
      if (typeof channels['sms'] !== 'string') continue
      const filled = fillPlaceholders(channels['sms'], sample)
      expect(filled.length, `${file}: ${filled}`).toBeLessThanOrEqual(language === 'en' ? 160 : 134)
    }
  })

  test('a reason is at most eight words, names nobody and tells a stranger nothing', () => {
    const { signals, needs } = readJson(language, 'signals.json') as {
      needs: Record<string, string>
      signals: Record<string, Record<string, { reason: string }>>
    }
    for (const [name, audiences] of Object.entries(signals))
      for (const { reason } of Object.values(audiences)) {
        expect(
          listNames(reason).filter((used) => !['days', 'need', 'to'].includes(used)),
          name,
        ).toEqual([])
        for (const need of Object.values(needs)) {
          const shown = renderSentence(reason, { days: 12, need, to: '31 May' }, language)
          expect(shown.split(/\s+/).length, shown).toBeLessThanOrEqual(8)
          expect(shown.match(telltale(language)), shown).toBeNull()
        }
      }
  })

  test('somebody who chose that a mentor may know looks to everybody else like somebody who asked for a call', () => {
    const { signals } = readJson(language, 'signals.json') as {
      signals: Record<string, Record<string, { reason: string; act: unknown }>>
    }
    const { told_by_choice: told, asked_for_call: called } = signals
    expect(told!['coordinator']).toEqual(called!['coordinator'])
    expect(told!['mentor']).toMatchObject({ reason: called!['mentor']!.reason, act: called!['mentor']!.act })
  })

  test('every sentence for staff renders with its values', () => {
    const { signals } = readJson(language, 'signals.json') as { signals: unknown }
    for (const text of listStrings(signals)) {
      const values = Object.fromEntries(
        listNames(text).map((name) => [name, ['days', 'minutes', 'people', 'tries'].includes(name) ? 1 : 'Rosa']),
      )
      expect(renderSentence(text, values, language)).not.toMatch(/[{}#]/)
    }
  })

  test('every entry of the list is found, and says what to write instead', () => {
    for (const entry of forbidden(language)) {
      expect(entry.say, entry.word).not.toBe('')
      expect(['everyone', 'participant']).toContain(entry.scope)
      expect(() => wholeWords(entry.pattern), entry.word).not.toThrow()
    }
  })
})

test('words are found whole, in any case, and not inside other words or allowed phrases', () => {
  const list = forbidden('en')
  expect(findForbidden('She is an ADDICT.', list).map(({ word }) => word)).toEqual(['addict'])
  expect(findForbidden('Addiction is an illness.', list)).toEqual([])
  expect(findForbidden('A report of child abuse.', list)).toEqual([])
  expect(findForbidden('Child abuse, and drug abuse.', list).map(({ word }) => word)).toEqual([
    'abuse',
    'substance abuse',
  ])
  expect(findForbidden('Your clinic decides about take-home doses. One dose.', list)).toHaveLength(1)
})

test('asking stays allowed where it is a verb', () => {
  const found = (text: string) => findForbidden(text, forbidden('en')).map(({ word }) => word)
  expect(found('You can ask for a change. Ask me again tomorrow. She asks you.')).toEqual([])
  expect(found('The ask is open.')).toEqual(['ask (noun)'])
  expect(found('Your next ask.')).toEqual(['ask (noun)'])
})

test('Spanish words are found with their accents and endings', () => {
  const found = (text: string) => findForbidden(text, forbidden('es')).map(({ word }) => word)
  expect(found('Un antojo fuerte, una recaída y unas piedritas.')).toEqual(['recaída', 'antojo', 'piedras'])
  expect(found('Ganas de consumir. Una adicción. Un empedrado.')).toEqual([])
  expect(found('Vas a Alcohólicos Anónimos.')).toEqual([])
})

test('a screen text is walked as a participant reads it, unless its area is staff’s', () => {
  expect(listStrings({ title: 'One', nested: { id: 'no', kind: 'no', label: 'Two' }, list: ['Three'] })).toEqual([
    'One',
    'Two',
    'Three',
  ])
  expect(isRecord({})).toBe(true)
})
