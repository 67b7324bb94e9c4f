import type { MetaFit } from '@cairn/statistics/meta/pool.ts'
import { decimals, digits, pValue, textTable } from '../text-table.ts'

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
