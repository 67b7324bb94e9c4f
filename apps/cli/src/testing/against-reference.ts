import { type RestrictedMean, restrictedMeanDifference } from '@cairn/statistics/survival/rmst.ts'
import { expect } from 'vitest'
import { run } from '../commands/survival.ts'
import { call, isClose } from './datasets.ts'

// R 4.2.2 with survival 3.5-3 answered the same questions; its scripts and answers are in the folder of data sets.
// Tolerance: |ours − R's| ≤ 1e-6 · max(|R's|, standard error).

/** R's answers: read by path, and taken for what R wrote there. */
export interface Tree {
  readonly [key: string]: Tree & number & string
}

/** The answer at a path such as `uis.cox_main`. */
export function at(tree: Tree, path: string): Tree {
  return path.split('.').reduce<Tree>((node, key) => node[key]!, tree)
}

/** Expects |ours − R's| ≤ tolerance · max(|R's|, scale). */
export const same = (
  name: string,
  ours: number | null,
  theirs: number | null | undefined,
  scale = 0,
  tolerance = 1e-6,
) => expect(isClose(ours, theirs ?? null, scale, tolerance), `${name}: ours ${ours}, R's ${theirs}`).toBe(true)

async function json(...args: string[]) {
  const { code, out, errors } = await call(run, ...args, '--json')
  expect(errors).toBe('')
  expect(code).toBe(0)
  return JSON.parse(out)
}

/** A Cox model beside coxph, cox.zph and concordance. */
export async function sameCox(data: string, formula: string, r: Tree, ...flags: string[]) {
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

/** Curves beside survfit: medians by both intervals, and the curve at R's times. */
export async function sameCurves(data: string, formula: string, r: Tree) {
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

/** A log-rank test beside survdiff. */
export async function sameTest(data: string, formula: string, r: Tree) {
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

/** Restricted means beside survfit(rmean = tau), and their difference. */
export async function sameMeans(data: string, formula: string, r: Tree) {
  const ours = await json('km', data, formula, '--tau', String(r['tau']))
  for (const [g, b] of Object.values(r['by_group'] as unknown as Record<string, Tree>).entries()) {
    same('restricted mean', ours.groups[g].rmst.estimate, b['rmst'])
    same('its standard error', ours.groups[g].rmst.se, b['se'])
  }
  // R's script takes the second group less the first.
  const [first, second] = ours.groups.map((g: { rmst: RestrictedMean }) => g.rmst)
  const difference = restrictedMeanDifference(second, first)
  same('difference', difference.estimate, r['diff'], r['se'])
  same('its standard error', difference.se, r['se'])
  same('its interval, low', difference.low, r['lower'], r['se'])
  same('its interval, high', difference.high, r['upper'], r['se'])
  same('its p', difference.p, r['p'], 0, 1e-5)
}
