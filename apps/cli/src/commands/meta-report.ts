import type { MetaTest } from '@cairn/statistics/meta/meta-input.ts'
import type { MetaFit } from '@cairn/statistics/meta/pool.ts'
import { decimals, digits, pValue, textTable } from '../text-table.ts'
import type { analyze } from './meta-analysis.ts'
import { isRatio, type Measure, type Study } from './meta-studies.ts'

const methodNames: Readonly<Record<string, string>> = {
  FE: 'common effect (inverse variance)',
  DL: 'random effects, DerSimonian–Laird',
  PM: 'random effects, Paule–Mandel',
  REML: 'random effects, REML',
  MH: 'common effect, Mantel–Haenszel',
}

/** The name of a method for people. */
export function methodName(method: string, measure: string): string {
  return measure === 'PETO' && method === 'FE' ? "common effect, Peto's method" : methodNames[method]!
}

/** Rows of a forest table: each study with its interval and weight. */
export function studyTable(
  studies: readonly { readonly name: string; readonly effect: number; readonly variance: number }[],
  weights: readonly number[],
  ratio: boolean,
): string {
  const show = (v: number) => digits(ratio ? Math.exp(v) : v)
  const half = studies.map((s) => 1.959963984540054 * Math.sqrt(s.variance))
  return textTable([
    { heading: 'study', cells: studies.map((s) => s.name), align: 'left' },
    { heading: 'effect', cells: studies.map((s) => show(s.effect)) },
    { heading: '95 % low', cells: studies.map((s, i) => show(s.effect - half[i]!)) },
    { heading: 'high', cells: studies.map((s, i) => show(s.effect + half[i]!)) },
    { heading: 'weight %', cells: weights.map((w) => decimals(w, 1)) },
  ])
}

/** Coefficients of a regression on moderators. */
export function moderatorTable(fit: MetaFit): string {
  return textTable([
    { heading: '', cells: fit.terms.map((t) => t.term), align: 'left' },
    { heading: 'coef', cells: fit.terms.map((t) => digits(t.coef)) },
    { heading: 'se', cells: fit.terms.map((t) => digits(t.se)) },
    { heading: '95 % low', cells: fit.terms.map((t) => digits(t.low)) },
    { heading: 'high', cells: fit.terms.map((t) => digits(t.high)) },
    { heading: 'p', cells: fit.terms.map((t) => pValue(t.p)) },
  ])
}

/** The result for people: method, what was left out and why, studies, pooled effect, differences between studies. */
export function report(
  { json, fit, reason }: ReturnType<typeof analyze>,
  studies: readonly Study[],
  measure: Measure,
  method: string,
  test: MetaTest,
  dropped: readonly { readonly study: string; readonly reason: string }[],
): string {
  const ratio = isRatio(measure)
  const show = (v: number | null) => digits(v === null ? null : ratio ? Math.exp(v) : v)
  const corrected = studies.filter((s) => s.corrected)
  const lines = [
    `${measure} of ${json.k} studies: ${methodName(method, measure)}${test === 'z' ? '' : `, Hartung–Knapp${test === 'adhoc' ? ' (never shorter than usual)' : ''}`}.\n`,
    ...dropped.map((d) => `Left out: ${d.study}, because ${d.reason}.\n`),
    corrected.length > 0 && method !== 'MH'
      ? `0.5 was added to the four cells of ${corrected.map((s) => s.name).join(', ')} because one cell was 0.\n`
      : '',
    '\n',
    studyTable(
      studies,
      json.studies.map((s) => s.weight),
      ratio,
    ),
    '\n',
  ]
  if (json.moderators.length > 0) lines.push(moderatorTable(fit), ratio ? 'Coefficients are on the log scale.\n' : '')
  else {
    lines.push(`Pooled ${show(json.estimate)} (95 % ${show(json.low)} to ${show(json.high)}), p ${pValue(json.p)}\n`)
    if (json.predictionLow !== null)
      lines.push(
        `A new study would lie between ${show(json.predictionLow)} and ${show(json.predictionHigh)} (95 % prediction interval)\n`,
      )
  }
  if (json.tau2 !== null)
    lines.push(
      `Between studies: tau² ${digits(json.tau2)} (${reason ?? `95 % ${digits(json.tau2Low)} to ${digits(json.tau2High)}`}), I² ${decimals(json.i2, 1)} %, H² ${digits(json.h2)}\n`,
    )
  lines.push(`Q ${digits(json.q.chisq)} on ${json.q.df} df, p ${pValue(json.q.p)}\n`)
  if (json.egger)
    lines.push(
      `Small studies differ? Egger's test: t ${decimals(json.egger.t, 2)} on ${json.egger.df} df, p ${pValue(json.egger.p)}${json.begg ? `; Begg's: tau ${decimals(json.begg.tau, 2)}, p ${pValue(json.begg.p)}` : ''}\n`,
    )
  if ('subgroups' in json && json.subgroups) {
    const groups = json.subgroups
    lines.push(
      '\n',
      textTable([
        { heading: 'subgroup', cells: groups.map((g) => g.subgroup), align: 'left' },
        { heading: 'studies', cells: groups.map((g) => String(g.k)) },
        { heading: 'effect', cells: groups.map((g) => show(g.estimate)) },
        { heading: '95 % low', cells: groups.map((g) => show(g.low)) },
        { heading: 'high', cells: groups.map((g) => show(g.high)) },
        { heading: 'tau²', cells: groups.map((g) => digits(g.tau2)) },
      ]),
      json.subgroupMissing
        ? `${json.subgroupMissing} of the studies ${json.subgroupMissing === 1 ? 'is' : 'are'} in no subgroup, because the cell is blank.\n`
        : '',
      json.between
        ? `Do they differ? chi-square ${digits(json.between.chisq)} on ${json.between.df} df, p ${pValue(json.between.p)}\n`
        : '',
    )
  }
  if ('leaveOneOut' in json && json.leaveOneOut) {
    const part = (
      heading: string,
      rows: readonly { study: string; estimate: number; low: number; high: number; tau2: number | null }[],
    ) =>
      `\n${heading}\n${textTable([
        { heading: 'study', cells: rows.map((r) => r.study), align: 'left' },
        { heading: 'pooled', cells: rows.map((r) => show(r.estimate)) },
        { heading: '95 % low', cells: rows.map((r) => show(r.low)) },
        { heading: 'high', cells: rows.map((r) => show(r.high)) },
        { heading: 'tau²', cells: rows.map((r) => digits(r.tau2)) },
      ])}`
    lines.push(part('Without each study in turn', json.leaveOneOut), part('Study after study', json.cumulative!))
    const fill = json.trimAndFill
    lines.push(
      !fill
        ? '\nTrim and fill: all standard errors are equal, so no side can lack small studies.\n'
        : `\nTrim and fill: ${fill.missing} ${fill.missing === 1 ? 'study seems' : 'studies seem'} to be missing on the ${fill.side}; with ${fill.missing === 1 ? 'it' : 'them'} ${show(fill.estimate)} (95 % ${show(fill.low)} to ${show(fill.high)}).\n`,
    )
  }
  return lines.join('')
}
