import { deparse, parseFormula, quotedName } from '@cairn/statistics/formula/parse.ts'
import { expandTerms } from '@cairn/statistics/formula/terms.ts'
import type { CsvTable } from '../csv.ts'
import { readingLines } from './r-code.ts'

/** A survival command's file and formula. */
interface Question {
  readonly table: CsvTable
  readonly formula: string
}

/** The R with survival that gives the numbers of `cairn survival km`. */
export function curvesRCode(
  { table, formula }: Question,
  options: {
    readonly confType: string
    readonly times: readonly number[]
    readonly tau: number
    readonly weights: string | undefined
    /** The standard errors are robust: for the restricted mean R has them elsewhere. */
    readonly robust: boolean
  },
): string {
  const { left, right, groups, strata, cluster } = sides(formula)
  const by = [...groups, ...strata]
  const model = isPlain(right, by) ? formula : `${left} ~ ${sum(by)}${cluster.map((c) => ` + ${c}`).join('')}`
  const lines = readingLines(table, 'survival')
  const weights = options.weights === undefined ? '' : `, weights = ${quotedName(options.weights)}`
  lines.push(
    `s <- survfit(${model}, data = d${weights}, conf.type = "${options.confType}")`,
    'summary(s, censored = TRUE)',
    `summary(s, rmean = ${options.tau})$table`,
  )
  if (options.times.length > 0) lines.push(`summary(s, times = c(${options.times.join(', ')}))`)
  if (options.robust)
    lines.push(
      '# se(rmean) above takes weights for counts and rows for people; the robust standard errors by group:',
      `m <- model.frame(${model}, data = d)`,
      `i <- residuals(s, times = ${options.tau}, type = "rmst", weighted = TRUE)`,
      `g <- ${by.length === 0 ? 'rep("all", nrow(m))' : strataOf(by)}`,
      `sqrt(rowSums(tapply(as.vector(i), list(g, ${cluster[0] === undefined ? 'seq_along(i)' : column(cluster[0])}), sum, default = 0)^2))`,
    )
  return `${lines.join('\n')}\n`
}

/** The R with survival that gives the numbers of `cairn survival test`. */
export function testRCode({ table, formula }: Question, rho: number): string {
  const { right, left, groups, strata, isEntry } = sides(formula)
  const model = isPlain(right, [...groups, ...strata]) ? formula : `${left} ~ ${sum([...groups, ...strata])}`
  const lines = readingLines(table, 'survival')
  const show = ['s', 'c(chisq = s$chisq, df = sum(rowSums(as.matrix(s$exp)) > 0) - 1, p = s$pvalue)']
  if (!isEntry) lines.push(`s <- survdiff(${model}, data = d, rho = ${rho})`, ...show)
  else {
    lines.push(
      '# survdiff takes no delayed entry, so every risk set becomes a stratum of its own.',
      '# Where no two events share a time this is the score test of coxph().',
      `m <- model.frame(${model}, data = d)`,
      'y <- aeqSurv(m[[1]])',
      'e <- data.frame(start = y[, 1], stop = y[, 2], event = y[, 3], row = seq_len(nrow(m)))',
      'cut <- sort(unique(e$stop[e$event == 1]))',
      'e <- survSplit(Surv(start, stop, event) ~ row, data = e, cut = cut)',
      'e <- e[e$stop %in% cut, ]',
      'm <- m[e$row, , drop = FALSE]',
      `g <- ${strataOf(groups)}`,
      `within <- ${strata.length === 0 ? 'rep(1, nrow(m))' : strataOf(strata)}`,
    )
    if (rho === 0) lines.push('s <- survdiff(Surv(e$stop, e$event) ~ g + strata(within, e$stop))', ...show)
    else lines.push(...weightedSums(rho))
  }
  return `${lines.join('\n')}\n`
}

/** G-rho over risk sets, written out: R has no function that weighs them by S(t-). */
function weightedSums(rho: number): string[] {
  return [
    'O <- E <- numeric(nlevels(g)); V <- 0',
    'for (s in split(seq_along(g), within, drop = TRUE)) {',
    '  S <- 1  # survival in the stratum just before the time',
    '  for (r in split(s, e$stop[s])) {',
    '    n <- as.numeric(table(g[r])); x <- as.numeric(table(g[r][e$event[r] == 1])); N <- sum(n); D <- sum(x)',
    `    w <- S^${rho}; O <- O + w * x; E <- E + w * D * n / N; S <- S * (N - D) / N`,
    '    if (N > 1) V <- V + w^2 * D * (N - D) / (N - 1) * (diag(n / N) - outer(n / N, n / N))',
    '  }',
    '}',
    'k <- which(E > 0)[-1]',
    'chisq <- sum((O - E)[k] * solve(V[k, k, drop = FALSE], (O - E)[k]))',
    'data.frame(group = levels(g), observed = O, expected = E)',
    'c(chisq = chisq, df = length(k), p = pchisq(chisq, length(k), lower.tail = FALSE))',
  ]
}

/** The R with survival that gives the numbers of `cairn survival cox`. */
export function coxRCode(
  { table, formula }: Question,
  options: {
    readonly ties: string
    readonly weights: string | undefined
    readonly robust: boolean
    readonly zph: boolean
  },
): string {
  const weights = options.weights === undefined ? '' : `, weights = as.numeric(${quotedName(options.weights)})`
  return `${[
    ...readingLines(table, 'survival'),
    `m <- coxph(${formula}, data = d${weights}, ties = "${options.ties}"${options.robust ? ', robust = TRUE' : ''},`,
    '           control = coxph.control(eps = 1e-12, toler.chol = 1e-14, iter.max = 50))',
    'summary(m)',
    'm$wald.test  # summary() rounds it',
    ...(options.zph ? ['cox.zph(m)'] : []),
  ].join('\n')}\n`
}

/** The R with cmprsk that gives the numbers of `cairn survival cuminc`; with delayed entry that of survival. */
export function incidenceRCode(
  { table, formula }: Question,
  options: { readonly times: readonly number[]; readonly causes: number },
): string {
  const { outcome, groups, strata, isEntry } = sides(formula)
  const [time, status] = outcome
  const times = options.times.length > 0 ? `c(${options.times.join(', ')})` : undefined
  const crossed = (names: readonly string[]) =>
    names.length === 1 ? names[0]! : `strata(${names.join(', ')}, shortlabel = FALSE)`
  if (isEntry) {
    const [start, stop, cause] = outcome
    return `${[
      ...readingLines(table, 'survival'),
      "# cmprsk takes no delayed entry. The estimates are ours; the standard errors are not: ours are cmprsk's, by Aalen.",
      `s <- survfit(Surv(${start}, ${stop}, factor(${cause}, 0:${options.causes})) ~ ${sum(groups)}, data = d, id = seq_len(nrow(d)))`,
      'summary(s)',
      ...(times ? [`summary(s, times = ${times})`] : []),
    ].join('\n')}\n`
  }
  const grouping = groups.length === 0 ? '' : `, group = ${crossed(groups)}`
  const within = strata.length === 0 ? '' : `, strata = ${crossed(strata)}`
  return `${[
    ...readingLines(table, 'survival', 'cmprsk'),
    `x <- with(d, cuminc(${time}, ${status}${grouping}${within}))`,
    ...(groups.length > 0 ? ['x$Tests'] : []),
    ...(times ? [`timepoints(x, times = ${times})`] : []),
    'x',
  ].join('\n')}\n`
}

/** A formula's parts as R writes them. */
function sides(formula: string) {
  const parsed = parseFormula(formula)
  const model = expandTerms(parsed.right)
  const args = parsed.left.kind === 'call' ? parsed.left.args : []
  const used = new Set(model.terms.flatMap((t) => t.variables))
  return {
    left: deparse(parsed.left),
    outcome: args.map(deparse),
    right: model,
    // A bare name between backticks is not found by R's curves and tests.
    groups: [...used]
      .filter((name) => !model.strata.includes(name))
      .map((n) => (n.startsWith('`') ? `factor(${n})` : n)),
    strata: model.strata.filter((name) => used.has(name)),
    cluster: model.clusters.map((e) => `cluster(${deparse(e)})`),
    isEntry: args.length === 3,
  }
}

/** True when R reads the formula as it was typed: no crossings and no backticks, which R's curves and tests refuse, and something to group by. */
function isPlain(model: ReturnType<typeof expandTerms>, by: readonly string[]): boolean {
  return by.length > 0 && model.terms.every((t) => t.variables.length === 1 && !t.label.startsWith('`'))
}

function sum(names: readonly string[]): string {
  return names.length === 0 ? '1' : names.join(' + ')
}

function column(name: string): string {
  return `m[[${JSON.stringify(name)}]]`
}

function strataOf(names: readonly string[]): string {
  return names.length === 1 ? `as.factor(${column(names[0]!)})` : `strata(${names.map(column).join(', ')})`
}
