import { describe, expect, test } from 'vitest'
import { call, hasDatasets, isClose, type Row, readReference, readRows, writeCsv } from '../testing/datasets.ts'
import { run } from './meta.ts'

// R 4.2.2 with metafor 3.8-1 answered the same questions; its script and answers are in the folder of data sets.
// Tolerance: |ours − R's| ≤ 1e-6 · max(|R's|, standard error); 1e-4 where metafor itself iterates to a looser end.

interface Tree {
  readonly [key: string]: Tree & number & string
}

const same = (name: string, ours: number | null, theirs: number | null | undefined, scale = 0, tolerance = 1e-6) =>
  expect(
    isClose(ours, typeof theirs === 'number' ? theirs : null, scale, tolerance),
    `${name}: ours ${ours}, R's ${theirs}`,
  ).toBe(true)

async function meta(rows: readonly Row[], ...flags: string[]) {
  const { out, errors } = await call(run, writeCsv(rows), ...flags, '--json')
  expect(errors).toBe('')
  return JSON.parse(out)
}

const number = (row: Row, name: string) => row[name] as number
const sets: Readonly<Record<string, { readonly key: string; readonly row: (row: Row) => Row }>> = {
  'meta_bcg.csv': {
    key: 'bcg',
    row: (r) => ({
      study: r['author']!,
      events_t: r['tpos']!,
      n_t: number(r, 'tpos') + number(r, 'tneg'),
      events_c: r['cpos']!,
      n_c: number(r, 'cpos') + number(r, 'cneg'),
      ablat: r['ablat']!,
    }),
  },
  'meta_hsaur_nicotine_gum.csv': {
    key: 'hsaur_nicotine_gum',
    row: (r) => ({ study: r['study']!, events_t: r['qt']!, n_t: r['tt']!, events_c: r['qc']!, n_c: r['tc']! }),
  },
  'meta_hartmannboyce2018.csv': {
    key: 'hartmannboyce2018',
    row: (r) => ({
      study: r['study']!,
      events_t: r['x.nrt']!,
      n_t: r['n.nrt']!,
      events_c: r['x.ctrl']!,
      n_c: r['n.ctrl']!,
    }),
  },
}

for (const [file, { key, row }] of Object.entries(sets)) {
  const there = hasDatasets(file, 'r/reference_meta.json')
  describe(
    there ? file : `${file} is not in the folder of data sets (CAIRN_DATASETS), so it is not compared with R`,
    () => {
      const load = () => ({
        rows: readRows(file).map(row),
        r: (readReference('reference_meta.json') as unknown as Tree)[key]!,
      })
      for (const measure of ['RR', 'OR', 'RD'] as const) {
        test.skipIf(!there)(`effects of ${measure} equal escalc's`, async () => {
          const { rows, r } = load()
          const { studies } = await meta(rows, '--measure', measure)
          for (const [i, s] of studies.entries()) {
            same(`effect of ${s.study}`, s.effect, r[measure]!['yi']![i] as unknown as number, Math.sqrt(s.variance))
            same(`variance of ${s.study}`, s.variance, r[measure]!['vi']![i] as unknown as number)
          }
        })
        for (const method of ['FE', 'DL', 'PM', 'REML'] as const)
          test.skipIf(!there)(`${measure} by ${method} equals rma`, async () => {
            const { rows, r } = load()
            const ours = await meta(rows, '--measure', measure, '--method', method)
            const b = r[measure]![method]!
            // metafor looks for Paule and Mandel's tau² only to 1.2e-4; pool.test.ts shows that ours solves its equation.
            if (method === 'PM') return expect(Math.abs(ours.tau2 - b['tau2']!)).toBeLessThan(1.3e-4)
            const iterates = 1e-6
            same('estimate', ours.estimate, b['est'], b['se'], iterates)
            same('se', ours.se, b['se'], 0, iterates)
            same('low', ours.low, b['lower'], b['se'], iterates)
            same('high', ours.high, b['upper'], b['se'], iterates)
            same('p', ours.p, b['p'], 1e-12, iterates * 100)
            if (method !== 'FE') same('tau2', ours.tau2, b['tau2'], 1e-3, iterates)
            same('I2', ours.i2, b['I2'], 1e-2, iterates)
            same('H2', ours.h2, b['H2'], 0, iterates)
            same('Q', ours.q.chisq, b['Q'])
            same('p of Q', ours.q.p, b['Qp'], 0, 1e-5)
            same('prediction, low', ours.predictionLow, b['pi_lower'], b['se'], iterates)
            same('prediction, high', ours.predictionHigh, b['pi_upper'], b['se'], iterates)
          })
        test.skipIf(!there)(
          `${measure} with Hartung–Knapp, Q-profile, Egger, Begg, trim and fill, leave one out equal metafor's`,
          async () => {
            const { rows, r } = load()
            const ours = await meta(rows, '--measure', measure, '--hksj', '--sensitivity')
            const b = r[measure]!
            const k = b['REML_knha']!
            for (const [name, value, theirs] of [
              ['estimate', ours.estimate, k['est']],
              ['se', ours.se, k['se']],
              ['low', ours.low, k['lower']],
              ['high', ours.high, k['upper']],
              ['prediction low', ours.predictionLow, k['pi_lower']],
              ['prediction high', ours.predictionHigh, k['pi_upper']],
            ] as const)
              same(name, value, theirs, k['se'])
            same('p', ours.p, k['p'], 0, 1e-5)
            const dl = await meta(rows, '--measure', measure, '--hksj', '--method', 'DL')
            for (const [name, value, key] of [
              ['estimate', dl.estimate, 'est'],
              ['se', dl.se, 'se'],
              ['low', dl.low, 'lower'],
              ['high', dl.high, 'upper'],
            ] as const)
              same(`DL, ${name}`, value, b['DL_knha']![key], k['se'])
            same('DL, p', dl.p, b['DL_knha']!['p'], 0, 1e-5)
            expect(ours.k).toBe(b['k'])
            const profile = b['tau2_Qprofile']![0] as unknown as Tree
            // metafor looks for both ends only to 1.2e-4.
            expect(Math.abs(ours.tau2Low - profile['ci.lb']!)).toBeLessThan(1.3e-4)
            expect(Math.abs(ours.tau2High - profile['ci.ub']!)).toBeLessThan(1.3e-4)
            same('Egger', ours.egger.t, b['egger_lm']!['t'], 1e-3)
            same('Egger p', ours.egger.p, b['egger_lm']!['p'])
            same('Begg tau', ours.begg.tau, b['begg']!['tau'], 1e-3)
            same('Begg p', ours.begg.p, b['begg']!['p'])
            const z = await meta(rows, '--measure', measure, '--sensitivity')
            const fill = b['trimfill']!
            expect(z.trimAndFill.missing).toBe(fill['k0'])
            expect(z.trimAndFill.side).toBe(fill['side'])
            // metafor refits the filled set with its loose threshold for tau².
            same('trim and fill', z.trimAndFill.estimate, fill['est'], z.se, 1e-3)
            same('trim and fill, low', z.trimAndFill.low, fill['lower'], z.se, 1e-3)
            same('trim and fill, high', z.trimAndFill.high, fill['upper'], z.se, 1e-3)
            for (const [i, one] of z.leaveOneOut.entries()) {
              const l = b['leave1out']![i] as unknown as Tree
              same('leave one out', one.estimate, l['est'], l['se'], 1e-5)
              same('leave one out, se', one.se, l['se'], 0, 1e-5)
              same('leave one out, tau2', one.tau2, l['tau2'], 1e-2, 1e-4)
            }
          },
        )
        test.skipIf(!there)(`Mantel–Haenszel ${measure} equals rma.mh`, async () => {
          const { rows, r } = load()
          const ours = await meta(rows, '--measure', measure, '--method', 'MH')
          const b = r[`MH_${measure}`]!
          same('estimate', ours.estimate, b['est'], b['se'])
          same('se', ours.se, b['se'])
          same('low', ours.low, b['lower'], b['se'])
          same('high', ours.high, b['upper'], b['se'])
          same('Q', ours.q.chisq, b['Q'])
        })
      }
      test.skipIf(!there)("Peto's method equals rma.peto", async () => {
        const { rows, r } = load()
        const ours = await meta(rows, '--measure', 'PETO', '--method', 'FE')
        const b = r['PETO_pooled']!
        same('estimate', ours.estimate, b['est'], b['se'])
        same('se', ours.se, b['se'])
        same('low', ours.low, b['lower'], b['se'])
        same('high', ours.high, b['upper'], b['se'])
        same('Q', ours.q.chisq, b['Q'])
      })
      test.skipIf(!there)(
        "Peto's odds ratios equal escalc's, where no cell is 0 (to such a study escalc adds 0.5)",
        async () => {
          const { rows, r } = load()
          const full = rows.flatMap((row, i) =>
            [
              number(row, 'events_t'),
              number(row, 'events_c'),
              number(row, 'n_t') - number(row, 'events_t'),
              number(row, 'n_c') - number(row, 'events_c'),
            ].some((c) => c === 0)
              ? []
              : [i],
          )
          const { studies } = await meta(
            full.map((i) => rows[i]!),
            '--measure',
            'PETO',
            '--method',
            'FE',
          )
          expect(studies).toHaveLength(full.length)
          for (const [k, s] of studies.entries()) {
            same(
              `effect of ${s.study}`,
              s.effect,
              r['PETO']!['yi']![full[k]!] as unknown as number,
              Math.sqrt(s.variance),
            )
            same(`variance of ${s.study}`, s.variance, r['PETO']!['vi']![full[k]!] as unknown as number)
          }
        },
      )
    },
  )
}

const bcg = hasDatasets('meta_bcg.csv', 'r/reference_meta.json')
for (const [key, ...flags] of [
  ['metareg_ablat_REML'],
  ['metareg_ablat_DL', '--method', 'DL'],
  ['metareg_ablat_REML_knha', '--hksj'],
] as const)
  test.skipIf(!bcg)(`regression of the BCG trials on latitude (${key}) equals rma`, async () => {
    const rows = readRows('meta_bcg.csv').map(sets['meta_bcg.csv']!.row)
    const ours = await meta(rows, '--measure', 'RR', '--moderators', 'ablat', ...flags)
    const b = (readReference('reference_meta.json') as unknown as Tree)['bcg']![key]!
    const list = (name: string) => b[name] as unknown as readonly number[]
    for (const [i, t] of ours.moderators.entries()) {
      same('coefficient', t.coef, list('beta')[i], list('se')[i])
      same('se', t.se, list('se')[i])
      if (b['p']) same('p', t.p, list('p')[i])
    }
    if (b['tau2']) same('tau2', ours.tau2, b['tau2'])
    if (b['I2']) same('I2', ours.i2, b['I2'])
    if (b['R2']) same('R2', ours.r2, b['R2'])
    if (b['QM']) same('QM', ours.moderatorTest.statistic, b['QM'])
    if (b['QE']) same('QE', ours.q.chisq, b['QE'])
  })
