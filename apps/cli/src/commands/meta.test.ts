import { describe, expect, test } from 'vitest'
import { call, writeCsv } from '../testing/datasets.ts'
import { run } from './meta.ts'

const good =
  'study,events_t,n_t,events_c,n_c,kind,year\nA,4,40,9,41,x,1990\nB,2,30,6,28,y,1995\nC,0,25,3,24,x,1999\nD,10,80,22,85,y,2001\nE,5,51,8,49,x,2004\n'

describe('bad input ends with exit code 2, one sentence, and nothing on standard output', () => {
  const cases: readonly (readonly [title: string, text: string, flags: readonly string[], says: RegExp])[] = [
    ['no measure', good, [], /needs --measure/],
    ['an unknown measure', good, ['--measure', 'HRR'], /--measure is one of OR, RR/],
    [
      'columns that a measure needs',
      'study,events_t,n_t,events_c\nA,1,2,3\n',
      ['--measure', 'OR'],
      /has no column n_c/,
    ],
    ['columns of another measure', good, ['--measure', 'SMD'], /has no column mean_t, sd_t, mean_c, sd_c/],
    [
      'more events than people',
      good.replace('4,40', '44,40'),
      ['--measure', 'OR'],
      /row 1 \(line 2\), study A: events_t is 44, more than the 40 people/,
    ],
    [
      'a negative count',
      good.replace('2,30', '-2,30'),
      ['--measure', 'RR'],
      /row 2 \(line 3\), study B: events_t is -2/,
    ],
    [
      'a cell that is no number',
      good.replace('10,80', 'ten,80'),
      ['--measure', 'RR'],
      /row 4 \(line 5\), column events_t: "ten" is not a number/,
    ],
    ['a standard error of 0', 'study,effect,se\nA,1,0\n', ['--measure', 'GEN'], /study A: se is 0/],
    [
      'an interval turned round',
      'study,effect,ci_low,ci_high\nA,1.2,1.5,1.1\n',
      ['--measure', 'HR'],
      /ci_low \(1\.5\) is not below ci_high/,
    ],
    [
      'an effect outside its interval',
      'study,effect,ci_low,ci_high\nA,2,1,1.5\n',
      ['--measure', 'HR'],
      /lies outside its interval/,
    ],
    ['a negative ratio', 'study,effect,ci_low,ci_high\nA,-2,1,1.5\n', ['--measure', 'HR'], /a ratio is above 0/],
    [
      'Hartung–Knapp with a common effect',
      good,
      ['--measure', 'OR', '--method', 'FE', '--hksj'],
      /cannot be used with --method FE/,
    ],
    ['a missing moderator', good, ['--measure', 'OR', '--moderators', 'yaer'], /no column yaer\. Did you mean year\?/],
    [
      'a moderator that is the same in every study',
      good.replaceAll(',y,', ',x,'),
      ['--measure', 'OR', '--moderators', 'kind'],
      /column kind: it is x in every study/,
    ],
    [
      'too many moderators',
      good.split('\n').slice(0, 3).join('\n'),
      ['--measure', 'OR', '--moderators', 'year'],
      /too few/,
    ],
    ['a missing file', '', ['--measure', 'OR'], /is empty/],
  ]
  test.each(cases)('%s', async (_, text, flags, says) => {
    const { code, out, errors } = await call(run, writeCsv(text), ...flags)
    expect(errors).toMatch(says)
    expect(code).toBe(2)
    expect(out).toBe('')
  })
})

test('says what was added and what was left out', async () => {
  const { out } = await call(
    run,
    writeCsv(`${good}F,0,10,0,12,x,2005\nG,,10,2,12,x,2006\n`),
    '--measure',
    'PETO',
    '--method',
    'FE',
  )
  expect(out).toContain('Left out: F, because nobody, or everybody, had the event.')
  expect(out).toContain('Left out: G, because events_t is missing.')
  expect((await call(run, writeCsv(good), '--measure', 'OR')).out).toContain(
    '0.5 was added to the four cells of C because one cell was 0.',
  )
})

test('subgroups come in order with a test of their difference, and ratios have their own scale beside', async () => {
  const { out } = await call(run, writeCsv(good), '--measure', 'RR', '--method', 'FE', '--subgroup', 'kind', '--json')
  const json = JSON.parse(out)
  expect(json.subgroups.map((g: { subgroup: string; k: number }) => [g.subgroup, g.k])).toEqual([
    ['x', 3],
    ['y', 2],
  ])
  expect(json.between.df).toBe(1)
  expect(json.exp.estimate).toBeCloseTo(Math.exp(json.estimate), 14)
  expect(json.studies).toHaveLength(5)
  // With a common effect Q splits into within and between.
  expect(json.q.chisq).toBeCloseTo(json.between.chisq + json.subgroups[0].q.chisq + json.subgroups[1].q.chisq, 10)
})

test('studies without a subgroup are counted and named; one study alone has I² 0 and H² 1 by every method', async () => {
  const path = writeCsv(`${good}F,3,30,4,31,,2005\n`)
  const { out } = await call(run, path, '--measure', 'RR', '--subgroup', 'kind')
  expect(out).toContain('1 of the studies is in no subgroup, because the cell is blank.')
  const one = writeCsv(good.split('\n').slice(0, 2).join('\n'))
  for (const method of ['FE', 'REML', 'MH'])
    expect(JSON.parse((await call(run, one, '--measure', 'RR', '--method', method, '--json')).out)).toMatchObject({
      i2: 0,
      h2: 1,
    })
})

test('a regression has no single pooled effect', async () => {
  const json = JSON.parse(
    (await call(run, writeCsv(good), '--measure', 'RR', '--moderators', 'kind,year', '--json')).out,
  )
  expect(json.estimate).toBeNull()
  expect(json.moderators.map((m: { term: string }) => m.term)).toEqual(['intrcpt', 'kindy', 'year'])
})

test('a study without events says nothing of an odds ratio, but its people count in Mantel and Haenszel’s risk difference', async () => {
  const path = writeCsv('study,events_t,n_t,events_c,n_c\nA,4,40,9,41\nB,0,50,0,60\nC,2,30,6,28\n')
  const { estimate, se, k } = JSON.parse((await call(run, path, '--measure', 'RD', '--method', 'MH', '--json')).out)
  // R: rma.mh(ai = c(4,0,2), n1i = c(40,50,30), ci = c(9,0,6), n2i = c(41,60,28), measure = "RD")
  expect(estimate).toBeCloseTo(-0.073508189354, 11)
  expect(se).toBeCloseTo(0.033700333902, 11)
  expect(k).toBe(2)
})

test('--r-code prints R that names the same columns', async () => {
  const { out } = await call(run, writeCsv(good), '--measure', 'OR', '--hksj', '--r-code')
  expect(out).toContain('library(metafor)')
  expect(out).toContain('threshold = 1e-12')
  expect(out).toContain('test = "knha"')
})

test('the weights of Mantel and Haenszel, and of Peto, are their own', async () => {
  const weights = async (measure: string, method: string) =>
    JSON.parse((await call(run, writeCsv(good), '--measure', measure, '--method', method, '--json')).out).studies.map(
      (s: { weight: number }) => Number(s.weight.toFixed(6)),
    )
  // R: weights(rma.mh(…)), weights(rma.peto(…)) of the same counts.
  expect(await weights('OR', 'MH')).toEqual([18.656284, 13.509723, 7.138884, 43.531329, 17.163781])
  expect(await weights('RR', 'MH')).toEqual([18.654407, 13.025922, 6.424349, 44.770576, 17.124745])
  expect(await weights('RD', 'MH')).toEqual([17.88965, 12.796591, 10.819275, 36.413965, 22.080518])
  expect(await weights('PETO', 'FE')).toEqual([18.957829, 12.027101, 4.931164, 44.488864, 19.595042])
})

test('with equal standard errors the rest of the sensitivity stands, and trim and fill says why it does not', async () => {
  const path = writeCsv('study,effect,se\nA,0.1,0.2\nB,0.3,0.2\nC,0.2,0.2\nD,0.6,0.2\n')
  const { out } = await call(run, path, '--measure', 'MD', '--sensitivity')
  expect(out).toContain('Without each study in turn')
  expect(out).toContain('Trim and fill: all standard errors are equal')
  expect(JSON.parse((await call(run, path, '--measure', 'MD', '--sensitivity', '--json')).out).trimAndFill).toBeNull()
})
