import type { Layout, Measure } from './meta-studies.ts'

/** The R with metafor that gives the same numbers. */
export function metaRCode(
  path: string,
  measure: Measure,
  layout: Layout,
  method: string,
  test: string,
  moderators: readonly string[],
  subgroup: string | undefined,
): string {
  const lines = ['library(metafor)', `d <- read.csv(${JSON.stringify(path)}, na.strings = c("", "NA"))`]
  const counts = 'ai = events_t, n1i = n_t, ci = events_c, n2i = n_c'
  const mods = moderators.length > 0 ? `, mods = ~ ${moderators.join(' + ')}` : ''
  const common = 'data = d'
  if (layout === 'counts' && (method === 'MH' || (measure === 'PETO' && method === 'FE'))) {
    lines.push(
      method === 'MH'
        ? `r <- rma.mh(${counts}, ${common}, measure = "${measure}")`
        : `r <- rma.peto(${counts}, ${common})`,
      'print(r, digits = 10)',
    )
    return `${lines.join('\n')}\n`
  }
  if (layout === 'counts')
    lines.push(
      `d <- escalc(measure = "${measure}", ${counts}, ${common}${measure === 'RD' || measure === 'PETO' ? ', to = "none"' : ''})`,
    )
  else if (layout === 'means')
    lines.push(
      `d <- escalc(measure = "${measure}", m1i = mean_t, sd1i = sd_t, n1i = n_t, m2i = mean_c, sd2i = sd_c, n2i = n_c, ${common})`,
    )
  else if (layout === 'effect and se') lines.push('d$yi <- d$effect; d$vi <- d$se^2')
  else {
    const ratio = measure === 'OR' || measure === 'RR' || measure === 'PETO' || measure === 'HR'
    const log = (name: string) => (ratio ? `log(d$${name})` : `d$${name}`)
    lines.push(`d$yi <- ${log('effect')}; d$vi <- ((${log('ci_high')} - ${log('ci_low')}) / (2 * qnorm(.975)))^2`)
  }
  const control =
    method === 'REML' || method === 'PM' ? ', control = list(threshold = 1e-12, tol = 1e-12, maxiter = 1000)' : ''
  const fit = `rma(yi, vi, ${common}${mods}, method = "${method}", test = "${test}"${control})`
  lines.push(`r <- ${fit}`, 'print(r, digits = 10)')
  if (moderators.length === 0) lines.push('predict(r, digits = 10)')
  if (method !== 'FE') lines.push('confint(r, digits = 10, control = list(tol = 1e-12))')
  if (moderators.length === 0) lines.push('regtest(r, model = "lm")', 'ranktest(r)', 'trimfill(r)')
  if (subgroup)
    lines.push(
      `for (g in unique(d$${subgroup})) print(${fit.replace(common, `data = d[d$${subgroup} == g, ]`)}, digits = 10)`,
    )
  return `${lines.join('\n')}\n`
}
