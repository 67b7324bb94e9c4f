import { chisquareUpper } from '@cairn/statistics/distributions/distributions.ts'
import { tauInterval } from '@cairn/statistics/meta/between-variance.ts'
import { beggTest, eggerTest, trimAndFill } from '@cairn/statistics/meta/bias.ts'
import { mantelHaenszel, peto } from '@cairn/statistics/meta/counts.ts'
import type { Counts } from '@cairn/statistics/meta/effect-sizes.ts'
import type { MetaMethod, MetaTest } from '@cairn/statistics/meta/meta-input.ts'
import { type MetaFit, pool } from '@cairn/statistics/meta/pool.ts'
import { cumulative, influence, leaveOneOut } from '@cairn/statistics/meta/sensitivity.ts'
import type { CsvTable } from '../csv.ts'
import type { Moderators } from './meta-moderators.ts'
import { isRatio, levelsOf, type Measure, type Study } from './meta-studies.ts'

/** Everything that `cairn meta` says of its studies, as JSON, with the fit it comes from. */
export function analyze(
  studies: readonly Study[],
  measure: Measure,
  method: 'FE' | 'DL' | 'PM' | 'REML' | 'MH',
  test: MetaTest,
  moderators: Moderators,
  /** The counts to pool, when they are pooled themselves. */
  counts: readonly (Counts & { readonly row: number })[] | undefined,
  table: CsvTable,
  subgroup: string | undefined,
  sensitivity: boolean,
) {
  const ratio = isRatio(measure)
  const input = { effect: studies.map((s) => s.effect), variance: studies.map((s) => s.variance) }
  const hasModerators = moderators.names.length > 0
  const settings = { ...input, method: (method === 'MH' ? 'FE' : method) as MetaMethod, test }
  const fit = pool({
    ...settings,
    ...(hasModerators ? { moderators: moderators.columns, names: moderators.names } : {}),
  })
  const counted = counts && (method === 'MH' ? mantelHaenszel(measure as 'OR' | 'RR' | 'RD', counts) : peto(counts))
  const pooled = counted ?? { ...fit.terms[0]!, estimate: fit.terms[0]!.coef, q: fit.q }
  const interval =
    method === 'FE' || method === 'MH'
      ? { low: null, high: null, reason: null }
      : tauInterval({ ...input, ...(hasModerators ? { moderators: moderators.columns, names: moderators.names } : {}) })
  const { predictionLow, predictionHigh } = counts ? { predictionLow: null, predictionHigh: null } : fit
  // A regression has no single pooled effect; its intercept stands among the moderators.
  const main = hasModerators
    ? { estimate: null, se: null, low: null, high: null, p: null }
    : { estimate: pooled.estimate, se: pooled.se, low: pooled.low, high: pooled.high, p: pooled.p }
  const exp = (v: number | null) => (v === null ? null : Math.exp(v))
  const { q } = pooled
  // One study alone has nothing to differ from: 0 and 1, as metafor.
  const i2 = counts ? (q.df > 0 ? Math.max(0, (100 * (q.chisq - q.df)) / q.chisq) : 0) : fit.i2
  const json = {
    k: counted?.k ?? fit.k,
    measure,
    method,
    test,
    ...main,
    predictionLow,
    predictionHigh,
    tau2: counts ? null : fit.tau2,
    tau2Low: interval.low,
    tau2High: interval.high,
    ...(interval.reason ? { tau2Reason: interval.reason } : {}),
    i2: Number.isNaN(i2) ? null : i2,
    h2: counts ? (q.df > 0 ? q.chisq / q.df : 1) : fit.h2,
    q,
    studies: studies.map((s, i) => ({
      study: s.name,
      effect: s.effect,
      variance: s.variance,
      weight: counts && counted ? counted.weights[counts.findIndex((c) => c.row === s.row)]! : fit.weights[i]!,
      corrected: s.corrected,
    })),
    egger: eggerTest(input),
    begg: beggTest(input),
    moderators: hasModerators
      ? fit.terms.map(({ term, coef, se, p, low, high }) => ({ term, coef, se, p, low, high }))
      : [],
    ...(hasModerators ? { moderatorTest: finite(fit.moderatorTest), r2: rSquared(settings, fit) } : {}),
    ...(ratio
      ? {
          exp: {
            estimate: exp(main.estimate),
            low: exp(main.low),
            high: exp(main.high),
            predictionLow: exp(predictionLow),
            predictionHigh: exp(predictionHigh),
          },
        }
      : {}),
    ...(subgroup ? subgroups(studies, settings, table, subgroup) : {}),
    ...(sensitivity && !hasModerators ? sensitivityOf(settings, studies) : {}),
  }
  return { json, fit, reason: interval.reason }
}

function finite(test: MetaFit['moderatorTest']) {
  return test && { ...test, df2: Number.isFinite(test.df2) ? test.df2 : null }
}

/** Share of τ² that the moderators explain, in percent. */
function rSquared(settings: Parameters<typeof pool>[0], fit: MetaFit): number | null {
  const without = pool({
    effect: settings.effect,
    variance: settings.variance,
    ...(settings.method ? { method: settings.method } : {}),
  })
  return without.tau2 && fit.tau2 !== null ? Math.max(0, (100 * (without.tau2 - fit.tau2)) / without.tau2) : null
}

function subgroups(studies: readonly Study[], settings: Parameters<typeof pool>[0], table: CsvTable, name: string) {
  const { codes, levels } = levelsOf(table, name)
  const groups = levels.flatMap((level, c) => {
    const members = studies.flatMap((s, i) => (codes[s.row] === c ? [i] : []))
    if (members.length === 0) return []
    const part = {
      ...settings,
      effect: members.map((i) => settings.effect[i]!),
      variance: members.map((i) => settings.variance[i]!),
    }
    // One study alone has no Hartung–Knapp interval.
    const fit = pool(members.length === 1 ? { ...part, test: 'z' as const } : part)
    const { coef: estimate, se, low, high, p } = fit.terms[0]!
    return [{ subgroup: level, k: fit.k, estimate, se, low, high, p, tau2: fit.tau2, i2: fit.i2, q: fit.q }]
  })
  const subgroupMissing = studies.filter((s) => codes[s.row]! < 0).length
  const weight = groups.reduce((sum, g) => sum + 1 / g.se ** 2, 0)
  const mean = groups.reduce((sum, g) => sum + g.estimate / g.se ** 2 / weight, 0)
  const chisq = groups.reduce((sum, g) => sum + ((g.estimate - mean) / g.se) ** 2, 0)
  const df = groups.length - 1
  return { subgroups: groups, subgroupMissing, between: df > 0 ? { chisq, df, p: chisquareUpper(chisq, df) } : null }
}

function sensitivityOf(settings: Parameters<typeof pool>[0], studies: readonly Study[]) {
  if (studies.length < 3) return {}
  const row = (fit: MetaFit, i: number) => {
    const { coef: estimate, se, low, high, p } = fit.terms[0]!
    return { study: studies[i]!.name, estimate, se, low, high, p, tau2: fit.tau2, i2: fit.i2 }
  }
  const { variance } = settings
  // Without smaller and larger studies there is no side on which small ones could be missing.
  const filled = Array.from(variance).every((v) => v === variance[0])
    ? undefined
    : trimAndFill(settings, settings.method)
  const mean = filled?.fit.terms[0]
  return {
    leaveOneOut: leaveOneOut(settings).map(row),
    cumulative: cumulative(settings).map(row),
    influence: influence(settings).map((x, i) => ({ study: studies[i]!.name, ...x })),
    trimAndFill:
      filled && mean
        ? {
            missing: filled.missing,
            side: filled.side,
            estimate: mean.coef,
            se: mean.se,
            low: mean.low,
            high: mean.high,
            p: mean.p,
          }
        : null,
  }
}
