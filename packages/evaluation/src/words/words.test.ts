import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerInWords, type Comparison, type NoComparison, type TooEarlyCode, type Verdict } from './words.ts'

const enough: Comparison = {
  design: 'lottery',
  horizonDays: 180,
  margin: 0.05,
  difference: { estimate: -0.1, low: -0.16, high: -0.04 },
  events: 120,
  people: [150, 140],
  knownShare: [0.8, 0.75],
  effectiveN: [90, 120],
  largestImbalance: 0.05,
  mentors: 20,
  atLook: true,
  nextLook: null,
}
const between = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high })
const EFFECT = /\breduced\b|\bincreased\b|redujo|aumentó|made no difference|no cambió|associated with|se asoció/

describe('no comparison: never a word of an effect', () => {
  test.each<[NoComparison, string, string]>([
    ['only_described', 'no fair comparison has been made', 'no se ha hecho una comparación justa'],
    ['nobody_with_mentor', 'nobody who was followed has had a mentor yet', 'nadie de quienes tuvieron seguimiento'],
    ['everybody_with_mentor', 'nobody to compare with', 'no hay con quién comparar'],
    ['nobody_followed', 'has answered a question about use yet', 'ha respondido todavía una pregunta'],
  ])('%s', (reason, en, es) => {
    const answer = answerInWords({ design: 'none', reason })
    expect(answer).toMatchObject({ verdict: 'no_comparison', reasons: [], speaksOfEffect: false })
    expect(answer.sentence.en).toContain(en)
    expect(answer.sentence.es).toContain(es)
    expect(`${answer.sentence.en} ${answer.sentence.es}`).not.toMatch(EFFECT)
  })
})

describe('too early', () => {
  test.each<[TooEarlyCode, Partial<Comparison>, string, string]>([
    ['few_events', { events: 19 }, '19 people returned to use', '19 personas volvieron a consumir'],
    ['small_arm', { people: [29, 200] }, 'has 29 people', 'tiene 29 personas'],
    ['low_follow_up', { knownShare: [0.59, 0.62] }, 'only 59 %', 'solo sabemos cómo está el 59 %'],
    ['uneven_follow_up', { knownShare: [0.65, 0.8] }, '65 % of one group and 80 %', '65 % de un grupo y al 80 %'],
    ['low_effective_n', { effectiveN: [49.9, 300] }, 'counts as 49 people', 'cuenta como 49 personas'],
    ['unbalanced', { largestImbalance: 0.11 }, 'standardized difference 0.11', 'diferencia estandarizada 0.11'],
    ['few_mentors', { mentors: 5 }, '5 mentors took part', 'Participaron 5 mentores'],
  ])('%s', (code, change, en, es) => {
    const answer = answerInWords({ ...enough, ...change })
    expect(answer.verdict).toBe('too_early')
    expect(answer.reasons.map((r) => r.code)).toEqual([code])
    expect(answer.reasons[0]!.text.en).toContain(en)
    expect(answer.reasons[0]!.text.es).toContain(es)
    expect(answer.sentence.en).toBe('It is too early to say whether mentoring reduces relapse (return to use) here.')
    expect(answer.sentence.es).toContain('demasiado pronto')
    expect(answer.speaksOfEffect).toBe(false)
  })

  test('just enough is enough', () => {
    const just = {
      events: 20,
      people: [30, 30],
      knownShare: [0.6, 0.74],
      effectiveN: [50, 50],
      largestImbalance: 0.1,
      mentors: 6,
    } as const
    expect(answerInWords({ ...enough, ...just }).reasons).toEqual([])
  })

  test('all reasons are given at once', () => {
    const none = {
      events: 0,
      people: [0, 0],
      knownShare: [0.2, 0.9],
      effectiveN: [1, 1],
      largestImbalance: 1,
      mentors: 0,
    } as const
    expect(answerInWords({ ...enough, ...none }).reasons).toHaveLength(7)
  })
})

describe('between looks there is no verdict', () => {
  test.each([
    ['2027-03-01', '2027-03-01', '2027-03-01'],
    [null, 'without a verdict', 'sin veredicto'],
  ])('next look %s', (nextLook, en, es) => {
    const answer = answerInWords({ ...enough, atLook: false, nextLook })
    expect(answer).toMatchObject({ verdict: 'between_looks', speaksOfEffect: false })
    expect(answer.sentence.en).toContain(en)
    expect(answer.sentence.es).toContain(es)
    expect(`${answer.sentence.en} ${answer.sentence.es}`).not.toMatch(EFFECT)
  })
})

describe('at a look, words follow design and interval', () => {
  test.each<[Comparison['design'], [number, number], Verdict, string, string]>([
    [
      'lottery',
      [-0.16, -0.04],
      'reduced',
      'reduced relapse (return to use) within 180 days: 10 in 100 people fewer',
      'redujo las recaídas (volver a consumir) en 180 días: 10 de cada 100 personas menos',
    ],
    [
      'lottery',
      [0.04, 0.16],
      'increased',
      'increased relapse (return to use) within 180 days: 10 in 100 people more',
      'aumentó las recaídas',
    ],
    [
      'lottery',
      [-0.04, 0.03],
      'no_large_difference',
      'no difference larger than 5 in 100',
      'no cambió las recaídas (volver a consumir) en 180 días en más de 5 de cada 100',
    ],
    ['lottery', [-0.12, 0.03], 'cannot_tell', 'cannot tell', 'no permiten saber'],
    [
      'observational',
      [-0.16, -0.04],
      'associated_with_less',
      'was associated with less relapse',
      'se asoció con menos recaídas',
    ],
    [
      'observational',
      [0.04, 0.16],
      'associated_with_more',
      'was associated with more relapse',
      'se asoció con más recaídas',
    ],
    [
      'observational',
      [-0.04, 0.03],
      'associated_with_no_large_difference',
      'was not associated with a difference larger than 5 in 100',
      'no se asoció con una diferencia mayor de 5 de cada 100',
    ],
    ['observational', [-0.12, 0.03], 'association_unclear', 'cannot tell', 'no permiten saber'],
  ])('%s %j → %s', (design, [low, high], verdict, en, es) => {
    const answer = answerInWords({ ...enough, design, difference: between(low, high) })
    expect(answer.verdict).toBe(verdict)
    expect(answer.sentence.en).toContain(en)
    expect(answer.sentence.es).toContain(es)
    if (design === 'observational') expect(answer.sentence.en).not.toMatch(/\breduced\b|\bincreased\b/)
  })

  test('an interval that touches zero or the margin gives no verdict of a difference', () => {
    expect(answerInWords({ ...enough, difference: between(-0.2, 0) }).verdict).toBe('cannot_tell')
    expect(answerInWords({ ...enough, difference: between(-0.05, 0.02) }).verdict).toBe('cannot_tell')
  })

  test('whatever the numbers, only a design speaks of an effect', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        share,
        share,
        share,
        fc.boolean(),
        fc.nat(60),
        (low, width, k1, k2, atLook, events) => {
          const answer = answerInWords({
            ...enough,
            difference: between(low, low + width),
            knownShare: [k1, k2],
            atLook,
            events,
          })
          const speaks = EFFECT.test(answer.sentence.en)
          expect(speaks).toBe(answer.speaksOfEffect)
          if (!atLook || events < 20) expect(speaks).toBe(false)
        },
      ),
    )
  })
})
