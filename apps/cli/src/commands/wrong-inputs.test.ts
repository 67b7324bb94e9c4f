import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lotteryOf, releaseWith } from '@cairn/evaluation/pooling/testing/sites.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { describe, expect, test } from 'vitest'
import { call, writeCsv } from '../testing/datasets.ts'
import { run as pool } from './pool.ts'
import { run as simulate } from './simulate.ts'
import { run as survival } from './survival.ts'

// Ten and more wrong inputs for each command that survival.test.ts, meta.test.ts and evaluate.test.ts do not hold.

const people =
  't,d,start,g,site,c,x,w\n1,1,0,a,1,1,5,1\n2,0,1,b,1,0,2,2\n3,1,0,a,2,2,13,1\n4,1,2,b,2,1,3,1\n5,0,0,a,1,0,7,3\n6,1,3,b,2,2,11,1\n'
type Case = readonly [title: string, text: string, args: readonly string[], says: RegExp]

async function refuses(command: string, [, text, args, says]: Case) {
  const path = writeCsv(text)
  const { code, out, errors } = await call(survival, command, path, ...args)
  expect([code, out]).toEqual([2, ''])
  expect(errors).toMatch(says)
  // One sentence for people: it ends as one, and a caret may point at the formula underneath.
  expect(errors.split('\n')[0]).toMatch(/[.?]$/)
  expect(errors).not.toMatch(/undefined|NaN|Error:|\bat \w+ \(/)
}

describe('cairn survival test', () => {
  const cases: readonly Case[] = [
    ['no formula', people, [], /needs a formula after the file/],
    ['two formulas', people, ['Surv(t, d) ~ g', 'Surv(t, d) ~ site'], /takes one file and one formula/],
    ['a group that is not there', people, ['Surv(t, d) ~ gruop'], /There is no column gruop\.\n.*\n +\^{5}/],
    ['nothing to compare', people, ['Surv(t, d) ~ 1'], /names no groups to compare/],
    ['one group', people.replaceAll(',b,', ',a,'), ['Surv(t, d) ~ g'], /in one group \(a\)/],
    ['a rho that is no number', people, ['Surv(t, d) ~ g', '--rho', 'one'], /--rho needs a number, not "one"/],
    ['nobody has the event', people.replace(/^(\d,)1/gm, '$10'), ['Surv(t, d) ~ g'], /there is no test/],
    ['an event of 2 beside 0 and 1', people, ['Surv(t, c) ~ g'], /column c: the event is 0 here and 2 in other rows/],
    [
      'a decimal comma in the times',
      people.replaceAll(',', ';').replaceAll('\n2;', '\n2,5;'),
      ['Surv(t, d) ~ g'],
      /column t: "2,5" is not a number; write it with a point/,
    ],
    [
      'a point for what is missing',
      people.replace('\n2,', '\n.,'),
      ['Surv(t, d) ~ g'],
      /"\." is not a number; leave the cell blank/,
    ],
    ['strata alone', people, ['Surv(t, d) ~ strata(site)'], /names no groups to compare/],
    [
      'a start after its stop',
      people.replace('4,1,2,', '4,1,9,'),
      ['Surv(start, t, d) ~ g'],
      /row 4 \(line 5\), column start/,
    ],
    ['a bracket too many', people, ['Surv(t, d)) ~ g'], /closing bracket has no opening one\.\n.*\n +\^/],
    [
      'groups that never meet',
      'a,b,d,g\n0,1,1,x\n0,2,1,x\n5,6,1,y\n5,7,1,y\n',
      ['Surv(a, b, d) ~ g'],
      /there is no test/,
    ],
  ]
  test.each(cases)('%s', (...c) => refuses('test', c))
})

const many = `t,d,id\n${Array.from({ length: 2500 }, (_, i) => `${i + 1},${i % 2},p${i}\n`).join('')}`

test.each([
  ['test', /there are 2500 groups \(p0, p1, p10 …\), and at most 1,000 are compared/],
  ['cuminc', /there are 2500 groups/],
  ['cox', /column id: id has so many different values that the model would have 2500 columns/],
] as const)('cairn survival %s takes no identifier for a category', async (command, says) => {
  await refuses(command, ['an identifier', many, ['Surv(t, d) ~ id'], says])
})

describe('cairn survival cuminc', () => {
  const cases: readonly Case[] = [
    ['no formula', people, [], /needs a formula after the file/],
    [
      'a cause that is no whole number',
      people.replace('1,1,0,a,1,1,', '1,1,0,a,1,1.5,'),
      ['Surv(t, c) ~ g'],
      /row 1 \(line 2\), column c/,
    ],
    [
      'a negative cause',
      people.replace('1,1,0,a,1,1,', '1,1,0,a,1,-1,'),
      ['Surv(t, c) ~ g'],
      /row 1 \(line 2\), column c/,
    ],
    ['strata alone', people, ['Surv(t, c) ~ strata(g)'], /strata\(\) alone, which serves Gray's test/],
    ['causes in words', people.replace('1,1,0,a,1,1,', '1,1,0,a,1,use,'), ['Surv(t, c) ~ g'], /column c/],
    [
      'nobody has any cause',
      people.replace(/,[12](,\d+,\d)$/gm, ',0$1'),
      ['Surv(t, c) ~ g'],
      /Nobody had an event of any cause/,
    ],
    ['a column that is not there', people, ['Surv(t, cause) ~ g'], /There is no column cause\.\n.*\n +\^{5}/],
    ['a time below 0', people.replace('\n2,0', '\n-2,0'), ['Surv(t, c) ~ 1'], /row 2 \(line 3\), column t: .*-2/],
    [
      'times that are no numbers',
      people,
      ['Surv(t, c) ~ g', '--times', '1,soon'],
      /--times needs numbers separated by commas/,
    ],
    ['a method that it has not', people, ['Surv(t, c) ~ g', '--ties', 'efron'], /does not know --ties/],
    ['no Surv()', people, ['c ~ g'], /must be Surv\(time, event\)/],
    ['an outcome without a ~', people, ['Surv(t, c)'], /needs a ~/],
    [
      'a picture in a folder that is not there',
      people,
      ['Surv(t, c) ~ g', '--plot', '/no/such/place/x.svg'],
      /x\.svg cannot be written/,
    ],
    ['every row misses the group', people.replace(/,[ab],/g, ',,'), ['Surv(t, c) ~ g'], /every row misses a value/],
  ]
  test.each(cases)('%s', (...c) => refuses('cuminc', c))
})

describe('cairn survival cox, its picture', () => {
  const cases: readonly Case[] = [
    [
      'curves without a picture',
      people,
      ['Surv(t, d) ~ x', '--curves', 'x'],
      /--curves draws a picture and needs --plot/,
    ],
    [
      'curves of what is not in the formula',
      people,
      ['Surv(t, d) ~ x', '--plot', '/tmp/none.svg', '--curves', 'g'],
      /has no term g\..*Its terms are x\./,
    ],
    [
      'curves of an interaction',
      people,
      ['Surv(t, d) ~ x * site', '--plot', '/tmp/none.svg', '--curves', 'x'],
      /leave the interaction out|runs to infinity/,
    ],
    ['no covariate', people, ['Surv(t, d) ~ 1'], /names no covariate/],
    [
      'decimal commas in a covariate',
      people.replaceAll(',', ';').replace(/;(\d+);(\d)$/gm, ';$1,5;$2'),
      ['Surv(t, d) ~ x'],
      /row 1 \(line 2\), column x: "5,5" is not a number; write it with a point/,
    ],
    [
      'a name among numbers',
      people.replace(',13,1', ',A,1'),
      ['Surv(t, d) ~ x'],
      /column x: "A" is not a number; write factor\(x\) if these are names/,
    ],
    ['an offset taken away', people, ['Surv(t, d) ~ x - offset(w)'], /stand by themselves, after a plus/],
    ['a cluster crossed', people, ['Surv(t, d) ~ x:cluster(site)'], /stand by themselves, after a plus/],
    [
      'thousands with a comma',
      people.replace('\n6,', '\n"6,000",'),
      ['Surv(t, d) ~ x'],
      /write thousands without a comma/,
    ],
    ['blank lines alone', '\n\n', ['Surv(t, d) ~ x'], /is empty/],
    ['a sum inside a comparison', people, ['Surv(t, d) ~ x > 3 + start'], /must stand inside I\( \)/],
    ['strata taken away again', people, ['Surv(t, d) ~ strata(site) - strata(site)'], /names no covariate/],
    [
      'a function that every object has',
      people,
      ['Surv(t, d) ~ hasOwnProperty(x)'],
      /There is no function hasOwnProperty/,
    ],
    ['brackets without end', people, [`Surv(t, d) ~ ${'('.repeat(300)}x${')'.repeat(300)}`], /nested too deeply/],
    ['minus signs without end', people, [`Surv(t, d) ~ ${'-'.repeat(300)}x`], /nested too deeply/],
    ['plus signs without end', people, [`Surv(t, d) ~ ${'x + '.repeat(20000)}x`], /too long/],
    ['only strata', people, ['Surv(t, d) ~ strata(site)'], /names no covariate/],
    [
      'a cluster of two columns',
      people,
      ['Surv(t, d) ~ x + cluster(g, site)'],
      /cluster\(\) takes one column\.\n.*\n +\^{16}/,
    ],
    [
      'a power that is no whole number',
      people,
      ['Surv(t, d) ~ x^0.5'],
      /must be a whole number; write I\(x\^2\).*\n.*\n +\^{3}/,
    ],
    ['weights of nothing', people.replace(/,\d$/gm, ',0'), ['Surv(t, d) ~ x', '--weights', 'w'], /weight/],
    ['a number for a covariate', people, ['Surv(t, d) ~ x + 3'], /A number alone is no covariate.*\n.*\n +\^/],
    ['Surv() on the right', people, ['Surv(t, d) ~ Surv(t, d)'], /Surv\(\) belongs to the left/],
  ]
  test.each(cases)('%s', (...c) => refuses('cox', c))
})

describe('cairn simulate', () => {
  const place = mkdtempSync(join(tmpdir(), 'cairn-wrong-'))
  const full = join(place, 'full')
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['nobody', ['--participants', '0'], /--participants is a whole number from 1 to 200000, not 0\.$/],
    ['half a person', ['--participants', '10.5'], /--participants is a whole number from 1 to 200000, not 10\.5\.$/],
    ['more people than fit', ['--participants', '1000000'], /from 1 to 200000/],
    ['a count in words', ['--participants', 'many'], /--participants needs a number, not "many"\.$/],
    ['a negative seed', ['--seed', '-1'], /--seed is a whole number of 0 or more, not -1\.$/],
    ['a week of program', ['--days', '7'], /--days is a whole number from 30 to 5000, not 7\.$/],
    ['a hazard ratio of 0', ['--mentor-hr', '0'], /--mentor-hr is a positive number, not 0\.$/],
    ['a negative hazard ratio of groups', ['--group-hr', '-2'], /--group-hr is a positive number, not -2\.$/],
    ['a flag with a slip', ['--mentorhr', '0.7'], /does not know --mentorhr\. Did you mean --mentor-hr\?/],
    ['a value for a switch', ['--lottery=yes'], /--lottery takes no value\.$/],
    ['a flag twice', ['--seed', '1', '--seed', '2'], /--seed is given twice\.$/],
    ['a flag without its value', ['--seed'], /--seed needs a value: a number\.$/],
    ['something that is no flag', ['program'], /takes flags only, not "program"\.$/],
  ]
  test.each(cases)('%s', async (_, args, says) => {
    const out = join(place, 'out')
    const { code, out: written, errors } = await call(simulate, '--out', out, ...args)
    expect([code, written]).toEqual([2, ''])
    expect(errors).toMatch(says)
    expect(existsSync(out)).toBe(false)
  })

  test('a file where the folder should be is left as it is', async () => {
    writeFileSync(full, 'mine')
    const { code, errors } = await call(simulate, '--out', full)
    expect(code).toBe(2)
    expect(errors).toMatch(/full/)
    expect(readdirSync(place)).toContain('full')
  })
})

describe('cairn pool', () => {
  const place = mkdtempSync(join(tmpdir(), 'cairn-wrong-pool-'))
  const out = join(place, 'together.html')
  const file = (name: string, text: string) => {
    writeFileSync(join(place, name), text)
    return join(place, name)
  }
  const site = (name: string, change: Partial<Report> & { program: string | null }) =>
    file(name, JSON.stringify(releaseWith(change)))
  const lottery = lotteryOf()
  const north = site('north.json', { program: 'North', lottery })
  const south = site('south.json', { program: 'South', lottery })
  const bare = site('bare.json', { program: 'Bare' })
  const bareToo = site('bare-too.json', { program: 'Bare too' })
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no file', [], /^cairn pool needs the released reports of the programs: cairn pool SITE\.json SITE\.json ….$/],
    ['a file that is not there', [north, join(place, 'no.json')], /^There is no file .*no\.json\.$/],
    ['a directory', [north, place], /is a folder, not a file\.$/],
    ['not JSON', [north, file('broken.json', '{ "release": true, }')], /broken\.json is not JSON: check its commas/],
    [
      'the page instead of the data',
      [file('page.json', '<!doctype html>')],
      /page\.json is a page for people: give the same/,
    ],
    [
      'another JSON',
      [file('other.json', '{"k": 3}')],
      /other\.json is not a report of cairn evaluate: make a release with/,
    ],
    [
      'a field too much',
      [file('more.json', JSON.stringify({ ...releaseWith({ program: 'A', lottery }), roster: [] }))],
      /more\.json: this is not what cairn evaluate writes \(.*roster/,
    ],
    [
      'a full report',
      [north, site('full.json', { program: 'Full', release: false, lottery })],
      /full\.json is a full report, which holds small counts: make a release of it with cairn evaluate DIR --release --out site\.json\.$/,
    ],
    [
      'a small count',
      [site('small.json', { program: 'Small', lottery: lotteryOf({ events: [4, 30] }) })],
      /small\.json, lottery\.arms\.with\.events: 4 is a small count/,
    ],
    [
      'no protocol',
      [site('unnamed.json', { program: 'A', protocolHash: null, lottery })],
      /unnamed\.json does not say by which protocol/,
    ],
    [
      'another protocol',
      [north, site('protocol.json', { program: 'A', protocolHash: 'bbbb', lottery })],
      /north\.json and .*protocol\.json were made by different protocols \(a3f1c2d4e5b6… and bbbb\)/,
    ],
    [
      'another horizon',
      [north, site('horizon.json', { program: 'A', horizonDays: 90, lottery })],
      /north\.json looks at day 180 and .*horizon\.json at day 90/,
    ],
    ['the same file twice', [north, south, north], /north\.json is given twice: give each program once\.$/],
    [
      'the same data twice',
      [north, site('copy.json', { program: 'Copy', dataHash: 'North-data', lottery })],
      /north\.json and .*copy\.json are made from the same data \(North-data…\)/,
    ],
    [
      'the same program and data cut twice',
      [north, site('again.json', { program: 'North', dataHash: 'newer', lottery })],
      /north\.json and .*again\.json are of the same program and data cut \(North, first quarter\)/,
    ],
    [
      'no comparison in one',
      [bare],
      /bare\.json holds no comparison, so there is nothing to pool\. Its report holds no fair/,
    ],
    [
      'no comparison in any',
      [bare, bareToo],
      /^None of these reports holds a comparison.* Bare: Its report holds no fair draw\.$/,
    ],
    [
      'a page that is no page',
      [north, '--out', join(place, 'x.pdf')],
      /--out ends in \.html or \.json, and x\.pdf does not\.$/,
    ],
    [
      'a folder that is not there',
      [north, '--out', join(place, 'no', 'x.html')],
      /There is no folder .*no to write x\.html into\.$/,
    ],
    [
      'the result over a report',
      [north, south, '--out', south],
      /south\.json is one of the reports: name another file/,
    ],
    ['another language', [north, '--language', 'fr'], /--language is one of en, es, not "fr"\.$/],
    ['a flag with a slip', [north, '--jsn'], /does not know --jsn\. Did you mean --json\?/],
  ]
  test.each(cases)('%s', async (_, args, says) => {
    const before = readdirSync(place).sort()
    const withOut = args.includes('--out') ? args : [...args, '--out', out]
    const { code, out: written, errors } = await call(pool, ...withOut)
    expect([code, written]).toEqual([2, ''])
    expect(errors).toMatch(says)
    expect(errors).toMatch(/[.?…]$/)
    expect(errors).not.toContain('\n')
    expect(readdirSync(place).sort()).toEqual(before)
  })
})
