import { describe, expect, test } from 'vitest'
import { lotteryOf, observationalOf, protocolAtLook, releaseWith } from '../pooling/testing/sites.ts'
import { type Protocol, protocolSchema } from '../protocol/protocol.ts'
import { answerOfComparisons } from './answer-of.ts'
import { renderHtml } from './html.ts'
import { releaseOf } from './release.ts'
import { type Report, reportSchema } from './schema.ts'

const CUT = 'first quarter'
const atLook = (
  lottery: Report['lottery'],
  observational: Report['observational'],
  protocol: Protocol = protocolAtLook,
) => answerOfComparisons(lottery, observational, protocol, CUT)!

describe('which comparison speaks', () => {
  const less = { estimate: -0.12, se: 0.02 }
  test('without one there is nothing to say', () => {
    expect(answerOfComparisons(null, null, protocolAtLook, CUT)).toBeNull()
  })

  test('the fair draw speaks of an effect, and it speaks before the adjusted comparison', () => {
    const answer = atLook(lotteryOf(less), observationalOf({ estimate: 0.2, se: 0.01 }))
    expect(answer.verdict).toBe('reduced')
    expect(answer.sentence.en).toContain('reduced relapse')
  })

  test('the adjusted comparison speaks of an association only, against later in words of its own', () => {
    expect(atLook(null, observationalOf(less)).verdict).toBe('associated_with_less')
    const later = atLook(null, observationalOf({ ...less, control: 'later' }))
    expect(later.sentence.en).toContain('within 28 days, rather than later or not at all, was associated with less')
    expect(later.sentence.es).toContain('en los primeros 28 días, y no más tarde o nunca, se asoció con menos')
  })

  test('between the dated looks there is no verdict, and the looks are named', () => {
    const answer = answerOfComparisons(lotteryOf(less), null, protocolAtLook, 'some Tuesday')!
    expect(answer).toMatchObject({ verdict: 'between_looks', speaksOfEffect: false })
    expect(answer.sentence.en).toContain('first quarter: 2027-04-01')
  })

  test('at the first of two looks chance is given less room than at the only one', () => {
    // 2.4 standard errors: beyond 1.96, not beyond the 2.96 of the first of two looks.
    const made = lotteryOf({ estimate: -0.12, se: 0.05 })
    const two = protocolSchema.parse({
      looks: [
        { label: CUT, on: '2027-04-01' },
        { label: 'last', on: '2028-04-01' },
      ],
    })
    expect(atLook(made, null).verdict).toBe('reduced')
    expect(atLook(made, null, two).verdict).toBe('cannot_tell')
    expect(answerOfComparisons(made, null, two, 'last')!.verdict).toBe('reduced')
  })

  test('groups that differ still, or that count for too few, are too early', () => {
    expect(atLook(null, observationalOf({ ...less, largestImbalance: 0.2 })).reasons.map((r) => r.code)).toEqual([
      'unbalanced',
    ])
    expect(atLook(null, observationalOf({ ...less, effectiveN: [49, 300] })).reasons.map((r) => r.code)).toEqual([
      'low_effective_n',
    ])
  })
})

describe('what may leave of a comparison', () => {
  const full = (change: Partial<Report>) => ({ ...releaseWith({ program: 'A', ...change }), release: false })

  test('nothing with a group under 11 or with fewer than 11 events in all, and the page says so', () => {
    const small = releaseOf(
      full({ lottery: lotteryOf({ people: [10, 200] }), observational: observationalOf({ events: [4, 6] }) }),
    )
    expect(small).toMatchObject({ lottery: null, observational: null })
    expect(small.notCompared.map((x) => x.analysis)).toEqual(['lottery', 'observational'])
    expect(renderHtml(small, 'en')).toContain('stays in the program')
  })

  test('people are in both groups of an adjusted comparison, and their events count once towards the eleven', () => {
    const made = { ...observationalOf({ events: [8, 9] }), eventsInAll: 10 }
    expect(releaseOf(full({ observational: made })).observational).toBeNull()
    const enough = releaseOf(full({ observational: { ...made, eventsInAll: 12 } })).observational
    expect(enough!.eventsInAll).toBe(10)
  })

  test('counts go to the nearest 5, small ones are withheld with their neighbour, estimates have three digits', () => {
    const made = lotteryOf({
      estimate: -0.123456,
      se: 0.0345678,
      people: [151, 148],
      events: [9, 33],
      u: -6.78912,
      v: 25.4321,
    })
    const { lottery } = releaseOf(full({ lottery: { ...made, bounds: { low: -0.2, high: 0.1 } } }))
    expect(lottery!.arms.with).toMatchObject({ people: 150, events: null })
    expect(lottery!.arms.without).toMatchObject({ people: 150, events: null })
    expect(lottery!.bounds).toBeNull()
    expect(lottery!.riskDifference).toMatchObject({ estimate: -0.123, se: 0.0346 })
    expect(lottery!.logRank).toMatchObject({ u: -6.79, v: 25.4 })
  })

  test('a curve is read on the ask days only', () => {
    const known = [30, 90, 180].map((day) => ({
      ...{ day, n: 100, events: 20, noEvent: 60, unknown: 20, followUpRate: 0.8, boundLow: 0.2, boundHigh: 0.4 },
    }))
    const report = full({
      observational: {
        ...observationalOf(),
        curves: [
          {
            arm: 'with',
            steps: [
              { day: 17, risk: 0.12345 },
              { day: 91, risk: 0.3 },
            ],
          },
        ],
      },
    })
    const release = releaseOf({ ...report, coverage: { ...report.coverage, known } })
    expect(release.observational!.curves[0]!.steps).toEqual([
      { day: 0, risk: 0 },
      { day: 30, risk: 0.123 },
      { day: 90, risk: 0.123 },
      { day: 180, risk: 0.3 },
    ])
    expect(() => reportSchema.parse(release)).not.toThrow()
  })
})

test.each(['en', 'es'] as const)('the page (%s) shows both comparisons, and without script or holes', (language) => {
  const curves = (['with', 'without'] as const).map((arm) => ({
    arm,
    steps: [
      { day: 20, risk: 0.1 },
      { day: 150, risk: 0.4 },
    ],
  }))
  const html = renderHtml(
    {
      ...releaseWith({ program: 'A' }),
      lottery: {
        ...lotteryOf(),
        curves,
        inTakers: { estimate: -0.1, kind: 'outside', low: -0.2, high: 0.4 },
        notEligible: [{ reason: 'not_known_at_draw', n: 25 }],
        tipping: [{ with: 1, without: 1, riskDifference: -0.08 }],
      },
      observational: {
        ...observationalOf(),
        curves,
        balance: [{ name: 'age', before: 0.3, after: 0.02 }],
        bootstrap: { replicates: 500, failed: 2, se: 0.03, low: null, high: null },
        leftOut: { beginning: ['in treatment'], loss: [] },
      },
    },
    language,
  )
  expect(html).not.toMatch(/undefined|NaN|\[object|not_known_at_draw/)
  for (const text of language === 'en'
    ? ['The fair draw', 'The adjusted comparison', '500 bootstrap samples', 'four assumptions']
    : ['El sorteo justo', 'La comparación ajustada', '500 remuestreos', 'cuatro supuestos'])
    expect(html).toContain(text)
})
