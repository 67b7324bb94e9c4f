import { describe, expect, test } from 'vitest'
import { call, hasDatasets, isClose, type Row, readReference, readRows, writeCsv } from '../testing/datasets.ts'
import { run } from './survival.ts'

// R 4.2.2 with survival 3.5-3 answered the same questions; its scripts and answers are in the folder of data sets.
// Tolerance: |ours − R's| ≤ 1e-6 · max(|R's|, standard error).

/** R's answers: read by path, and taken for what R wrote there. */
interface Tree {
  readonly [key: string]: Tree & number & string
}

function at(tree: Tree, path: string): Tree {
  return path.split('.').reduce<Tree>((node, key) => node[key]!, tree)
}

const same = (name: string, ours: number | null, theirs: number | null | undefined, scale = 0, tolerance = 1e-6) =>
  expect(isClose(ours, theirs ?? null, scale, tolerance), `${name}: ours ${ours}, R's ${theirs}`).toBe(true)

async function json(...args: string[]) {
  const { code, out, errors } = await call(run, ...args, '--json')
  expect(errors).toBe('')
  expect(code).toBe(0)
  return JSON.parse(out)
}

async function sameCox(data: string, formula: string, r: Tree, ...flags: string[]) {
  const ours = await json('cox', data, formula, '--ties', r['ties']!, ...(r['zph_km'] ? ['--zph'] : []), ...flags)
  expect(ours.n).toBe(r['n'])
  expect(ours.events).toBe(r['nevent'])
  same('null log likelihood', ours.logLik.null, r['loglik0'], 0, 1e-10)
  same('log likelihood', ours.logLik.fitted, r['loglik'], 0, 1e-10)
  const coef = r['coef'] as unknown as readonly Tree[]
  expect(ours.terms).toHaveLength(coef.length)
  for (const [k, t] of ours.terms.entries()) {
    const b = coef[k]!
    same(`coefficient of ${b['term']}`, t.coef, b['coef'], b['se'])
    same('standard error', t.se, b['se'])
    if (b['robust_se']) same('robust standard error', t.robustSe, b['robust_se'])
    same('z', t.z, b['z'], 1)
    same('p', t.p, b['p'], 0, 1e-5)
    same('hazard ratio', t.hr, b['hr'], b['se'])
    same('low', t.hrLow, b['hr_lower'])
    same('high', t.hrHigh, b['hr_upper'])
  }
  same('likelihood ratio', ours.tests.likelihoodRatio.chisq, r['lr_test']!['test'], 1e-3)
  same('score', ours.tests.score.chisq, r['score_test']!['test'], 1e-3)
  // summary.coxph prints the Wald test with two decimals.
  expect(Math.abs(ours.tests.wald.chisq - r['wald_test']!['test']!)).toBeLessThan(0.00501)
  if (r['robust_score']) same('robust score', ours.tests.robustScore.chisq, r['robust_score']['test'], 1e-3)
  same('concordance', ours.concordance.estimate, r['concordance']!['C'])
  same('its standard error', ours.concordance.se, r['concordance']!['se(C)'])
  if (!r['zph_km']) return
  const zph = r['zph_km'] as unknown as readonly Tree[]
  for (const [k, t] of [...ours.zph.terms, ours.zph.global].entries()) {
    same(`zph ${zph[k]!['term']}`, t.chisq, zph[k]!['chisq'], 1e-2)
    expect(t.df).toBe(zph[k]!['df'])
  }
}

async function sameCurves(data: string, formula: string, r: Tree) {
  const times = [...new Set(((r['at_times'] ?? []) as unknown as readonly Tree[]).map((x) => x['time']!))]
  const ours = await json('km', data, formula, ...(times.length > 0 ? ['--times', times.join(',')] : []))
  const logs = await json('km', data, formula, '--conf-type', 'log')
  const summary = Object.values(r['summary'] as unknown as Record<string, Tree>)
  expect(ours.groups).toHaveLength(summary.length)
  for (const [g, group] of ours.groups.entries()) {
    const s = summary[g]!
    expect(group.n).toBe(s['records'])
    expect(group.events).toBe(s['events'])
    same('median', group.median, s['median'])
    same('median low', group.medianLow, s['0.95LCL'])
    same('median high', group.medianHigh, s['0.95UCL'])
    const l = r['median_ci_log']![g] as unknown as Tree
    same('median low, log', logs.groups[g].medianLow, l['0.95LCL'])
    same('median high, log', logs.groups[g].medianHigh, l['0.95UCL'])
  }
  const shown = ours.groups.flatMap((g: { times: unknown[] }) => g.times ?? [])
  for (const [k, b] of ((r['at_times'] ?? []) as unknown as readonly Tree[]).entries()) {
    const a = shown[k]
    // Beyond a group's last time R was told to carry the curve on; we give none.
    if (a.survival === null) continue
    expect(a.time).toBe(b['time'])
    expect(a.atRisk).toBe(b['n_risk'])
    same('survival', a.survival, b['surv'])
    if (a.survival === 0) continue
    same('standard error', a.se, b['se'])
    same('low', a.low, b['lower'])
    same('high', a.high, b['upper'])
  }
}

async function sameTest(data: string, formula: string, r: Tree) {
  const ours = await json('test', data, formula, '--rho', String(r['rho']))
  same('chi-square', ours.chisq, r['chisq'])
  same('p', ours.p, r['p'], 0, 1e-5)
  expect(ours.df).toBe(r['df'])
  for (const [g, group] of ours.groups.entries()) {
    expect(group.n).toBe((r['n'] as unknown as number[])[g])
    same('observed', group.observed, (r['observed'] as unknown as number[])[g])
    same('expected', group.expected, (r['expected'] as unknown as number[])[g])
  }
}

async function sameMeans(data: string, formula: string, r: Tree) {
  const ours = await json('km', data, formula, '--tau', String(r['tau']))
  for (const [g, b] of Object.values(r['by_group'] as unknown as Record<string, Tree>).entries()) {
    same('restricted mean', ours.groups[g].rmst.estimate, b['rmst'])
    same('its standard error', ours.groups[g].rmst.se, b['se'])
  }
}

type Question = readonly [
  'cox' | 'km' | 'test' | 'rmst',
  path: string,
  formula: string,
  rows?: (row: Row) => Row | null,
]

const n = (row: Row, name: string) => row[name] as number
const flag = (value: boolean) => Number(value)
const complete = (row: Row) => Object.values(row).every((v) => v !== null)

function uis(row: Row): Row {
  const [fp1, site1, race1] = [10 / (n(row, 'ndrugtx') + 1), flag(row['site'] === 'B'), flag(row['race'] === 'other')]
  const miss = row['race'] === null ? null : race1
  return {
    ...row,
    treat1: flag(row['treat'] === 'long'),
    site1,
    race1: miss,
    iv3: row['ivhx'] === null ? null : flag(row['ivhx'] === 'recent'),
    iv2: row['ivhx'] === null ? null : flag(row['ivhx'] === 'previous'),
    fp1: row['ndrugtx'] === null ? null : fp1,
    fp2: row['ndrugtx'] === null ? null : fp1 * Math.log((n(row, 'ndrugtx') + 1) / 10),
    agesite: row['age'] === null ? null : n(row, 'age') * site1,
    racesite: miss === null ? null : race1 * site1,
  }
}
const uisComplete = (row: Row) => (complete(row) ? uis(row) : null)
const help = (row: Row): Row => ({ ...row, trt: flag(row['treat'] === 'yes') })
const event = (row: Row): Row => ({ ...row, event: 1 - n(row, 'censor') })
const jasa = (row: Row): Row => ({
  ...row,
  ev: row['fustat']!,
  fut: Math.max(n(row, 'futime'), 0.5),
  ever: row['transplant']!,
})
const landmark = (day: number) => (row: Row) => {
  const r = jasa(row)
  if (!(n(r, 'fut') > day)) return null
  return {
    ...r,
    g: flag(row['wait.time'] !== null && n(row, 'wait.time') <= day && row['transplant'] === 1),
    t: n(r, 'fut') - day,
  }
}
const xbot = (definition: string) => (row: Row) => {
  if (row['project'] !== 51 || row['treatment'] === null) return null
  const [t, e] = [row[definition.replace(/^/, '').replace('?', 'T')]!, row[definition.replace('?', 'E')]!]
  return { t, e, xr: flag(row['treatment'] === 'Inpatient NR-NTX'), site: row['site_masked']! }
}
const arm = (project: number, treatment: string, definition: string) => (row: Row) => {
  if (row['project'] !== project || row['treatment'] === null) return null
  return {
    t: row[definition.replace('?', 'T')]!,
    e: row[definition.replace('?', 'E')]!,
    arm: flag(row['treatment'] === treatment),
  }
}

const uisModel = 'age + beck + fp1 + fp2 + iv3 + race1 + treat1'
const questions: Readonly<Record<string, { readonly reference: string; readonly ask: readonly Question[] }>> = {
  'uis628.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'uis.km_all', 'Surv(time, censor) ~ 1'],
      ['km', 'uis.km_treat', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_rho0', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_rho1', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_strat_site', 'Surv(time, censor) ~ treat1 + strata(site1)', uis],
      ['cox', 'uis.cox_treat_efron', 'Surv(time, censor) ~ treat1', uis],
      ['cox', 'uis.cox_treat_breslow', 'Surv(time, censor) ~ treat1', uis],
      [
        'cox',
        'uis.cox_main',
        'Surv(time, censor) ~ age + beck + ndrugtx + iv2 + iv3 + race1 + treat1 + site1',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_main_breslow',
        'Surv(time, censor) ~ age + beck + ndrugtx + iv2 + iv3 + race1 + treat1 + site1',
        uisComplete,
      ],
      ['cox', 'uis.cox_table511_breslow', `Surv(time, censor) ~ ${uisModel} + site1 + agesite + racesite`, uisComplete],
      ['cox', 'uis.cox_table511_efron', `Surv(time, censor) ~ ${uisModel} + site1 + agesite + racesite`, uisComplete],
      [
        'cox',
        'uis.cox_table71_strat_site_breslow',
        `Surv(time, censor) ~ ${uisModel} + agesite + racesite + strata(site1)`,
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_table71_strat_site_efron',
        `Surv(time, censor) ~ ${uisModel} + age:site1 + race1:site1 + strata(site1)`,
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_efron',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + agesite',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_breslow',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + age:site1',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_breslow_n_available',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + agesite',
        uis,
      ],
      ['rmst', 'uis.rmst_365', 'Surv(time, censor) ~ treat'],
    ],
  },
  'addicts_methadone.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'addicts.km', 'Surv(survtime, status) ~ clinic'],
      ['test', 'addicts.logrank', 'Surv(survtime, status) ~ clinic'],
      ['test', 'addicts.peto', 'Surv(survtime, status) ~ factor(clinic)'],
      ['test', 'addicts.logrank_prison', 'Surv(survtime, status) ~ prison'],
      ['test', 'addicts.logrank_strat_prison', 'Surv(survtime, status) ~ clinic + strata(prison)'],
      ['cox', 'addicts.cox_efron', 'Surv(survtime, status) ~ clinic + prison + maxdose'],
      ['cox', 'addicts.cox_breslow', 'Surv(survtime, status) ~ clinic + prison + maxdose'],
      ['cox', 'addicts.cox_strat_clinic_efron', 'Surv(survtime, status) ~ prison + maxdose + strata(clinic)'],
      ['cox', 'addicts.cox_strat_clinic_breslow', 'Surv(survtime, status) ~ prison + maxdose + strata(clinic)'],
      ['rmst', 'addicts.rmst_730', 'Surv(survtime, status) ~ clinic'],
    ],
  },
  'pharmacoSmoking.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'pharmacoSmoking.km', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank_rho1', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank_strat_agegroup2', 'Surv(ttr, relapse) ~ grp + strata(ageGroup2)'],
      ['test', 'pharmacoSmoking.logrank_agegroup2', 'Surv(ttr, relapse) ~ ageGroup2'],
      ['cox', 'pharmacoSmoking.cox_grp_efron', 'Surv(ttr, relapse) ~ grp'],
      ['cox', 'pharmacoSmoking.cox_grp_breslow', 'Surv(ttr, relapse) ~ factor(grp)'],
      ['cox', 'pharmacoSmoking.cox_grp_age_employment', 'Surv(ttr, relapse) ~ grp + age + employment'],
      ['cox', 'pharmacoSmoking.cox_moore_final', 'Surv(ttr, relapse) ~ ageGroup4 + employment + grp'],
      ['rmst', 'pharmacoSmoking.rmst_182', 'Surv(ttr, relapse) ~ grp'],
    ],
  },
  'HELPrct.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'HELP.link_km', 'Surv(dayslink, linkstatus) ~ trt', help],
      ['test', 'HELP.link_logrank', 'Surv(dayslink, linkstatus) ~ treat'],
      ['cox', 'HELP.link_cox_breslow', 'Surv(dayslink, linkstatus) ~ treat + age + female + cesd'],
      ['cox', 'HELP.link_cox_efron', 'Surv(dayslink, linkstatus) ~ trt + age + female + cesd', help],
      ['cox', 'HELP.link_cox_trt', 'Surv(dayslink, linkstatus) ~ treat'],
      ['km', 'HELP.anysub_km', 'Surv(daysanysub, anysubstatus) ~ treat'],
      ['test', 'HELP.anysub_logrank', 'Surv(daysanysub, anysubstatus) ~ treat'],
      ['cox', 'HELP.anysub_cox', 'Surv(daysanysub, anysubstatus) ~ trt + age + female + homeless + substance', help],
      ['cox', 'HELP.anysub_cox_trt', 'Surv(daysanysub, anysubstatus) ~ treat'],
    ],
  },
  'HELPfull_selected.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'HELPfull.drink_km', 'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP', (row) => (row['TIME'] === 0 ? row : null)],
      [
        'test',
        'HELPfull.drink_logrank',
        'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP',
        (row) => (row['TIME'] === 0 ? row : null),
      ],
      ['cox', 'HELPfull.drink_cox', 'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP', (row) => (row['TIME'] === 0 ? row : null)],
    ],
  },
  'alda_cocaine_relapse_1.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'alda_cocaine_relapse_1.km', 'Surv(weeks, event) ~ 1', event],
      ['km', 'alda_cocaine_relapse_1.km_needle', 'Surv(weeks, censor == 0) ~ needle'],
      ['test', 'alda_cocaine_relapse_1.logrank_needle', 'Surv(weeks, 1 - censor) ~ needle'],
      ['cox', 'alda_cocaine_relapse_1.cox_needle', 'Surv(weeks, 1 - censor) ~ needle'],
    ],
  },
  'alda_cocaine_relapse_2.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [
      ['cox', 'alda_cocaine_relapse_2.cox_modelA', 'Surv(days, event) ~ needle + base_mood', firstOf('id', event)],
      [
        'cox',
        'alda_cocaine_relapse_2.cox_modelA_breslow',
        'Surv(days, event) ~ needle + base_mood',
        firstOf('id', event),
      ],
    ],
  },
  'alda_alcohol_relapse.csv': {
    reference: 'reference_survival_addiction.json',
    ask: [['km', 'alda_alcohol_relapse.km', 'Surv(weeks, event) ~ 1', event]],
  },
  'stanford_jasa.csv': {
    reference: 'reference_survival_classics.json',
    ask: [
      ['cox', 'stanford.naive_ever_transplanted', 'Surv(fut, ev) ~ ever', jasa],
      ...[30, 60].flatMap((day): Question[] => [
        ['test', `stanford.landmark_${day}.logrank`, 'Surv(t, ev) ~ g', landmark(day)],
        ['cox', `stanford.landmark_${day}.cox`, 'Surv(t, ev) ~ g', landmark(day)],
      ]),
    ],
  },
  'stanford_heart.csv': {
    reference: 'reference_survival_classics.json',
    ask: [
      ['cox', 'stanford.time_dependent', 'Surv(start, stop, event) ~ transplant'],
      [
        'cox',
        'stanford.time_dependent_age_surgery_year',
        'Surv(start, stop, event) ~ age + surgery + year + transplant',
      ],
      ['cox', 'stanford.td_interaction', 'Surv(start, stop, event) ~ age * transplant + surgery + year'],
      ['cox', 'stanford.td_breslow', 'Surv(start, stop, event) ~ age + surgery + year + transplant'],
    ],
  },
  'bladder2.csv': {
    reference: 'reference_survival_classics.json',
    ask: [
      ['cox', 'bladder.andersen_gill_robust', 'Surv(start, stop, event) ~ rx + size + number + cluster(id)'],
      ['cox', 'bladder.pwp_total', 'Surv(start, stop, event) ~ rx + size + number + strata(enum) + cluster(id)'],
      [
        'cox',
        'bladder.pwp_gap',
        'Surv(gap, event) ~ rx + size + number + strata(enum) + cluster(id)',
        (row) => ({ ...row, gap: n(row, 'stop') - n(row, 'start') }),
      ],
    ],
  },
  'ctn0094_people.csv': {
    reference: 'reference_ctn0094.json',
    ask: [
      ...['ctnFiftyOne_2018', 'lee_2016', 'ctnNinetyFour_2023', 'schottenfeld_2008'].flatMap((d): Question[] => [
        ['km', `ctn0051.${d}.km`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['test', `ctn0051.${d}.logrank`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_efron`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_breslow`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_strat_site`, 'Surv(t, e) ~ xr + strata(site)', xbot(`Rs?_${d}`)],
      ]),
      ['test', 'ctn0051.dropout.logrank', 'Surv(t, e) ~ xr', xbot('Dr?_ctnNinetyFour_2023')],
      ['cox', 'ctn0051.dropout.cox_efron', 'Surv(t, e) ~ xr', xbot('Dr?_ctnNinetyFour_2023')],
      ...['Rs', 'Dr'].flatMap((kind): Question[] => [
        [
          'km',
          `ctn0027.${kind}T_ctnNinetyFour_2023.km`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'test',
          `ctn0027.${kind}T_ctnNinetyFour_2023.logrank`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'cox',
          `ctn0027.${kind}T_ctnNinetyFour_2023.cox_efron`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'test',
          `ctn0030.${kind}T_ctnNinetyFour_2023.logrank`,
          'Surv(t, e) ~ arm',
          arm(30, 'Outpatient BUP + EMM', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'cox',
          `ctn0030.${kind}T_ctnNinetyFour_2023.cox_efron`,
          'Surv(t, e) ~ arm',
          arm(30, 'Outpatient BUP + EMM', `${kind}?_ctnNinetyFour_2023`),
        ],
      ]),
    ],
  },
}

/** Keeps the first row of each person. */
function firstOf(id: string, change: (row: Row) => Row): (row: Row) => Row | null {
  const seen = new Set<unknown>()
  return (row) => {
    if (seen.has(row[id])) return null
    seen.add(row[id])
    return change(row)
  }
}

for (const [file, { reference, ask }] of Object.entries(questions)) {
  const there = hasDatasets(file, `r/${reference}`)
  describe(
    there ? file : `${file} is not in the folder of data sets (CAIRN_DATASETS), so it is not compared with R`,
    () => {
      for (const [kind, path, formula, change] of ask)
        test.skipIf(!there)(`${kind} ${path} equals R`, async () => {
          const rows = readRows(file).map(change ?? ((row) => row))
          const data = writeCsv(rows.filter((row) => row !== null))
          const r = at(readReference(reference) as unknown as Tree, path)
          if (kind === 'cox') await sameCox(data, formula, r)
          else if (kind === 'km') await sameCurves(data, formula, r)
          else if (kind === 'test') await sameTest(data, formula, r)
          else await sameMeans(data, formula, r)
        })
    },
  )
}
