import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cox } from '../survival/cox.ts'
import { eValue } from './e-value.ts'
import { effectiveSampleSize } from './effective-sample-size.ts'
import { type LogisticFit, logistic } from './logistic.ts'
import { treatmentWeights } from './probability-weights.ts'
import { eventsNeeded, peoplePerArm } from './sample-size.ts'
import { standardizedDifferences } from './standardized-differences.ts'

// Real data of the shared folder and R's answers beside them (R 4.2.2, glm and coxph to 1e-12).
// Tolerance: |ours − R's| ≤ 1e-6 · max(|R's|, standard error).

const folder = process.env['CAIRN_DATASETS'] ?? join(import.meta.dirname, '../../../../../shared/data')
const there = (...files: string[]) => files.every((file) => existsSync(join(folder, file)))

interface Logistic {
  readonly coef: readonly {
    readonly term: string
    readonly coef: number
    readonly se: number
    readonly p: number
    readonly or: number
  }[]
  readonly deviance: number
  readonly null_deviance: number
}
interface Misc {
  readonly iptw_help: {
    readonly n: number
    readonly treated: number
    readonly ps_model: Logistic
    readonly weights: Readonly<Record<string, number>>
    readonly smd_before: Readonly<Record<string, number>>
    readonly smd_after: Readonly<Record<string, number>>
    readonly cox_iptw_robust: {
      readonly coef: readonly {
        readonly coef: number
        readonly se: number
        readonly robust_se: number
        readonly p: number
      }[]
    }
  }
  readonly evalue: Readonly<Record<string, number>>
  readonly power: Readonly<Record<string, number>>
}
interface Addiction {
  readonly pharmacoSmoking: { readonly logistic: Logistic }
  readonly HELP: { readonly logit_homeless: Logistic }
}

const answers = <T>(file: string) => JSON.parse(readFileSync(join(folder, 'r', file), 'utf8')) as T

/** Rows of a CSV file without quoted commas. */
function rowsOf(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')))
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i]!])))
}

function same(name: string, ours: number, theirs: number, scale = 0, tolerance = 1e-6) {
  const error = Math.abs(ours - theirs) / Math.max(Math.abs(theirs), scale)
  expect(error, `${name}: ours ${ours}, R's ${theirs}`).toBeLessThanOrEqual(tolerance)
}

function sameFit(fit: LogisticFit, r: Logistic) {
  expect(fit.terms.map((t) => t.term)).toEqual(r.coef.map((c) => c.term))
  for (const [k, t] of fit.terms.entries()) {
    const theirs = r.coef[k]!
    same(t.term, t.coef, theirs.coef, theirs.se)
    same(`error of ${t.term}`, t.se, theirs.se)
    same(`p of ${t.term}`, t.p, theirs.p, 0, 1e-5)
    same(`odds ratio of ${t.term}`, t.or, theirs.or)
  }
  same('deviance', fit.deviance, r.deviance)
  same('null deviance', fit.nullDeviance, r.null_deviance)
}

const is = (value: string | undefined, wanted: string) => (value === wanted ? 1 : 0)

test.skipIf(!there('pharmacoSmoking.csv', 'r/reference_survival_addiction.json'))(
  'pharmacoSmoking.csv: relapse on arm and age is glm of R',
  () => {
    const rows = rowsOf('pharmacoSmoking.csv')
    const fit = logistic({
      y: rows.map((r) => Number(r['relapse'])),
      x: [rows.map((r) => is(r['grp'], 'patchOnly')), rows.map((r) => Number(r['age']))],
      names: ['patch', 'age'],
    })
    sameFit(fit, answers<Addiction>('reference_survival_addiction.json').pharmacoSmoking.logistic)
  },
)

test.skipIf(!there('HELPrct.csv', 'r/reference_survival_addiction.json'))(
  'HELPrct.csv: homelessness is glm of R',
  () => {
    const rows = rowsOf('HELPrct.csv')
    const number = (name: string) => rows.map((r) => Number(r[name]))
    const fit = logistic({
      y: rows.map((r) => is(r['homeless'], 'homeless')),
      x: [
        number('female'),
        number('i1'),
        rows.map((r) => is(r['substance'], 'cocaine')),
        rows.map((r) => is(r['substance'], 'heroin')),
        number('sexrisk'),
        number('indtot'),
      ],
      names: ['female', 'i1', 'substancecocaine', 'substanceheroin', 'sexrisk', 'indtot'],
    })
    sameFit(fit, answers<Addiction>('reference_survival_addiction.json').HELP.logit_homeless)
  },
)

test.skipIf(!there('HELPrct.csv', 'r/reference_misc.json'))(
  'HELPrct.csv: weights for earlier treatment, balance, effective n and the weighted Cox model are those of R',
  () => {
    const r = answers<Misc>('reference_misc.json').iptw_help
    const rows = rowsOf('HELPrct.csv').filter((row) => row['daysanysub'] !== '' && row['anysubstatus'] !== '')
    const number = (name: string) => rows.map((row) => Number(row[name]))
    const treatment = rows.map((row) => is(row['satreat'], 'yes'))
    const homeless = rows.map((row) => is(row['homeless'], 'homeless'))
    const substance = (wanted: string) => rows.map((row) => is(row['substance'], wanted))
    expect([rows.length, treatment.filter(Boolean).length]).toEqual([r.n, r.treated])
    const model = logistic({
      y: treatment,
      x: [
        number('age'),
        number('female'),
        homeless,
        substance('cocaine'),
        substance('heroin'),
        number('indtot'),
        number('cesd'),
      ],
      names: ['age', 'female', 'hl', 'substancecocaine', 'substanceheroin', 'indtot', 'cesd'],
    })
    sameFit(model, r.ps_model)
    const weights = treatmentWeights({ treatment, probability: model.fitted })
    same(
      'mean',
      weights.reduce((a, w) => a + w / rows.length, 0),
      r.weights['sw_mean']!,
    )
    same('smallest', Math.min(...weights), r.weights['sw_min']!)
    same('largest', Math.max(...weights), r.weights['sw_max']!)
    for (const [arm, name] of [
      [1, 'ess_treated'],
      [0, 'ess_control'],
    ] as const)
      same(name, effectiveSampleSize(weights.filter((_, i) => treatment[i] === arm)), r.weights[name]!)
    const columns = {
      age: number('age'),
      female: number('female'),
      homeless,
      indtot: number('indtot'),
      cesd: number('cesd'),
      alcohol: substance('alcohol'),
      heroin: substance('heroin'),
    }
    // R's script takes the sample variance for shares too.
    const balance = standardizedDifferences({
      treatment,
      weights,
      covariates: Object.entries(columns).map(([name, values]) => ({ kind: 'continuous', name, values })),
    })
    for (const b of balance) {
      same(`${b.name} before`, b.before, r.smd_before[b.name]!, 1)
      same(`${b.name} after`, b.after, r.smd_after[b.name]!, 1)
    }
    const [theirs] = r.cox_iptw_robust.coef
    const [ours] = cox({
      time: number('daysanysub'),
      event: number('anysubstatus'),
      x: [treatment],
      names: ['sat'],
      weights,
      cluster: rows.map((_, i) => i),
    }).terms
    same('log hazard ratio', ours!.coef, theirs!.coef)
    same('its error', ours!.se, theirs!.se)
    same('its robust error', ours!.robustSe!, theirs!.robust_se)
    same('p', ours!.p, theirs!.p, 0, 1e-5)
  },
)

test.skipIf(!there('r/reference_misc.json'))('reference_misc.json: E-values, people and events needed', () => {
  const { evalue, power } = answers<Misc>('reference_misc.json')
  same('E-value of 3.9', eValue(3.9).estimate, evalue['rr_3.9']!)
  same('E-value of 0.86', eValue(0.86).estimate, evalue['rr_0.86']!)
  same('limit', eValue(3.9, 1.8, 8.7).interval!, evalue['rr_1.8']!)
  // power.prop.test searches for n; ours is the closed form.
  same('people, power 80', peoplePerArm(0.5, 0.65), power['prop_0.5_0.65_n']!, 0, 1e-4)
  same('people, power 90', peoplePerArm(0.5, 0.65, { power: 0.9 }), power['prop_0.5_0.65_n_power90']!, 0, 1e-4)
  same('events', eventsNeeded({ hazardRatio: 0.7 }), power['schoenfeld_events_hr0.7_80']!)
  same('events, power 90', eventsNeeded({ hazardRatio: 0.7, power: 0.9 }), power['schoenfeld_events_hr0.7_90']!)
  same('events, two to one', eventsNeeded({ hazardRatio: 0.7, share: 2 / 3 }), power['schoenfeld_hr0.7_alloc2to1_80']!)
})
