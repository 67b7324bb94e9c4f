import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cloneCensorWeight } from './clone-censor-weight.ts'
import { clusterVariance } from './cluster-variance.ts'
import { effectiveSampleSize } from './effective-sample-size.ts'
import { type LogisticFit, logistic } from './logistic.ts'
import { lotteryEffect } from './lottery-effect.ts'
import { marginalStructuralCox } from './marginal-structural-cox.ts'
import { overlapWeights } from './overlap-weights.ts'
import { pooledLogistic } from './pooled-logistic.ts'
import { treatmentWeights, truncateWeights } from './probability-weights.ts'
import { standardizedDifferences } from './standardized-differences.ts'
import { weightedRisk } from './weighted-risk.ts'

// R 4.2.2 with sandwich, geepack, survey and survival; script and answers in validation/causal, which also holds the data.
// Tolerance: |ours − R's| ≤ 1e-6 · max(|R's|, scale), scale a standard error where a difference near 0 is compared.

type Numbers = readonly number[]
interface Fit {
  readonly term: readonly string[]
  readonly coef: Numbers
  readonly se: Numbers
  readonly robust: Numbers | null
  readonly deviance: number
  readonly nullDeviance: number
  readonly covariance: readonly Numbers[] | null
}
interface Curve {
  readonly risk: Numbers
  readonly se: Numbers
  readonly free: Numbers
}
interface Cloned {
  readonly coef: Numbers
  readonly hbar: Numbers
  readonly cap: Numbers
  readonly untruncated: Curve
  readonly truncated: Curve
  readonly ess: Numbers
}
interface Set {
  readonly rd: number
  readonly rdSe: number
  readonly uptake: number
  readonly uptakeSe: number
  readonly ends: Numbers
  readonly insideAtZero: boolean
  readonly insideFarOut: boolean
}
type Columns<K extends string> = Readonly<Record<K, Numbers>>
interface Answers {
  readonly logistic: {
    readonly data: Columns<'cluster' | 'age' | 'severe' | 'group' | 'g1' | 'g2' | 'off' | 'w' | 'y'>
    readonly plain: Fit
    readonly weighted: Fit
    readonly offset: Fit
    readonly hc0: Numbers
    readonly gee: Numbers
    readonly survey: { readonly se: Numbers; readonly clusters: number }
  }
  readonly weights: {
    readonly e: Numbers
    readonly stabilized: Numbers
    readonly low: number
    readonly high: number
    readonly truncatedMean: number
    readonly ess: number
    readonly smd: { readonly age: Numbers; readonly y: Numbers; readonly group: readonly Numbers[] }
    readonly overlapYDifference: number
  }
  readonly curves: {
    readonly people: Columns<'x'>
    readonly rows: Columns<'id' | 'week' | 'start' | 'time' | 'code' | 'w' | 'arm' | 'cluster'>
    readonly tau: number
    readonly free: Numbers
    readonly freeSe: Numbers
    readonly mean: Numbers
    readonly meanSe: Numbers
    readonly risk: Numbers
    readonly riskSe: Numbers
    readonly pooled: { readonly coef: Numbers; readonly robust: Numbers }
  }
  readonly msm: {
    readonly rows: Columns<'id' | 'start' | 'time' | 'event' | 'first' | 'second' | 'w'>
    readonly coef: Numbers
    readonly se: Numbers
    readonly multiplicative: Numbers
    readonly reri: Numbers
    readonly few: { readonly coef: Numbers; readonly se: Numbers }
  }
  readonly lottery: {
    readonly data: Columns<'person' | 'z' | 'w' | 'd' | 'y'>
    readonly strong: Set
    readonly weakData: Columns<'person' | 'z' | 'w' | 'd' | 'y'>
    readonly weak: Set
  }
  readonly ccw: {
    readonly people: Columns<'age' | 'time' | 'cause'> & { readonly start: readonly (number | null)[] }
    readonly crave: readonly Numbers[]
    readonly later: Cloned
    readonly never: Cloned
  }
}

const file = new URL('../../../../validation/causal/answers.json', import.meta.url)
const r = JSON.parse(readFileSync(file, 'utf8')) as Answers

function same(name: string, ours: number | null, theirs: number, scale = 0, tolerance = 1e-6) {
  const error = ours === null ? Number.NaN : Math.abs(ours - theirs) / Math.max(Math.abs(theirs), scale)
  expect(error, `${name}: ours ${ours}, R's ${theirs}`).toBeLessThanOrEqual(tolerance)
}

function sameFit(ours: LogisticFit, theirs: Fit) {
  expect(ours.terms.map((t) => t.term)).toEqual(theirs.term)
  for (const [k, t] of ours.terms.entries()) {
    same(`coefficient of ${t.term}`, t.coef, theirs.coef[k]!, theirs.se[k]!)
    same(`standard error of ${t.term}`, t.se, theirs.se[k]!)
    if (theirs.robust) same(`robust standard error of ${t.term}`, t.robustSe, theirs.robust[k]!)
  }
  for (const [k, v] of (theirs.covariance?.flat() ?? []).entries())
    same('covariance', ours.covariance[k]!, v, theirs.robust![0]! * 1e-3)
  same('deviance', ours.deviance, theirs.deviance)
  same('null deviance', ours.nullDeviance, theirs.nullDeviance)
}

const { data } = r.logistic
const model = {
  y: data.y,
  x: [data.age, data.severe, data.g1, data.g2],
  names: ['age', 'severe', 'g1', 'g2'],
}

test('logistic regression is that of glm, its clustered variance that of sandwich and geepack', () => {
  const fit = logistic({ ...model, cluster: data.cluster })
  sameFit(fit, r.logistic.plain)
  for (const [k, t] of fit.terms.entries()) same('geepack', t.robustSe, r.logistic.gee[k]!)
  for (const [k, t] of logistic({ ...model, robust: true }).terms.entries()) same('HC0', t.robustSe, r.logistic.hc0[k]!)
})

test('with case weights it is weighted glm; survey multiplies the variance by G / (G − 1)', () => {
  const fit = logistic({ ...model, weights: data.w, cluster: data.cluster })
  sameFit(fit, r.logistic.weighted)
  const { se, clusters } = r.logistic.survey
  for (const [k, t] of fit.terms.entries()) same('survey', t.robustSe! * Math.sqrt(clusters / (clusters - 1)), se[k]!)
  sameFit(logistic({ y: data.y, x: [data.age, data.severe], names: ['age', 'severe'], offset: data.off }), {
    ...r.logistic.offset,
    term: ['(Intercept)', 'age', 'severe'],
  })
})

test('weights, their truncation, effective n and balance', () => {
  const e = logistic({ y: data.severe, x: [data.age, data.g1, data.g2], names: ['age', 'g1', 'g2'] }).fitted
  const sw = treatmentWeights({ treatment: data.severe, probability: e })
  for (const [i, w] of sw.entries()) same('stabilized weight', w, r.weights.stabilized[i]!)
  const cut = truncateWeights(sw, 0.95, 0.05)
  same('95th percentile', cut.high, r.weights.high)
  same('5th percentile', cut.low, r.weights.low)
  same(
    'mean of truncated weights',
    cut.weights.reduce((a, w) => a + w / sw.length, 0),
    r.weights.truncatedMean,
  )
  same('effective n', effectiveSampleSize(sw), r.weights.ess)
  const balance = standardizedDifferences({
    treatment: data.severe,
    weights: sw,
    covariates: [
      { kind: 'continuous', name: 'age', values: data.age },
      { kind: 'binary', name: 'y', values: data.y },
      { kind: 'categorical', name: 'group', codes: data.group, levels: ['0', '1', '2'] },
    ],
  })
  const theirs = [r.weights.smd.age, r.weights.smd.y, ...r.weights.smd.group]
  for (const [k, b] of balance.entries()) {
    same('difference before', b.before, theirs[k]![0]!, 1)
    same('difference after', b.after, theirs[k]![1]!, 1)
  }
  const overlap = overlapWeights(data.severe, e)
  const mean = (column: Numbers, arm: number) => {
    const of = (i: number) => (data.severe[i] === arm ? overlap[i]! : 0)
    return column.reduce((s, v, i) => s + of(i) * v, 0) / column.reduce((s, _, i) => s + of(i), 0)
  }
  same('overlap-weighted difference', mean(data.y, 1) - mean(data.y, 0), r.weights.overlapYDifference)
})

test('weighted curves, their means and their robust errors are those of survfit, with changing weights and competing causes', () => {
  const { rows, tau } = r.curves
  const given = { start: rows.start, time: rows.time, arm: rows.arm, weights: rows.w, tau }
  const free = weightedRisk({ ...given, cause: rows.code.map((c) => (c > 0 ? 1 : 0)) })
  const risk = weightedRisk({ ...given, cause: rows.code })
  for (const [a, arm] of [free.control, free.treated].entries()) {
    same('share free', 1 - arm.risk, r.curves.free[a]!)
    same('restricted mean', arm.restrictedMean, r.curves.mean[a]!)
    same('time lost and free time make tau', arm.restrictedMean + arm.timeLost, tau)
  }
  for (const [a, arm] of [risk.control, risk.treated].entries()) same('risk', arm.risk, r.curves.risk[a]!)
  const errorOf = (influence: Float64Array, a: number) => {
    const keep = rows.arm.map((arm, i) => (arm === a ? influence[i]! : 0))
    return clusterVariance({ influence: keep, cluster: rows.cluster, shared: rows.arm.map(() => 0) }).se
  }
  for (const a of [0, 1]) {
    same('error of the share free', errorOf(free.influence.riskDifference, a), r.curves.freeSe[a]!)
    same('error of the mean', errorOf(free.influence.restrictedMeanDifference, a), r.curves.meanSe[a]!)
    same('error of the risk', errorOf(risk.influence.riskDifference, a), r.curves.riskSe[a]!)
  }
})

test('pooled logistic regression over person-weeks is glm with factor(week)', () => {
  const { rows, people, pooled } = r.curves
  const early = rows.week.flatMap((w, i) => (w <= 6 ? [i] : []))
  const pick = (column: Numbers) => early.map((i) => column[i]!)
  const fit = pooledLogistic({
    event: pick(rows.code).map((c) => (c === 1 ? 1 : 0)),
    interval: pick(rows.week),
    x: [pick(rows.arm), pick(rows.id).map((id) => people.x[id - 1]!)],
    names: ['arm', 'x'],
    cluster: pick(rows.id),
  }).fit!
  for (const [k, t] of fit.terms.entries()) {
    same(t.term, t.coef, pooled.coef[k]!, pooled.robust[k]!)
    same(`error of ${t.term}`, t.robustSe, pooled.robust[k]!)
  }
})

test('marginal structural Cox: the joint model, its interaction on both scales, and no interaction with few events', () => {
  const { rows } = r.msm
  const columns = (keep: (i: number) => boolean) => {
    const pick = (c: Numbers) => c.filter((_, i) => keep(i))
    return {
      start: pick(rows.start),
      time: pick(rows.time),
      event: pick(rows.event),
      first: pick(rows.first),
      second: pick(rows.second),
      weights: pick(rows.w),
      cluster: pick(rows.id),
      names: ['mentor', 'group'] as const,
    }
  }
  const all = marginalStructuralCox(columns(() => true))
  for (const [k, t] of all.fit.terms.entries()) {
    same(t.term, t.coef, r.msm.coef[k]!, r.msm.se[k]!)
    same(`error of ${t.term}`, t.robustSe, r.msm.se[k]!)
  }
  const { multiplicative, reri } = all.interaction!
  same('interaction', multiplicative.estimate, r.msm.multiplicative[0]!, multiplicative.se)
  same('error of the interaction', multiplicative.se, r.msm.multiplicative[1]!)
  same('RERI', reri.estimate, r.msm.reri[0]!, reri.se)
  same('error of RERI', reri.se, r.msm.reri[1]!)
  const few = marginalStructuralCox(columns((i) => rows.id[i]! <= 60))
  expect(few.interaction).toBeNull()
  for (const [k, t] of few.fit.terms.entries()) {
    same(t.term, t.coef, r.msm.few.coef[k]!, r.msm.few.se[k]!)
    same(`error of ${t.term}`, t.robustSe, r.msm.few.se[k]!)
  }
})

test.each([
  ['a lottery with good uptake', r.lottery.data, r.lottery.strong],
  ['a lottery that hardly changed uptake', r.lottery.weakData, r.lottery.weak],
])('%s: differences by weighted least squares, the set of ratios by inverting the test', (_, l, theirs) => {
  const ours = lotteryEffect({ offered: l.z, took: l.d, outcome: l.y, weights: l.w, cluster: l.person })
  same('risk difference', ours.riskDifference.estimate, theirs.rd)
  same('its error', ours.riskDifference.se, theirs.rdSe)
  same('uptake difference', ours.uptakeDifference.estimate, theirs.uptake)
  same('its error', ours.uptakeDifference.se, theirs.uptakeSe)
  const { set, unbounded } = ours.inTakers!
  expect(unbounded).toBe(theirs.insideFarOut)
  const ends = set.kind === 'interval' ? [set.low, set.high] : set.kind === 'outside' ? [set.below, set.above] : []
  expect(ends).toHaveLength(theirs.ends.length)
  for (const [k, end] of ends.entries()) same('end of the set', end, theirs.ends[k]!, 0.1)
})

test.each([
  ['later', 180, r.ccw.later],
  ['never', 90, r.ccw.never],
] as const)('clone–censor–weight against %s, by tau %d, is that of a plain script in R', (control, tau, theirs) => {
  const { people, crave } = r.ccw
  const intervals = control === 'later' ? 4 : Math.ceil(tau / 7)
  const ours = cloneCensorWeight({
    time: people.time,
    cause: people.cause,
    treatmentTime: people.start.map((s) => s ?? Number.POSITIVE_INFINITY),
    control,
    tau,
    baseline: [{ name: 'age', values: people.age }],
    varying: [{ name: 'craving', values: crave.flatMap((row) => row.slice(0, intervals)) }],
  })
  const terms = ours.model!.terms.slice(-2)
  for (const [k, t] of terms.entries()) same(t.term, t.coef, theirs.coef[k]!, t.se)
  for (const [k, h] of theirs.hbar.entries()) same('marginal hazard', ours.marginalHazard[k]!, h)
  same('99th percentile, control', ours.limit.control, theirs.cap[0]!)
  same('99th percentile, treated', ours.limit.treated, theirs.cap[1]!)
  same('effective n, control', ours.effectiveN.control, theirs.ess[0]!)
  same('effective n, treated', ours.effectiveN.treated, theirs.ess[1]!)
  for (const which of ['untruncated', 'truncated'] as const) {
    const [control, treated] = [ours[which].control, ours[which].treated]
    same(`${which} risk, control`, control.risk, theirs[which].risk[0]!)
    same(`${which} risk, treated`, treated.risk, theirs[which].risk[1]!)
    same(`${which} free, control`, control.steps.at(-1)!.free, theirs[which].free[0]!)
    const { clones } = ours
    for (const a of [0, 1]) {
      const influence = ours[which].influence.riskDifference.map((v, row) => (clones.arm[row] === a ? v : 0))
      const { se } = clusterVariance({ influence, cluster: clones.person, shared: clones.arm.map(() => 0) })
      same(`${which} error of the risk in arm ${a}`, se, theirs[which].se[a]!)
    }
  }
})
