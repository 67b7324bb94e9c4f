import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { glm } from '@cairn/statistics/linear/glm.ts'
import { groupedTime } from '@cairn/statistics/survival/grouped-time.ts'
import { meanCumulative } from '@cairn/statistics/survival/mean-cumulative.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import type { Ledger } from './ledger.ts'
import { runR } from './r.ts'

const script = join(dirname(fileURLToPath(import.meta.url)), 'survival.R')
type Numbers = readonly (number | null)[]

/** Grouped time, Poisson rates and recurrent events on R's own data sets; expects them exported to `folder`. */
export async function validateSurvivalRest(ledger: Ledger, folder: string): Promise<void> {
  const at = (name: string) => join(folder, `${name}.csv`)
  const cuts = [0, 200, 400, 700, 1100]
  const jobs = [
    { kind: 'mcf', data: at('bladder2'), formula: 'Surv(start, stop, event) ~ 1', id: 'id' },
    { kind: 'mcf', data: at('cgd'), formula: 'Surv(tstart, tstop, status) ~ 1', id: 'id' },
    {
      kind: 'glm',
      family: 'cloglog',
      data: at('colon'),
      time: 'time',
      event: 'status',
      cuts,
      x: ['age', 'nodes', 'obstruct'],
    },
    { kind: 'glm', family: 'poisson', data: at('ovarian'), formula: 'fustat ~ age + rx + offset(log(futime))' },
  ]
  const [bladder, cgd, grouped, poisson] = await runR<Record<string, Numbers>[]>(script, jobs, folder)
  for (const [name, columns, r] of [
    ['bladder2', ['start', 'stop', 'event'], bladder!],
    ['cgd', ['tstart', 'tstop', 'status'], cgd!],
  ] as const) {
    const get = await reader(at(name))
    const steps = meanCumulative({
      start: get(columns[0]),
      stop: get(columns[1]),
      status: get(columns[2]),
      person: get('id'),
    })
    ledger.compare('mean cumulative function, steps', name, steps.length, r['time']!.length)
    for (const [k, s] of steps.entries()) {
      ledger.compare('mean cumulative function', name, s.mean, r['mean']![k])
      ledger.compare('mean cumulative function, se', name, s.se, r['se']![k])
    }
  }
  const get = await reader(at('colon'))
  const [time, event, age, nodes, obstruct] = [get('time'), get('status'), get('age'), get('nodes'), get('obstruct')]
  const kept = [...time.keys()].filter((i) => ![age, nodes, obstruct].some((c) => Number.isNaN(c[i]!)))
  const take = (c: Float64Array) => kept.map((i) => c[i]!)
  const interval = kept.map((i) => cuts.filter((c) => c <= time[i]!).length - 1 - (event[i] === 1 ? 0 : 1))
  const fit = groupedTime({
    intervals: cuts.length,
    interval,
    event: take(event),
    x: [take(age), take(nodes), take(obstruct)],
    names: ['age', 'nodes', 'obstruct'],
  })
  for (const [k, t] of fit.terms.entries()) {
    ledger.compare('grouped time coefficient', 'colon', t.coef, grouped!['coef']![cuts.length + k], { scale: t.se })
    ledger.compare('grouped time standard error', 'colon', t.se, grouped!['se']![cuts.length + k])
  }
  // In the last, open interval everybody who is counted has the event: hazard 1, which R shows as a large number.
  for (const [k, b] of fit.baseline.slice(0, -1).entries())
    ledger.compare('grouped time baseline', 'colon', b.logHazard, grouped!['coef']![k])
  ledger.compare('grouped time log likelihood', 'colon', fit.logLik, grouped!['logLik']![0])
  const o = await reader(at('ovarian'))
  const rates = glm({
    family: 'poisson',
    y: o('fustat'),
    x: [o('age'), o('rx')],
    names: ['age', 'rx'],
    offset: o('futime').map(Math.log),
  })
  for (const [k, t] of rates.terms.entries()) {
    ledger.compare('Poisson coefficient', 'ovarian', t.coef, poisson!['coef']![k], { scale: t.se })
    ledger.compare('Poisson standard error', 'ovarian', t.se, poisson!['se']![k])
  }
  ledger.compare('Poisson log likelihood', 'ovarian', rates.logLik, poisson!['logLik']![0])
}

async function reader(path: string): Promise<(name: string) => Float64Array> {
  const table = await readCsv(path)
  return (name) => {
    const column = table.columns.get(name)
    if (column?.kind !== 'number') throw new Error(`${path} has no numbers in ${name}`)
    return column.values
  }
}
