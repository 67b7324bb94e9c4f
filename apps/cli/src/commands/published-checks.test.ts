import { personTime } from '@cairn/statistics/survival/person-time.ts'
import { describe, expect, test } from 'vitest'
import { call, hasDatasets, isClose, type Row, readRows, writeCsv } from '../testing/datasets.ts'
import { shapedRows } from '../testing/question-rows.ts'
import { survivalQuestions } from '../testing/survival-questions.ts'
import { run as meta } from './meta.ts'
import { run as survival } from './survival.ts'

// Every row of published_checks.csv: what a book, a paper or a manual prints, to every printed digit; and what R computes from the
// same data, |ours − R's| ≤ 1e-6 · |R's|.

interface Answer {
  readonly events: number
  readonly terms: readonly {
    readonly coef: number
    readonly se: number
    readonly robustSe: number
    readonly hr: number
  }[]
  readonly logLik: { readonly fitted: number }
  readonly tests: { readonly likelihoodRatio: { readonly chisq: number } }
  readonly chisq: number
  readonly groups: readonly {
    readonly group: string
    readonly observed: number
    readonly events: number
    readonly n: number
  }[]
  readonly estimate: number
  readonly se: number
  readonly tau2: number
  readonly i2: number
  readonly q: { readonly chisq: number }
  readonly exp: { readonly estimate: number; readonly low: number; readonly high: number }
  readonly moderators: readonly { readonly coef: number }[]
  readonly trimAndFill: { readonly estimate: number }
}

/** A survival question of survival-questions.ts by the place of R's answer. */
async function question(path: string, ...flags: string[]): Promise<Answer> {
  const set = survivalQuestions.find(({ ask }) => ask.some((a) => a[1] === path))!
  const [kind, , formula, change] = set.ask.find((a) => a[1] === path)!
  const { out } = await call(
    survival,
    kind,
    writeCsv(shapedRows(readRows(set.file), change)),
    formula,
    ...flags,
    '--json',
  )
  return JSON.parse(out) as Answer
}

const data = (text: string) => writeCsv(text)
async function cox(text: string, formula: string, ...flags: string[]): Promise<Answer> {
  return JSON.parse((await call(survival, 'cox', data(text), formula, ...flags, '--json')).out) as Answer
}

async function bcg(...flags: string[]): Promise<Answer> {
  const rows = readRows('meta_bcg.csv').map((r) => ({
    study: r['author']!,
    events_t: r['tpos']!,
    n_t: (r['tpos'] as number) + (r['tneg'] as number),
    events_c: r['cpos']!,
    n_c: (r['cpos'] as number) + (r['cneg'] as number),
    ablat: r['ablat']!,
  }))
  return JSON.parse((await call(meta, writeCsv(rows), '--measure', 'RR', ...flags, '--json')).out) as Answer
}

async function oneTable(measure: string, ...counts: [number, number, number, number]): Promise<Answer> {
  const rows = `study,events_t,n_t,events_c,n_c\nA,${counts.join(',')}\n`
  return JSON.parse((await call(meta, writeCsv(rows), '--measure', measure, '--method', 'FE', '--json')).out) as Answer
}

/** Pearson's chi-square of a table of two arms: the log-rank test of one moment, times n / (n − 1). */
async function pearson(a: number, n1: number, c: number, n2: number): Promise<number> {
  const arm = (events: number, n: number, name: string) =>
    Array.from({ length: n }, (_, i) => `1,${Number(i < events)},${name}\n`).join('')
  const { out } = await call(
    survival,
    'test',
    data(`t,d,arm\n${arm(a, n1, 'x')}${arm(c, n2, 'y')}`),
    'Surv(t, d) ~ arm',
    '--json',
  )
  return ((JSON.parse(out) as Answer).chisq * (n1 + n2)) / (n1 + n2 - 1)
}

function persons(): { events: number; personTime: number } {
  const rows = readRows('addicts_methadone.csv')
  const column = (name: string) => rows.map((row: Row) => row[name] as number)
  return personTime({ time: column('survtime'), event: column('status') })[0]!
}

const breslow = ['--ties', 'breslow']
const uis = () => question('uis.cox_table71_strat_site_breslow', ...breslow)
const addicts = () => question('addicts.cox_efron')
const link = () => question('HELP.link_cox_breslow', ...breslow)
const bladder = () => question('bladder.andersen_gill_robust')
const xbot = () => question('ctn0051.ctnFiftyOne_2018.km')
const xbotEvents = async (treated: '1' | '0') => (await xbot()).groups.find((g) => g.group === treated)!.events
const test1 = 'time,status,x\n9,1,0\n1,1,1\n1,0,1\n6,1,1\n6,1,0\n8,0,0\n'
const published = () => oneTable('OR', 185, 283, 163, 287)
const winhusen = () => oneTable('OR', 13, 40, 7, 40)

const coef = (k: number) => (a: Answer) => a.terms[k]!.coef
const se = (k: number) => (a: Answer) => a.terms[k]!.se

const checks: Readonly<Record<string, () => Promise<number> | number>> = {
  'uis | age coef': () => uis().then(coef(0)),
  'uis | age se': () => uis().then(se(0)),
  'uis | beck coef': () => uis().then(coef(1)),
  'uis | beck se': () => uis().then(se(1)),
  'uis | fp1 coef': () => uis().then(coef(2)),
  'uis | fp1 se': () => uis().then(se(2)),
  'uis | fp2 coef': () => uis().then(coef(3)),
  'uis | loglik': () => uis().then((a) => a.logLik.fitted),
  'uis | LR chi2(9)': () => uis().then((a) => a.tests.likelihoodRatio.chisq),
  'uis | UCLA seminar loglik (age ndrugtx treat site age*site, n=610)': () =>
    question('uis.cox_ucla_seminar_breslow_n_available', ...breslow).then((a) => a.logLik.fitted),
  'addicts | clinic coef': () => addicts().then(coef(0)),
  'addicts | clinic se': () => addicts().then(se(0)),
  'addicts | prison coef': () => addicts().then(coef(1)),
  'addicts | prison se': () => addicts().then(se(1)),
  'addicts | maxdose coef': () => addicts().then(coef(2)),
  'addicts | maxdose se': () => addicts().then(se(2)),
  'addicts | person-days': () => persons().personTime,
  'addicts | events': () => persons().events,
  'addicts | log-rank chi2 by clinic': () => question('addicts.logrank').then((a) => a.chisq),
  'HELPrct | link ~ trt coef': () => link().then(coef(0)),
  'HELPrct | link ~ trt se': () => link().then(se(0)),
  'HELPrct | link ~ age coef': () => link().then(coef(1)),
  'HELPrct | link ~ age se': () => link().then(se(1)),
  'HELPrct | link ~ female coef': () => link().then(coef(2)),
  'HELPrct | link ~ female se': () => link().then(se(2)),
  'HELPrct | link ~ cesd coef': () => link().then(coef(3)),
  'HELPrct | link ~ cesd se': () => link().then(se(3)),
  'HELPrct | linkage log-rank chi2': () => question('HELP.link_logrank').then((a) => a.chisq),
  'pharmacoSmoking | log-rank chi2': () => question('pharmacoSmoking.logrank').then((a) => a.chisq),
  'pharmacoSmoking | final model grp patchOnly coef': () =>
    question('pharmacoSmoking.cox_moore_final').then((a) => a.terms.at(-1)!.coef),
  'alda cocaine_relapse_2 | Model A needle coef': () => question('alda_cocaine_relapse_2.cox_modelA').then(coef(0)),
  'alda cocaine_relapse_2 | relapsed': () => question('alda_cocaine_relapse_2.cox_modelA').then((a) => a.events),
  'therneau test1 | Breslow beta': () => cox(test1, 'Surv(time, status) ~ x', ...breslow).then(coef(0)),
  'therneau test1 | Efron beta = log(cos(acos((45/23)sqrt(3/23))/3)*2*sqrt(23/3))': () =>
    cox(test1, 'Surv(time, status) ~ x').then(coef(0)),
  'stanford heart | age in year+age+surgery+transplant': () =>
    question('stanford.time_dependent_age_surgery_year').then(coef(0)),
  'bladder | Andersen-Gill rx coef': () => bladder().then(coef(0)),
  'bladder | Andersen-Gill rx robust se': () => bladder().then((a) => a.terms[0]!.robustSe),
  'X:BOT published 2x2 (185/283 v 163/287) | OR': () => published().then((a) => a.exp.estimate),
  'X:BOT published 2x2 (185/283 v 163/287) | OR upper': () => published().then((a) => a.exp.high),
  'X:BOT published 2x2 (185/283 v 163/287) | OR lower': () => published().then((a) => a.exp.low),
  'CTN-0051 CTNote endpoint | XR-NTX relapses (published 185)': () => xbotEvents('1'),
  'CTN-0051 CTNote endpoint | BUP-NX relapses (published 163)': () => xbotEvents('0'),
  'CTN-0051 CTNote endpoint | hazard ratio XR v BUP (published 1.36, 1.10-1.68)': () =>
    question('ctn0051.ctnFiftyOne_2018.cox_efron').then((a) => a.terms[0]!.hr),
  'dat.bcg | REML log RR': () => bcg().then((a) => a.estimate),
  'dat.bcg | REML se': () => bcg().then((a) => a.se),
  'dat.bcg | REML tau2': () => bcg().then((a) => a.tau2),
  'dat.bcg | REML I2': () => bcg().then((a) => a.i2),
  'dat.bcg | Q': () => bcg().then((a) => a.q.chisq),
  'dat.bcg | DL log RR': () => bcg('--method', 'DL').then((a) => a.estimate),
  'dat.bcg | FE log RR': () => bcg('--method', 'FE').then((a) => a.estimate),
  'dat.bcg | meta-regression ablat (REML)': () => bcg('--moderators', 'ablat').then((a) => a.moderators[1]!.coef),
  'dat.bcg | trim and fill estimate': () => bcg('--sensitivity').then((a) => a.trimAndFill.estimate),
  'Winhusen 2020 | MOUD OR': () => winhusen().then((a) => a.exp.estimate),
  'Winhusen 2020 | MOUD OR lower': () => winhusen().then((a) => a.exp.low),
  'Winhusen 2020 | MOUD OR upper': () => winhusen().then((a) => a.exp.high),
  'Winhusen 2020 | MOUD chi2': () => pearson(13, 40, 7, 40),
  'Chambers 2024 | crude RR (published adjusted 0.86)': () =>
    oneTable('RR', 81, 323, 95, 325).then((a) => a.exp.estimate),
}
/** Where metafor itself stops at its loose threshold for τ². */
const loose = new Map([['dat.bcg | trim and fill estimate', 1e-4]])

const isThere = hasDatasets('published_checks.csv')
describe(
  isThere ? 'what is printed elsewhere' : 'published_checks.csv is not in the folder of data sets (CAIRN_DATASETS)',
  () => {
    const rows = isThere ? readRows('published_checks.csv') : []
    const nameOf = (row: Row) => `${row['dataset']} | ${row['quantity']}`

    test.skipIf(!isThere)('every row of published_checks.csv is computed here, and nothing else', () => {
      expect(rows.map(nameOf).sort()).toEqual(Object.keys(checks).sort())
    })

    for (const row of rows)
      test(nameOf(row), async () => {
        const ours = await checks[nameOf(row)]!()
        const name = `ours ${ours}, R's ${row['computed']}, printed ${row['published']}`
        expect(isClose(ours, row['computed'] as number, 0, loose.get(nameOf(row)) ?? 1e-6), name).toBe(true)
        if (row['agrees_to_published_digits'] !== 'yes') return
        const places = String(row['published']).split('.')[1]?.length ?? 0
        // One entry of the sources (0.00235 for 0.0023536) is cut off rather than rounded.
        expect(Math.abs(ours - (row['published'] as number)), name).toBeLessThan(10 ** -places)
      })
  },
)
