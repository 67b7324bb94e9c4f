import { countText, pText } from '../report/html/markup.ts'
import type { PoolWords } from './page-texts.ts'
import type { Heterogeneity, PooledComparison, PooledLottery, RandomEffects } from './pooled.ts'

const minus = (text: string) => text.replace('-', '−')

/** A risk difference in 100 people, one decimal, with a sign of its own. */
export const hundredText = (x: number): string => minus((100 * x).toFixed(1).replace(/^-(0\.0)$/, '$1'))

export const ratioText = (x: number): string => (x >= 100 ? x.toPrecision(3) : x.toFixed(2))

/** U and V, which have a sign and two decimals. */
export const sumText = (x: number): string => minus(x.toFixed(2).replace(/^-(0\.00)$/, '$1'))

/** From low to high in words, or a dash where there is no interval. */
export const rangeText = (
  low: number | null,
  high: number | null,
  text: (x: number) => string,
  w: PoolWords,
): string => (low === null || high === null ? '–' : w.range(text(low), text(high)))

/** What a pooled risk difference rests on: model, differences between programs, what was left out. */
export function riskNotes(c: PooledComparison, w: PoolWords): string[] {
  const r = c.riskDifference
  const notes = r
    ? [
        w.model(r.method, r.k),
        ...differ(r.q, w),
        ...spread(r.k, r.random, (tau) => w.inHundred((100 * tau).toFixed(1)), w),
      ]
    : [w.noDifference]
  if (c.withoutSe > 0) notes.push(w.withoutSe(c.withoutSe))
  return notes
}

/** Who is in a pooled risk difference: sums of rounded counts, so 'about'. */
export function countNotes(c: PooledComparison, isLottery: boolean, w: PoolWords): string[] {
  if (!c.riskDifference) return []
  const { people, events, withheldCells } = c.riskDifference.counts
  const figures = { with: countText(people.with), without: countText(people.without), events: countText(events) }
  return [w.counts({ ...figures, isLottery }), ...(withheldCells > 0 ? [w.withheld(withheldCells)] : [])]
}

/** What a pooled hazard ratio rests on. */
export function ratioNotes(l: PooledLottery, w: PoolWords): string[] {
  const h = l.hazardRatio
  const notes = h
    ? [...differ(h.q, w), ...spread(h.k - h.withoutInformation, h.random, (tau) => tau.toFixed(3), w)]
    : [w.noRatio]
  if (h && h.withoutInformation > 0) notes.push(w.withoutInformation(h.withoutInformation))
  if (l.withoutLogRank > 0) notes.push(w.withoutLogRank(l.withoutLogRank))
  return notes
}

const differ = (q: Heterogeneity, w: PoolWords): string[] =>
  q.p === null ? [] : [w.heterogeneity(q.chisq.toFixed(2), q.df, pText(q.p))]

function spread(k: number, random: RandomEffects | null, sizeOf: (tau: number) => string, w: PoolWords): string[] {
  if (random) return [w.spread(sizeOf(Math.sqrt(random.tau2)), random.i2.toFixed(0))]
  return k > 1 ? [w.fewNoClaim(k)] : []
}
