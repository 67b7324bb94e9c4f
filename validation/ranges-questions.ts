import { join } from 'node:path'
import { createRandom } from '@cairn/statistics/random/random.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { groupedTime } from '@cairn/statistics/survival/grouped-time.ts'
import { turnbull } from '@cairn/statistics/survival/turnbull.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import { Difference, type Ledger } from './ledger.ts'
import { numbers, type Question } from './question.ts'

/** Turnbull's estimate on the breast cosmesis data, an arm each. */
export async function cosmesisQuestions(ledger: Ledger): Promise<Question[]> {
  const table = await readCsv(join(import.meta.dirname, 'published', 'breast-cosmesis.csv'))
  const [low, high] = [numbers(table, 'low'), numbers(table, 'high').map((h) => (Number.isNaN(h) ? Infinity : h))]
  const column = table.columns.get('treatment')!
  const arm = Array.from({ length: table.rows }, (_, i) => String(column.values[i]))
  return [...new Set(arm)].map((name) => {
    const rows = [...low.keys()].filter((i) => arm[i] === name)
    return turnbullQuestion(
      ledger,
      `breast cosmesis, ${name}`,
      rows.map((i) => low[i]!),
      rows.map((i) => high[i]!),
    )
  })
}

/** Turnbull's estimate beside self-consistency written out in R, and beside survfit. */
export function turnbullQuestion(
  ledger: Ledger,
  where: string,
  low: readonly number[],
  high: readonly number[],
): Question {
  return {
    where,
    job: { kind: 'turnbull', low, high: high.map((h) => (h === Infinity ? null : h)) },
    compare: (r) => {
      const { intervals } = turnbull({ low, high })
      ledger.compare('Turnbull, number of intervals', where, intervals.length, r['low']!.length)
      for (const [k, s] of intervals.entries()) {
        ledger.compare('Turnbull interval', where, s.low, r['low']![k])
        ledger.compare('Turnbull interval', where, s.high === Infinity ? null : s.high, r['high']![k])
        // R's self-consistency converges slowly where a mass is nearly nothing; ours goes to the end.
        ledger.compare('Turnbull mass', where, s.probability, r['mass']![k], { scale: 1, tolerance: 1e-4 })
        // survfit stops when survival moves by less than 5e-5 in a round: with few people that can be far from the maximum.
        if (s.high !== Infinity)
          ledger.compare('Turnbull survival, survfit', where, s.survival, r['survfit']![k], {
            scale: 1,
            tolerance: 2e-2,
          })
      }
    },
  }
}

/** Forty people seen at four visits: an event between two of them, or never seen. */
export function randomRanges(seed: number): [number[], number[]] {
  const random = createRandom(seed, 'ranges')
  const low: number[] = []
  const high: number[] = []
  for (let i = 0; i < 40; i++) {
    const time = Math.floor(20 * random.exponential())
    const visits = [0, 5 + random.below(4), 12 + random.below(6), 25 + random.below(10)]
    low.push(visits.findLast((v) => v <= time)!)
    high.push(visits.find((v) => v > time) ?? Infinity)
  }
  return [low, high]
}

/** Six windows; about a third of the events are known to two or three windows only. */
export function randomRangesOverWindows(seed: number): Ranges {
  const random = createRandom(seed, 'grouped')
  const intervals = 6
  const [interval, until, event] = [[] as number[], [] as number[], [] as number[]]
  const x = [[] as number[], [] as number[]]
  for (let i = 0; i < 150; i++) {
    const [a, b] = [random.below(2), Math.round(random.normal() * 100) / 100]
    const time = Math.floor((4 * random.exponential()) / Math.exp(0.5 * a - 0.3 * b))
    const seen = random.below(intervals + 1)
    const wide = random.uniform() < 0.35 ? 1 + random.below(2) : 0
    x[0]!.push(a)
    x[1]!.push(b)
    const came = time < seen
    event.push(Number(came))
    const from = came ? Math.max(0, time - random.below(wide + 1)) : seen - 1
    interval.push(from)
    until.push(came ? Math.max(time, Math.min(seen - 1, from + wide)) : from)
  }
  return { intervals, interval, until, event, x }
}

/** Events known to windows or to ranges of windows. */
interface Ranges {
  readonly intervals: number
  readonly interval: readonly number[]
  readonly until: readonly number[]
  readonly event: readonly number[]
  readonly x: readonly (readonly number[])[]
}

/** The grouped model with ranges beside R's general optimizer. */
export function rangesQuestion(ledger: Ledger, where: string, data: Ranges): Question {
  const { intervals, interval, until, event, x } = data
  return {
    where,
    job: { kind: 'ranges', intervals, interval, until, event, x },
    compare: (r) => {
      const tolerance = 1e-4
      try {
        const fit = groupedTime({ intervals, interval, until, event, x, names: x.map((_, a) => `x${a + 1}`) })
        ledger.compare('ranges over windows, log likelihood', where, fit.logLik, r['logLik']![0], { tolerance: 1e-7 })
        for (const [k, t] of fit.terms.entries()) {
          ledger.compare('ranges over windows, coefficient', where, t.coef, r['coef']![k], { scale: t.se, tolerance })
          ledger.compare('ranges over windows, standard error', where, t.se, r['se']![k], { tolerance: 1e-3 })
        }
      } catch (error) {
        if (!(error instanceof StatisticsError)) throw error
        throw new Difference(error.message, { cause: error })
      }
    },
  }
}
