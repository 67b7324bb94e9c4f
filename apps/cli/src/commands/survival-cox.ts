import { concordance } from '@cairn/statistics/survival/concordance.ts'
import { type CoxInput, cox } from '@cairn/statistics/survival/cox.ts'
import { proportionalHazardsTest } from '@cairn/statistics/survival/proportional-hazards.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { hazardRatiosPicture } from '../plot/hazard-ratios.ts'
import { stepCurvesPicture } from '../plot/step-curves.ts'
import { writePicture } from '../plot/svg.ts'
import { decimals, digits, pValue, textTable } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { predictedCurves } from './survival-cox-curves.ts'
import { codingSentence, droppedSentence, readSurvivalData } from './survival-data.ts'
import { coxRCode } from './survival-r-code.ts'

const help = `Usage: cairn survival cox DATA.csv "Surv(time, event) ~ age + factor(group) + strata(site)" [flags]

Cox regression: how each column multiplies the rate of the event (hazard ratio), the others held fixed.

  --ties efron|breslow   events at one time (default efron)
  --weights COLUMN       case weights; with fractions the standard errors are robust
  --robust               robust standard errors; cluster(id) in the formula groups rows that belong together
  --zph                  test whether hazard ratios stay the same over time
  --plot out.svg         the hazard ratios as a picture
  --curves COLUMN        with --plot: the predicted curves for each value of a column instead, other columns at their means
  --r-code               prints the R that gives the same numbers
  --json                 for a machine
`

/** `cairn survival cox` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('survival cox', args, {
    ties: ['efron', 'breslow'],
    weights: 'text',
    robust: 'switch',
    zph: 'switch',
    plot: 'text',
    curves: 'text',
    'r-code': 'switch',
    json: 'switch',
  })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  if (flags.curves !== undefined && flags.plot === undefined)
    throw new UserError('--curves draws a picture and needs --plot out.svg.')
  const data = await readSurvivalData('cox', positionals, { weights: flags.weights }, io)
  const { design } = data
  if (design.x.length === 0)
    throw new UserError(`The formula "${data.formula}" names no covariate; write a column after the ~.`)
  const { response } = design
  if (flags['r-code']) {
    io.out(coxRCode(data, { ...flags, ties: flags.ties ?? 'efron', weights: flags.weights }))
    return 0
  }
  const input: CoxInput = {
    ...(response.start ? { start: response.start } : {}),
    time: response.time,
    event: response.event,
    x: design.x,
    names: design.names,
    ...(design.strata ? { strata: design.strata.codes } : {}),
    ...(design.weights ? { weights: design.weights } : {}),
    ...(design.offset ? { offset: design.offset } : {}),
    ...(design.cluster ? { cluster: design.cluster } : {}),
    ...(flags.robust ? { robust: true } : {}),
    ties: flags.ties ?? 'efron',
  }
  const fit = data.estimate(() => cox(input))
  const agreement = data.estimate(() => concordance({ ...input, predictor: fit.linearPredictor }))
  const zph = flags.zph ? data.estimate(() => proportionalHazardsTest(input, fit, { terms: design.terms })) : undefined
  const { n, events, ties, iterations, variance, logLik, terms, tests } = fit
  if (flags.plot !== undefined) {
    const { curves, plot } = flags
    const picture =
      curves === undefined
        ? hazardRatiosPicture(terms, data.formula)
        : stepCurvesPicture(
            data.estimate(() => predictedCurves(curves, design, input, fit)),
            data.formula,
          )
    await writePicture(plot, picture)
  }
  if (flags.json) {
    const result = {
      n,
      events,
      dropped: design.dropped,
      ties,
      iterations,
      variance,
      logLik,
      terms,
      tests,
      concordance: { estimate: agreement.estimate, se: agreement.se },
      ...(zph ? { zph: { terms: zph.terms, global: zph.global } } : {}),
    }
    io.out(`${JSON.stringify(result, null, 1)}\n`)
    return 0
  }
  const robust = variance === 'robust'
  io.out(
    [
      `Cox regression (${ties === 'efron' ? "Efron's" : "Breslow's"} ties), ${n} rows, ${events} events${design.strata ? `, ${design.strata.levels.length} strata` : ''}${robust ? ', robust standard errors' : ''}.\n`,
      droppedSentence(design),
      codingSentence(design),
      ...design.factors
        .filter((f) => !f.variable.startsWith('strata('))
        .map((f) => `${f.variable}: compared with ${f.levels[0]}.\n`),
      '\n',
      textTable([
        { heading: '', cells: terms.map((t) => t.term), align: 'left' },
        { heading: 'hazard ratio', cells: terms.map((t) => digits(t.hr)) },
        { heading: '95 % low', cells: terms.map((t) => digits(t.hrLow)) },
        { heading: 'high', cells: terms.map((t) => digits(t.hrHigh)) },
        { heading: 'coef', cells: terms.map((t) => digits(t.coef, 5)) },
        { heading: 'se', cells: terms.map((t) => digits(t.se)) },
        ...(robust ? [{ heading: 'robust se', cells: terms.map((t) => digits(t.robustSe)) }] : []),
        { heading: 'z', cells: terms.map((t) => decimals(t.z, 3)) },
        { heading: 'p', cells: terms.map((t) => pValue(t.p)) },
      ]),
      '\n',
      textTable([
        {
          heading: 'all terms together',
          cells: ['likelihood ratio', 'Wald', 'score', ...(tests.robustScore ? ['robust score'] : [])],
          align: 'left',
        },
        ...(['chisq', 'df', 'p'] as const).map((key) => ({
          heading: key === 'chisq' ? 'chi-square' : key,
          cells: [
            tests.likelihoodRatio,
            tests.wald,
            tests.score,
            ...(tests.robustScore ? [tests.robustScore] : []),
          ].map((t) => (key === 'p' ? pValue(t.p) : digits(t[key]))),
        })),
      ]),
      agreement.estimate === null
        ? ''
        : `Concordance ${decimals(agreement.estimate, 3)} (se ${decimals(agreement.se, 3)}).\n`,
      zph
        ? `\nDo the hazard ratios stay the same over time? (a small p says no)\n${textTable([
            { heading: '', cells: [...zph.terms.map((t) => t.term), 'all together'], align: 'left' },
            { heading: 'chi-square', cells: [...zph.terms, zph.global].map((t) => digits(t.chisq)) },
            { heading: 'df', cells: [...zph.terms, zph.global].map((t) => String(t.df)) },
            { heading: 'p', cells: [...zph.terms, zph.global].map((t) => pValue(t.p)) },
          ])}`
        : '',
    ].join(''),
  )
  return 0
}
