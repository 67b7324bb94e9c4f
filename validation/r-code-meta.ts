import { type Compare, type Lines, type Numbers, sameNames, type Value } from './r-code-shown.ts'

interface Pooled extends Readonly<Record<'estimate' | 'se' | 'low' | 'high' | 'p' | 'tau2' | 'i2', Value>> {
  readonly k: number
  readonly q: { readonly chisq: number; readonly p: Value }
}
interface Meta extends Pooled {
  readonly method: string
  readonly h2: Value
  readonly predictionLow: Value
  readonly predictionHigh: Value
  readonly tau2Low: Value
  readonly tau2High: Value
  readonly studies: readonly { readonly effect: number; readonly variance: number; readonly weight: number }[]
  readonly egger: { readonly t: number; readonly p: number } | null
  readonly begg: { readonly tau: number; readonly p: number } | null
  readonly moderators: readonly (Readonly<Record<'coef' | 'se' | 'p' | 'low' | 'high', number>> & {
    readonly term: string
  })[]
  readonly moderatorTest?: { readonly statistic: number; readonly p: number }
  readonly r2?: Value
  readonly subgroups?: readonly (Pooled & { readonly subgroup: string })[]
  readonly between?: { readonly chisq: number; readonly p: number } | null
  readonly leaveOneOut?: readonly Pooled[]
  readonly cumulative?: readonly Pooled[]
  readonly influence?: readonly Readonly<
    Record<'rstudent' | 'dffits' | 'cookD' | 'covRatio' | 'tau2Without' | 'qWithout' | 'hat', Value>
  >[]
  readonly trimAndFill?: Pooled & { readonly missing: number; readonly side: string }
}

const fewer = { tolerance: 1e-5, scale: 1e-10 }

export function compareMeta(compare: Compare, ours: Meta, lines: Lines): void {
  const counted = lines.has('rma.mh') || lines.has('rma.peto')
  const r = lines.takeLine(counted ? lines.left[0]!.kind[0] : 'rma.uni')
  const n = (key: string) => (r[key] ?? []) as Numbers
  if (ours.moderators.length === 0) comparePooled(compare, 'pooled', ours, n)
  compare('studies', ours.k, n(counted ? 'kYi' : 'k')[0])
  if (counted) return
  for (const [i, s] of ours.studies.entries()) {
    compare('effect of a study', s.effect, n('yi')[i], { scale: Math.sqrt(s.variance) })
    compare('variance of a study', s.variance, n('vi')[i])
  }
  compare('H2', ours.h2, n('h2')[0])
  if (ours.moderators.length > 0) {
    sameNames(
      ours.moderators.map((t) => t.term),
      r['terms'],
    )
    for (const [k, t] of ours.moderators.entries()) {
      compare('coefficient', t.coef, n('beta')[k], { scale: t.se })
      compare('coefficient, standard error', t.se, n('se')[k])
      compare('coefficient, p', t.p, n('p')[k], fewer)
      compare('coefficient, low', t.low, n('low')[k], { scale: t.se })
      compare('coefficient, high', t.high, n('high')[k], { scale: t.se })
    }
    compare('tau2', ours.tau2 ?? 0, n('tau2')[0], { scale: 1e-3 })
    compare('Q', ours.q.chisq, n('q')[0])
    compare('test of moderators', ours.moderatorTest?.statistic, n('qm')[0], { scale: 1e-3 })
    compare('test of moderators, p', ours.moderatorTest?.p, n('qmp')[0], fewer)
    // metafor's τ² without moderators is only as near as its own default threshold, 1e-5.
    compare('R2', ours.r2, n('r2')[0], { scale: 1, tolerance: 1e-4 })
  } else {
    const weights = lines.take('numeric')('values')
    for (const [i, s] of ours.studies.entries()) compare('weight', s.weight, weights[i])
    const prediction = lines.take('predict.rma')
    compare('prediction, low', ours.predictionLow, prediction('low')[0], { scale: ours.se! })
    compare('prediction, high', ours.predictionHigh, prediction('high')[0], { scale: ours.se! })
  }
  if (lines.has('confint.rma')) {
    const tau = lines.take('confint.rma')
    // R prints 0 to 0 for an empty set; we say that it is empty.
    if (ours.tau2High !== null) {
      compare('tau2, low', ours.tau2Low, tau('low')[0], { scale: 1e-3 })
      compare('tau2, high', ours.tau2High, tau('high')[0], { scale: 1e-3 })
    }
  }
  if (lines.has('regtest')) {
    const [egger, begg] = [lines.take('regtest'), lines.take('ranktest')]
    compare('Egger', ours.egger?.t, egger('t')[0], { scale: 1e-3 })
    compare('Egger, p', ours.egger?.p, egger('p')[0])
    compare('Begg', ours.begg?.tau, begg('tau')[0], { scale: 1e-3 })
    compare('Begg, p', ours.begg?.p, begg('p')[0])
  }
  if (ours.leaveOneOut) compareSensitivity(compare, ours, lines)
  if (ours.subgroups) compareSubgroups(compare, ours, lines)
}

function comparePooled(compare: Compare, name: string, ours: Pooled, r: (key: string) => Numbers): void {
  const scale = { scale: ours.se! }
  compare(`${name} effect`, ours.estimate, r('beta')[0], scale)
  compare(`${name}, standard error`, ours.se, r('se')[0])
  compare(`${name}, low`, ours.low, r('low')[0], scale)
  compare(`${name}, high`, ours.high, r('high')[0], scale)
  compare(`${name}, p`, ours.p, r('p')[0], fewer)
  if (ours.tau2 !== null) compare(`${name}, tau2`, ours.tau2, r('tau2')[0], { scale: 1e-3 })
  compare(`${name}, I2`, ours.i2, r('i2')[0], { scale: 1 })
  compare(`${name}, Q`, ours.q.chisq, r('q')[0], { scale: 1e-3 })
}

function compareSensitivity(compare: Compare, ours: Meta, lines: Lines): void {
  for (const [name, rows] of [
    ['leave one out', ours.leaveOneOut!],
    ['cumulative', ours.cumulative!],
  ] as const) {
    const r = lines.take('list.rma')
    // metafor fits these again with its default threshold for τ², 1e-5.
    for (const [i, fit] of rows.entries()) {
      compare(name, fit.estimate, r('estimate')[i], { scale: fit.se!, tolerance: 1e-5 })
      compare(`${name}, standard error`, fit.se, r('se')[i], { tolerance: 1e-5 })
      compare(`${name}, tau2`, fit.tau2 ?? 0, r('tau2')[i], { scale: 1e-2, tolerance: 1e-4 })
    }
  }
  const inf = lines.take('infl.rma.uni')
  for (const [key, theirs] of [
    ['rstudent', 'rstudent'],
    ['dffits', 'dffits'],
    ['cookD', 'cook.d'],
    ['covRatio', 'cov.r'],
    ['tau2Without', 'tau2.del'],
    ['qWithout', 'QE.del'],
    ['hat', 'hat'],
  ] as const)
    for (const [i, x] of ours.influence!.entries())
      compare(`influence ${key}`, x[key], inf(theirs)[i], { scale: 1e-3, tolerance: 1e-4 })
  const filled = lines.takeLine('rma.uni.trimfill')
  const { missing, side, ...fit } = ours.trimAndFill!
  compare('trim and fill, missing', missing, (filled['missing'] as Numbers)[0])
  sameNames([side], filled['side'])
  compare('trim and fill', fit.estimate, (filled['beta'] as Numbers)[0], { scale: fit.se!, tolerance: 1e-4 })
  compare('trim and fill, standard error', fit.se, (filled['se'] as Numbers)[0], { tolerance: 1e-4 })
}

function compareSubgroups(compare: Compare, ours: Meta, lines: Lines): void {
  const by = lines.takeLine('list')
  sameNames(
    ours.subgroups!.map((g) => g.subgroup),
    by['names'],
  )
  for (const [g, fit] of (by['fits'] as readonly Readonly<Record<string, Numbers>>[]).entries())
    comparePooled(compare, 'subgroup', ours.subgroups![g]!, (key) => fit[key] ?? [])
  const between = lines.take('rma.uni')
  compare('between subgroups', ours.between?.chisq, between('q')[0], { scale: 1e-3 })
  compare('between subgroups, p', ours.between?.p, between('qp')[0], fewer)
}
