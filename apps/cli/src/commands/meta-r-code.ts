import { quotedName } from '@cairn/statistics/formula/parse.ts'
import type { CsvTable } from '../csv.ts'
import { isRatio, type Layout, type Measure } from './meta-studies.ts'
import { readingLines } from './r-code.ts'

const counts = 'ai = events_t, n1i = n_t, ci = events_c, n2i = n_c'
const means = 'm1i = mean_t, sd1i = sd_t, n1i = n_t, m2i = mean_c, sd2i = sd_c, n2i = n_c'

/** The R with metafor that gives the numbers of `cairn meta`. */
export function metaRCode(
  table: CsvTable,
  options: {
    readonly measure: Measure
    readonly layout: Layout
    readonly method: string
    readonly test: string
    /** How many studies are pooled: some of R's functions stop where there are few. */
    readonly k: number
    readonly moderators: readonly string[]
    readonly subgroup: string | undefined
    readonly sensitivity: boolean
  },
): string {
  const { measure, layout, method, test, k, moderators, subgroup } = options
  const lines = readingLines(table, 'metafor')
  if (layout === 'counts' && (method === 'MH' || (measure === 'PETO' && method === 'FE'))) {
    lines.push(
      method === 'MH'
        ? `r <- rma.mh(${counts}, data = d, measure = "${measure}", digits = 10)`
        : `r <- rma.peto(${counts}, data = d, digits = 10)`,
      'r',
    )
    return `${lines.join('\n')}\n`
  }
  lines.push(...effectLines(measure, layout), 'd <- d[which(d$vi > 0), ]  # studies that have an effect')
  const control =
    method === 'REML' || method === 'PM'
      ? `, control = list(threshold = 1e-12, tol = 1e-12, maxiter = 1000${method === 'PM' ? ', tau2.max = 1e4' : ''})`
      : ''
  const fit = (mods: string, by: string) =>
    `rma(yi, vi, data = d${mods}, method = "${method}", test = ${by}${control}, digits = 10)`
  const mods = moderators.length > 0 ? `, mods = ~ ${moderators.map(quotedName).join(' + ')}` : ''
  lines.push(`r <- ${fit(mods, `"${test}"`)}`, 'r')
  if (moderators.length === 0) lines.push('weights(r)', 'predict(r)')
  if (method !== 'FE' && k > 1) lines.push('confint(r, control = list(tol = 1e-12, tau2.max = 1e4))')
  if (moderators.length === 0 && k > 2) {
    lines.push('regtest(r, model = "lm")', 'ranktest(r)')
    if (options.sensitivity) lines.push('leave1out(r)', 'cumul(r)', 'influence(r)', 'trimfill(r)')
  }
  if (subgroup !== undefined) {
    const by = test === 'z' ? '"z"' : `if (nrow(d) == 1) "z" else "${test}"`
    lines.push(
      `by <- lapply(split(d, d[[${JSON.stringify(subgroup)}]]), function(d) ${fit('', by)})`,
      'by',
      '# The test of their difference is Q of this fit:',
      'rma(sapply(by, coef), sei = sapply(by, function(r) r$se), method = "FE", digits = 10)',
    )
  }
  return `${lines.join('\n')}\n`
}

/** Lines that give every study its effect `yi` and variance `vi`. */
function effectLines(measure: Measure, layout: Layout): string[] {
  // Without to = "none" metafor would add 0.5 where a cell is 0.
  const asTheyAre = measure === 'RD' || measure === 'PETO' ? ', to = "none"' : ''
  if (layout === 'counts') return [`d <- escalc(measure = "${measure}", ${counts}, data = d${asTheyAre})`]
  if (layout === 'means') return [`d <- escalc(measure = "${measure}", ${means}, data = d)`]
  if (layout === 'effect and se') return ['d$yi <- d$effect; d$vi <- d$se^2']
  const scale = (name: string) => (isRatio(measure) ? `log(d$${name})` : `d$${name}`)
  return [`d$yi <- ${scale('effect')}; d$vi <- ((${scale('ci_high')} - ${scale('ci_low')}) / (2 * qnorm(.975)))^2`]
}
