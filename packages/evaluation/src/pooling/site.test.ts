import { expect, test } from 'vitest'
import { checkSites, readSite } from './site.ts'
import { lotteryOf, observationalOf, releaseWith, siteWith } from './testing/sites.ts'

const good = releaseWith({ program: 'North', lottery: lotteryOf() })
const refusal = (value: unknown, file = 'north.json') => {
  try {
    readSite(file, typeof value === 'string' ? value : JSON.stringify(value))
    return null
  } catch (error) {
    return (error as Error).message
  }
}
const changed = (change: object) => refusal({ ...good, ...change })

test('a release is read whole', () => {
  expect(readSite('north.json', JSON.stringify(good))).toMatchObject({ file: 'north.json', report: good })
})

test('a full report is refused before anything in it is read, with the way to a release', () => {
  const sentence =
    'north.json is a full report, which holds small counts: make a release of it with cairn evaluate DIR --release --out site.json.'
  expect(changed({ release: false })).toBe(sentence)
  expect(changed({ release: false, served: 'nonsense' })).toBe(sentence)
})

test('what is no report is refused, and why is said', () => {
  expect(refusal('{ "a": 1, }')).toBe('north.json is not JSON: check its commas, quotes and brackets.')
  expect(refusal('<!doctype html>')).toMatch(/^north\.json is a page for people: give the same report as data/)
  expect(refusal('null')).toMatch(/^north\.json is not a report of cairn evaluate: make a release/)
  expect(refusal('[1, 2]')).toMatch(/is not a report of cairn evaluate/)
  expect(refusal({ k: 3, estimate: 0.2 })).toMatch(/is not a report of cairn evaluate/)
  expect(changed({ report_version: 2 })).toBe('north.json is a report of version 2, and this program reads version 1.')
  expect(changed({ horizonDays: 'half a year' })).toMatch(/^north\.json, horizonDays: this is not what cairn evaluate/)
})

test('a field more than a report has is refused, however deep it is', () => {
  expect(changed({ people: [{ participant_id: 'p-0001' }] })).toMatch(/^north\.json: .*people/)
  const arms = { ...good.lottery!.arms, with: { ...good.lottery!.arms.with, ids: ['p-0001'] } }
  expect(changed({ lottery: { ...good.lottery, arms } })).toMatch(/^north\.json, lottery\.arms\.with: .*ids/)
  expect(changed({ protocol: { ...(good.protocol as object), roster: ['p-0001'] } })).toMatch(
    /^north\.json, protocol: this is not a protocol/,
  )
})

test('a small count in what calls itself a release is refused', () => {
  const small = lotteryOf({ events: [3, 75] })
  expect(changed({ lottery: small })).toMatch(
    /^north\.json, lottery\.arms\.with\.events: 3 is a small count, which no release holds/,
  )
  expect(changed({ observational: observationalOf({ people: [100, 9] }) })).toMatch(
    /observational\.arms\.without\.people: 9/,
  )
  for (const events of [0, 10, null]) expect(changed({ lottery: lotteryOf({ events: [events, 75] }) })).toBeNull()
})

test('a protocol must be named, and variances are not negative', () => {
  expect(changed({ protocolHash: null })).toMatch(/does not say by which protocol it was made/)
  expect(changed({ lottery: lotteryOf({ u: 1, v: -2 }) })).toMatch(
    /lottery\.logRank\.v: a variance is not negative \(-2\)/,
  )
  expect(changed({ lottery: lotteryOf({ se: -0.1 }) })).toMatch(/riskDifference\.se: a standard error is not negative/)
})

const problem = (...sites: ReturnType<typeof siteWith>[]) => {
  try {
    checkSites(sites)
    return null
  } catch (error) {
    return (error as Error).message
  }
}
const north = siteWith({ program: 'North' })

test('another protocol or another horizon names both files and both values', () => {
  expect(problem(north, siteWith({ program: 'South', protocolHash: 'ffffffffffffffff' }))).toBe(
    'North.json and South.json were made by different protocols (a3f1c2d4e5b6… and ffffffffffff…): only the same comparison can be pooled.',
  )
  // Hashes that begin alike are written out.
  expect(problem(north, siteWith({ program: 'South', protocolHash: 'a3f1c2d4e5b60719' }))).toContain(
    '(a3f1c2d4e5b60718 and a3f1c2d4e5b60719)',
  )
  expect(problem(north, siteWith({ program: 'South', horizonDays: 365 }))).toBe(
    'North.json looks at day 180 and South.json at day 365: only the same horizon can be pooled.',
  )
})

test('a program given twice is refused: the same data, the same program and cut, or the same file', () => {
  expect(problem(north, siteWith({ program: 'Renamed', dataHash: 'North-data' }))).toMatch(
    /^North\.json and Renamed\.json are made from the same data \(North-data…\): give each program once\.$/,
  )
  expect(problem(north, siteWith({ program: 'North', dataHash: 'other' }, 'again.json'))).toBe(
    'North.json and again.json are of the same program and data cut (North, first quarter): give each program once.',
  )
  const unnamed = siteWith({ program: null, dataHash: null }, 'a.json')
  expect(problem(unnamed, unnamed)).toBe('a.json is given twice: give each program once.')
  expect(problem(unnamed, siteWith({ program: null, dataHash: null }, 'b.json'))).toBeNull()
  expect(problem(north, siteWith({ program: 'South' }))).toBeNull()
  expect(problem()).toBe('There is no report to pool.')
})
