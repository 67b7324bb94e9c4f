import { chisquareUpper } from '../distributions/distributions.ts'
import { quadraticForm } from '../linear/matrix.ts'
import { orderOf } from '../linear/order.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type CompetingRisksInput, type CompetingRows, checkCompetingRisks } from './aalen-johansen.ts'
import { type Column, compactCodes } from './columns.ts'

export interface GrayTest {
  readonly cause: number
  readonly chisq: number | null
  readonly df: number
  readonly p: number | null
  readonly reason: string | null
}

export interface GrayInput extends Omit<CompetingRisksInput, 'start' | 'weights'> {
  readonly strata?: Column
  readonly rho?: number
}

/**
 * Gray's test that the cumulative incidence of a cause is the same in k groups, one test a cause; other causes compete.
 * Weights (1 − F(t−))^rho. As cmprsk::cuminc (Gray 1988). Right-censored data.
 */
export function grayTest(input: GrayInput): readonly GrayTest[] {
  const rows = checkCompetingRisks(input)
  const k = rows.labels.length
  const strata = input.strata
    ? compactCodes('strata', input.strata, rows.n)
    : { codes: new Int32Array(rows.n), count: 1 }
  const order = orderOf(rows.time)
  const byStratum = Array.from({ length: strata.count }, (_, s) => order.filter((i) => strata.codes[i] === s))
  const present = rows.labels.map((_, g) => rows.codes.includes(g))
  const kept = present.flatMap((there, g) => (there ? [g] : [])).slice(0, -1)
  return Array.from({ length: rows.causes }, (_, c): GrayTest => {
    const cause = c + 1
    const df = kept.length
    if (df < 1) return { cause, chisq: null, df: 0, p: null, reason: 'There is only one group.' }
    const score = new Float64Array(k)
    const variance = new Float64Array(k * k)
    for (const index of byStratum) addStratum(rows, index, cause, input.rho ?? 0, score, variance)
    const v = new Float64Array(df * df)
    for (let i = 0; i < df; i++) for (let j = 0; j < df; j++) v[i * df + j] = variance[kept[i]! * k + kept[j]!]!
    try {
      const chisq = quadraticForm(
        v,
        kept.map((g) => score[g]!),
        df,
      )
      return { cause, chisq, df, p: chisquareUpper(chisq, df), reason: null }
    } catch (error) {
      if (!(error instanceof StatisticsError)) throw error
      return { cause, chisq: null, df, p: null, reason: 'The groups were never at risk at the same time.' }
    }
  })
}

/**
 * Adds one stratum's score and variance (Gray 1988, section 2). R_g = Y_g (1 − F_g(t−)) / S_g(t−) is the risk set of the
 * subdistribution in group g; the score is Σ W (dN_g − R_g dN / R). The variance sums, over events of the cause and of its
 * competitors, the squares of the influence of each group's estimate on the score; `future` gathers what the score will still depend on.
 */
function addStratum(
  rows: CompetingRows,
  index: Int32Array,
  cause: number,
  rho: number,
  score: Float64Array,
  variance: Float64Array,
): void {
  const { time, codes, labels } = rows
  const k = labels.length
  const [atRisk, own, other, leaving] = [
    new Float64Array(k),
    new Float64Array(k),
    new Float64Array(k),
    new Float64Array(k),
  ]
  const [before, after] = [new Float64Array(k).fill(1), new Float64Array(k).fill(1)]
  const incidence = new Float64Array(k)
  const future = new Float64Array(k * k)
  const slope = new Float64Array(k * k)
  const square = new Float64Array(k)
  const cross = new Float64Array(k * k)
  for (const i of index) atRisk[codes[i]!]!++
  let pooled = 0
  for (let at = 0; at < index.length; ) {
    const t = time[index[at]!]!
    for (const counts of [own, other, leaving]) counts.fill(0)
    for (; at < index.length && time[index[at]!] === t; at++) {
      const i = index[at]!
      const g = codes[i]!
      leaving[g]!++
      if (rows.cause[i] === cause) own[g]!++
      else if (rows.cause[i]! > 0) other[g]!++
    }
    const events = own.reduce((a, b) => a + b, 0)
    if (events + other.reduce((a, b) => a + b, 0) > 0) {
      let [total, subtotal] = [0, 0]
      for (let g = 0; g < k; g++) {
        if (atRisk[g] === 0) continue
        total += atRisk[g]! / before[g]!
        subtotal += (atRisk[g]! * (1 - incidence[g]!)) / before[g]!
        after[g] = (before[g]! * (atRisk[g]! - own[g]! - other[g]!)) / atRisk[g]!
      }
      const next = pooled + events / total
      const weight = rho === 0 ? 1 : (1 - pooled) ** rho
      slope.fill(0)
      for (let g = 0; g < k; g++) {
        if (atRisk[g] === 0) continue
        const share = atRisk[g]! / before[g]!
        for (let h = 0; h < k; h++) {
          if (atRisk[h] === 0) continue
          slope[g * k + h] = weight * share * ((g === h ? 1 : 0) - atRisk[h]! / before[h]! / total)
          future[g * k + h]! += (slope[g * k + h]! * events) / (total * (1 - pooled))
        }
        if (events > 0)
          score[g]! += weight * (own[g]! - (events * atRisk[g]! * (1 - incidence[g]!)) / before[g]! / subtotal)
      }
      for (let g = 0; g < k; g++) {
        if (atRisk[g] === 0) continue
        if (events > 0) {
          const effect = after[g]! > 0 ? 1 - (1 - next) / after[g]! : 1
          const ties = events > 1 ? 1 - (events - 1) / (total * before[g]! - 1) : 1
          const spread = (ties * before[g]! * events) / (total * atRisk[g]!)
          add(g, effect, spread, (a) => slope[a * k + g]! - effect * future[a * k + g]!)
        }
        if (other[g]! > 0 && after[g]! > 0) {
          const effect = (1 - next) / after[g]!
          const ties = other[g]! > 1 ? 1 - (other[g]! - 1) / (atRisk[g]! - 1) : 1
          const spread = (ties * before[g]! ** 2 * other[g]!) / atRisk[g]! ** 2
          add(g, -effect, spread, (a) => effect * future[a * k + g]!)
        }
      }
      for (let g = 0; g < k; g++) {
        if (atRisk[g]! > 0) incidence[g]! += (before[g]! * own[g]!) / atRisk[g]!
        before[g] = after[g]!
      }
      pooled = next
    }
    for (let g = 0; g < k; g++) atRisk[g]! -= leaving[g]!
  }
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++)
      for (let g = 0; g < k; g++)
        variance[a * k + b]! +=
          future[a * k + g]! * future[b * k + g]! * square[g]! +
          future[a * k + g]! * cross[b * k + g]! +
          future[b * k + g]! * cross[a * k + g]!

  function add(g: number, effect: number, spread: number, part: (a: number) => number): void {
    square[g]! += effect * effect * spread
    for (let a = 0; a < k; a++) {
      const own = part(a)
      cross[a * k + g]! += own * effect * spread
      for (let b = 0; b < k; b++) variance[a * k + b]! += own * part(b) * spread
    }
  }
}
