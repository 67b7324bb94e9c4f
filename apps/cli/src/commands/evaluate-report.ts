import type { LotteryComparison, ObservationalComparison } from '@cairn/evaluation/report/comparison-schema.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { decimals, pValue, textTable } from '../text-table.ts'

const STATE_NAMES: Readonly<Record<string, string>> = { with: 'with a mentor', without: 'before a mentor' }

const inHundred = (x: number | null) => (x === null ? '–' : (100 * x).toFixed(1).replace('-', '−'))

/** Both risks, their difference and its interval, in 100 people. */
function differenceLine({ arms, riskDifference: d, horizonDays }: LotteryComparison | ObservationalComparison): string {
  return `by day ${horizonDays} ${inHundred(arms.with.risk)} in 100 returned to use, ${inHundred(arms.without.risk)} in 100 of the others: difference ${inHundred(d.estimate)} (95 % interval ${inHundred(d.low)} to ${inHundred(d.high)}${d.p === null ? '' : `, p ${pValue(d.p)}`}).`
}

function comparisonLines(r: Report): string[] {
  const lines: string[] = []
  const { lottery, observational: o } = r
  const shown = (n: number | null) => (n === null ? '–' : String(n))
  if (lottery) {
    lines.push(
      `Fair draw, ${shown(lottery.draws)} draws, ${shown(lottery.arms.with.people)} people offered a mentor and ${shown(lottery.arms.without.people)} not; offered: ${differenceLine(lottery)}`,
    )
    if (lottery.hazardRatio)
      lines.push(
        `  Hazard ratio ${decimals(lottery.hazardRatio.ratio, 2)} (${decimals(lottery.hazardRatio.low, 2)} – ${decimals(lottery.hazardRatio.high, 2)})${lottery.logRank ? `; log-rank p ${pValue(lottery.logRank.p)}${lottery.logRank.pRedrawn === null ? '' : `, by ${lottery.logRank.redraws} re-runs of the draw ${pValue(lottery.logRank.pRedrawn)}`}` : ''}.`,
      )
    lines.push('')
  }
  if (o) {
    const against = o.control === 'never' ? 'never' : 'later or never'
    lines.push(
      `Adjusted (clone, censor, weight), a mentor within ${o.graceDays} days against ${against}; with one: ${differenceLine(o)}`,
      `  Counts as ${shown(o.arms.with.effectiveN === null ? null : Math.floor(o.arms.with.effectiveN))} and ${shown(o.arms.without.effectiveN === null ? null : Math.floor(o.arms.without.effectiveN))} people; largest standardized difference ${decimals(o.largestImbalance, 2)}; ${o.bootstrap ? `${o.bootstrap.replicates} bootstrap samples, ${o.bootstrap.failed} without an estimate` : 'weights taken as known (no bootstrap)'}.`,
      '',
    )
  }
  for (const { analysis, text } of r.notCompared)
    lines.push(`${analysis === 'lottery' ? 'Fair draw' : 'Adjusted comparison'} not made: ${text.en}`, '')
  return lines
}

/** The sentence first, then the figures that belong to it. */
export function forPeople(r: Report, language: 'en' | 'es', out: string | undefined): string {
  const shown = (n: number | null) => (n === null ? '–' : String(n))
  const { rates, byMentor, test } = r.asItHappened
  const rows = [...rates, byMentor.without, byMentor.with]
  const table = textTable([
    { heading: 'support so far', cells: rows.map((x) => STATE_NAMES[x.state] ?? x.state), align: 'left' },
    { heading: 'people', cells: rows.map((x) => shown(x.people)) },
    { heading: 'person-days', cells: rows.map((x) => shown(x.personDays)) },
    { heading: 'events', cells: rows.map((x) => shown(x.events)) },
    { heading: 'per 100 a month', cells: rows.map((x) => decimals(x.rate, 1)) },
    { heading: '95 % interval', cells: rows.map((x) => `${decimals(x.low, 1)} – ${decimals(x.high, 1)}`) },
  ])
  const at = r.coverage.known.find((k) => k.day === r.horizonDays)
  const percent = (x: number | null | undefined) => (x === null || x === undefined ? '–' : `${Math.round(x * 100)} %`)
  const lines = [
    r.answer.sentence[language],
    ...r.answer.reasons.map((reason) => `  – ${reason.text[language]}`),
    '',
    `Served ${shown(r.served.served)} of ${shown(r.served.enrolled)} enrolled (${shown(r.served.services)} services); asks answered ${shown(r.asks.all.answered)} of ${shown(r.asks.all.asked)}.`,
    `In the analysis ${shown(r.analysis.people)} people, ${shown(r.analysis.events)} first returns to use; left out: ${r.analysis.dropped.map((d) => `${shown(d.n)} ${d.text.en}`).join('; ')}.`,
    '',
    table.trimEnd(),
    '',
    ...comparisonLines(r),
    test
      ? `Mantel–Byar test, mentor or not on the same day: chi-square ${decimals(test.chisq, 2)} on ${test.df} df, p ${pValue(test.p)}. It says whether the groups differ, never why.`
      : 'There is no Mantel–Byar test: too little was observed.',
    `Known on day ${r.horizonDays}: ${percent(at?.followUpRate)} of ${shown(at?.n ?? null)}; whatever the others did, between ${percent(at?.boundLow)} and ${percent(at?.boundHigh)} had returned to use.`,
    ...(out === undefined
      ? ['', 'cairn evaluate DIR --out report.html writes the curves and everything else.']
      : ['', `Written: ${out}`]),
  ]
  return lines.join('\n') + '\n'
}
