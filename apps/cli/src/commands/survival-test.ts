import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { digits, pValue, textTable } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { codingSentence, droppedSentence, readSurvivalData, refuseManyGroups } from './survival-data.ts'
import { testRCode } from './survival-r-code.ts'

const help = `Usage: cairn survival test DATA.csv "Surv(time, event) ~ group + strata(site)" [flags]

Log-rank test: do the groups differ in when the event comes? With strata() people are compared within each stratum only.
With Surv(start, stop, event) people enter late; if their group changes from row to row it is the Mantel–Byar test.

  --rho 0    0 is the log-rank test; 1 weighs early events more (Peto and Peto's form of Wilcoxon)
  --r-code   prints the R that gives the same numbers
  --json     for a machine
`

/** `cairn survival test` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('survival test', args, { rho: 'number', 'r-code': 'switch', json: 'switch' })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  const data = await readSurvivalData('test', positionals, { crossed: true, refuses: ['cluster', 'offset'] }, io)
  const { design } = data
  if (!design.groups)
    throw new UserError(`The formula "${data.formula}" names no groups to compare; write a column after the ~.`)
  if (design.groups.levels.length < 2)
    throw new UserError(
      `${data.path}: all rows that can be used are in one group (${design.groups.levels[0]}), so there is nothing to compare.`,
    )
  refuseManyGroups(data.path, design.groups.levels)
  const group = { codes: design.groups.codes, labels: design.groups.levels }
  const result = data.estimate(() =>
    logRank({
      ...(design.response.start ? { start: design.response.start } : {}),
      time: design.response.time,
      event: design.response.event,
      group,
      ...(design.strata ? { strata: design.strata.codes } : {}),
      rho: flags.rho ?? 0,
    }),
  )
  if (result.chisq === null) throw new UserError(`${data.path}: there is no test. ${result.reason}`)
  const { chisq, df, p, rho, groups } = result
  if (flags['r-code']) {
    io.out(testRCode(data, rho))
    return 0
  }
  if (flags.json) {
    io.out(`${JSON.stringify({ chisq, df, p, rho, dropped: design.dropped, groups }, null, 1)}\n`)
    return 0
  }
  io.out(
    [
      `${rho === 0 ? 'Log-rank test' : `Weighted log-rank test (rho = ${rho})`}${design.strata ? `, within ${design.strata.levels.length} strata` : ''}${design.response.start ? ', with delayed entry' : ''}, ${design.n} rows.\n`,
      droppedSentence(design),
      codingSentence(design),
      '\n',
      textTable([
        { heading: 'group', cells: groups.map((g) => g.group), align: 'left' },
        { heading: 'n', cells: groups.map((g) => String(g.n)) },
        { heading: 'observed', cells: groups.map((g) => digits(g.observed, 5)) },
        { heading: 'expected', cells: groups.map((g) => digits(g.expected, 5)) },
      ]),
      `\nchi-square ${digits(chisq, 5)} on ${df} ${df === 1 ? 'degree' : 'degrees'} of freedom, p ${pValue(p).startsWith('<') ? '' : '= '}${pValue(p)}\n`,
    ].join(''),
  )
  return 0
}
