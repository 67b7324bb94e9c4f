import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run as meta } from '../commands/meta.ts'
import { run as survival } from '../commands/survival.ts'
import { call, writeCsv } from '../testing/datasets.ts'
import { ticks } from './svg.ts'

const people = 't,d,g\n1,1,<a>\n2,0,b\n3,1,<a>\n4,1,b\n5,0,<a>\n6,1,b\n'
const studies = 'study,effect,se\nA & B,0.2,0.1\nC,0.5,0.2\nD,0.1,0.3\n'

test('curves are drawn with the number at risk, and names cannot break the picture', async () => {
  const data = writeCsv(people)
  const path = `${data}.svg`
  const { code } = await call(survival, 'km', data, 'Surv(t, d) ~ g', '--plot', path)
  expect(code).toBe(0)
  const picture = readFileSync(path, 'utf8')
  expect(picture.match(/<path /g)).toHaveLength(2)
  expect(picture).toContain('&lt;a&gt;')
  expect(picture).not.toMatch(/NaN|undefined|<a>/)
})

test('a forest has one square a study, a diamond and a funnel', async () => {
  const data = writeCsv(studies)
  await call(meta, data, '--measure', 'HR', '--plot', `${data}.svg`)
  const picture = readFileSync(`${data}.svg`, 'utf8')
  expect(picture.match(/<rect /g)).toHaveLength(4)
  expect(picture.match(/<circle /g)).toHaveLength(3)
  expect(picture).toContain('A &amp; B')
  expect(picture).not.toMatch(/NaN|undefined/)
})

test('nothing is written when the input is bad, and a folder that is not there is one sentence', async () => {
  const data = writeCsv(people)
  await call(survival, 'km', data, 'Surv(t, d) ~ nothing', '--plot', `${data}.svg`)
  expect(existsSync(`${data}.svg`)).toBe(false)
  const { code, out, errors } = await call(survival, 'km', data, 'Surv(t, d) ~ g', '--plot', '/no/such/folder/x.svg')
  expect([code, out]).toEqual([2, ''])
  expect(errors).toContain('cannot be written')
})

test('ticks are round numbers', () => {
  expect(ticks(0, 1172)).toEqual([0, 200, 400, 600, 800, 1000])
})

test('--r-code prints R for every survival command', async () => {
  const data = writeCsv(people)
  const code = async (...args: string[]) => (await call(survival, ...args, '--r-code')).out
  expect(await code('km', data, 'Surv(t, d) ~ g', '--times', '2,4')).toContain('conf.type = "log-log"')
  expect(await code('test', data, 'Surv(t, d) ~ g')).toContain('survdiff(Surv(t, d) ~ g, data = d, rho = 0)')
  expect(await code('cox', data, 'Surv(t, d) ~ g', '--zph')).toContain('cox.zph(m)')
  expect(await code('cuminc', data, 'Surv(t, d) ~ g')).toContain('with(d, cuminc(t, d, group = g))')
})

const causes =
  't,c,g,x,s\n1,1,a,2,1\n2,2,b,1,1\n3,1,a,4,2\n4,0,b,3,2\n5,2,a,1,1\n6,1,b,5,2\n7,1,a,3,1\n8,0,b,2,2\n9,1,b,4,1\n10,0,a,1,2\n'

test('cumulative incidence: one curve a group and cause, rising from 0, with a legend', async () => {
  const data = writeCsv(causes)
  expect((await call(survival, 'cuminc', data, 'Surv(t, c) ~ g', '--plot', `${data}.svg`)).errors).toBe('')
  const picture = readFileSync(`${data}.svg`, 'utf8')
  expect(picture.match(/<path /g)).toHaveLength(4)
  expect(picture).toContain('b, cause 2')
  expect(picture).not.toMatch(/NaN|undefined/)
})

test('Cox: a square and an interval for each hazard ratio, or predicted curves by a column and stratum', async () => {
  const data = writeCsv(causes)
  const formula = 'Surv(t, c == 1) ~ g + x + strata(s)'
  expect((await call(survival, 'cox', data, formula, '--plot', `${data}.svg`)).errors).toBe('')
  const forest = readFileSync(`${data}.svg`, 'utf8')
  expect(forest.match(/<rect /g)).toHaveLength(3)
  expect(forest).toContain('hazard ratio (log scale)')
  for (const [column, curves] of [
    ['g', 4],
    ['x', 6],
  ] as const) {
    const { errors } = await call(survival, 'cox', data, formula, '--plot', `${data}.svg`, '--curves', column)
    expect(errors).toBe('')
    const picture = readFileSync(`${data}.svg`, 'utf8')
    expect(picture.match(/<path /g)).toHaveLength(curves)
    expect(picture).not.toMatch(/NaN|undefined/)
  }
})

test('long names of groups fit beside their numbers at risk, and no two groups are drawn alike', async () => {
  const rows = Array.from({ length: 9 }, (_, k) => `1,1,group number ${k}\n2,0,group number ${k}\n`).join('')
  const data = writeCsv(`t,d,a rather long name of a column\n${rows}`)
  await call(survival, 'km', data, 'Surv(t, d) ~ `a rather long name of a column` + d', '--plot', `${data}.svg`)
  const picture = readFileSync(`${data}.svg`, 'utf8')
  for (const [, x, name] of picture.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*)</g))
    expect(Number(x)).toBeGreaterThan(6 * name!.length)
  const strokes = [...picture.matchAll(/<path [^>]*(stroke="#\w+" stroke-width="2"[^>]*)\/>/g)].map((m) => m[1])
  expect(new Set(strokes).size).toBe(strokes.length)
})

test('an axis of hazard ratios has more than one number', async () => {
  const data = writeCsv('t,d,x\n1,1,4\n2,1,1\n3,1,3\n4,0,2\n5,1,2\n6,1,5\n7,1,1\n8,0,3\n')
  await call(survival, 'cox', data, 'Surv(t, d) ~ x', '--plot', `${data}.svg`)
  const picture = readFileSync(`${data}.svg`, 'utf8')
  expect([...picture.matchAll(/text-anchor="middle">[\d.]+</g)].length).toBeGreaterThanOrEqual(4)
})
