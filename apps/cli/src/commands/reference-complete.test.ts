import { expect, test } from 'vitest'
import type { Tree } from '../testing/against-reference.ts'
import { hasDatasets, readReference } from '../testing/datasets.ts'
import { survivalQuestions } from '../testing/survival-questions.ts'

const reference = (name: string) => readReference(`reference_${name}.json`) as unknown as Tree
const names = ['survival_addiction', 'survival_classics', 'meta', 'misc', 'ctn0094']
const isThere = hasDatasets(...names.map((name) => `r/reference_${name}.json`))
const missing = isThere ? '' : ' (skipped: the folder of data sets, CAIRN_DATASETS, is not there)'

/** What is not computed, by the last part of its path, and why. */
const notOurs: Readonly<Record<string, string>> = {
  meta: 'versions of R',
  cox_exact: 'the exact partial likelihood: ties are Efron’s or Breslow’s',
  weibull: 'a parametric model',
  exchangeable: 'a working correlation of GEE',
  proportion_ci: 'intervals of a single share',
  hasselblad1998: 'the first rows of a network, without an answer',
  ML: 'another estimator of τ²',
  HE: 'another estimator of τ²',
  HS: 'another estimator of τ²',
  SJ: 'another estimator of τ²',
  EB: 'another estimator of τ²',
  egger_rma: 'Egger’s test is the linear model’s',
  fail_safe_N_rosenthal: 'the number of hidden studies says little',
}
/** What the other tests of this file and their neighbours compare, by path. */
const comparedElsewhere = [
  /^survival_addiction\.addicts\.(n|events|person_days|rate_per_30d|exponential)$/,
  /^survival_addiction\.pharmacoSmoking\.(at182|logistic)$/,
  /^survival_addiction\.HELP\.logit_homeless$/,
  /^survival_classics\.therneau_test\w+\.(data|published|cox_breslow|cox_efron|breslow_closed_form)$/,
  /^survival_classics\.bladder\.mean_cumulative_function$/,
  /^misc\.(evidence_2x2|evidence_pool_illustration|evalue|power|sledge2011)\./,
  /^misc\.iptw_help\.(n|treated|ps_model|weights|smd_before|smd_after|cox_iptw_robust)$/,
  /^misc\.gee_ctn0051\.(rows|people|negative_share_by_arm|independence)$/,
  /^ctn0094\.counts\./,
  /^meta\.\w+\.(RR|OR|RD)\.(yi|vi|k|FE|DL|REML|PM|REML_knha|DL_knha|tau2_Qprofile|egger_lm|begg|trimfill|leave1out)$/,
  /^meta\.\w+\.(PETO\.(yi|vi)|PETO_pooled|MH_(OR|RR|RD)|metareg_\w+)$/,
]

test.skipIf(!isThere)(
  `every answer that R has left is compared, or named here with the reason why not${missing}`,
  () => {
    const asked = new Set(
      survivalQuestions.flatMap((q) => q.ask.map(([, path]) => `${q.reference.slice(10, -5)}.${path}`)),
    )
    const isCompared = (path: string): boolean =>
      asked.has(path) ||
      [...asked].some((a) => a.startsWith(`${path}.`)) ||
      comparedElsewhere.some((pattern) => pattern.test(`${path}`) || pattern.test(`${path}.`))
    // Numbers of rows and events, of which every model of the set is compared; notes in words.
    const isCount = (key: string) =>
      /^n(_|$)|^(events|rows|ids|deaths|transplanted|link_events|landmark)|_events$|_complete$|note/.test(key)
    const left: string[] = []
    for (const name of names)
      for (const [set, answers] of Object.entries(reference(name)))
        if (set in notOurs) continue
        else
          for (const [key, answer] of Object.entries(answers)) {
            const deeper =
              (name === 'ctn0094' || /^(RR|OR|RD|PETO)$/.test(key)) &&
              answer !== null &&
              typeof answer === 'object' &&
              !isCount(key)
            for (const path of deeper ? Object.keys(answer).map((k) => `${key}.${k}`) : [key]) {
              const last = path.split('.').at(-1)!
              if (
                !(
                  isCount(last) ||
                  last in notOurs ||
                  last.startsWith('two_by_two') ||
                  isCompared(`${name}.${set}.${path}`)
                )
              )
                left.push(`${name}.${set}.${path}`)
            }
          }
    expect(left).toEqual([])
  },
)
