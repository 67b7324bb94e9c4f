import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TooEarlyCode, Verdict } from '../words/words.ts'
import { type PooledWordsInput, pooledAnswer } from './words.ts'

const enough: PooledWordsInput = {
  design: 'lottery',
  control: null,
  graceDays: 28,
  programs: 3,
  horizonDays: 180,
  margin: 0.05,
  atLook: true,
  looks: null,
  difference: { estimate: -0.1, low: -0.16, high: -0.04 },
  events: 200,
  people: [300, 290],
  knownShare: [0.8, 0.75],
  effectiveN: null,
  largestImbalance: null,
}
const between = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high })
const EFFECT = /\breduced\b|\bincreased\b|redujo|aumentó|made no difference|no cambió/
const ASSOCIATION = /associated with|se asoció/

test.each([
  ['no comparison at all', { design: 'none' as const }],
  ['a comparison without a standard error anywhere', { ...enough, difference: null }],
])('%s: no sentence of an effect', (_, input) => {
  const answer = pooledAnswer(input)
  expect(answer).toMatchObject({ verdict: 'no_comparison', reasons: [], speaksOfEffect: false })
  expect(answer.sentence.en).toContain('no program made a comparison that can be pooled')
  expect(answer.sentence.es).toContain('ningún programa hizo una comparación que se pueda reunir')
  expect(`${answer.sentence.en} ${answer.sentence.es}`).not.toMatch(EFFECT)
  expect(`${answer.sentence.en} ${answer.sentence.es}`).not.toMatch(ASSOCIATION)
})

describe('too early', () => {
  test.each<[TooEarlyCode, Partial<PooledWordsInput>, string, string]>([
    ['few_events', { events: 19 }, 'At least 20 returns to use', 'al menos 20 regresos al consumo'],
    ['small_arm', { people: [25, 400] }, 'at least 30 people', 'al menos 30 personas'],
    ['low_follow_up', { knownShare: [0.55, 0.6] }, 'at least 60 %', 'al menos el 60 %'],
    ['uneven_follow_up', { knownShare: [0.95, 0.7] }, 'less than 15 points apart', 'menos de 15 puntos'],
    ['low_effective_n', { effectiveN: [49, 200] }, 'at least 50 people', 'al menos 50 personas'],
    ['unbalanced', { largestImbalance: 0.2 }, 'differ too much', 'difieren demasiado'],
  ])('%s, and the reason holds no count', (code, change, en, es) => {
    const answer = pooledAnswer({ ...enough, ...change })
    expect(answer).toMatchObject({ verdict: 'too_early', speaksOfEffect: false })
    expect(answer.reasons.map((r) => r.code)).toEqual([code])
    expect(answer.reasons[0]!.text.en).toContain(en)
    expect(answer.reasons[0]!.text.es).toContain(es)
    expect(answer.sentence.en).toBe(
      '3 programs together: it is too early to say whether mentoring reduces relapse (return to use).',
    )
    expect(answer.sentence.es).toBe(
      '3 programas juntos: es demasiado pronto para decir si la mentoría reduce las recaídas (volver a consumir).',
    )
  })

  test('just enough is enough, and a share that no program gave is not held against them', () => {
    expect(pooledAnswer({ ...enough, events: 20, people: [30, 30], knownShare: null }).verdict).toBe('reduced')
  })
})

describe('between looks there is no verdict', () => {
  test.each([
    [null, '3 programs together: no dates were fixed before', '3 programas juntos: no se fijaron'],
    ['one: 2027-03-01', '(one: 2027-03-01). This is not one of them', '(one: 2027-03-01). Esta no es una de ellas'],
  ])('looks: %s', (looks, en, es) => {
    const answer = pooledAnswer({ ...enough, atLook: false, looks })
    expect(answer).toMatchObject({ verdict: 'between_looks', reasons: [], speaksOfEffect: false })
    expect(answer.sentence.en).toContain(en)
    expect(answer.sentence.es).toContain(es)
    expect(`${answer.sentence.en} ${answer.sentence.es}`).not.toMatch(EFFECT)
  })
})

describe('words follow design, interval and the margin of the protocol', () => {
  test.each<[PooledWordsInput['design'], [number, number], Verdict, string, string]>([
    [
      'lottery',
      [-0.16, -0.04],
      'reduced',
      '3 programs together: being offered a mentor by the draw reduced relapse (return to use) within 180 days: 10 in 100 people fewer returned to use (between 16 fewer and 4 fewer in 100).',
      '3 programas juntos: recibir la oferta de un mentor por sorteo redujo las recaídas (volver a consumir) en 180 días: 10 de cada 100 personas menos volvieron a consumir (entre 16 menos y 4 menos de cada 100).',
    ],
    ['lottery', [0.04, 0.16], 'increased', 'by the draw increased relapse', 'por sorteo aumentó las recaídas'],
    [
      'lottery',
      [-0.04, 0.03],
      'no_large_difference',
      'made no difference larger than 5 in 100',
      'no cambió las recaídas (volver a consumir) en 180 días en más de 5 de cada 100',
    ],
    ['lottery', [-0.12, 0.03], 'cannot_tell', 'these records cannot tell', 'estos registros no permiten saber'],
    [
      'observational',
      [-0.16, -0.04],
      'associated_with_less',
      'having a mentor was associated with less relapse',
      'tener mentor se asoció con menos recaídas',
    ],
    [
      'observational',
      [0.04, 0.16],
      'associated_with_more',
      'associated with more relapse',
      'se asoció con más recaídas',
    ],
    [
      'observational',
      [-0.04, 0.03],
      'associated_with_no_large_difference',
      'having a mentor was not associated with a difference larger than 5 in 100',
      'tener mentor no se asoció con una diferencia mayor de 5 de cada 100',
    ],
    ['observational', [-0.12, 0.03], 'association_unclear', 'cannot tell', 'no permiten saber'],
  ])('%s %j → %s', (design, [low, high], verdict, en, es) => {
    const answer = pooledAnswer({ ...enough, design, difference: between(low, high) })
    expect(answer.verdict).toBe(verdict)
    expect(answer.sentence.en).toContain(en)
    expect(answer.sentence.es).toContain(es)
    const both = `${answer.sentence.en} ${answer.sentence.es}`
    if (design === 'observational') expect(both).not.toMatch(EFFECT)
    else expect(both).not.toMatch(ASSOCIATION)
  })

  test('the margin is the protocol’s', () => {
    const difference = between(-0.04, 0.03)
    expect(pooledAnswer({ ...enough, difference, margin: 0.02 }).verdict).toBe('cannot_tell')
    expect(pooledAnswer({ ...enough, difference, margin: 0.1 }).sentence.en).toContain('larger than 10 in 100')
  })

  test('who is compared with whom is said where it is not plain, and one program is not called several', () => {
    const later = pooledAnswer({ ...enough, design: 'observational', control: 'later', programs: 4 }).sentence
    expect(later.en).toMatch(
      /^4 programs together: having a mentor within 28 days, rather than later or not at all, was/,
    )
    expect(later.es).toMatch(/^4 programas juntos: tener mentor en los primeros 28 días, y no más tarde o nunca, se/)
    expect(pooledAnswer({ ...enough, programs: 1 }).sentence.en).toMatch(/^One program alone: being offered/)
    expect(pooledAnswer({ ...enough, programs: 1 }).sentence.es).toMatch(/^Un solo programa: recibir/)
  })

  test('whatever the numbers, a word of effect or association stands only where it is said to', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom('lottery', 'observational'),
        fc.double({ min: -1, max: 1, noNaN: true }),
        share,
        fc.nat(40),
        (design, low, width, events) => {
          const answer = pooledAnswer({ ...enough, design, difference: between(low, low + width), events })
          const words = design === 'lottery' ? EFFECT : ASSOCIATION
          expect(words.test(answer.sentence.en)).toBe(answer.speaksOfEffect)
          expect(words.test(answer.sentence.es)).toBe(answer.speaksOfEffect)
          if (events < 20) expect(answer.speaksOfEffect).toBe(false)
        },
      ),
    )
  })
})
