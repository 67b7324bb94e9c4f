import {
  type KaplanMeierInput,
  kaplanMeier,
  type SurvivalCurve,
  survivalAt,
} from '@cairn/statistics/survival/kaplan-meier.ts'
import { restrictedMean } from '@cairn/statistics/survival/rmst.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { survivalCurvesPicture } from '../plot/survival-curves.ts'
import { writePicture } from '../plot/svg.ts'
import { decimals, digits, textTable, timeLabel } from '../text-table.ts'
import { codingSentence, droppedSentence, readSurvivalData } from './survival-data.ts'
import { curvesRCode } from './survival-r-code.ts'

const help = `Usage: cairn survival km DATA.csv "Surv(time, event) ~ group" [flags]

Kaplan–Meier curves: the share still free of the event at each time, with its standard error and 95 % interval.

  --conf-type log-log|log|plain   how the interval is made (default log-log; R's default is log)
  --times 30,90,180               show the curve at these times
  --tau 180                       restricted mean up to this time (default: the last time that every group reaches)
  --weights COLUMN                case weights; with fractions the standard errors are robust
  --plot out.svg                  the curves as a picture, with the number at risk
  --r-code                        prints the R that gives the same numbers
  --json                          everything, every step, for a machine
`

/** `cairn survival km` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('survival km', args, {
    'conf-type': ['log-log', 'log', 'plain'],
    times: 'numbers',
    tau: 'number',
    weights: 'text',
    plot: 'text',
    'r-code': 'switch',
    json: 'switch',
  })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  const data = await readSurvivalData(
    'km',
    positionals,
    { weights: flags.weights, crossed: 'with strata', refuses: ['offset'] },
    io,
  )
  const { design } = data
  const group = design.groups
  const input: KaplanMeierInput = {
    ...(design.response.start ? { start: design.response.start } : {}),
    time: design.response.time,
    event: design.response.event,
    ...(design.weights ? { weights: design.weights } : {}),
    ...(design.cluster ? { cluster: design.cluster } : {}),
    ...(group ? { group: { codes: group.codes, labels: group.levels } } : {}),
    confType: flags['conf-type'] ?? 'log-log',
  }
  const result = data.estimate(() => kaplanMeier(input))
  const means = data.estimate(() => restrictedMean(input, flags.tau))
  const times = flags.times ?? []
  if (flags['r-code']) {
    const { confType, variance } = result
    const robust = variance === 'robust'
    io.out(curvesRCode(data, { confType, times, tau: means[0]!.tau, weights: flags.weights, robust }))
    return 0
  }
  if (flags.plot !== undefined) await writePicture(flags.plot, survivalCurvesPicture(result.groups, data.formula))
  if (flags.json) {
    const groups = result.groups.map((curve, g) => {
      const { tau, estimate, se } = means[g]!
      const { steps, columns: _columns, ...rest } = curve
      return {
        ...rest,
        rmst: { tau, estimate, se },
        ...(times.length > 0 ? { times: atTimes(curve, times) } : {}),
        steps,
      }
    })
    io.out(
      `${JSON.stringify({ dropped: design.dropped, variance: result.variance, confType: result.confType, groups }, null, 1)}\n`,
    )
    return 0
  }
  const curves = result.groups
  const interval = `95 % intervals: ${result.confType}; standard errors: ${result.variance === 'robust' ? 'robust' : "Greenwood's"}.`
  const out = [
    `Kaplan–Meier estimate, ${design.n} rows${design.response.start ? ' from start to stop' : ''}. ${interval}\n`,
    droppedSentence(design),
    codingSentence(design),
    '\n',
    textTable([
      { heading: group ? 'group' : '', cells: curves.map((c) => c.group), align: 'left' },
      { heading: 'n', cells: curves.map((c) => String(c.n)) },
      { heading: 'events', cells: curves.map((c) => digits(c.events)) },
      { heading: 'median', cells: curves.map((c) => digits(c.median)) },
      { heading: 'low', cells: curves.map((c) => digits(c.medianLow)) },
      { heading: 'high', cells: curves.map((c) => digits(c.medianHigh)) },
      { heading: `mean up to ${digits(means[0]!.tau)}`, cells: means.map((m) => digits(m.estimate)) },
      { heading: 'se', cells: means.map((m) => digits(m.se)) },
    ]),
    '\n',
    ...curves.map((curve) => curveTable(curve, times.length > 0 ? times : someTimes(curves))),
    times.length > 0 ? '' : 'Every step: --json. Other times: --times 30,90,180.\n',
  ]
  io.out(out.join(''))
  return 0
}

function atTimes(curve: SurvivalCurve, times: readonly number[]) {
  return times.map(
    (time) =>
      survivalAt(curve, time) ?? {
        time,
        atRisk: 0,
        survival: null,
        se: null,
        low: null,
        high: null,
        reason: 'after the last time of this group',
      },
  )
}

function curveTable(curve: SurvivalCurve, times: readonly number[]): string {
  const rows = atTimes(curve, times)
  return `${curve.group === 'all' ? 'Curve' : curve.group}\n${textTable([
    { heading: '  time', cells: rows.map((r) => `  ${timeLabel(r.time)}`) },
    { heading: 'at risk', cells: rows.map((r) => digits(r.atRisk)) },
    { heading: 'survival', cells: rows.map((r) => decimals(r.survival, 4)) },
    { heading: 'se', cells: rows.map((r) => decimals(r.se, 4)) },
    { heading: 'low', cells: rows.map((r) => decimals(r.low, 4)) },
    { heading: 'high', cells: rows.map((r) => decimals(r.high, 4)) },
  ])}\n`
}

/** About eight round times up to the last one. */
function someTimes(curves: readonly SurvivalCurve[]): number[] {
  const last = Math.max(...curves.map((c) => c.steps.at(-1)?.time ?? 0))
  if (!(last > 0)) return [0]
  const rough = last / 8
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough
  return Array.from({ length: Math.floor(last / step) }, (_, k) => Number(((k + 1) * step).toPrecision(12)))
}
