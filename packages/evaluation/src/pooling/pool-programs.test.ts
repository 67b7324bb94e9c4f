import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolPrograms } from './pool-programs.ts'
import { lotteryOf, observationalOf, protocolAtLook, siteWith } from './testing/sites.ts'

const north = siteWith({ program: 'North', lottery: lotteryOf({ estimate: -0.12, se: 0.04, u: -6, v: 25 }) })
const south = siteWith({
  program: 'South',
  lottery: lotteryOf({ estimate: -0.03, se: 0.05, u: -2, v: 10 }),
  observational: observationalOf({ estimate: -0.2, se: 0.02 }),
})
const west = siteWith({ program: 'West', lottery: lotteryOf({ estimate: -0.07, se: 0.03, u: -9, v: 30 }) })

test('the order of the files changes nothing, to the last digit', () => {
  const sites = [north, south, west, siteWith({ program: null, observational: observationalOf() }, 'x/east.json')]
  const expected = poolPrograms(sites)
  fc.assert(
    fc.property(fc.shuffledSubarray(sites, { minLength: sites.length }), (shuffled) => {
      expect(poolPrograms(shuffled)).toEqual(expected)
    }),
  )
})

test('a fair draw and an adjusted comparison never enter one estimate', () => {
  const pooled = poolPrograms([north, south, west])
  const withoutAdjusted = poolPrograms([
    north,
    siteWith({ program: 'South', lottery: south.report.lottery, observational: null }),
    west,
  ])
  expect(pooled.lottery).toEqual(withoutAdjusted.lottery)
  expect(pooled.lottery!.riskDifference).toMatchObject({ k: 3, method: 'common' })
  expect(pooled.observational).toHaveLength(1)
  expect(pooled.observational[0]!.riskDifference).toMatchObject({ k: 1, method: 'one', estimate: -0.2 })
  // The draw speaks first, even where the adjusted comparison is more exact.
  expect(pooled.answer).toBe(pooled.lottery!.answer)
})

test('adjusted comparisons against different controls are pooled apart', () => {
  const at = (program: string, control: 'never' | 'later', estimate: number) =>
    siteWith({ program, observational: observationalOf({ control, estimate }) })
  const { observational, answer } = poolPrograms([
    at('A', 'later', -0.01),
    at('B', 'never', -0.1),
    at('C', 'later', -0.03),
  ])
  expect(observational.map((o) => [o.control, o.differences.map((d) => d.program)])).toEqual([
    ['never', ['B']],
    ['later', ['A', 'C']],
  ])
  expect(observational[1]!.riskDifference!.estimate).toBeCloseTo(-0.02, 12)
  expect(answer).toBe(observational[0]!.answer)
})

test('five programs get random effects in both scales, and so may fewer than five not', () => {
  const sites = [-0.12, -0.03, -0.07, 0.04, -0.15].map((estimate, i) =>
    siteWith({ program: `P${i}`, lottery: lotteryOf({ estimate, se: 0.03 + i / 100, u: -2 * i, v: 20 + i }) }),
  )
  const five = poolPrograms(sites).lottery!
  expect(five.riskDifference!.method).toBe('random')
  expect(five.riskDifference!.random!.k).toBe(5)
  expect(five.hazardRatio!.random!.k).toBe(5)
  const four = poolPrograms(sites.slice(1)).lottery!
  expect([four.riskDifference!.random, four.hazardRatio!.random]).toEqual([null, null])
})

test('a comparison that is not there is listed with the reason that its report gives', () => {
  const text = { en: 'Too few people to leave the program.', es: 'Muy pocas personas.' }
  const withheld = siteWith({ program: 'Small', notCompared: [{ analysis: 'lottery', text }] })
  const pooled = poolPrograms([north, withheld])
  expect(pooled.notPooled).toEqual([
    { program: 'Small', analysis: 'lottery', text },
    {
      program: 'North',
      analysis: 'observational',
      text: expect.objectContaining({ en: 'Its report holds no adjusted comparison.' }),
    },
    {
      program: 'Small',
      analysis: 'observational',
      text: expect.objectContaining({ es: expect.stringContaining('comparación ajustada') }),
    },
  ])
  expect(pooled.programs.map((p) => [p.program, p.lottery])).toEqual([
    ['North', true],
    ['Small', false],
  ])
})

test('a comparison that reaches another day than the report is listed and not pooled', () => {
  const short = siteWith({ program: 'Short', observational: observationalOf({ horizonDays: 90 }) })
  const pooled = poolPrograms([short, siteWith({ program: 'Long', observational: observationalOf() })])
  expect(pooled.observational[0]!.differences.map((d) => d.program)).toEqual(['Long'])
  expect(pooled.notPooled).toContainEqual({
    program: 'Short',
    analysis: 'observational',
    text: { en: 'Its comparison is made for day 90.', es: 'Su comparación es para el día 90.' },
  })
})

test('counts are sums over the programs in the estimate; a withheld cell counts as nobody and is counted', () => {
  const small = siteWith({
    program: 'Small',
    lottery: lotteryOf({ people: [20, 20], events: [null, 15], known: [null, 0.7] }),
  })
  const noSe = siteWith({ program: 'No se', lottery: lotteryOf({ se: null, people: [500, 500], events: [400, 400] }) })
  const { lottery } = poolPrograms([north, small, noSe])
  expect(lottery!.riskDifference!.counts).toEqual({
    people: { with: 170, without: 170 },
    events: 150,
    withheldCells: 1,
  })
  expect(lottery).toMatchObject({ withoutSe: 1, withoutLogRank: 0 })
  expect(lottery!.hazardRatio!.counts.people).toEqual({ with: 670, without: 670 })
})

describe('too early, from sums of rounded counts', () => {
  const tiny = (program: string, people: [number, number], events: [number, number]) =>
    siteWith({ program, lottery: lotteryOf({ estimate: -0.2, se: 0.02, people, events }) })
  test('three programs that are each too small may be enough together', () => {
    const alone = poolPrograms([tiny('A', [20, 20], [10, 0])])
    expect(alone.answer).toMatchObject({ verdict: 'too_early' })
    expect(alone.answer.reasons.map((r) => r.code)).toEqual(['few_events', 'small_arm'])
    const together = poolPrograms(['A', 'B', 'C'].map((p) => tiny(p, [20, 20], [10, 0])))
    expect(together.answer).toMatchObject({ verdict: 'reduced', speaksOfEffect: true })
  })

  test('the share known counts each program by its people', () => {
    const at = (program: string, people: number, known: number) =>
      siteWith({ program, lottery: lotteryOf({ people: [people, people], known: [known, known] }) })
    expect(poolPrograms([at('A', 300, 0.5), at('B', 100, 0.8)]).answer.reasons.map((r) => r.code)).toEqual([
      'low_follow_up',
    ])
    expect(poolPrograms([at('A', 100, 0.5), at('B', 300, 0.8)]).answer.reasons).toEqual([])
  })

  test('the largest imbalance and the sum of effective numbers count', () => {
    const at = (program: string, n: number, largestImbalance: number) =>
      siteWith({ program, observational: observationalOf({ effectiveN: [n, n], largestImbalance }) })
    expect(poolPrograms([at('A', 20, 0.02), at('B', 20, 0.3)]).answer.reasons.map((r) => r.code)).toEqual([
      'low_effective_n',
      'unbalanced',
    ])
    expect(poolPrograms([at('A', 30, 0.02), at('B', 20, 0.03)]).answer.reasons).toEqual([])
  })
})

test('no program made a comparison: no estimate and no sentence of an effect', () => {
  const pooled = poolPrograms([siteWith({ program: 'A' }), siteWith({ program: 'B' })])
  expect(pooled).toMatchObject({ lottery: null, observational: [], answer: { verdict: 'no_comparison' } })
  expect(pooled.notPooled).toHaveLength(4)
})

test('a draw without a standard error is silent, and the adjusted comparison speaks', () => {
  const pooled = poolPrograms([
    siteWith({ program: 'A', lottery: lotteryOf({ se: null, logRank: null }), observational: observationalOf() }),
  ])
  expect(pooled.lottery).toMatchObject({ riskDifference: null, hazardRatio: null, withoutSe: 1, withoutLogRank: 1 })
  expect(pooled.answer).toBe(pooled.observational[0]!.answer)
})

test('two data cuts of one program are told apart, with a caution that people may count twice', () => {
  const cut = (dataCut: string) =>
    siteWith({ program: 'North', dataCut, dataHash: dataCut, lottery: lotteryOf() }, `${dataCut}.json`)
  const pooled = poolPrograms([cut('June'), cut('May')])
  expect(pooled.programs.map((p) => p.program)).toEqual(['North (June)', 'North (May)'])
  expect(pooled.cautions[0]!.en).toContain('Two of the reports are of North')
  expect(poolPrograms([north, west]).cautions).toEqual([])
})

test('a program without a name is called as its file, never by its folder', () => {
  const pooled = poolPrograms([siteWith({ program: null, lottery: lotteryOf() }, '/home/someone/east.json')])
  expect(pooled.programs[0]!.program).toBe('east')
  expect(JSON.stringify(pooled)).not.toContain('someone')
})

test('the margin is the protocol’s', () => {
  const protocol = { ...protocolAtLook, margin: 0.2 }
  const pooled = poolPrograms([siteWith({ program: 'A', protocol, lottery: lotteryOf({ estimate: -0.05, se: 0.04 }) })])
  expect(pooled.margin).toBe(0.2)
  expect(pooled.answer.verdict).toBe('no_large_difference')
})

describe('a verdict needs a look, as in each program by itself', () => {
  const looks = [
    { label: 'first quarter', on: '2027-04-01' },
    { label: 'second quarter', on: '2027-07-01' },
  ]
  const at = (program: string, dataCut: string, change: object = {}) =>
    siteWith({
      program,
      dataCut,
      protocol: { ...protocolAtLook, looks, ...change },
      lottery: lotteryOf({ estimate: -0.08, se: 0.035 }),
    })

  test('programs cut at different looks, or at none, have numbers and no verdict', () => {
    const undated = { looks: [] }
    for (const sites of [
      [at('A', 'first quarter'), at('B', 'second quarter')],
      [at('A', 'May'), at('B', 'May')],
      [at('A', 'May', undated), at('B', 'May', undated)],
    ]) {
      const { answer, lottery } = poolPrograms(sites)
      expect(answer).toMatchObject({ verdict: 'between_looks', speaksOfEffect: false })
      expect(lottery!.riskDifference!.estimate).toBeCloseTo(-0.08, 12)
    }
    expect(poolPrograms([at('A', 'May')]).answer.sentence.en).toMatch(/^One program alone: the result is looked at on/)
    expect(poolPrograms([at('A', 'May', undated)]).answer.sentence.es).toMatch(/^Un solo programa: no se fijaron/)
  })

  test('the first of two looks asks for more than the last, and a single look for the usual interval', () => {
    // One program: −8 ± 6.9 in 100; O'Brien and Fleming's first look of two goes by 2.96 standard errors, not by 1.96.
    expect(poolPrograms([at('A', 'first quarter')]).answer.verdict).toBe('cannot_tell')
    expect(poolPrograms([at('A', 'second quarter')]).answer.verdict).toBe('reduced')
    const single = { looks: looks.slice(0, 1) }
    expect(poolPrograms([at('A', 'first quarter', single)]).answer.sentence.en).toContain('between 14.9 fewer and 1.1')
  })

  test('only the programs in the estimate must be at the look', () => {
    const other = siteWith({ program: 'B', dataCut: 'May', protocol: { ...protocolAtLook, looks } })
    expect(poolPrograms([at('A', 'second quarter'), other]).answer.verdict).toBe('reduced')
  })
})
