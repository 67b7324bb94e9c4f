import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDataSet } from '../dataset/read.ts'
import { standardProtocol } from '../protocol/protocol.ts'
import { evaluateProgram } from './evaluate-program.ts'
import { renderHtml } from './html.ts'
import { releaseOf } from './release.ts'
import { rounded, SMALLEST_CELL, withhold } from './release-counts.ts'
import { type Report, reportSchema } from './schema.ts'

const folder = join(import.meta.dirname, '../../../../validation/evaluation/dozen')
const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
const report = evaluateProgram(readDataSet(files).dataSet!, standardProtocol)

test('a cell under 11 is withheld, nobody is said, and other counts go to the nearest 5', () => {
  expect([0, 1, 10, 11, 12, 13, 27, null].map(rounded)).toEqual([0, null, null, 10, 10, 15, 25, null])
})

test('one withheld cell takes the next smallest with it, so that subtraction gives nothing back', () => {
  expect(withhold([3, 40, 25])).toEqual([null, 40, null])
  expect(withhold([3, 4, 25])).toEqual([null, null, 25])
  expect(withhold([0, 40, 25])).toEqual([0, 40, 25])
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 2, maxLength: 6 }), (counts) => {
      const hidden = withhold(counts).filter((n) => n === null).length
      const positive = counts.filter((n) => n > 0).length
      expect(hidden === 1 && positive > 1).toBe(false)
      counts.forEach((n, i) => {
        if (n > 0 && n < SMALLEST_CELL) expect(withhold(counts)[i]).toBeNull()
      })
    }),
  )
})

test('of the hand-made dozen almost nothing may leave, and what leaves fits the schema', () => {
  const release = reportSchema.parse(releaseOf(report))
  expect(release.release).toBe(true)
  expect(release.asItHappened.rates.every((r) => r.rate === null)).toBe(true)
  expect(release.asItHappened.test).toBeNull()
  expect(release.naive).toEqual({
    ever: { people: null, events: null },
    never: { people: null, events: null },
    naive: null,
    byDay: null,
  })
  expect(release.asItHappened.landmarks.every((l) => l.groups.every((g) => g.n === null && g.steps.length === 0))).toBe(
    true,
  )
})

test('no count of people between 1 and 10 is left anywhere in a release', () => {
  const counts = new Set([
    'n',
    'people',
    'events',
    'noEvent',
    'unknown',
    'served',
    'enrolled',
    'matched',
    'asked',
    'answered',
    'services',
  ])
  const ends = new Set(['none', 'event', 'declined', 'not_reached', 'not_asked'])
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'number' && (counts.has(key) || ends.has(key)))
      expect([key, value > 0 && value < 10]).toEqual([key, false])
    else if (Array.isArray(value)) for (const v of value) walk(v, key)
    else if (value !== null && typeof value === 'object')
      for (const [k, v] of Object.entries(value)) if (k !== 'protocol') walk(v, k)
  }
  walk(releaseOf(report))
})

test.each(['en', 'es'] as const)('the page (%s) needs nothing else and holds no script', (language) => {
  for (const r of [report, releaseOf(report)]) {
    const html = renderHtml(r, language)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|src=|href=|https?:/)
    expect(html).not.toMatch(/undefined|NaN|\[object/)
    expect(html).toContain(r.answer.sentence[language].slice(0, 40))
    // Every element that opens closes again.
    for (const name of ['section', 'table', 'details', 'svg', 'figure', 'main', 'ul', 'p'])
      expect([name, html.split(`<${name}>`).length + html.split(`<${name} `).length - 2]).toEqual([
        name,
        html.split(`</${name}>`).length - 1,
      ])
  }
})

test('what came from outside is escaped', () => {
  const evil: Report = { ...report, program: '<img onerror="x">', dataCut: '"><b>', definitions: { '<i>': '&' } }
  const html = renderHtml(evil, 'en')
  expect(html).toContain('&lt;img onerror=&quot;x&quot;&gt;')
  expect(html).not.toContain('<img')
  expect(html).not.toContain('<i>')
})

test('the page never speaks of an effect when there is no comparison', () => {
  const words =
    /mentoring (reduces|works|helps|prevents)|reduced relapse|mentoría (redujo|funciona|ayuda)|redujo las recaídas/
  const text = (html: string) =>
    html.replace(/<[^>]+>/g, ' ').replace(/(whether|Does|si|¿)\s*(peer )?(mentoring|la mentoría)[^.?]*[.?:]/g, ' ')
  expect(text(renderHtml(report, 'en'))).not.toMatch(words)
  expect(text(renderHtml(report, 'es'))).not.toMatch(words)
})

test('a reason why it is too early says what is missing, and not how many there are', () => {
  const early = {
    ...report,
    answer: {
      ...report.answer,
      reasons: [{ code: 'few_events' as const, text: { en: '3 people …', es: '3 personas …' } }],
    },
  }
  const [reason] = releaseOf(early).answer.reasons
  expect(reason!.text.en).toBe('At least 20 returns to use are needed.')
  expect(JSON.stringify(releaseOf(early).answer)).not.toContain('3 ')
})
