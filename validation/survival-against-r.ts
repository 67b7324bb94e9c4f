import type { Design } from '@cairn/statistics/formula/design.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { cumulativeIncidence } from '@cairn/statistics/survival/aalen-johansen.ts'
import { concordance } from '@cairn/statistics/survival/concordance.ts'
import { type CoxFit, type CoxInput, cox } from '@cairn/statistics/survival/cox.ts'
import { baselineHazard, predictedSurvival } from '@cairn/statistics/survival/cox-baseline.ts'
import { coxResiduals } from '@cairn/statistics/survival/cox-diagnostics.ts'
import { grayTest } from '@cairn/statistics/survival/gray.ts'
import { type ConfidenceType, kaplanMeier } from '@cairn/statistics/survival/kaplan-meier.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import { nelsonAalen } from '@cairn/statistics/survival/nelson-aalen.ts'
import { proportionalHazardsTest } from '@cairn/statistics/survival/proportional-hazards.ts'
import { restrictedMean } from '@cairn/statistics/survival/rmst.ts'
import { Difference, type Ledger } from './ledger.ts'
import type { Job } from './survival-jobs.ts'

export type Numbers = readonly (number | null)[]
/** What R said to one job. */
export type Answer = Readonly<Record<string, unknown>> & { readonly error?: readonly string[] }

export function compareCox(
  ledger: Ledger,
  job: Job & { kind: 'cox' },
  design: Design,
  answer: Answer,
  where: string,
): void {
  const input: CoxInput = {
    ...columns(design),
    x: design.x,
    names: design.names,
    ties: job.ties,
    ...(design.strata ? { strata: design.strata.codes } : {}),
    ...(design.weights ? { weights: design.weights } : {}),
    ...(design.offset ? { offset: design.offset } : {}),
    ...(design.cluster ? { cluster: design.cluster } : {}),
    ...(job.robust ? { robust: true } : {}),
  }
  const fit = cox(input)
  const r = (key: string) => answer[key] as Numbers
  const names = answer['terms'] as string[]
  if (names.join() !== design.names.join())
    throw new Difference(`columns: ours are ${design.names.join(', ')}, R's are ${names.join(', ')}`)
  ledger.compare('cox n', where, fit.n, r('n')[0])
  ledger.compare('cox events', where, fit.events, r('events')[0])
  ledger.compare('cox log likelihood, null', where, fit.logLik.null, r('ll0')[0], { tolerance: 1e-9 })
  ledger.compare('cox log likelihood, fitted', where, fit.logLik.fitted, r('ll')[0], { tolerance: 1e-9 })
  for (const [k, t] of fit.terms.entries()) {
    const scale = r('se')[k]!
    ledger.compare('cox coefficient', where, t.coef, r('coef')[k], { scale })
    ledger.compare('cox standard error', where, t.se, r('se')[k])
    if (r('robust')) ledger.compare('cox robust standard error', where, t.robustSe, r('robust')[k])
    ledger.compare('cox z', where, t.z, r('z')[k], { scale: 1 })
    ledger.compare('cox p', where, t.p, r('p')[k], { tolerance: 1e-5, scale: 1e-300 })
    ledger.compare('cox hazard ratio, low', where, t.hrLow, r('low')[k])
    ledger.compare('cox hazard ratio, high', where, t.hrHigh, r('high')[k])
  }
  ledger.compare('cox likelihood ratio test', where, fit.tests.likelihoodRatio.chisq, r('lr')[0], { scale: 1e-3 })
  ledger.compare('cox Wald test', where, fit.tests.wald.chisq, r('wald')[0], { scale: 1e-3 })
  ledger.compare('cox score test', where, fit.tests.score.chisq, r('score')[0], { scale: 1e-3 })
  // R's robust score test forgets the offset; ours keeps it.
  if (r('robscore') && !design.offset)
    ledger.compare('cox robust score test', where, fit.tests.robustScore?.chisq, r('robscore')[0], { scale: 1e-3 })
  for (const [k, v] of fit.covariance.entries()) {
    const [a, b] = [Math.floor(k / names.length), k % names.length]
    ledger.compare('cox covariance', where, v, r('vcov')[k], {
      scale: Math.sqrt(r('vcov')[a * names.length + a]! * r('vcov')[b * names.length + b]!),
    })
  }
  const c = concordance({ ...input, predictor: fit.linearPredictor })
  ledger.compare('concordance', where, c.estimate, r('concordance')[0])
  ledger.compare('concordance standard error', where, c.se, r('concordance')[1])
  compareProportionality(ledger, input, fit, design, answer, where)
  const residuals = coxResiduals(input, fit)
  for (const [i, m] of residuals.martingale.entries())
    ledger.compare('martingale residual', where, m, r('residualsMartingale')[i], { scale: 1 })
  for (const [a, column] of residuals.dfbeta.entries())
    for (const [i, v] of column.entries())
      ledger.compare('dfbeta residual', where, v, r('dfbeta')[a * design.n + i], { scale: r('se')[a]! })
  for (const [i, v] of residuals.deviance.entries())
    ledger.compare('deviance residual', where, v, r('residualsDeviance')[i], { scale: 1 })
  comparePredicted(ledger, input, fit, design, answer, where)
  const hazards = baselineOrNothing(input, fit)
  // R's baseline with an offset is at the mean offset; ours is at offset 0.
  if (!hazards && r('hazardEnd')?.some((h) => h !== null && h > 0))
    throw new Difference('the baseline hazard is refused by us, but R has one')
  for (const [s, h] of hazards && r('hazardEnd') && !design.offset ? hazards.entries() : [])
    ledger.compare('baseline hazard at zero, last', where, h.steps.at(-1)?.hazard ?? 0, r('hazardEnd')[s], {
      tolerance: 1e-5,
    })
}

/** The baseline at zero covariates; nothing where no number holds it (R's Inf). */
function baselineOrNothing(input: CoxInput, fit: CoxFit) {
  try {
    return baselineHazard(input, fit)
  } catch (error) {
    if (error instanceof StatisticsError && error.code === 'out_of_range') return null
    throw error
  }
}

/** cox.zph; where R finds its matrix singular we must refuse too. */
function compareProportionality(
  ledger: Ledger,
  input: CoxInput,
  fit: CoxFit,
  design: Design,
  answer: Answer,
  where: string,
): void {
  const [chisq, df] = [answer['zph'] as Numbers, answer['zphDf'] as Numbers]
  if (chisq.every((v) => v === null)) {
    let said = 'a test'
    try {
      proportionalHazardsTest(input, fit, { terms: design.terms })
    } catch (error) {
      said = error instanceof StatisticsError ? error.code : String(error)
    }
    if (said !== 'singular') throw new Difference(`zph: R finds no test, ours says ${said}`)
    return
  }
  const zph = proportionalHazardsTest(input, fit, { terms: design.terms })
  for (const [k, t] of [...zph.terms, zph.global].entries()) {
    ledger.compare('zph chi-square', where, t.chisq, chisq[k], { scale: 1e-2 })
    ledger.compare('zph df', where, t.df, df[k])
  }
}

/** The curve predicted for the first person who can be used, at some of its event times. */
function comparePredicted(
  ledger: Ledger,
  input: CoxInput,
  fit: CoxFit,
  design: Design,
  answer: Answer,
  where: string,
): void {
  const theirs = answer['curve'] as Readonly<Record<'time' | 'surv' | 'se' | 'low' | 'high', Numbers>> | null
  if (!theirs) return
  const x = design.x.map((column) => column[0]!)
  const curve = predictedSurvival(input, fit, x, design.strata?.codes[0])
  for (const [k, time] of theirs.time.entries()) {
    const s = curve.findLast((step) => step.time <= time! * (1 + 1e-12))
    ledger.compare('predicted curve', where, s?.survival, theirs.surv[k], { scale: 1e-3 })
    // Where nearly everybody has had the event R's log interval rounds to nothing.
    if (!s || s.survival < 1e-6) continue
    ledger.compare('predicted curve, standard error', where, s.se, theirs.se[k], { scale: 1e-3 })
    ledger.compare('predicted curve, low', where, s.low, theirs.low[k], { scale: 1e-3 })
    ledger.compare('predicted curve, high', where, s.high, theirs.high[k], { scale: 1e-3 })
  }
}

function columns(design: Design) {
  const { start, time, event } = design.response
  return { ...(start ? { start } : {}), time, event }
}

export function compareCurves(
  ledger: Ledger,
  job: Job & { kind: 'km' },
  design: Design,
  answer: Answer,
  where: string,
): void {
  const group = design.groups
  const input = {
    ...columns(design),
    ...(design.weights ? { weights: design.weights } : {}),
    ...(group ? { group: { codes: group.codes, labels: group.levels } } : {}),
  }
  for (const confType of ['log-log', 'log', 'plain'] as const satisfies readonly ConfidenceType[]) {
    const theirs = answer[confType] as Readonly<Record<string, Numbers>>
    const result = kaplanMeier({ ...input, confType })
    const steps = result.groups.flatMap((curve, g) => curve.steps.map((s) => ({ ...s, group: g + 1 })))
    ledger.compare('km number of steps', where, steps.length, theirs['time']!.length)
    for (const [k, s] of steps.entries()) {
      ledger.compare('km group', where, s.group, theirs['group']![k])
      ledger.compare('km time', where, s.time, theirs['time']![k])
      ledger.compare('km at risk', where, s.atRisk, theirs['atRisk']![k], { scale: 1 })
      ledger.compare('km events', where, s.events, theirs['events']![k], { scale: 1 })
      ledger.compare('km censored', where, s.censored, theirs['censored']![k], { scale: 1 })
      ledger.compare('km survival', where, s.survival, theirs['surv']![k], { scale: 1e-6, tolerance: 1e-9 })
      // At survival 0 R prints NA, or 0 when the variance is robust; we give none.
      if (s.survival < 1e-12) continue
      ledger.compare('km standard error', where, s.se, theirs['se']![k], { scale: 1e-3 })
      ledger.compare(`km ${confType} low`, where, s.low, theirs['low']![k], { scale: 1e-3 })
      ledger.compare(`km ${confType} high`, where, s.high, theirs['high']![k], { scale: 1e-3 })
    }
    for (const [g, curve] of result.groups.entries()) {
      ledger.compare('km rows', where, curve.n, theirs['n']![g])
      ledger.compare('km events of a group', where, curve.events, theirs['nevents']![g], { scale: 1 })
      ledger.compare('km median', where, curve.median, theirs['median']![g])
      // A robust interval at survival 0 is [0, 0] for R and none for us, so its median may have an end where ours has none.
      if (result.variance === 'robust' && curve.steps.at(-1)?.survival === 0) continue
      ledger.compare(`km median ${confType} low`, where, curve.medianLow, theirs['medianLow']![g])
      ledger.compare(`km median ${confType} high`, where, curve.medianHigh, theirs['medianHigh']![g])
    }
    if (confType !== 'log-log') continue
    if (result.variance === 'greenwood') {
      const hazards = nelsonAalen(input).flatMap((h, g) => h.steps.map((s) => ({ ...s, group: g + 1 })))
      for (const [k, s] of steps.entries()) {
        if (s.events === 0) continue
        const h = hazards.find((x) => x.group === s.group && x.time === s.time)
        ledger.compare('Nelson–Aalen hazard', where, h?.hazard, theirs['cumhaz']![k])
        ledger.compare('Nelson–Aalen standard error', where, h?.se, theirs['secumhaz']![k])
      }
    }
    for (const [g, mean] of restrictedMean(input, job.tau).entries()) {
      ledger.compare('restricted mean', where, mean.estimate, theirs['rmean']![g])
      // With fractional weights R's formula takes the weights for counts; ours is robust.
      if (result.variance === 'greenwood')
        ledger.compare('restricted mean standard error', where, mean.se, theirs['rmeanSe']![g], { scale: 1e-3 })
    }
  }
}

export function compareTest(
  ledger: Ledger,
  job: Job & { kind: 'test' },
  design: Design,
  answer: Answer,
  where: string,
): void {
  const groups = design.groups!
  const result = logRank({
    ...columns(design),
    group: { codes: groups.codes, labels: groups.levels },
    ...(design.strata ? { strata: design.strata.codes } : {}),
    rho: job.rho,
  })
  const r = (key: string) => answer[key] as Numbers
  const name = job.entry ? 'log-rank with delayed entry' : job.rho === 0 ? 'log-rank' : 'G-rho test'
  ledger.compare(`${name} chi-square`, where, result.chisq, r('chisq')[0], { scale: 1e-3 })
  ledger.compare(`${name} df`, where, result.df, r('df')[0])
  if (job.entry) {
    if (r('exact'))
      ledger.compare('log-rank with delayed entry, score of exact coxph', where, result.chisq, r('exact')[0], {
        scale: 1e-3,
      })
    return
  }
  for (const [g, group] of result.groups.entries()) {
    ledger.compare(`${name} n`, where, group.n, r('n')[g])
    ledger.compare(`${name} observed`, where, group.observed, r('observed')[g], { scale: 1e-3 })
    ledger.compare(`${name} expected`, where, group.expected, r('expected')[g], { scale: 1e-3 })
  }
}

export function compareIncidence(ledger: Ledger, design: Design, answer: Answer, where: string): void {
  const { groups } = design
  const result = cumulativeIncidence({
    time: design.response.time,
    cause: design.response.event,
    ...(groups ? { group: { codes: groups.codes, labels: groups.levels } } : {}),
  })
  const gray = answer['gray'] as { chisq: Numbers; p: Numbers; df: Numbers } | null
  if (gray && groups)
    for (const [c, t] of grayTest({
      time: design.response.time,
      cause: design.response.event,
      group: { codes: groups.codes, labels: groups.levels },
    }).entries()) {
      ledger.compare("Gray's test chi-square", where, t.chisq, gray.chisq[c], { scale: 1e-3 })
      ledger.compare("Gray's test df", where, t.df, gray.df[c])
      ledger.compare("Gray's test p", where, t.p, gray.p[c], { tolerance: 1e-5 })
    }
  const names = answer['names'] as string[]
  const ends = answer['ends'] as Readonly<Record<string, { time: Numbers; est: Numbers; var: Numbers }>>
  for (const name of names) {
    const at = name.lastIndexOf(' ')
    const [group, cause] = [name.slice(0, at), Number(name.slice(at + 1))]
    const ours = result.find((g) => g.group === group)?.causes.find((c) => c.cause === cause)
    if (!ours) throw new Difference(`no curve ${name}`)
    const theirs = ends[name]!
    ledger.compare('cumulative incidence, steps', where, ours.steps.length, theirs.time.length)
    for (const [k, s] of ours.steps.entries()) {
      ledger.compare('cumulative incidence, time', where, s.time, theirs.time[k])
      ledger.compare('cumulative incidence', where, s.estimate, theirs.est[k])
      ledger.compare('cumulative incidence standard error', where, s.se, Math.sqrt(theirs.var[k]!), { scale: 1e-4 })
    }
  }
}
