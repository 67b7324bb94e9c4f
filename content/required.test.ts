import { describe, expect, test } from 'vitest'
import { isRecord, LANGUAGES, listFiles, readDocument, readJson } from './content-files.ts'
import { fillPlaceholders, missingElements } from './load.ts'

type Exercise = {
  minutes: number
  safety: string[]
  steps: { text: string; seconds: number | null; kind: string }[]
  closing: string
}
type Item = { kind: string; id?: string; numbers?: string[]; steps?: string[]; exercise?: string }
type HelpNumber = { id: string; kind: string; number: string; display: string; href: string; body?: string }
type Help = { doors: { id: string; items: Item[] }[]; numbers: HelpNumber[] }

/** 42 CFR 2.22(b)(1), paragraph by paragraph, as amended 16 February 2024, and the section that answers it. */
const PATIENT_NOTICE: Record<string, string> = {
  '(i)': 'header',
  '(ii)(A),(C)': 'uses-without-consent',
  '(ii)(B)': 'stricter-law',
  '(ii)(D)': 'uses-with-consent',
  '(ii)(E)': 'single-consent',
  '(ii)(F)': 'other-uses',
  '(ii)(G)': 'revoke',
  '(ii)(H)': 'legal-proceedings',
  '(iii)(A)': 'redisclosure',
  '(iii)(B)': 'fundraising',
  '(iv)(A)': 'right-restrict',
  '(iv)(B)': 'right-health-plan',
  '(iv)(C)': 'right-accounting',
  '(iv)(D)': 'right-intermediary',
  '(iv)(E)': 'right-copy',
  '(iv)(F)': 'right-discuss',
  '(iv)(G)': 'right-fundraising',
  '(v)(A),(B)': 'duties',
  '(v)(C)': 'changes',
  '(vi)': 'complaints',
  '(vii)': 'contact',
  '(viii)': 'effective-date',
}

const BOUNDARIES = [
  'hours',
  'channels',
  'money',
  'gifts',
  'romance',
  'social-media',
  'dual-relationships',
  'emergencies',
  'confidentiality',
  'confidentiality-limits',
  'change',
  'ending',
  'no-fault',
  'signatures',
]

const HEADER = `**Notice of Privacy Practices of Harbor House**

This notice describes:

- HOW HEALTH INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED
- YOUR RIGHTS WITH RESPECT TO YOUR HEALTH INFORMATION
- HOW TO FILE A COMPLAINT CONCERNING A VIOLATION OF THE PRIVACY OR SECURITY OF YOUR HEALTH INFORMATION, OR OF YOUR RIGHTS CONCERNING YOUR INFORMATION

YOU HAVE A RIGHT TO A COPY OF THIS NOTICE (IN PAPER OR ELECTRONIC FORM) AND TO DISCUSS IT WITH Ana Ruiz AT 555-0100 AND privacy@example.org IF YOU HAVE ANY QUESTIONS.`

test('the English patient notice begins with the header that the rule prescribes, word for word', () => {
  const { body, sections } = readDocument('en', 'agreements/patient-notice.md')
  const values = {
    organization: 'Harbor House',
    contact_name: 'Ana Ruiz',
    contact_phone: '555-0100',
    contact_email: 'privacy@example.org',
  }
  expect(fillPlaceholders(sections[0]!.text, values)).toBe(HEADER)
  expect(body.indexOf(sections[0]!.text)).toBeLessThan(20)
})

describe.each(LANGUAGES)('required parts in %s', (language) => {
  test.each(listFiles(language).filter((file) => file.endsWith('.md')))(
    '%s has every part that it must have',
    (file) => {
      const document = readDocument(language, file)
      expect(document.required.length).toBeGreaterThan(0)
      expect(missingElements(document)).toEqual([])
    },
  )

  test('the patient notice answers every paragraph of the rule', () => {
    const { required } = readDocument(language, 'agreements/patient-notice.md')
    for (const [paragraph, section] of Object.entries(PATIENT_NOTICE))
      expect(required, `2.22(b)(1)${paragraph}`).toContain(section)
  })

  test('the boundary agreement covers every subject that both must know', () => {
    expect(readDocument(language, 'agreements/boundary-agreement.md').required).toEqual(
      expect.arrayContaining(BOUNDARIES),
    )
  })

  test('every text that asks about use in so many words says that prescribed medicine does not count', () => {
    const prescribed = language === 'en' ? /as prescribed[^.]*does not count/ : /te la recetaron[^.]*no cuenta/
    for (const file of ['agreements/promise.md', 'staff/paper-check-in.md', 'staff/phone-script-ask.md'])
      expect(readDocument(language, file).body, file).toMatch(prescribed)
  })

  test('the promise and the phone script say before anything is told when silence ends', () => {
    const limit =
      language === 'en' ? /child is in danger.*A judge can order us/ : /niño está en peligro.*Un juez nos puede ordenar/
    for (const file of ['agreements/promise.md', 'staff/phone-script-ask.md'])
      expect(readDocument(language, file).body, file).toMatch(limit)
  })

  test('the phone script and its notices never carry the licensed name', () => {
    expect(readDocument(language, 'staff/phone-script-ask.md').body).not.toMatch(/time-?line|follow-?back|TLFB/i)
  })

  test('an exercise that the help page opens exists', () => {
    const { doors } = readJson(language, 'help.json') as Help
    const opened = doors.flatMap(({ items }) => items.flatMap((item) => item.exercise ?? []))
    expect(opened.length).toBeGreaterThan(0)
    for (const exercise of opened) expect(listFiles(language)).toContain(`exercises/${exercise}.json`)
  })

  test.each(listFiles(language).filter((file) => file.startsWith('exercises/')))(
    '%s can be played to its end',
    (file) => {
      const { minutes, safety, steps, closing } = readJson(language, file) as Exercise
      expect(safety.length).toBeGreaterThan(0)
      expect(closing).not.toBe('')
      for (const { text, seconds, kind } of steps) {
        expect(text).not.toBe('')
        expect(['read', 'breathe-in', 'hold', 'breathe-out', 'write', 'tap']).toContain(kind)
        expect(seconds === null, `${text} waits for a hand only if it asks for one`).toBe(
          kind === 'tap' || kind === 'write',
        )
      }
      const taps = steps.filter(({ seconds }) => seconds === null).length
      const length = steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), taps * 25) / 60
      expect(Math.abs(length - minutes)).toBeLessThanOrEqual(0.75)
    },
  )

  test('the help page has its three doors, and every number that a door names exists once', () => {
    const { doors, numbers } = readJson(language, 'help.json') as Help
    expect(doors.map(({ id }) => id)).toEqual(['somebody-may-die', 'not-ok', 'going-to-use'])
    const ids = numbers.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const named = doors.flatMap(({ items }) => items.flatMap((item) => item.numbers ?? []))
    expect([...new Set(named)].sort()).toEqual([...ids].sort())
    expect(doors[0]!.items[0]!.numbers).toEqual(['emergency'])
    expect(doors[2]!.items[0]!.numbers).toEqual(['never-use-alone'])
  })

  test('a link on the help page dials the number that it shows', () => {
    for (const { kind, number, display, href, body } of (readJson(language, 'help.json') as Help).numbers) {
      expect(href).toBe(kind === 'call' ? `tel:${number}` : `sms:${number}${body ? `?body=${body}` : ''}`)
      expect(display.replace(/\D/g, '')).toBe(number)
    }
  })

  test('an order on the help page is short enough to follow with shaking hands', () => {
    for (const { items } of (readJson(language, 'help.json') as Help).doors)
      for (const step of items.flatMap((item) => item.steps ?? []))
        for (const sentence of step.split(/(?<=[.?!])\s/))
          expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(14)
  })

  test('every signal has words and one act for mentor and coordinator', () => {
    const { signals } = readJson(language, 'signals.json') as { signals: Record<string, unknown> }
    expect(Object.keys(signals)).toEqual([
      'safety_without_owner',
      'not_greeted',
      'mentor_away_without_cover',
      'asked_for_call',
      'told_by_choice',
      'debrief_due',
      'asked_for_need',
      'ask_window_closes',
      'ask_window_opens',
      'match_waiting',
      'no_talk',
    ])
    for (const [name, words] of Object.entries(signals)) {
      expect(isRecord(words) && Object.keys(words), name).toEqual(['mentor', 'coordinator'])
      for (const audience of Object.values(words as Record<string, unknown>))
        expect(audience, name).toEqual({
          reason: expect.stringMatching(/\S/),
          sentence: expect.stringMatching(/\S/),
          act: { id: expect.stringMatching(/^[a-z_]+$/), label: expect.stringMatching(/\S/) },
        })
    }
  })
})
