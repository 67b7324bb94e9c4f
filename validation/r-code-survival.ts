import { Difference } from './ledger.ts'
import { type Compare, type Lines, type Numbers, sameNames, type Value } from './r-code-shown.ts'

interface Step {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  readonly survival: Value
  readonly se: Value
  readonly low: Value
  readonly high: Value
}
interface Curves {
  readonly variance: 'greenwood' | 'robust'
  readonly groups: readonly {
    readonly n: number
    readonly events: number
    readonly median: Value
    readonly medianLow: Value
    readonly medianHigh: Value
    readonly rmst: { readonly tau: number; readonly estimate: number; readonly se: Value }
    readonly times?: readonly Step[]
    readonly steps: readonly Step[]
  }[]
}

export function compareCurves(compare: Compare, ours: Curves, lines: Lines): void {
  const robust = ours.variance === 'robust'
  const all = lines.take('summary.survfit')
  compareSteps(
    compare,
    ours.groups.map((g) => g.steps),
    all,
  )
  const table = tableRows(lines)
  compare('number of groups', ours.groups.length, table.length)
  for (const [g, group] of ours.groups.entries()) {
    const r = table[g]!
    compare('rows', group.n, r['records'])
    compare('events of a group', group.events, r['events'], { scale: 1 })
    compare('median', group.median, r['median'])
    compare('restricted mean', group.rmst.estimate, r['rmean'])
    if (!robust) compare('restricted mean, standard error', group.rmst.se, r['se(rmean)'], { scale: 1e-3 })
    // A robust interval at survival 0 is [0, 0] for R and none for us, so its median may have an end where ours has none.
    if (robust && group.steps.at(-1)?.survival === 0) continue
    compare('median, low', group.medianLow, r['0.95LCL'])
    compare('median, high', group.medianHigh, r['0.95UCL'])
  }
  // R leaves out the times after a group's last.
  const asked = ours.groups.map((g) => g.times?.filter((t) => t.survival !== null) ?? [])
  if (ours.groups.some((g) => g.times)) compareSteps(compare, asked, lines.take('summary.survfit'), true)
  if (!robust) return
  const se = lines.take('numeric')('values')
  for (const [g, group] of ours.groups.entries())
    compare('restricted mean, robust standard error', group.rmst.se, se[g], { scale: 1e-3 })
}

/** @param isAsked at the times of --times, where R counts the events since the time before */
function compareSteps(
  compare: Compare,
  groups: readonly (readonly Step[])[],
  r: (key: string) => Numbers,
  isAsked = false,
): void {
  const steps = groups.flatMap((of, g) => of.map((s) => ({ ...s, group: g + 1 })))
  compare('number of steps', steps.length, r('time').length)
  for (const [k, s] of steps.entries()) {
    compare('group of a step', s.group, r('group')[k])
    compare('time', s.time, r('time')[k])
    compare('at risk', s.atRisk, r('atRisk')[k], { scale: 1 })
    if (!isAsked) {
      compare('events', s.events, r('events')[k], { scale: 1 })
      compare('censored', s.censored, r('censored')[k], { scale: 1 })
    }
    compare('survival', s.survival, r('surv')[k], { scale: 1e-6, tolerance: 1e-9 })
    // At survival 0 R prints NA, or 0 when the variance is robust; we give none.
    if (s.survival! < 1e-12) continue
    compare('standard error', s.se, r('se')[k], { scale: 1e-3 })
    compare('low', s.low, r('low')[k], { scale: 1e-3 })
    compare('high', s.high, r('high')[k], { scale: 1e-3 })
  }
}

/** summary(s)$table: one row a group, or for one group a vector with names. */
function tableRows(lines: Lines): readonly Readonly<Record<string, Value>>[] {
  const isMatrix = lines.has('matrix')
  const shown = lines.takeLine(isMatrix ? 'matrix' : 'numeric')
  const names = shown[isMatrix ? 'columns' : 'names'] as readonly string[]
  const rows = (isMatrix ? shown['values'] : [shown['values']]) as readonly Numbers[]
  return rows.map((row) => Object.fromEntries(names.map((name, k) => [name, row[k] ?? null])))
}

interface Test {
  readonly chisq: number
  readonly df: number
  readonly p: number
  readonly groups: readonly {
    readonly group: string
    readonly n: number
    readonly observed: number
    readonly expected: number
  }[]
}

export function compareTest(compare: Compare, ours: Test, lines: Lines, rest: readonly string[]): void {
  const isEntry = rest[0]!.split(',').length === 3
  const groups = lines.take(lines.has('survdiff') ? 'survdiff' : 'data.frame')
  compare('number of groups', ours.groups.length, groups('observed').length)
  for (const [g, group] of ours.groups.entries()) {
    if (!isEntry) compare('n', group.n, groups('n')[g])
    compare('observed', group.observed, groups('observed')[g], { scale: 1e-3 })
    compare('expected', group.expected, groups('expected')[g], { scale: 1e-3 })
  }
  const [chisq, df, p] = lines.take('numeric')('values')
  compare('chi-square', ours.chisq, chisq, { scale: 1e-3 })
  compare('df', ours.df, df)
  compare('p', ours.p, p, { tolerance: 1e-5 })
}

interface Cox {
  readonly n: number
  readonly events: number
  readonly variance: 'model' | 'robust'
  readonly terms: readonly (Readonly<Record<'coef' | 'se' | 'z' | 'p' | 'hr' | 'hrLow' | 'hrHigh', number>> & {
    readonly term: string
    readonly robustSe: Value
  })[]
  readonly tests: Readonly<
    Record<'likelihoodRatio' | 'wald' | 'score' | 'robustScore', { chisq: number; df: number; p: number } | undefined>
  >
  readonly concordance: { readonly estimate: Value; readonly se: Value }
  readonly zph?: {
    readonly terms: readonly { term: string; chisq: number; df: number; p: number }[]
    readonly global: { chisq: number; df: number; p: number }
  }
}

export function compareCox(compare: Compare, ours: Cox, lines: Lines, rest: readonly string[]): void {
  const m = lines.takeLine('summary.coxph')
  const r = (key: string) => (m[key] ?? []) as Numbers
  sameNames(
    ours.terms.map((t) => t.term),
    m['terms'],
  )
  compare('n', ours.n, r('n')[0])
  compare('events', ours.events, r('events')[0])
  for (const [k, t] of ours.terms.entries()) {
    compare('coefficient', t.coef, r('coef')[k], { scale: t.se })
    compare('standard error', t.se, r('se')[k])
    compare('robust standard error', t.robustSe, r('robust')[k])
    compare('z', t.z, r('z')[k], { scale: 1 })
    compare('p', t.p, r('p')[k], { tolerance: 1e-5 })
    compare('hazard ratio', t.hr, r('hr')[k])
    compare('hazard ratio, low', t.hrLow, r('low')[k])
    compare('hazard ratio, high', t.hrHigh, r('high')[k])
  }
  const chisq = { scale: 1e-3 }
  const [lr, score, robust] = [r('lr'), r('score'), r('robustScore')]
  compare('likelihood ratio test', ours.tests.likelihoodRatio?.chisq, lr[0], chisq)
  compare('degrees of freedom', ours.tests.likelihoodRatio?.df, lr[1])
  compare('p of the likelihood ratio test', ours.tests.likelihoodRatio?.p, lr[2], { tolerance: 1e-5, scale: 1e-10 })
  compare('score test', ours.tests.score?.chisq, score[0], chisq)
  // R's robust score test forgets the offset; ours keeps it.
  if (!rest[0]!.includes('offset(')) compare('robust score test', ours.tests.robustScore?.chisq, robust[0], chisq)
  compare('concordance', ours.concordance.estimate, r('concordance')[0])
  compare('concordance, standard error', ours.concordance.se, r('concordance')[1])
  compare('Wald test', ours.tests.wald?.chisq, lines.take('numeric')('values')[0], chisq)
  if (!ours.zph) return
  const zph = lines.takeLine('cox.zph')
  sameNames([...ours.zph.terms.map((t) => t.term), 'GLOBAL'], zph['terms'])
  for (const [k, t] of [...ours.zph.terms, ours.zph.global].entries()) {
    compare('zph chi-square', t.chisq, (zph['chisq'] as Numbers)[k], { scale: 1e-2 })
    compare('zph df', t.df, (zph['df'] as Numbers)[k])
    compare('zph p', t.p, (zph['p'] as Numbers)[k], { tolerance: 1e-5 })
  }
}

interface Incidence {
  readonly groups: readonly {
    readonly group: string
    readonly causes: readonly {
      readonly cause: number
      readonly times?: readonly { time: number; estimate: Value }[]
      readonly steps: readonly { time: number; estimate: number; se: Value }[]
    }[]
  }[]
  readonly gray: readonly { chisq: Value; df: number; p: Value }[]
}

export function compareIncidence(compare: Compare, ours: Incidence, lines: Lines): void {
  if (lines.has('summary.survfitms')) {
    compareStates(compare, ours, lines)
    return
  }
  if (ours.gray.length > 0) {
    const tests = lines.takeLine('matrix')['values'] as readonly Numbers[]
    for (const [c, t] of ours.gray.entries()) {
      compare("Gray's test", t.chisq, tests[c]![0], { scale: 1e-3 })
      compare("Gray's test, p", t.p, tests[c]![1], { tolerance: 1e-5 })
      compare("Gray's test, df", t.df, tests[c]![2])
    }
  }
  // cuminc has a list of curves: all groups for cause 1, then for cause 2; none where a group never had the cause.
  type Curve = Incidence['groups'][number]['causes'][number]
  const mine = new Map<string, Curve>()
  // Without groups cuminc calls everybody 1; strata() pads its levels with blanks.
  for (const g of ours.groups) for (const c of g.causes) mine.set(`${g.group === 'all' ? '1' : g.group} ${c.cause}`, c)
  const curveOf = (name: string) => mine.get(name.replace(/ +(?=,)/g, '').replace(/ +/g, ' '))
  if (lines.has('list')) {
    const asked = lines.takeLine('list')
    for (const [row, name] of (asked['curves'] as readonly string[]).entries())
      for (const [k, t] of curveOf(name)!.times!.entries())
        compare('at a time', t.estimate, (asked['est'] as readonly Numbers[])[row]![k], { scale: 1e-6 })
  }
  const x = lines.takeLine('cuminc')
  const curves = x['curves'] as readonly Readonly<Record<'time' | 'est' | 'var', Numbers>>[]
  for (const [k, name] of (x['names'] as readonly string[]).entries()) {
    const curve = curveOf(name)
    if (!curve) throw new Difference(`no curve ${name}`)
    compare('steps', curve.steps.length, curves[k]!.time.length)
    for (const [s, step] of curve.steps.entries()) {
      compare('time of a step', step.time, curves[k]!.time[s])
      compare('cumulative incidence', step.estimate, curves[k]!.est[s])
      compare('standard error', step.se, Math.sqrt(curves[k]!.var[s]!), { scale: 1e-4 })
    }
  }
}

/** With delayed entry: the states of survfit, estimates only. */
function compareStates(compare: Compare, ours: Incidence, lines: Lines): void {
  while (lines.left.length > 0) {
    const s = lines.takeLine('summary.survfitms')
    const [group, time] = [s['group'] as readonly number[], s['time'] as readonly number[]]
    for (const [k, t] of time.entries())
      for (const c of ours.groups[group[k]! - 1]!.causes)
        compare(
          'cumulative incidence, delayed entry',
          c.steps.findLast((step) => step.time <= t * (1 + 1e-12))?.estimate ?? 0,
          (s['pstate'] as readonly Numbers[])[c.cause]![k],
          { scale: 1e-6 },
        )
  }
}
