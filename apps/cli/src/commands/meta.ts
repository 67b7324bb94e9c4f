import type { MetaTest } from '@cairn/statistics/meta/meta-input.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { readCsv } from '../csv.ts'
import { forestPicture } from '../plot/forest.ts'
import { writePicture } from '../plot/svg.ts'
import { UserError } from '../user-error.ts'
import { analyze } from './meta-analysis.ts'
import { readModerators } from './meta-moderators.ts'
import { metaRCode } from './meta-r-code.ts'
import { methodName, report } from './meta-report.ts'
import { isRatio, measures, readStudies } from './meta-studies.ts'

const help = `Usage: cairn meta STUDIES.csv --measure OR|RR|RD|PETO|HR|SMD|MD|GEN [flags]

Pools the effects of several studies. One row a study; columns by name: study, and
  events_t n_t events_c n_c          counts in the two arms (OR, RR, RD, PETO)
  mean_t sd_t n_t mean_c sd_c n_c    means (MD, SMD)
  effect se                          any measure; ratios as logarithms
  effect ci_low ci_high              any measure; ratios on their own scale, with a 95 % interval

  --measure …                        odds, risk or hazard ratio, risk difference, Peto's odds ratio, (standardized) mean difference, anything
  --method FE|DL|PM|REML|MH          common effect; random effects (default REML); Mantel–Haenszel. PETO with FE is Peto's method
  --hksj                             Hartung–Knapp–Sidik–Jonkman intervals (few studies: use this)
  --test z|knha|adhoc                the same by name; adhoc never makes the interval shorter than the usual one
  --moderators a,b                   regression of the effect on columns (text becomes categories)
  --subgroup kind                    pooled for each value of a column, and a test of their difference
  --sensitivity                      without each study in turn, study after study, influence, trim and fill
  --plot out.svg                     forest and funnel as a picture
  --r-code                           prints the R that gives the same numbers
  --json                             for a machine
`

/** `cairn meta` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('meta', args, {
    measure: measures,
    method: ['FE', 'DL', 'PM', 'REML', 'MH'],
    hksj: 'switch',
    test: ['z', 'knha', 'adhoc'],
    moderators: 'names',
    subgroup: 'text',
    sensitivity: 'switch',
    'r-code': 'switch',
    plot: 'text',
    json: 'switch',
  })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  const [path, ...more] = positionals
  if (path === undefined) throw new UserError('cairn meta needs a CSV file with one row a study.')
  if (more.length > 0) throw new UserError(`cairn meta takes one file; what is ${JSON.stringify(more[0])}?`)
  if (!flags.measure) throw new UserError(`cairn meta needs --measure: one of ${measures.join(', ')}.`)
  if (flags.hksj && flags.test === 'z') throw new UserError('--hksj and --test z exclude each other.')
  const measure = flags.measure
  const method = flags.method ?? 'REML'
  const test: MetaTest = flags.test ?? (flags.hksj ? 'knha' : 'z')
  if (test !== 'z' && (method === 'FE' || method === 'MH'))
    throw new UserError(
      `The Hartung–Knapp adjustment belongs to random effects; it cannot be used with --method ${method}.`,
    )
  const table = await readCsv(path)
  if (table.rows === 0) throw new UserError(`${path} has a header but no rows.`)
  const read = readStudies(table, measure)
  const moderators = readModerators(table, read.studies, flags.moderators ?? [])
  const studies = moderators.studies
  const dropped = [...read.dropped, ...moderators.dropped]
  const fromCounts = method === 'MH' || (measure === 'PETO' && method === 'FE' && read.layout === 'counts')
  if (fromCounts && (moderators.names.length > 0 || flags.subgroup))
    throw new UserError(`--method ${method} pools counts and takes neither moderators nor subgroups.`)
  if (method === 'MH' && (read.layout !== 'counts' || measure === 'PETO'))
    throw new UserError('--method MH needs counts and --measure OR, RR or RD.')
  if (studies.length === 0) throw new UserError(`${path}: no study has an effect that can be pooled.`)
  if (flags['r-code']) {
    const { moderators: wanted = [], subgroup, sensitivity } = flags
    const k = studies.length
    const { layout } = read
    io.out(metaRCode(table, { measure, layout, method, test, k, moderators: wanted, subgroup, sensitivity }))
    return 0
  }
  const counts = fromCounts ? read.counts : undefined
  const result = explain(path, () =>
    analyze(studies, measure, method, test, moderators, counts, table, flags.subgroup, flags.sensitivity),
  )
  if (flags.plot !== undefined) {
    const { estimate, low, high, predictionLow, predictionHigh } = result.json
    if (estimate === null || low === null || high === null)
      throw new UserError('--plot shows one pooled effect; leave --moderators out.')
    const plotted = result.json.studies.map((s) => ({ ...s, name: s.study }))
    const title = `${measure}, ${methodName(method, measure)}${test === 'z' ? '' : ', Hartung–Knapp'}`
    const mean = { estimate, low, high, predictionLow, predictionHigh }
    await writePicture(flags.plot, forestPicture(plotted, mean, isRatio(measure), title))
  }
  if (flags.json)
    io.out(
      `${JSON.stringify({ ...result.json, layout: read.layout, dropped: dropped.length, droppedStudies: dropped }, null, 1)}\n`,
    )
  else io.out(report(result, studies, measure, method, test, dropped))
  return 0
}

function explain<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof StatisticsError)
      throw new UserError(`${path}${error.fields.column ? `, column ${error.fields.column}` : ''}: ${error.message}`)
    throw error
  }
}
