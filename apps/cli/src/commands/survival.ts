import { nearestOf } from '../arguments.ts'
import type { Command, Io } from '../command.ts'
import { UserError } from '../user-error.ts'

const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  km: { summary: 'Kaplan–Meier curves, medians and restricted means', load: () => import('./survival-km.ts') },
  test: { summary: 'log-rank test between groups', load: () => import('./survival-test.ts') },
  cuminc: {
    summary: 'cumulative incidence when several kinds of event compete',
    load: () => import('./survival-cuminc.ts'),
  },
  cox: { summary: 'Cox regression: hazard ratios', load: () => import('./survival-cox.ts') },
}

const help = `Usage: cairn survival COMMAND DATA.csv "FORMULA" [flags]

${Object.entries(commands)
  .map(([name, c]) => `  ${name.padEnd(7)} ${c.summary}`)
  .join('\n')}

DATA.csv has one row a person, or several rows (start, stop] a person, and a header. Blank cells and NA are missing;
rows that miss a value the formula needs are left out and counted.

A formula is written as in R: the outcome, a ~, and what it is compared by.
  Surv(days, used) ~ group              right-censored: the days, and 1 if the event came, 0 if not (or 2 and 1, or TRUE and FALSE)
  Surv(start, stop, used) ~ group       rows from after start up to stop
  ~ 1                                   nothing to compare by
  ~ age + sex + age:sex, age * sex      several columns, and their interaction
  factor(x)  log(x)  sqrt(x)  I(x^2)    a column as categories; transformed
  strata(site)  cluster(id)  offset(x)  its own baseline for each site; rows that belong together; a known part

Text columns become categories by themselves, in the order of their letters (capitals first); the first is the one to compare with.

cairn survival COMMAND --help tells more about a command.
`

/** `cairn survival`: hands over to km, test, cox … */
export async function run(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h') {
    io.out(help)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw new UserError(
      `cairn survival has no command ${name}.${nearestOf(name, Object.keys(commands))} cairn survival --help lists them.`,
    )
  return (await command.load()).run(rest, io)
}
