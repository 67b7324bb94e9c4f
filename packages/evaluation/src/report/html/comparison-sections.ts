import type { Difference, LotteryComparison, ObservationalComparison } from '../comparison-schema.ts'
import { ENTRY_TEXTS } from '../report-texts.ts'
import type { Report } from '../schema.ts'
import { comparisonChart } from './comparison-chart.ts'
import { COMPARISON_WORDS, type ComparisonWords } from './comparison-words.ts'
import {
  countText,
  details,
  escapeHtml,
  inHundredText,
  numberText,
  paragraph,
  percentText,
  pText,
  table,
} from './markup.ts'
import type { Language, Words } from './words-of-page.ts'

type Comparison = LotteryComparison | ObservationalComparison

const section = (title: string, content: string): string => `<section><h2>${escapeHtml(title)}</h2>${content}</section>`

/** The fair draw and the adjusted comparison, and in a line each what was not compared and why. */
export function comparisonSections(r: Report, page: Words, language: Language): string[] {
  const w = COMPARISON_WORDS[language]
  return [
    ...(r.lottery ? [lotterySection(r.lottery, w, page, language)] : []),
    ...(r.observational ? [adjustedSection(r.observational, w, page)] : []),
    ...r.notCompared.map((x) => section(w.notMade[x.analysis], paragraph('says', x.text[language]))),
  ]
}

/** In 100 people, with one decimal and a true minus. */
const hundred = (x: number | null): string => (x === null ? '–' : (100 * x).toFixed(1).replace('-', '−'))

const interval = (low: number | null, high: number | null, text: (x: number | null) => string): string =>
  low === null || high === null ? '–' : `${text(low)} – ${text(high)}`

const differenceRow = (name: string, d: Difference | null, text: (x: number | null) => string): string[][] =>
  d ? [[name, text(d.estimate), interval(d.low, d.high, text)]] : []

function lotterySection(l: LotteryComparison, w: ComparisonWords, page: Words, language: Language): string {
  const { rows } = w
  const numbers = [
    ...sharedRows(l, w),
    ...(l.hazardRatio
      ? [
          [
            rows.hazardRatio,
            l.hazardRatio.ratio.toFixed(2),
            `${l.hazardRatio.low.toFixed(2)} – ${l.hazardRatio.high.toFixed(2)}`,
          ],
        ]
      : []),
    ...(l.hazardRatioByEventDay.first === null || l.hazardRatioByEventDay.last === null
      ? []
      : [
          [
            rows.hazardRatioDays,
            `${l.hazardRatioByEventDay.first.toFixed(2)}; ${l.hazardRatioByEventDay.last.toFixed(2)}`,
            '–',
          ],
        ]),
    ...(l.logRank ? [[rows.logRank, pText(l.logRank.p), '–']] : []),
    ...(l.logRank && l.logRank.pRedrawn !== null
      ? [[rows.redrawn(l.logRank.redraws), pText(l.logRank.pRedrawn), '–']]
      : []),
    ...differenceRow(rows.uptake, l.uptake.difference, hundred),
    ...differenceRow(rows.offerNow, l.offerNow, hundred),
    ...(l.inTakers ? [[rows.inTakers, hundred(l.inTakers.estimate), takersSet(l.inTakers, w)]] : []),
  ]
  const assumptions = l.inTakers
    ? paragraph('note', `${w.takersTitle}:`) +
      `<ul class="note">${w.takersAssumptions.map((a) => `<li>${escapeHtml(a)}</li>`).join('')}</ul>`
    : ''
  return section(
    w.lotteryTitle,
    paragraph('says', `${w.lotterySays(risks(l))} ${differenceSentence(l, w)}`) +
      comparisonChart(l, w.lotteryTitle, w.days, { with: w.offeredLabel, without: w.notOfferedLabel }) +
      paragraph('note', w.lotteryWhy) +
      details(
        page.showNumbers,
        table([w.quantity, w.estimate, w.interval], numbers) +
          groupTable(l, w) +
          leftOutTable(l, w, language) +
          tippingTable(l, w) +
          assumptions,
      ),
  )
}

function adjustedSection(o: ObservationalComparison, w: ComparisonWords, page: Words): string {
  const { rows } = w
  const { first, last } = o.riskDifferenceByEventDay
  const numbers = [
    ...sharedRows(o, w),
    [rows.untruncated, hundred(o.untruncated.riskDifference), '–'],
    ...(first === null || last === null ? [] : [[rows.byEventDay, `${hundred(first)}; ${hundred(last)}`, '–']]),
    ...(o.riskDifferenceAnySource === null ? [] : [[rows.anySource, hundred(o.riskDifferenceAnySource), '–']]),
    ...(o.eValue ? [[rows.eValue, numberText(o.eValue.estimate), numberText(o.eValue.interval)]] : []),
  ]
  const balance = table(
    [w.balance, w.before, w.after],
    o.balance.map((b) => [b.name, numberText(b.before), numberText(b.after)]),
  )
  const columns = [...new Set([...o.leftOut.beginning, ...o.leftOut.loss])]
  return section(
    w.adjustedTitle,
    paragraph(
      'says',
      `${w.adjustedSays({ ...risks(o), grace: o.graceDays, never: o.control === 'never' })} ${differenceSentence(o, w)}`,
    ) +
      comparisonChart(o, w.adjustedTitle, w.days, { with: w.withLabel, without: w.withoutLabel }) +
      paragraph('note', w.adjustedWhy) +
      paragraph('note', o.bootstrap ? w.bootstrap(o.bootstrap.replicates, o.bootstrap.failed) : w.fixedWeights) +
      (columns.length > 0 ? paragraph('note', w.leftOut(columns.join(', '))) : '') +
      details(
        page.showNumbers,
        table([w.quantity, w.estimate, w.interval], numbers) + groupTable(o, w) + balance + tippingTable(o, w),
      ),
  )
}

const risks = (c: Comparison) => ({
  withRisk: inHundredText(c.arms.with.risk),
  withoutRisk: inHundredText(c.arms.without.risk),
  days: c.horizonDays,
})

const differenceSentence = ({ riskDifference: d }: Comparison, w: ComparisonWords) =>
  w.difference(hundred(d.estimate), hundred(d.low), hundred(d.high))

function sharedRows(c: Comparison, w: ComparisonWords): string[][] {
  return [
    ...differenceRow(w.rows.riskDifference, c.riskDifference, hundred),
    ...(c.bounds ? [[w.rows.bounds, '–', interval(c.bounds.low, c.bounds.high, hundred)]] : []),
    ...differenceRow(w.rows.freeDays, c.freeDaysDifference, numberText),
  ]
}

function takersSet(t: NonNullable<LotteryComparison['inTakers']>, w: ComparisonWords): string {
  if (t.kind === 'interval') return interval(t.low, t.high, hundred)
  return t.kind === 'everything' ? w.unbounded : `≤ ${hundred(t.low)}, ≥ ${hundred(t.high)}`
}

function groupTable(c: Comparison, w: ComparisonWords): string {
  const weighted = c.arms.with.effectiveN !== null
  const row = (name: string, arm: Comparison['arms']['with']) => [
    name,
    countText(arm.people),
    countText(arm.events),
    percentText(arm.known),
    hundred(arm.risk),
    ...(weighted ? [countText(arm.effectiveN === null ? null : Math.floor(arm.effectiveN))] : []),
  ]
  return table(
    [w.groups, w.people, w.events, w.known, w.risk, ...(weighted ? [w.countsAs] : [])],
    [row(w.withGroup, c.arms.with), row(w.withoutGroup, c.arms.without)],
  )
}

function leftOutTable(l: LotteryComparison, w: ComparisonWords, language: Language): string {
  const reasons: Readonly<Record<string, { en: string; es: string }>> = ENTRY_TEXTS
  return table(
    [w.entriesLeftOut, w.entries],
    l.notEligible.map(({ reason, n }) => [reasons[reason]?.[language] ?? reason, countText(n)]),
  )
}

function tippingTable(c: Comparison, w: ComparisonWords): string {
  const steps = [...new Set(c.tipping.map((t) => t.with))]
  if (steps.length === 0) return ''
  const cell = (one: number, other: number) =>
    c.tipping.find((t) => t.with === one && t.without === other)?.riskDifference ?? null
  return (
    paragraph('note', w.tippingSays) +
    table(
      [w.tipping, ...steps.map((s) => w.tippingHead(String(s)))],
      steps.map((one) => [w.tippingHead(String(one)), ...steps.map((other) => hundred(cell(one, other)))]),
    )
  )
}
