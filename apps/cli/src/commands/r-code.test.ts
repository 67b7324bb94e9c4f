import { expect, test } from 'vitest'
import { call, writeCsv } from '../testing/datasets.ts'
import { run as meta } from './meta.ts'
import { run as survival } from './survival.ts'

// `npm run validate` runs what is printed here in R and compares the numbers; these are the places where R would say no, or something else.
const people =
  '"days until";d;"peer group";s\n5;1;"usual care";x\n6;0;peer;y\n7;1;peer;x\n8;1;"usual care";y\n9;0;peer;x\n3;1;peer;y\n'
const rCode = async (...args: string[]) => (await call(survival, ...args, '--r-code')).out

test('the file is read with its separator, under the names it has, and categories sort as ours', async () => {
  const code = await rCode('km', writeCsv(`\uFEFF${people}`), 'Surv(`days until`, d) ~ 1')
  expect(code).toContain('sep = ";", fileEncoding = "UTF-8-BOM", na.strings = c("", "NA"), check.names = FALSE)')
  expect(code).toContain('Sys.setlocale("LC_COLLATE", "C")')
})

test('what survfit and survdiff refuse is written as they take it: crossings, and names between backticks', async () => {
  const path = writeCsv(people)
  expect(await rCode('km', path, 'Surv(`days until`, d) ~ s * `peer group`')).toContain(
    'survfit(Surv(`days until`, d) ~ s + factor(`peer group`), data = d',
  )
  expect(await rCode('test', path, 'Surv(`days until`, d) ~ `peer group` + strata(s)')).toContain(
    'survdiff(Surv(`days until`, d) ~ factor(`peer group`) + strata(s), data = d, rho = 0)',
  )
})

test('the restricted mean has the horizon that was used, though none was given', async () => {
  expect(await rCode('km', writeCsv(people), 'Surv(`days until`, d) ~ `peer group`')).toContain('rmean = 8)$table')
})

test('a test with delayed entry makes a stratum of every risk set; with rho the sums are written out', async () => {
  const path = writeCsv('a,b,d,g\n0,3,1,x\n1,4,1,y\n2,6,0,x\n0,5,1,y\n')
  expect(await rCode('test', path, 'Surv(a, b, d) ~ g')).toContain('strata(within, e$stop)')
  expect(await rCode('test', path, 'Surv(a, b, d) ~ g', '--rho', '0.5')).toContain('w <- S^0.5')
})

test('causes with groups, strata and delayed entry go where cmprsk and survival want them', async () => {
  const path = writeCsv('a,b,d,g,s\n0,3,1,x,u\n1,4,2,y,u\n2,6,0,x,v\n0,5,1,y,v\n')
  expect(await rCode('cuminc', path, 'Surv(b, d) ~ g + strata(s)')).toContain(
    'with(d, cuminc(b, d, group = g, strata = strata(s)))',
  )
  expect(await rCode('cuminc', path, 'Surv(a, b, d) ~ g')).toContain('survfit(Surv(a, b, factor(d, 0:2)) ~ g')
})

test('weights and clusters bring the robust error of the restricted mean, which summary() does not show', async () => {
  const path = writeCsv('t,d,w,id\n3,1,1,1\n4,1,0.5,1\n6,0,2,2\n5,1,1,3\n')
  expect(await rCode('km', path, 'Surv(t, d) ~ 1', '--weights', 'w')).toContain('list(g, seq_along(i))')
  expect(await rCode('km', path, 'Surv(t, d) ~ 1 + cluster(id)')).toContain('list(g, m[["cluster(id)"]])')
})

test('moderators and subgroups with blanks in their names are quoted; a subgroup of one study has no Hartung–Knapp interval', async () => {
  const path = writeCsv('study,effect,se,where it was\nA,1,0.5,x\nB,2,0.4,x\nC,0,0.3,y\nD,1,0.6,x\n')
  const code = async (...flags: string[]) => (await call(meta, path, '--measure', 'GEN', ...flags, '--r-code')).out
  expect(await code('--moderators', 'where it was')).toContain('mods = ~ `where it was`')
  const by = await code('--subgroup', 'where it was', '--hksj')
  expect(by).toContain('split(d, d[["where it was"]])')
  expect(by).toContain('test = if (nrow(d) == 1) "z" else "knha"')
})
