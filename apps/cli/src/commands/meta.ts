import { chisquareUpper } from '@cairn/statistics/distributions/distributions.ts'
import { beggTest, eggerTest, trimAndFill } from '@cairn/statistics/meta/bias.ts'
import { mantelHaenszel, peto } from '@cairn/statistics/meta/counts.ts'
import { type MetaFit, type MetaMethod, type MetaTest, pool, tauInterval } from '@cairn/statistics/meta/pool.ts'
import { cumulative, influence, leaveOneOut } from '@cairn/statistics/meta/sensitivity.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { type CsvTable, readCsv } from '../csv.ts'
import { forestPicture } from '../plot/forest.ts'
import { writePicture } from '../plot/svg.ts'
import { decimals, digits, pValue, textTable } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { metaRCode } from './meta-r-code.ts'
import { methodName, moderatorTable, studyTable } from './meta-report.ts'
import { isRatio, levelsOf, type Measure, measures, numberColumn, readStudies, type Study } from './meta-studies.ts'

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
    io.out(metaRCode(path, measure, read.layout, method, test, flags.moderators ?? [], flags.subgroup))
    return 0
  }
  const result = explain(path, () =>
    analyze(studies, measure, method, test, moderators, fromCounts, table, flags.subgroup, flags.sensitivity),
  )
  if (flags.plot !== undefined) {
    const { estimate, low, high, predictionLow, predictionHigh } = result.json
    if (estimate === null || low === null || high === null)
      throw new UserError('--plot shows one pooled effect; leave --moderators out.')
    const plotted = result.json.studies.map((s) => ({ ...s, name: s.study }))
    const title = `${measure}, ${methodName(method, measure)}`
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

interface Moderators {
  readonly studies: readonly Study[]
  readonly dropped: readonly { readonly study: string; readonly reason: string }[]
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
}

/** Columns of the moderators, text as categories with the first level left out; studies that miss one are dropped. */
function readModerators(table: CsvTable, studies: readonly Study[], wanted: readonly string[]): Moderators {
  const kept: Study[] = []
  const dropped: { study: string; reason: string }[] = []
  const parts = wanted.map((name) => {
    const text = table.columns.get(name)?.kind
    return text === 'text' || text === 'logical'
      ? { name, factor: levelsOf(table, name), values: undefined }
      : { name, factor: undefined, values: numberColumn(table, name) }
  })
  for (const study of studies) {
    const missing = parts.find((p) => (p.factor ? p.factor.codes[study.row]! < 0 : Number.isNaN(p.values[study.row]!)))
    if (missing) dropped.push({ study: study.name, reason: `${missing.name} is missing` })
    else kept.push(study)
  }
  const names: string[] = []
  const columns: Float64Array[] = []
  for (const { name, factor, values } of parts) {
    if (!factor) {
      names.push(name)
      columns.push(Float64Array.from(kept, (s) => values[s.row]!))
      continue
    }
    const used = factor.levels.filter((_, c) => kept.some((s) => factor.codes[s.row] === c))
    for (const level of used.slice(1)) {
      names.push(name + level)
      columns.push(Float64Array.from(kept, (s) => Number(factor.levels[factor.codes[s.row]!] === level)))
    }
  }
  return { studies: kept, dropped, names, columns }
}

function analyze(
  studies: readonly Study[],
  measure: Measure,
  method: 'FE' | 'DL' | 'PM' | 'REML' | 'MH',
  test: MetaTest,
  moderators: Moderators,
  fromCounts: boolean,
  table: CsvTable,
  subgroup: string | undefined,
  sensitivity: boolean,
) {
  const ratio = isRatio(measure)
  const input = { effect: studies.map((s) => s.effect), variance: studies.map((s) => s.variance) }
  const hasModerators = moderators.names.length > 0
  const settings = { ...input, method: (method === 'MH' ? 'FE' : method) as MetaMethod, test }
  const fit = pool({
    ...settings,
    ...(hasModerators ? { moderators: moderators.columns, names: moderators.names } : {}),
  })
  const counted = fromCounts
    ? method === 'MH'
      ? mantelHaenszel(
          measure as 'OR' | 'RR' | 'RD',
          studies.map((s) => s.counts!),
        )
      : peto(studies.map((s) => s.counts!))
    : undefined
  const pooled = counted ?? { ...fit.terms[0]!, estimate: fit.terms[0]!.coef, q: fit.q }
  const interval =
    method === 'FE' || method === 'MH'
      ? { low: null, high: null, reason: null }
      : tauInterval({ ...input, ...(hasModerators ? { moderators: moderators.columns, names: moderators.names } : {}) })
  const { predictionLow, predictionHigh } = fromCounts ? { predictionLow: null, predictionHigh: null } : fit
  // A regression has no single pooled effect; its intercept stands among the moderators.
  const main = hasModerators
    ? { estimate: null, se: null, low: null, high: null, p: null }
    : { estimate: pooled.estimate, se: pooled.se, low: pooled.low, high: pooled.high, p: pooled.p }
  const exp = (v: number | null) => (v === null ? null : Math.exp(v))
  const { q } = pooled
  const i2 = fromCounts ? Math.max(0, (100 * (q.chisq - q.df)) / q.chisq) : fit.i2
  const json = {
    k: counted?.k ?? fit.k,
    measure,
    method,
    test,
    ...main,
    predictionLow,
    predictionHigh,
    tau2: fromCounts ? null : fit.tau2,
    tau2Low: interval.low,
    tau2High: interval.high,
    ...(interval.reason ? { tau2Reason: interval.reason } : {}),
    i2: Number.isNaN(i2) ? null : i2,
    h2: fromCounts ? (q.df > 0 ? q.chisq / q.df : null) : fit.h2,
    q,
    studies: studies.map((s, i) => ({
      study: s.name,
      effect: s.effect,
      variance: s.variance,
      weight: fit.weights[i]!,
      corrected: s.corrected,
    })),
    egger: eggerTest(input),
    begg: beggTest(input),
    moderators: hasModerators
      ? fit.terms.map(({ term, coef, se, p, low, high }) => ({ term, coef, se, p, low, high }))
      : [],
    ...(hasModerators ? { moderatorTest: finite(fit.moderatorTest), r2: rSquared(settings, fit) } : {}),
    ...(ratio
      ? {
          exp: {
            estimate: exp(main.estimate),
            low: exp(main.low),
            high: exp(main.high),
            predictionLow: exp(predictionLow),
            predictionHigh: exp(predictionHigh),
          },
        }
      : {}),
    ...(subgroup ? subgroups(studies, settings, table, subgroup) : {}),
    ...(sensitivity && !hasModerators ? sensitivityOf(settings, studies) : {}),
  }
  return { json, fit, reason: interval.reason }
}

function finite(test: MetaFit['moderatorTest']) {
  return test && { ...test, df2: Number.isFinite(test.df2) ? test.df2 : null }
}

/** Share of τ² that the moderators explain, in percent. */
function rSquared(settings: Parameters<typeof pool>[0], fit: MetaFit): number | null {
  const without = pool({
    effect: settings.effect,
    variance: settings.variance,
    ...(settings.method ? { method: settings.method } : {}),
  })
  return without.tau2 && fit.tau2 !== null ? Math.max(0, (100 * (without.tau2 - fit.tau2)) / without.tau2) : null
}

function subgroups(studies: readonly Study[], settings: Parameters<typeof pool>[0], table: CsvTable, name: string) {
  const { codes, levels } = levelsOf(table, name)
  const groups = levels.flatMap((level, c) => {
    const members = studies.flatMap((s, i) => (codes[s.row] === c ? [i] : []))
    if (members.length === 0) return []
    const part = {
      ...settings,
      effect: members.map((i) => settings.effect[i]!),
      variance: members.map((i) => settings.variance[i]!),
    }
    // One study alone has no Hartung–Knapp interval.
    const fit = pool(members.length === 1 ? { ...part, test: 'z' as const } : part)
    const { coef: estimate, se, low, high, p } = fit.terms[0]!
    return [{ subgroup: level, k: fit.k, estimate, se, low, high, p, tau2: fit.tau2, i2: fit.i2, q: fit.q }]
  })
  const weight = groups.reduce((sum, g) => sum + 1 / g.se ** 2, 0)
  const mean = groups.reduce((sum, g) => sum + g.estimate / g.se ** 2 / weight, 0)
  const chisq = groups.reduce((sum, g) => sum + ((g.estimate - mean) / g.se) ** 2, 0)
  const df = groups.length - 1
  return { subgroups: groups, between: df > 0 ? { chisq, df, p: chisquareUpper(chisq, df) } : null }
}

function sensitivityOf(settings: Parameters<typeof pool>[0], studies: readonly Study[]) {
  if (studies.length < 3) return {}
  const row = (fit: MetaFit, i: number) => {
    const { coef: estimate, se, low, high, p } = fit.terms[0]!
    return { study: studies[i]!.name, estimate, se, low, high, p, tau2: fit.tau2, i2: fit.i2 }
  }
  const filled = trimAndFill(settings, settings.method)
  const { coef: estimate, se, low, high, p } = filled.fit.terms[0]!
  return {
    leaveOneOut: leaveOneOut(settings).map(row),
    cumulative: cumulative(settings).map(row),
    influence: influence(settings).map((x, i) => ({ study: studies[i]!.name, ...x })),
    trimAndFill: { missing: filled.missing, side: filled.side, estimate, se, low, high, p },
  }
}

function report(
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
    const fill = json.trimAndFill!
    lines.push(
      `\nTrim and fill: ${fill.missing} ${fill.missing === 1 ? 'study seems' : 'studies seem'} to be missing on the ${fill.side}; with ${fill.missing === 1 ? 'it' : 'them'} ${show(fill.estimate)} (95 % ${show(fill.low)} to ${show(fill.high)}).\n`,
    )
  }
  return lines.join('')
}
