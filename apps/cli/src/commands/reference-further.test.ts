import { logistic } from '@cairn/statistics/causal/logistic.ts'
import { treatmentWeights } from '@cairn/statistics/causal/probability-weights.ts'
import { effectFromCounts, effectFromMeans } from '@cairn/statistics/meta/effect-sizes.ts'
import { meanCumulative } from '@cairn/statistics/survival/mean-cumulative.ts'
import { personTime, rateModel } from '@cairn/statistics/survival/person-time.ts'
import { describe, expect, test } from 'vitest'
import { same, sameCox, type Tree } from '../testing/against-reference.ts'
import { call, hasDatasets, type Row, readReference, readRows, writeCsv } from '../testing/datasets.ts'
import { run as meta } from './meta.ts'

// What R has left in the folder of data sets beside curves, tests and Cox models (survival-reference.test.ts), pooling
// (meta-reference.test.ts), weights, logistic models, E-values and sample sizes (packages/statistics/src/causal/against-published.test.ts).
// Tolerance where none is named: |ours − R's| ≤ 1e-6 · max(|R's|, standard error).

const reference = (name: string) => readReference(`reference_${name}.json`) as unknown as Tree
const list = (tree: Tree | undefined) => tree as unknown as readonly Tree[]
const names = ['survival_addiction', 'survival_classics', 'meta', 'misc', 'ctn0094']
const isThere = hasDatasets(...names.map((name) => `r/reference_${name}.json`))
const missing = isThere ? '' : ' (skipped: the folder of data sets, CAIRN_DATASETS, is not there)'
const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name] as number)

describe(`published data sets of a dozen people${missing}`, () => {
  test.skipIf(!isThere)('test data 1 and 2 of Therneau and Grambsch equal coxph, both ties', async () => {
    const classics = reference('survival_classics')
    for (const ties of ['cox_breslow', 'cox_efron'])
      for (const [key, formula] of [
        ['therneau_test1', 'Surv(time, status) ~ x'],
        ['therneau_test2_counting', 'Surv(start, stop, event) ~ x'],
      ] as const)
        await sameCox(writeCsv(classics[key]!['data'] as unknown as Row[]), formula, classics[key]![ties]!)
  })
})

describe(`rates, recurrent events and repeated answers${missing}`, () => {
  test.skipIf(!isThere)('the addicts’ rate is R’s, and a Poisson model of their days its exponential survreg', () => {
    const r = reference('survival_addiction')['addicts']!
    const rows = readRows('addicts_methadone.csv')
    const [time, event] = [column(rows, 'survtime'), column(rows, 'status')]
    const [cell] = personTime({ time, event })
    expect([rows.length, cell!.events, cell!.personTime]).toEqual([r['n'], r['events'], r['person_days']])
    same('rate', cell!.rate! * 30, r['rate_per_30d'])
    const terms = ['clinic', 'prison', 'maxdose']
    const model = rateModel({
      events: event,
      personTime: time,
      x: terms.map((name) => column(rows, name)),
      names: terms,
    })
    const se = r['exponential']!['se'] as unknown as readonly number[]
    for (const [k, t] of model.terms.entries()) {
      // survreg models the logarithm of time: the sign is turned.
      same(t.term, -t.coef, r['exponential']!['coef']![t.term], se[k])
      same(`error of ${t.term}`, t.se, se[k])
    }
    // The likelihood of the times has no Σ d log t.
    const shift = event.reduce((sum, d, i) => sum + d * Math.log(time[i]!), 0)
    same('log likelihood', model.logLik - shift, r['exponential']!['loglik'])
  })

  test.skipIf(!isThere)('the mean number of tumours by treatment is survfit’s, with its robust error', () => {
    const rows = readRows('bladder2.csv')
    for (const b of list(reference('survival_classics')['bladder']!['mean_cumulative_function'])) {
      const own = rows.filter((row) => `rx=${row['rx']}` === b['rx'])
      const steps = meanCumulative({
        start: column(own, 'start'),
        stop: column(own, 'stop'),
        status: column(own, 'event'),
        person: column(own, 'id'),
      })
      const step = steps.findLast((s) => s.time <= b['time']!)!
      same(`mean by month ${b['time']}`, step.mean, b['mcf'])
      same('its error', step.se, b['se'])
    }
  })

  test.skipIf(!isThere)(
    'weekly urine tests of CTN-0051: clustered logistic regression is geeglm’s with independence',
    () => {
      const r = reference('misc')['gee_ctn0051']!
      const long = ctn(51).flatMap((person) =>
        [...String(person['usePatternUDS'])].slice(0, 24).map((sign, week) => ({
          who: person['who'] as number,
          xr: Number(person['treatment'] === 'Inpatient NR-NTX'),
          week: week + 1,
          negative: Number(sign === '-'),
        })),
      )
      expect([long.length, new Set(long.map((d) => d.who)).size]).toEqual([r['rows'], r['people']])
      for (const xr of [0, 1]) {
        const own = long.filter((d) => d.xr === xr)
        same('share', own.reduce((s, d) => s + d.negative, 0) / own.length, r['negative_share_by_arm']![String(xr)])
      }
      const fit = logistic({
        y: long.map((d) => d.negative),
        x: [long.map((d) => d.xr), long.map((d) => d.week)],
        names: ['xr', 'week'],
        cluster: long.map((d) => d.who),
      })
      for (const [k, b] of list(r['independence']!['coef']).entries()) {
        // geeglm iterates to 1e-4.
        same(b['term']!, fit.terms[k]!.coef, b['est'], b['robust_se'], 1e-4)
        same('robust error', fit.terms[k]!.robustSe, b['robust_se'], 0, 1e-4)
      }
    },
  )
})

describe(`counts and means of single studies${missing}`, () => {
  const tables = isThere ? names.flatMap((name) => twoByTwo(reference(name), name)) : []
  test.skipIf(!isThere)('there are eighteen tables of two arms', () => {
    expect(tables).toHaveLength(18)
  })
  for (const [path, r] of tables)
    test(`${path}: odds ratio, risk ratio and risk difference with their intervals`, () => {
      const counts = { eventsT: r['events_t']!, nT: r['n_t']!, eventsC: r['events_c']!, nC: r['n_c']! }
      for (const [measure, key] of [
        ['OR', 'log_or'],
        ['RR', 'log_rr'],
      ] as const) {
        const { effect, variance } = effectFromCounts(measure, counts)!
        const se = Math.sqrt(variance)
        const ratio = measure.toLowerCase()
        same(measure, effect, r[key], se)
        same(`${measure}, error`, se, r[`se_${key}`])
        same(`${measure}, low`, Math.exp(effect - 1.959963984540054 * se), r[`${ratio}_lower`])
        same(`${measure}, high`, Math.exp(effect + 1.959963984540054 * se), r[`${ratio}_upper`])
      }
      const { effect, variance } = effectFromCounts('RD', counts)!
      same('RD', effect, r['rd'], Math.sqrt(variance))
      same('RD, error', Math.sqrt(variance), r['se_rd'])
    })

  test.skipIf(!isThere)(
    'Hedges’s g of two published outcomes, within 1e-4: the script takes 1 − 3 / (4 N − 9) for the gammas',
    () => {
      const r = reference('misc')['sledge2011']!
      for (const [key, meanT, sdT, meanC, sdC] of [
        ['readmissions', 0.89, 1.35, 1.53, 1.54],
        ['hospital_days', 10.08, 17.31, 19.08, 21.63],
      ] as const) {
        const means = { meanT, sdT, nT: 38, meanC, sdC, nC: 36 }
        same(key, effectFromMeans('SMD', means).effect, r[key]!['hedges_g'], 0, 1e-4)
        const difference = effectFromMeans('MD', means)
        same('difference', difference.effect, r[key]!['diff'])
        same('its error', Math.sqrt(difference.variance), r[key]!['se_welch'])
      }
    },
  )
})

describe(`the two small pools of the evidence${missing}`, () => {
  const studies = {
    overdose: [
      [5, 40, 13, 40],
      [81, 323, 95, 325],
    ],
    engagement_or_moud: [
      [13, 40, 7, 40],
      [5, 13, 5, 12],
      [103, 323, 98, 325],
    ],
  }
  for (const [key, counts] of Object.entries(studies))
    test.skipIf(!isThere)(`${key}: FE, DL, REML, Hartung–Knapp and Mantel–Haenszel equal metafor`, async () => {
      const r = reference('misc')['evidence_pool_illustration']![key]!
      const rows = counts.map(([events_t, n_t, events_c, n_c], i) => ({
        study: i,
        events_t: events_t!,
        n_t: n_t!,
        events_c: events_c!,
        n_c: n_c!,
      }))
      for (const [name, ...flags] of [
        ['FE', '--method', 'FE'],
        ['DL', '--method', 'DL'],
        ['REML'],
        ['REML_knha', '--hksj'],
        ['MH', '--method', 'MH'],
      ]) {
        const ours = JSON.parse((await call(meta, writeCsv(rows), '--measure', 'RR', ...flags, '--json')).out)
        const b = r[name!]!
        same('ratio', ours.exp.estimate, b['rr'])
        same('low', ours.exp.low, b['lower'])
        same('high', ours.exp.high, b['upper'])
        if (b['p'] !== undefined) same('p', ours.p, b['p'], 0, 1e-5)
        if (b['tau2'] !== undefined) {
          same('tau2', ours.tau2 ?? 0, b['tau2'], 1e-3)
          same('I2', ours.i2, b['I2'], 1)
          same('Q', ours.q.chisq, b['Q'])
        }
      }
    })
})

test.skipIf(!isThere)(`people of the trials are those that R counted${missing}`, () => {
  const r = reference('ctn0094')
  const people = readRows('ctn0094_people.csv')
  expect(people).toHaveLength(r['counts']!['n']!)
  const count = (project: number, treatment?: string) =>
    people.filter((p) => p['project'] === project && (treatment === undefined || p['treatment'] === treatment)).length
  for (const project of [27, 30, 51]) {
    expect(count(project)).toBe(r['counts']!['by_project']![String(project)])
    const randomized = r['counts']![project === 51 ? 'randomized' : `randomized_${project}`]!
    for (const [treatment, n] of Object.entries(randomized)) expect(count(project, treatment)).toBe(n)
    expect(ctn(project)).toHaveLength(r[`ctn00${project}`]!['n']!)
  }
})

test.skipIf(!isThere)(`the spread of the stabilized weights for earlier treatment is R’s${missing}`, () => {
  const rows = readRows('HELPrct.csv').filter((row) => row['daysanysub'] !== null && row['anysubstatus'] !== null)
  const is = (name: string, wanted: string) => rows.map((row) => Number(row[name] === wanted))
  const treatment = is('satreat', 'yes')
  const model = logistic({
    y: treatment,
    x: [
      column(rows, 'age'),
      column(rows, 'female'),
      is('homeless', 'homeless'),
      is('substance', 'cocaine'),
      is('substance', 'heroin'),
      column(rows, 'indtot'),
      column(rows, 'cesd'),
    ],
    names: ['age', 'female', 'homeless', 'cocaine', 'heroin', 'indtot', 'cesd'],
  })
  const weights = treatmentWeights({ treatment, probability: model.fitted })
  const mean = weights.reduce((a, w) => a + w, 0) / weights.length
  const sd = Math.sqrt(weights.reduce((a, w) => a + (w - mean) ** 2, 0) / (weights.length - 1))
  same('spread', sd, reference('misc')['iptw_help']!['weights']!['sw_sd'])
})

function ctn(project: number): Row[] {
  return readRows('ctn0094_people.csv').filter((p) => p['project'] === project && p['treatment'] !== null)
}

/** Every table of two arms below a place, with where it stands. */
function twoByTwo(tree: Tree, path: string): [string, Tree][] {
  if (typeof tree !== 'object' || tree === null) return []
  if ('events_t' in tree) return [[path, tree]]
  return Object.entries(tree).flatMap(([key, below]) => twoByTwo(below, `${path}.${key}`))
}
