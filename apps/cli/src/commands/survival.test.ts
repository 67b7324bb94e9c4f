import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { call, writeCsv } from '../testing/datasets.ts'
import { run } from './survival.ts'

const good =
  'id,t,d,start,age,sex,w,text\n1,5,1,0,30,F,1,a\n2,6,0,1,40,M,1,b\n3,7,1,0,35,F,2,a\n4,8,1,2,50,M,1,c\n5,9,0,0,44,F,1,b\n6,3,1,0,61,M,1,a\n'
const survival = (...args: string[]) => call(run, ...args)

describe('bad input ends with exit code 2, one sentence that says where, and nothing on standard output', () => {
  const rows = (text: string) => () => writeCsv(text)
  const cases: readonly (readonly [
    title: string,
    data: () => string,
    args: (path: string) => string[],
    says: RegExp,
  ])[] = [
    [
      'a missing file',
      () => '/no/such/file.csv',
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /^There is no file \/no\/such\/file\.csv\.$/,
    ],
    ['a folder', () => '/tmp', (p) => ['km', p, 'Surv(t, d) ~ 1'], /is a folder/],
    ['an empty file', rows(''), (p) => ['km', p, 'Surv(t, d) ~ 1'], /is empty/],
    ['a header without rows', rows('t,d\n'), (p) => ['km', p, 'Surv(t, d) ~ 1'], /has a header but no rows/],
    ['a picture', rows('\u0000\u0001PNG'), (p) => ['km', p, 'Surv(t, d) ~ 1'], /not a text file/],
    [
      'a cluster in a test',
      rows(good),
      (p) => ['test', p, 'Surv(t, d) ~ sex + cluster(id)'],
      /survival test takes no cluster\(\)\.\n.*\n {29}\^\^\n?$/,
    ],
    [
      'an offset in curves',
      rows(good),
      (p) => ['km', p, 'Surv(t, d) ~ sex + offset(age)'],
      /survival km takes no offset\(\)\.\n.*\n {28}\^\^\^\n?$/,
    ],
    ['two separators', rows('t,d;x\n1,1;2\n'), (p) => ['km', p, 'Surv(t, d) ~ 1'], /mixes commas and semicolons/],
    [
      'a row with a cell too many',
      rows('t,d\n1,1\n2,0,9\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 2 \(line 3\): it has 3 cells, but the header names 2/,
    ],
    [
      'a row with another separator',
      rows('t,d\n1,1\n2;0\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 2 \(line 3\): it has 1 cell,/,
    ],
    [
      'a quotation mark left open',
      rows('t,d,x\n1,1,"a\n2,0,b\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /line 2: a quotation mark is not closed/,
    ],
    ['two columns of one name', rows('t,d,t\n1,1,2\n'), (p) => ['km', p, 'Surv(t, d) ~ 1'], /two columns called t/],
    [
      'a missing column',
      rows(good),
      (p) => ['km', p, 'Surv(t, d) ~ group'],
      /\.csv: There is no column group\.\n {2}Surv\(t, d\) ~ group\n {15}\^\^\^\^\^/,
    ],
    [
      'a mistyped column',
      rows(good),
      (p) => ['cox', p, 'Surv(t, d) ~ agge'],
      /There is no column agge\. Did you mean age\?/,
    ],
    [
      'a cell that is no number',
      rows('t,d\n1,1\nsoon,0\n4,1\n5,1\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 2 \(line 3\), column t: "soon" is not a number/,
    ],
    [
      'a typing error in a number column',
      rows('t,d,x\n1,1,2\n2,0,3\n3,1,4o\n4,1,9\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ x'],
      /row 3 \(line 4\), column x: "4o" is not a number/,
    ],
    [
      'a negative time',
      rows('t,d\n1,1\n-2,0\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 2 \(line 3\), column t: the time -2 is negative/,
    ],
    [
      'start after stop',
      rows('a,b,d\n0,1,1\n5,2,0\n'),
      (p) => ['km', p, 'Surv(a, b, d) ~ 1'],
      /row 2 \(line 3\), column a: a \(5\) does not come before b \(2\)/,
    ],
    [
      'an event of 3',
      rows('t,d\n1,1\n2,3\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 2 \(line 3\), column d: the event is 3/,
    ],
    [
      'events 0, 1 and 2',
      rows('t,d\n1,1\n2,2\n3,0\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1'],
      /row 3 \(line 4\), column d: the event is 0/,
    ],
    ['no events', rows('t,d,x\n1,0,1\n2,0,2\n'), (p) => ['cox', p, 'Surv(t, d) ~ x'], /column d: Nobody had the event/],
    [
      'a constant covariate',
      rows('t,d,x\n1,1,4\n2,0,4\n3,1,4\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ x'],
      /column x: x has the same value in every row/,
    ],
    [
      'a factor with one level',
      rows('t,d,x\n1,1,a\n2,0,a\n3,1,a\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ x'],
      /column x: x has the same value \(a\)/,
    ],
    [
      'a column that repeats another',
      rows(good),
      (p) => ['cox', p, 'Surv(t, d) ~ age + I(age * 2)'],
      /column I\(age \* 2\): .* is determined by the columns before it \(age\)/,
    ],
    [
      'separation',
      rows('t,d,x\n1,1,1\n2,1,1\n3,1,1\n4,0,0\n5,0,0\n6,0,0\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ x'],
      /column x: The estimate for x runs to infinity/,
    ],
    [
      'a negative weight',
      rows('t,d,w\n1,1,1\n2,1,-1\n'),
      (p) => ['km', p, 'Surv(t, d) ~ 1', '--weights', 'w'],
      /row 2 \(line 3\), column w: the weight -1 is negative/,
    ],
    [
      'a missing weight column',
      rows(good),
      (p) => ['km', p, 'Surv(t, d) ~ 1', '--weights', 'wt'],
      /column wt: there is no column wt/,
    ],
    [
      'the logarithm of 0',
      rows('t,d,x\n1,1,0\n2,1,4\n3,1,5\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ log(x)'],
      /row 1 \(line 2\), column x: log\(0\) does not exist/,
    ],
    ['one group', rows('t,d,g\n1,1,a\n2,1,a\n'), (p) => ['test', p, 'Surv(t, d) ~ g'], /in one group \(a\)/],
    ['no group', rows(good), (p) => ['test', p, 'Surv(t, d) ~ 1'], /names no groups/],
    [
      'every row misses a value',
      rows('t,d,x\n1,1,\n2,1,\n'),
      (p) => ['cox', p, 'Surv(t, d) ~ x'],
      /every row misses a value/,
    ],
    [
      'a horizon beyond the data',
      rows(good),
      (p) => ['km', p, 'Surv(t, d) ~ 1', '--tau', '99'],
      /tau \(99\) lies beyond the last time \(9\)/,
    ],
    ['a formula without ~', rows(good), (p) => ['km', p, 'Surv(t, d)'], /needs a ~/],
    [
      'a bracket left open',
      rows(good),
      (p) => ['km', p, 'Surv(t, d ~ sex'],
      /bracket is not closed\.\n {2}Surv\(t, d ~ sex\n {6}\^/,
    ],
    [
      'a function that does not exist',
      rows(good),
      (p) => ['cox', p, 'Surv(t, d) ~ fctor(sex)'],
      /no function fctor\(\).*Did you mean factor\?/,
    ],
    ['an operator without its right side', rows(good), (p) => ['cox', p, 'Surv(t, d) ~ age +'], /ends too early/],
    ['arithmetic outside I( )', rows(good), (p) => ['cox', p, 'Surv(t, d) ~ age / 2'], /must stand inside I\( \)/],
    ['an outcome that is no Surv()', rows(good), (p) => ['cox', p, 't ~ age'], /must be Surv\(time, event\)/],
    ['Surv() with one column', rows(good), (p) => ['cox', p, 'Surv(t) ~ age'], /takes a time and an event/],
    [
      'an unknown flag',
      rows(good),
      (p) => ['cox', p, 'Surv(t, d) ~ age', '--tie', 'efron'],
      /does not know --tie\. Did you mean --ties\?/,
    ],
    [
      'an unknown method',
      rows(good),
      (p) => ['cox', p, 'Surv(t, d) ~ age', '--ties', 'exact'],
      /--ties is one of efron, breslow, not "exact"/,
    ],
    ['a flag without its value', rows(good), (p) => ['km', p, 'Surv(t, d) ~ 1', '--times'], /--times needs a value/],
    [
      'times that are no numbers',
      rows(good),
      (p) => ['km', p, 'Surv(t, d) ~ 1', '--times', '30,x'],
      /--times needs numbers separated by commas, not "x"/,
    ],
    ['no formula', rows(good), (p) => ['km', p], /needs a formula/],
    ['an unknown command', rows(good), (p) => ['kn', p], /no command kn\. Did you mean km\?/],
  ]
  test.each(cases)('%s', async (_, data, args, says) => {
    const { code, out, errors } = await survival(...args(data()))
    expect(errors).toMatch(says)
    expect(code).toBe(2)
    expect(out).toBe('')
  })
})

test('help is in plain words and ends with exit code 0', async () => {
  for (const args of [['--help'], ['km', '--help'], ['test', '--help'], ['cox', '--help']]) {
    const { code, out } = await survival(...args)
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: cairn survival/)
  }
})

test('rows that miss a value are left out, counted, and named by column', async () => {
  const path = writeCsv('t,d,x,g\n1,1,2,a\n2,0,,b\n3,1,4,\n4,1,3,b\n5,0,1,a\n6,1,5,a\n')
  const { out } = await survival('cox', path, 'Surv(t, d) ~ x + g')
  expect(out).toContain('2 of 6 rows left out: 1 misses x, 1 misses g.')
  expect(JSON.parse((await survival('cox', path, 'Surv(t, d) ~ x', '--json')).out)).toMatchObject({ n: 5, dropped: 1 })
})

test('an event may be 0 and 1, 1 and 2, TRUE and FALSE, or a comparison', async () => {
  const path = writeCsv('t,e,f,l,s\n1,1,2,TRUE,used\n2,0,1,FALSE,left\n3,1,2,TRUE,used\n4,0,1,FALSE,left\n')
  const answers = await Promise.all(
    ['e', 'f', 'l', 's == "used"'].map((e) => survival('km', path, `Surv(t, ${e}) ~ 1`, '--json')),
  )
  for (const { out } of answers) expect(out).toBe(answers[0]!.out)
  expect((await survival('km', path, 'Surv(t, f) ~ 1')).out).toContain('f holds 1 and 2: 2 was read as the event')
})

test('each stratum has curves of its own, named as R names them', async () => {
  const path = writeCsv('t,d,g,s,n\n1,1,a,x,1\n2,1,a,y,2\n3,1,b,x,1\n4,0,b,x,2\n5,1,b,y,1\n')
  const groups = async (formula: string) =>
    JSON.parse((await survival('km', path, formula, '--json')).out).groups.map((g: { group: string; n: number }) => [
      g.group,
      g.n,
    ])
  // R: survfit(Surv(t, d) ~ g + strata(s))$strata; strata() names its columns unless all are text.
  expect(await groups('Surv(t, d) ~ g + strata(s)')).toEqual([
    ['g=a, strata(s)=x', 1],
    ['g=a, strata(s)=y', 1],
    ['g=b, strata(s)=x', 2],
    ['g=b, strata(s)=y', 1],
  ])
  expect(await groups('Surv(t, d) ~ strata(s, g)')).toEqual([
    ['x, a', 1],
    ['x, b', 2],
    ['y, a', 1],
    ['y, b', 1],
  ])
  expect(await groups('Surv(t, d) ~ strata(n)')).toEqual([
    ['n=1', 3],
    ['n=2', 2],
  ])
})

test('columns are named as R names them', async () => {
  const path = writeCsv(good)
  const terms = async (formula: string) =>
    JSON.parse((await survival('cox', path, formula, '--json')).out).terms.map((t: { term: string }) => t.term)
  expect(await terms('Surv(t, d) ~ sex + log(age)')).toEqual(['sexM', 'log(age)'])
  expect(await terms('Surv(t, d) ~ I( age^2 )-1')).toEqual(['I(age^2)'])
  expect(await terms('Surv(t, d) ~ sex:age')).toEqual(['sexF:age', 'sexM:age'])
  expect(await terms('Surv(t, d) ~ I(age>40)')).toEqual(['I(age > 40)TRUE'])
  expect(await terms('Surv(t, d) ~ factor(w)')).toEqual(['factor(w)2'])
  expect(await terms('Surv(t, d) ~ I(age/10)')).toEqual(['I(age/10)'])
  expect(await terms('Surv(t, d) ~ I(age * 100000) + I(w > 0.0001 + 1)')).toEqual([
    'I(age * 1e+05)',
    'I(w > 1e-04 + 1)TRUE',
  ])
  const eight = 't,d,x,sex\n1,1,4,F\n2,1,1,F\n3,1,3,F\n4,0,2,F\n1,1,2,M\n2,1,5,M\n3,1,1,M\n4,0,3,M\n'
  const { out } = await survival('cox', writeCsv(eight), 'Surv(t, d) ~ x * strata(sex)', '--json')
  expect(JSON.parse(out).terms.map((t: { term: string }) => t.term)).toEqual(['x', 'x:strata(sex)M'])
})

test('a comparison may stand by itself, and ** is ^, as in R', async () => {
  const path = writeCsv(good)
  const answer = async (formula: string) => JSON.parse((await survival('km', path, formula, '--json')).out).groups
  expect(await answer('Surv(t, d) ~ age > 40')).toEqual(await answer('Surv(t, d) ~ I(age > 40)'))
  expect(await answer('Surv(t, d) ~ sex == "F" & age >= 40')).toHaveLength(2)
  const term = JSON.parse((await survival('cox', path, 'Surv(t, d) ~ I(age**2)', '--json')).out).terms[0].term
  expect(term).toBe('I(age^2)')
})

test('only causes that occur have a curve, under their own number', async () => {
  const path = writeCsv('t,c,g\n1,9,a\n2,1,b\n3,9,b\n4,0,a\n5,1,a\n6,9,b\n')
  const { groups, gray } = JSON.parse((await survival('cuminc', path, 'Surv(t, c) ~ g', '--json')).out)
  for (const { causes } of groups) expect(causes.map((c: { cause: number }) => c.cause)).toEqual([1, 9])
  expect(gray.map((g: { cause: number }) => g.cause)).toEqual([1, 9])
})

test('not lg is the other way round than lg', async () => {
  const path = writeCsv('t,d,lg,age\n1,1,TRUE,3\n2,1,FALSE,5\n3,1,TRUE,2\n4,0,FALSE,1\n5,1,TRUE,9\n6,1,FALSE,4\n')
  const term = async (formula: string) => JSON.parse((await survival('cox', path, formula, '--json')).out).terms[0]
  const [yes, no] = [await term('Surv(t, d) ~ lg + age'), await term('Surv(t, d) ~ !lg + age')]
  expect(no.term).toBe('!lgTRUE')
  expect(no.coef).toBeCloseTo(-yes.coef, 10)
})

test('whole numbers in the file name their level as written, as R; others as R prints numbers', async () => {
  const levels = async (...cells: string[]) =>
    JSON.parse(
      (
        await survival(
          'km',
          writeCsv(`t,d,g\n${cells.map((c, i) => `${i + 1},1,${c}\n`).join('')}`),
          'Surv(t, d) ~ g',
          '--json',
        )
      ).out,
    ).groups.map((g: { group: string }) => g.group)
  expect(await levels('100000', '20000', '007')).toEqual(['7', '20000', '100000'])
  expect(await levels('100000', '2.5', '0.0001')).toEqual(['1e-04', '2.5', '1e+05'])
  expect(await levels('1e5', '3')).toEqual(['3', '1e+05'])
})

test('semicolons, tabs, quotes, Windows line ends and a byte order mark are read', async () => {
  const plain = (await survival('km', writeCsv('t,d\n1,1\n2,0\n3,1\n'), 'Surv(t, d) ~ 1', '--json')).out
  for (const text of [
    't;d\n1;1\n2;0\n3;1\n',
    't\td\r\n1\t1\r\n2\t0\r\n3\t1\r\n',
    '\uFEFF"t","d"\n"1","1"\n"2","0"\n\n"3","1"\n\n',
    '\n\nt,d\n1,1\n2,0\n   \n3,1\n  \n',
  ])
    expect((await survival('km', writeCsv(text), 'Surv(t, d) ~ 1', '--json')).out).toBe(plain)
})

test('NaN among numbers is missing, as in R; a file that is not UTF-8 is read as spreadsheets write it', async () => {
  const nan = JSON.parse((await survival('km', writeCsv('t,d\n1,1\nNaN,0\n3,1\n'), 'Surv(t, d) ~ 1', '--json')).out)
  expect([nan.dropped, nan.groups[0].n]).toEqual([1, 2])
  const path = writeCsv('')
  writeFileSync(path, Buffer.from('t,d,g\n1,1,Jos\xe9\n2,1,Jos\xe8\n', 'latin1'))
  const { groups } = JSON.parse((await survival('km', path, 'Surv(t, d) ~ g', '--json')).out)
  expect(groups.map((g: { group: string }) => g.group)).toEqual(['Josè', 'José'])
})
