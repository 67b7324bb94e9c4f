import { describe, expect, test } from 'vitest'
import { renderPooled } from './page.ts'
import { poolPrograms } from './pool-programs.ts'
import type { Pooled } from './pooled.ts'
import { lotteryOf, observationalOf, siteWith } from './testing/sites.ts'

const withheld = { en: 'Too few people to leave the program.', es: 'Muy pocas personas para salir del programa.' }
const three = poolPrograms([
  siteWith({ program: 'North', lottery: lotteryOf({ estimate: -0.12, se: 0.04, u: -6, v: 25 }) }),
  siteWith({ program: 'South', lottery: lotteryOf({ estimate: -0.03, se: null, u: 0, v: 0 }) }),
  siteWith({
    program: 'West',
    lottery: lotteryOf({ estimate: -0.07, se: 0.03, u: -9, v: 30, events: [null, 40] }),
    observational: observationalOf({ control: 'later' }),
  }),
  siteWith({ program: 'Small', notCompared: [{ analysis: 'lottery', text: withheld }] }),
])
const six = poolPrograms(
  [-0.12, -0.03, -0.07, 0.04, -0.15, -0.2].map((estimate, i) =>
    siteWith({ program: `P${i}`, lottery: lotteryOf({ estimate, se: 0.04, u: 4 * i - 9, v: 20 }) }),
  ),
)
const nothing = poolPrograms([siteWith({ program: 'A' })])
const pages: [string, Pooled][] = [
  ['three programs', three],
  ['six', six],
  ['nothing', nothing],
]

describe.each(['en', 'es'] as const)('the page (%s)', (language) => {
  test.each(pages)('%s: it needs nothing else, holds no script, and every element closes', (_, pooled) => {
    const html = renderPooled(pooled, language)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|src=|href=|https?:/)
    expect(html).not.toMatch(/undefined|NaN|Infinity|\[object/)
    expect(html).toContain(pooled.answer.sentence[language])
    for (const name of ['section', 'table', 'details', 'svg', 'figure', 'main', 'ul', 'p', 'div', 'span', 'h3', 'g'])
      expect([name, html.split(`<${name}>`).length + html.split(`<${name} `).length - 2]).toEqual([
        name,
        html.split(`</${name}>`).length - 1,
      ])
  })
})

test('each program stands with its estimate and interval, the pooled lines below, and why something is missing', () => {
  const html = renderPooled(three, 'en')
  expect(html).toContain('−12.0 (−19.8 to −4.2)')
  expect(html).toContain('Together (common effect)')
  expect(html).toContain('no standard error')
  expect(html).toContain('no information')
  expect(html).toContain('With 2 programs, fewer than five, nothing is claimed about how much programs differ')
  expect(html).toContain('One program gave no standard error: it is shown and not pooled.')
  expect(html).toContain('One small count was withheld and stands as 0 in these sums.')
  expect(html).toContain(
    'About 300 people in the group offered a mentor and about 300 in the group not offered one (somebody can be in both), with about 175 returns to use.',
  )
  expect(html).toContain(withheld.en)
  expect(html).toContain('a mentor within 28 days against later or never')
  expect(renderPooled(three, 'es')).toContain(withheld.es)
  expect(html).not.toContain('random effects (REML)')
})

test('from five programs on the spread and the range for a further program are shown', () => {
  const html = renderPooled(six, 'en')
  expect(html).toContain('Together (random effects)')
  expect(html).toContain('A further program (95 % prediction)')
  expect(html).toMatch(/Between programs: standard deviation \d+\.\d in 100, I² \d+ %\./)
  expect(html).not.toContain('nothing is claimed')
})

test('what came from outside is escaped', () => {
  const html = renderPooled(
    poolPrograms([
      siteWith({
        program: '<img onerror="x">',
        dataCut: '"><b>',
        lottery: lotteryOf(),
        notCompared: [{ analysis: 'observational', text: { en: '<i>', es: '<i>' } }],
      }),
    ]),
    'en',
  )
  expect(html).toContain('&lt;img onerror=&quot;x&quot;&gt;')
  expect(html).not.toMatch(/<img|<i>|"><b>/)
})

test('without a comparison the page speaks of no effect', () => {
  const words = /\breduced\b|\bincreased\b|associated|redujo|aumentó|se asoció/
  for (const language of ['en', 'es'] as const)
    expect(renderPooled(nothing, language).replace(/<[^>]+>/g, ' ')).not.toMatch(words)
})
