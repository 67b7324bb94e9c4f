import { cumulativeIncidence, type IncidenceStep } from '@cairn/statistics/survival/aalen-johansen.ts'
import { grayTest } from '@cairn/statistics/survival/gray.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { type StepCurve, stepCurvesPicture } from '../plot/step-curves.ts'
import { writePicture } from '../plot/svg.ts'
import { decimals, digits, pValue, textTable, timeLabel } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { droppedSentence, readSurvivalData, refuseManyGroups } from './survival-data.ts'
import { incidenceRCode } from './survival-r-code.ts'

const help = `Usage: cairn survival cuminc DATA.csv "Surv(time, status) ~ group" [flags]

Cumulative incidence when several kinds of event compete: status 0 is censored, 1, 2 … are the causes.
Aalen–Johansen estimates, Aalen's standard errors as cmprsk's, and Gray's test between groups.

  --times 30,90,180   show the curves at these times
  --plot out.svg      the curves as a picture
  --r-code            prints the R that gives the same numbers
  --json              everything, every step, for a machine
`

/** `cairn survival cuminc` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('survival cuminc', args, {
    times: 'numbers',
    plot: 'text',
    'r-code': 'switch',
    json: 'switch',
  })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  const data = await readSurvivalData(
    'cuminc',
    positionals,
    { causes: true, crossed: true, refuses: ['cluster', 'offset'] },
    io,
  )
  const { design } = data
  const { response } = design
  const group = design.groups
  if (!group && design.strata)
    throw new UserError(
      `The formula "${data.formula}" has strata() alone, which serves Gray's test between groups; write the column by itself for a curve each.`,
    )
  if (group) refuseManyGroups(data.path, group.levels)
  const { labels, codes } = causesThatOccur(response.event)
  const named = <T extends { readonly cause: number }>(list: readonly T[]) =>
    list.map((item) => ({ ...item, cause: labels[item.cause - 1]! }))
  const input = {
    time: response.time,
    cause: codes,
    ...(group ? { group: { codes: group.codes, labels: group.levels } } : {}),
  }
  const groups = data
    .estimate(() => cumulativeIncidence({ ...input, ...(response.start ? { start: response.start } : {}) }))
    .map((one) => ({ ...one, causes: named(one.causes) }))
  const compares = group !== undefined && group.levels.length > 1 && !response.start
  const gray = compares
    ? named(data.estimate(() => grayTest({ ...input, ...(design.strata ? { strata: design.strata.codes } : {}) })))
    : []
  const times = flags.times ?? []
  if (flags['r-code']) {
    io.out(incidenceRCode(data, { times, causes: labels.at(-1) ?? 0 }))
    return 0
  }
  if (flags.plot !== undefined) {
    const curves = groups.flatMap(({ group: name, causes }, g) =>
      causes.map(
        (c, k): StepCurve => ({
          name: `${name === 'all' ? '' : `${name}, `}cause ${c.cause}`,
          colour: group ? g : k,
          isDashed: group !== undefined && k % 2 === 1,
          from: 0,
          end: lastTime(name),
          steps: c.steps.map(({ time, estimate, se }) => ({ time, value: estimate, ...plainInterval(estimate, se) })),
        }),
      ),
    )
    await writePicture(flags.plot, stepCurvesPicture(curves, data.formula))
  }
  if (flags.json) {
    const shown = groups.map(({ group: name, n, causes }) => ({
      group: name,
      n,
      causes: causes.map((c) => ({
        cause: c.cause,
        events: c.events,
        ...(times.length > 0 ? { times: times.map((t) => at(c.steps, t, lastTime(name))) } : {}),
        steps: c.steps,
      })),
    }))
    io.out(
      `${JSON.stringify({ dropped: design.dropped, variance: 'aalen', groups: shown, gray: gray.map(({ cause, chisq, df, p }) => ({ cause, chisq, df, p })) }, null, 1)}\n`,
    )
    return 0
  }
  const show = times.length > 0 ? times : someTimes(response.time)
  const out = [
    `Cumulative incidence with competing causes (Aalen–Johansen), ${design.n} rows. Standard errors: Aalen's.\n`,
    droppedSentence(design),
  ]
  for (const { group: name, causes } of groups) {
    out.push(`\n${name === 'all' ? 'Everybody' : name}\n`)
    out.push(
      textTable([
        { heading: '  time', cells: show.map((t) => `  ${timeLabel(t)}`) },
        ...causes.flatMap((c) => {
          const rows = show.map((t) => at(c.steps, t, lastTime(name)))
          return [
            { heading: `cause ${c.cause}`, cells: rows.map((r) => decimals(r.estimate, 4)) },
            { heading: 'se', cells: rows.map((r) => decimals(r.se, 4)) },
          ]
        }),
      ]),
    )
  }
  for (const g of gray)
    out.push(
      g.chisq === null
        ? `\nCause ${g.cause}: no test. ${g.reason}\n`
        : `\nCause ${g.cause}: Gray's test chi-square ${digits(g.chisq, 5)} on ${g.df} df, p ${pValue(g.p)}`,
    )
  if (gray.length > 0) out.push('\n')
  io.out(out.join(''))
  return 0

  function lastTime(name: string): number {
    let last = 0
    for (let i = 0; i < response.time.length; i++)
      if (!group || group.levels[group.codes[i]!] === name) last = Math.max(last, response.time[i]!)
    return last
  }
}

/** The causes that somebody had, and each row's place among them: a file with the causes 1 and 9 has two, not nine. */
function causesThatOccur(event: Float64Array): { readonly labels: readonly number[]; readonly codes: Float64Array } {
  const labels = [...new Set(event)].filter((v) => v !== 0).sort((a, b) => a - b)
  // What is no cause is refused by the estimator, which knows the row.
  if (!labels.every((v) => Number.isInteger(v) && v > 0)) return { labels, codes: event }
  const place = new Map(labels.map((label, k) => [label, k + 1]))
  return { labels, codes: event.map((v) => place.get(v) ?? 0) }
}

/** A band for the eye: the estimate with two standard errors, inside 0 and 1. */
function plainInterval(estimate: number, se: number | null) {
  return se === null
    ? { low: null, high: null }
    : { low: Math.max(0, estimate - 1.96 * se), high: Math.min(1, estimate + 1.96 * se) }
}

/** The last step at or before a time; nothing after the last time of the group. */
function at(
  steps: readonly IncidenceStep[],
  time: number,
  last: number,
): { time: number; estimate: number | null; se: number | null } {
  if (time > last) return { time, estimate: null, se: null }
  let found: IncidenceStep | undefined
  for (const step of steps) if (step.time <= time) found = step
  return { time, estimate: found?.estimate ?? 0, se: found ? found.se : 0 }
}

function someTimes(time: Float64Array): number[] {
  const last = time.reduce((a, b) => Math.max(a, b), 0)
  return last > 0
    ? Array.from({ length: 6 }, (_, k) => Number(((last * (k + 1)) / 6).toPrecision(2))).filter((t) => t <= last)
    : [0]
}
