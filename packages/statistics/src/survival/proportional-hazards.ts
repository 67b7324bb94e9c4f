import { chisquareUpper } from '../distributions/distributions.ts'
import { quadraticForm } from '../linear/matrix.ts'
import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import type { ChisquareTest, CoxFit, CoxInput } from './cox.ts'
import { type CoxData, prepareCox } from './cox-data.ts'
import { forEachDenominator, linearPredictor, risks, walkRiskSets } from './cox-risk-sets.ts'

export interface ProportionalHazardsTest {
  readonly transform: TimeTransform
  readonly terms: readonly (ChisquareTest & { readonly term: string })[]
  readonly global: ChisquareTest
}

export type TimeTransform = 'km' | 'identity' | 'log' | 'rank'

/** Which columns belong to one term of the model: a factor's levels are tested together. */
export interface TermColumns {
  readonly term: string
  readonly columns: readonly number[]
}

/**
 * Test of proportional hazards: the score test for adding covariate × g(time), by term and for all at once.
 * g is 1 − the Kaplan–Meier curve just before t (default), t, log t or its rank. As survival::cox.zph since version 3
 * (Grambsch & Therneau 1994, with the exact information matrix).
 *
 * @throws singular when the transformed time does not change over the informative events (R stops there too)
 */
export function proportionalHazardsTest(
  input: CoxInput,
  fit: CoxFit,
  options: { readonly transform?: TimeTransform; readonly terms?: readonly TermColumns[] } = {},
): ProportionalHazardsTest {
  const data = prepareCox(input)
  const { p, z, byStop, event, weights } = data
  const transform = options.transform ?? 'km'
  const g = transformedTimes(data, transform)
  const beta = fit.coefficients.map((b, a) => b * data.scale[a]!)
  const size = 2 * p
  const information = new Float64Array(size * size)
  const score = new Float64Array(size)
  const mean = new Float64Array(p)
  walkRiskSets(data, risks(data, linearPredictor(data, beta)), 2, (set) => {
    const at = g[byStop[set.first]!]!
    for (let k = set.first; k < set.last; k++) {
      const i = byStop[k]!
      if (event[i]) for (let a = 0; a < p; a++) score[p + a]! += at * (weights ? weights[i]! : 1) * z[a]![i]!
    }
    forEachDenominator(set, data.efron, (share, weight) => {
      const total = set.s0 - share * set.d0
      for (let a = 0; a < p; a++) {
        mean[a] = (set.s1[a]! - share * set.d1[a]!) / total
        score[p + a]! -= at * weight * mean[a]!
        for (let b = 0; b <= a; b++) {
          const v = weight * ((set.s2[a * p + b]! - share * set.d2[a * p + b]!) / total - mean[a]! * mean[b]!)
          for (const [r, c] of a === b
            ? ([[a, b]] as const)
            : ([
                [a, b],
                [b, a],
              ] as const)) {
            information[r * size + c]! += v
            information[r * size + p + c]! += at * v
            information[(p + r) * size + c]! += at * v
            information[(p + r) * size + p + c]! += at * at * v
          }
        }
      }
    })
  })
  const test = (columns: readonly number[]): ChisquareTest => {
    const keep = [...Array(p).keys(), ...columns.map((c) => p + c)]
    const m = keep.length
    const matrix = new Float64Array(m * m)
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) matrix[i * m + j] = information[keep[i]! * size + keep[j]!]!
    const u = keep.map((k) => (k < p ? 0 : score[k]!))
    const chisq = scoreTest(matrix, u, m)
    return { chisq, df: columns.length, p: chisquareUpper(chisq, columns.length) }
  }
  const terms = options.terms ?? data.names.map((term, a) => ({ term, columns: [a] }))
  return {
    transform,
    terms: terms.map(({ term, columns }) => ({ term, ...test(columns) })),
    global: test([...Array(p).keys()]),
  }
}

/** The score test, or why there is none. */
function scoreTest(information: Float64Array, score: readonly number[], size: number): number {
  try {
    return quadraticForm(information, score, size, 1e-12)
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error
    throw new StatisticsError(
      'singular',
      'There is no test of proportional hazards: the transformed time hardly changes over the events that tell people apart.',
    )
  }
}

/** g(time) of each row, centred on the events. */
function transformedTimes(data: CoxData, transform: TimeTransform): Float64Array {
  const { n, time, event } = data
  const out = new Float64Array(n)
  if (transform === 'identity') out.set(time)
  else if (transform === 'log') {
    for (let i = 0; i < n; i++) {
      if (time[i]! <= 0)
        throw new StatisticsError('out_of_range', 'log(time) needs times above 0', {
          column: 'time',
          row: i,
          value: time[i]!,
        })
      out[i] = Math.log(time[i]!)
    }
  } else if (transform === 'rank') averageRanks(time, out)
  else kaplanMeierBefore(data, out)
  let [total, events] = [0, 0]
  for (let i = 0; i < n; i++)
    if (event[i]) {
      total += out[i]!
      events++
    }
  for (let i = 0; i < n; i++) out[i]! -= total / events
  return out
}

function averageRanks(time: Float64Array, out: Float64Array): void {
  const order = orderOf(time)
  for (let k = 0; k < order.length; ) {
    let last = k
    while (last < order.length && time[order[last]!] === time[order[k]!]) last++
    for (let j = k; j < last; j++) out[order[j]!] = (k + 1 + last) / 2
    k = last
  }
}

/** 1 − S(t−), S of all rows without weights and strata, as cox.zph does. */
function kaplanMeierBefore({ n, time, event, start }: CoxData, out: Float64Array): void {
  const order = orderOf(time)
  const entry = start && orderOf(start)
  let atRisk = start ? 0 : n
  let entered = 0
  let survival = 1
  for (let k = 0; k < n; ) {
    const t = time[order[k]!]!
    if (entry && start) for (; entered < n && start[entry[entered]!]! < t; entered++) atRisk++
    let deaths = 0
    const first = k
    for (; k < n && time[order[k]!] === t; k++) {
      out[order[k]!] = 1 - survival
      if (event[order[k]!]) deaths++
    }
    survival *= (atRisk - deaths) / atRisk
    atRisk -= k - first
  }
}
