/** The R with survival (and cmprsk) that gives the same numbers as a survival command. */
export function survivalRCode(
  command: 'km' | 'test' | 'cox' | 'cuminc',
  path: string,
  formula: string,
  options: {
    readonly confType?: string | undefined
    readonly times?: readonly number[] | undefined
    readonly tau?: number | undefined
    readonly weights?: string | undefined
    readonly rho?: number | undefined
    readonly ties?: string | undefined
    readonly robust?: boolean
    readonly zph?: boolean
  },
): string {
  const weights = options.weights ? `, weights = ${options.weights}` : ''
  const lines = [
    '# Run R with LC_ALL=C, so that categories come in the same order.',
    command === 'cuminc' ? 'library(survival); library(cmprsk)' : 'library(survival)',
    `d <- read.csv(${JSON.stringify(path)}, na.strings = c("", "NA"))`,
  ]
  if (command === 'km') {
    lines.push(`s <- survfit(${formula}, data = d${weights}, conf.type = "${options.confType ?? 'log-log'}")`)
    lines.push(`summary(s${options.times ? `, times = c(${options.times.join(', ')})` : ', censored = TRUE'})`)
    lines.push(`summary(s${options.tau === undefined ? '' : `, rmean = ${options.tau}`})$table`)
  } else if (command === 'test') lines.push(`survdiff(${formula}, data = d, rho = ${options.rho ?? 0})`)
  else if (command === 'cox') {
    lines.push(
      `m <- coxph(${formula}, data = d${weights}, ties = "${options.ties ?? 'efron'}"${options.robust ? ', robust = TRUE' : ''}, control = coxph.control(eps = 1e-12, toler.chol = 1e-14, iter.max = 50))`,
    )
    lines.push('summary(m)')
    if (options.zph) lines.push('cox.zph(m)')
  } else {
    const [left, right] = formula.split('~').map((part) => part.trim())
    const [time, status] = (left ?? '')
      .replace(/^Surv\(|\)$/g, '')
      .split(',')
      .map((part) => part.trim())
    lines.push(`x <- with(d, cuminc(${time}, ${status}${right === '1' ? '' : `, ${right}`}))`, 'x$Tests', 'x')
  }
  return `${lines.join('\n')}\n`
}
