import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { coxFirth } from '@cairn/statistics/survival/cox-firth.ts'
import { fineGray } from '@cairn/statistics/survival/fine-gray.ts'
import { meanCumulative } from '@cairn/statistics/survival/mean-cumulative.ts'
import { personTime, rateModel } from '@cairn/statistics/survival/person-time.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import { Difference, type Ledger } from './ledger.ts'
import { type Answer, numbers, type Question } from './question.ts'
import { runR } from './r.ts'
import {
  cosmesisQuestions,
  randomRanges,
  randomRangesOverWindows,
  rangesQuestion,
  turnbullQuestion,
} from './ranges-questions.ts'

const here = dirname(fileURLToPath(import.meta.url))
/**
 * Fine–Gray beside finegray + coxph, Firth and ranges beside R's general optimizer, Turnbull beside survfit and beside self-consistency
 * written out in R, recurrent events with death beside numerical derivatives, person-time beside pyears and glm. Expects R's own data
 * and the random sets of validateSurvival in `folder`.
 */
export async function validateSurvivalFurther(ledger: Ledger, folder: string, count: number): Promise<string> {
  const at = (name: string) => join(folder, `${name}.csv`)
  const questions: Question[] = [
    ...(['efron', 'breslow'] as const).flatMap((ties) => [
      fineGrayQuestion(ledger, at('mgus2_competing'), {
        time: 'etime',
        cause: 'cause',
        x: ['age', 'hgb', 'mspike'],
        ties,
      }),
      firthQuestion(ledger, at('ovarian'), { time: 'futime', event: 'fustat', x: ['age', 'rx', 'ecog.ps'], ties }),
    ]),
    fineGrayQuestion(ledger, at('mgus2_competing'), {
      time: 'etime',
      cause: 'cause',
      x: ['age', 'hgb'],
      ties: 'efron',
      strata: 'pstat',
    }),
    recurrentQuestion(ledger, at('bladder1'), { start: 'start', stop: 'stop', status: 'status', id: 'id' }),
    ratesQuestion(ledger, at('veteran'), {
      time: 'time',
      event: 'status',
      code: 1,
      group: 'celltype',
      cuts: [30, 90, 180],
    }),
    ratesQuestion(ledger, at('heart'), {
      start: 'start',
      time: 'stop',
      event: 'event',
      code: 1,
      group: 'transplant',
      cuts: [50, 200],
    }),
    ...(await cosmesisQuestions(ledger)),
  ]
  for (let seed = 1; seed <= count; seed++) {
    const data = at(`random-${seed}`)
    if (!existsSync(data)) break
    const ties = seed % 2 ? 'efron' : 'breslow'
    if (seed % 4 === 0)
      questions.push(fineGrayQuestion(ledger, data, { time: 'time', cause: 'cause', x: ['x2', 'site'], ties }))
    if (seed % 50 === 1)
      questions.push(firthQuestion(ledger, data, { time: 'time', event: 'event', x: ['x2', 'x1'], ties }))
    if (seed % 50 === 3)
      questions.push(firthQuestion(ledger, data, { start: 'start', time: 'time', event: 'event', x: ['x2'], ties }))
    if (seed % 10 === 5)
      questions.push(rangesQuestion(ledger, `random ${seed}, ranges over windows`, randomRangesOverWindows(seed)))
    if (seed % 20 === 1) questions.push(turnbullQuestion(ledger, `random ranges ${seed}`, ...randomRanges(seed)))
  }
  const answers = await runR<Answer[]>(
    join(here, 'survival-further.R'),
    questions.map((q) => q.job),
    folder,
  )
  for (const [k, { where, compare }] of questions.entries()) {
    const r = answers[k]!
    try {
      if (r.error) throw new Difference(`R stopped: ${r.error[0]}`)
      await compare(r)
    } catch (error) {
      throw new Difference(
        `${where}: ${error instanceof Error ? error.message : String(error)}\n  ${JSON.stringify(questions[k]!.job)}`,
        { cause: error },
      )
    }
  }
  return `${questions.length} further questions: Fine–Gray, Firth, ranges, Turnbull, recurrent events with death, person-time.`
}

async function complete(path: string, names: readonly string[]): Promise<Map<string, Float64Array>> {
  const table = await readCsv(path)
  const columns = names.map((name) => numbers(table, name))
  const kept = Array.from({ length: table.rows }, (_, i) => i).filter((i) => columns.every((c) => !Number.isNaN(c[i]!)))
  return new Map(names.map((name, a) => [name, Float64Array.from(kept, (i) => columns[a]![i]!)]))
}

export function fineGrayQuestion(
  ledger: Ledger,
  data: string,
  given: { time: string; cause: string; x: string[]; ties: 'efron' | 'breslow'; strata?: string },
): Question {
  const where = `${data.split('/').at(-1)} Fine–Gray ${given.ties}${given.strata ? ' strata' : ''}`
  return {
    where,
    job: { ...given, kind: 'fineGray', data },
    compare: async (r) => {
      const rows = await complete(data, [given.time, given.cause, ...given.x, ...(given.strata ? [given.strata] : [])])
      const { fit } = fineGray({
        time: rows.get(given.time)!,
        cause: rows.get(given.cause)!,
        x: given.x.map((name) => rows.get(name)!),
        names: given.x,
        ties: given.ties,
        ...(given.strata ? { strata: rows.get(given.strata)!, censoringStrata: rows.get(given.strata)! } : {}),
      })
      for (const [k, t] of fit.terms.entries()) {
        ledger.compare('Fine–Gray coefficient', where, t.coef, r['coef']![k], { scale: r['se']![k]! })
        ledger.compare('Fine–Gray standard error', where, t.se, r['naive']![k])
        ledger.compare('Fine–Gray robust standard error', where, t.robustSe, r['se']![k])
        // crr has Breslow's ties; what is left is its step size and the rule for events and censorings at one time.
        if (given.ties === 'breslow' && r['crr'])
          ledger.compare('Fine–Gray coefficient, cmprsk::crr', where, t.coef, r['crr'][k], {
            scale: r['se']![k]!,
            tolerance: 0.05,
          })
      }
    },
  }
}

export function firthQuestion(
  ledger: Ledger,
  data: string,
  given: { start?: string; time: string; event: string; x: string[]; ties: 'efron' | 'breslow' },
): Question {
  const where = `${data.split('/').at(-1)} Firth ${given.ties} ${given.x.join(' + ')}`
  // R's general optimizer walks to about eight digits.
  const tolerance = 1e-4
  return {
    where,
    job: { ...given, kind: 'firth', data },
    compare: async (r) => {
      const rows = await complete(data, [...(given.start ? [given.start] : []), given.time, given.event, ...given.x])
      const fit = coxFirth({
        ...(given.start ? { start: rows.get(given.start)! } : {}),
        time: rows.get(given.time)!,
        event: rows.get(given.event)!,
        x: given.x.map((name) => rows.get(name)!),
        names: given.x,
        ties: given.ties,
      })
      for (const [k, t] of fit.terms.entries()) {
        ledger.compare('Firth coefficient', where, t.coef, r['coef']![k], { scale: r['se']![k]!, tolerance })
        ledger.compare('Firth standard error', where, t.se, r['se']![k], { tolerance })
        ledger.compare('Firth profile interval, low', where, t.hrLow, r['low']![k], { tolerance })
        ledger.compare('Firth profile interval, high', where, t.hrHigh, r['high']![k], { tolerance })
        ledger.compare('Firth test of a term', where, t.chisq, r['chisq']![k], { scale: 1e-2, tolerance })
      }
      ledger.compare('Firth test of all terms', where, fit.likelihoodRatio.chisq, r['lr']![0], {
        scale: 1e-2,
        tolerance,
      })
    },
  }
}

export function recurrentQuestion(
  ledger: Ledger,
  data: string,
  given: { start: string; stop: string; status: string; id: string },
): Question {
  const where = `${data.split('/').at(-1)} recurrent events with death`
  return {
    where,
    job: { ...given, kind: 'recurrent', data },
    compare: async (r) => {
      const rows = await complete(data, [given.start, given.stop, given.status, given.id])
      const [start, stop] = [rows.get(given.start)!, rows.get(given.stop)!]
      const kept = [...start.keys()].filter((i) => start[i]! < stop[i]!)
      const take = (name: string) => kept.map((i) => rows.get(name)![i]!)
      const steps = meanCumulative({
        start: take(given.start),
        stop: take(given.stop),
        status: take(given.status).map((s) => Math.min(s, 2)),
        person: take(given.id),
      })
      ledger.compare('Ghosh–Lin mean, steps', where, steps.length, r['time']!.length)
      for (const [k, s] of steps.entries()) {
        ledger.compare('Ghosh–Lin mean', where, s.mean, r['mean']![k])
        ledger.compare('Ghosh–Lin standard error', where, s.se, r['se']![k])
      }
    },
  }
}

function ratesQuestion(
  ledger: Ledger,
  data: string,
  given: { start?: string; time: string; event: string; code: number; group: string; cuts: number[] },
): Question {
  const where = `${data.split('/').at(-1)} person-time`
  return {
    where,
    job: { ...given, kind: 'rates', data },
    compare: async (r) => {
      const table = await readCsv(data)
      const column = table.columns.get(given.group)!
      const names = Array.from({ length: table.rows }, (_, i) => String(column.values[i]))
      const labels = [...new Set(names)].sort()
      const cells = personTime({
        ...(given.start ? { start: numbers(table, given.start) } : {}),
        time: numbers(table, given.time),
        event: numbers(table, given.event).map((e) => Number(e === given.code)),
        group: { codes: names.map((name) => labels.indexOf(name)), labels },
        cuts: given.cuts,
      })
      for (const [k, group] of (r['group'] as unknown as string[]).entries()) {
        const cell = cells.filter((c) => c.group === group)[r['band']![k]! - 1]!
        ledger.compare('person-time', where, cell.personTime, r['time']![k])
        ledger.compare('person-time events', where, cell.events, r['events']![k])
        ledger.compare('rate, exact low', where, cell.low, r['low']![k], { scale: 1e-9 })
        ledger.compare('rate, exact high', where, cell.high, r['high']![k])
      }
      const bands = given.cuts.length + 1
      const used = cells.filter((c) => c.personTime > 0)
      const band = (c: (typeof cells)[number]) => cells.indexOf(c) % bands
      const model = rateModel({
        events: used.map((c) => c.events),
        personTime: used.map((c) => c.personTime),
        x: [
          ...labels.slice(1).map((l) => used.map((c) => Number(c.group === l))),
          ...given.cuts.map((_, b) => used.map((c) => Number(band(c) === b + 1))),
        ],
        names: [...labels.slice(1), ...given.cuts.map((_, b) => `band ${b + 2}`)],
      })
      for (const [k, t] of model.terms.entries()) {
        ledger.compare('Poisson rate model coefficient', where, t.coef, r['coef']![k], { scale: t.se })
        ledger.compare('Poisson rate model standard error', where, t.se, r['se']![k])
      }
      ledger.compare('Poisson rate model log likelihood', where, model.logLik, r['logLik']![0])
      ledger.compare('Poisson rate model deviance', where, model.deviance, r['deviance']![0])
      ledger.compare('Poisson rate model dispersion', where, model.dispersion, r['dispersion']?.[0])
    },
  }
}
