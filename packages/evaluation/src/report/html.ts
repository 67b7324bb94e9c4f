import { protocolSchema } from '../protocol/protocol.ts'
import { knownChart, landmarkChart, rateChart } from './html/charts.ts'
import { comparisonSections } from './html/comparison-sections.ts'
import {
  countText,
  details,
  escapeHtml,
  inHundredText,
  intervalText,
  numberText,
  paragraph,
  percentText,
  pText,
  table,
} from './html/markup.ts'
import { htmlPage, section } from './html/page.ts'
import { PAGE_WORDS } from './html/texts.ts'
import type { Language, Words } from './html/words-of-page.ts'
import type { Report } from './schema.ts'

/**
 * The report as one HTML page that needs nothing else: no request, no script, both themes, printable.
 * Everything that came from outside is escaped.
 */
export function renderHtml(report: Report, language: Language): string {
  const w = PAGE_WORDS[language]
  const title = protocolSchema.safeParse(report.protocol).data?.title ?? w.question
  const heading = report.program ?? (language === 'en' && title !== w.question ? title : w.question)
  const parts = [
    answerSection(report, w, language),
    servedSection(report, w),
    ...comparisonSections(report, w, language),
    ratesSection(report, w),
    ...report.asItHappened.landmarks.map((l) => landmarkSection(l, report.horizonDays, w)),
    knownSection(report, w),
    naiveSection(report, w),
    variantsSection(report, w, language),
    whoSection(report, w, language),
    methodSection(report, w, language),
  ]
  return htmlPage({
    language,
    title: w.question,
    heading,
    line: w.dataCut(report.dataCut),
    sections: parts,
  })
}

function answerSection(r: Report, w: Words, language: Language): string {
  const needed =
    r.answer.reasons.length > 0
      ? `<p class="question">${escapeHtml(w.needed)}</p><ul>${r.answer.reasons.map((x) => `<li>${escapeHtml(x.text[language])}</li>`).join('')}</ul>`
      : r.answer.verdict === 'no_comparison'
        ? paragraph('says', `${w.needed}: ${lowerFirst(w.needsComparison)}`)
        : ''
  return `<section class="answer">${paragraph('question', w.question)}${paragraph('sentence', r.answer.sentence[language])}${needed}</section>`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function servedSection(r: Report, w: Words): string {
  const { served, asks } = r
  const figures = {
    served: countText(served.served),
    enrolled: countText(served.enrolled),
    answered: countText(asks.all.answered),
    asked: countText(asks.all.asked),
  }
  const share = asks.all.asked ? (asks.all.answered ?? 0) / asks.all.asked : null
  const tile = (figure: string, label: string) => `<li><b>${figure}</b><span>${escapeHtml(label)}</span></li>`
  const tiles = `<ul class="tiles">${tile(figures.enrolled, w.enrolled)}${tile(figures.served, w.served)}${tile(countText(served.services), w.services)}${tile(percentText(share), w.answered)}</ul>`
  const ends = Object.keys(asks.all.ends) as (keyof typeof asks.all.ends)[]
  const byWindow = table(
    [w.window, w.asked, ...ends.map((e) => w.ends[e]!), w.followUp],
    asks.byWindow.map((x) => [
      `${x.from}–${x.to}`,
      countText(x.asked),
      ...ends.map((e) => countText(x.ends[e])),
      x.asked ? percentText((x.answered ?? 0) / x.asked) : w.none,
    ]),
  )
  const periods =
    r.periods.length === 0
      ? ''
      : table(
          [w.period, w.enrolled, w.served, w.services, w.asked, w.answered],
          r.periods.map((p) => [
            p.period,
            countText(p.enrolled),
            countText(p.served),
            countText(p.services),
            countText(p.asked),
            countText(p.answered),
          ]),
        )
  return section(
    w.servedTitle,
    paragraph('says', w.servedSays(figures)) + tiles + periods + details(w.showNumbers, byWindow),
  )
}

function ratesSection(r: Report, w: Words): string {
  const { rates, byMentor, test, testByEventDay } = r.asItHappened
  const [without, withMentor] = [byMentor.without.rate, byMentor.with.rate]
  const says =
    without === null || withMentor === null
      ? w.ratesSaysLittle
      : w.ratesSays(numberText(without), numberText(withMentor))
  const tested = test
    ? paragraph(
        'note',
        `${w.testSays(pText(test.p))} ${w.testRange(pText(testByEventDay.first), pText(testByEventDay.last))}`,
      )
    : ''
  const numbers = table(
    [w.state, w.people, w.personDays, w.events, w.rate, w.interval],
    [...rates, byMentor.without, byMentor.with].map((x) => [
      w.states[x.state] ?? x.state,
      countText(x.people),
      countText(x.personDays),
      countText(x.events),
      numberText(x.rate),
      intervalText(x.low, x.high),
    ]),
  )
  return section(w.ratesTitle, paragraph('says', says) + rateChart(rates, w) + tested + details(w.showNumbers, numbers))
}

function landmarkSection(l: Report['asItHappened']['landmarks'][number], horizon: number, w: Words): string {
  const risk = (group: string) => l.groups.find((g) => g.group === group)?.riskAtHorizon?.risk ?? null
  const [withRisk, withoutRisk] = [risk('with'), risk('without')]
  const says =
    withRisk === null || withoutRisk === null
      ? w.curveSaysLittle(l.landmark, horizon)
      : w.curveSays(l.landmark, horizon, inHundredText(withRisk), inHundredText(withoutRisk))
  const d = l.freeDaysDifference
  const free = d
    ? paragraph('note', w.freeDays(numberText(d.estimate), numberText(d.low), numberText(d.high), l.landmark, horizon))
    : ''
  const days = l.groups[0]?.atRisk.map((x) => x.day) ?? []
  const numbers = table(
    [w.days, ...l.groups.flatMap((g) => [`${w.states[g.group] ?? g.group}: ${w.atRisk}`, w.returned, w.interval])],
    days.map((day) => [
      String(day),
      ...l.groups.flatMap((g) => {
        const at = g.steps.findLast((s) => s.day <= day)
        const followed = g.atRisk.find((x) => x.day === day)?.n ?? null
        return [
          countText(followed),
          followed === 0 ? w.none : percentText(at?.risk ?? null),
          at?.low == null || followed === 0 ? w.none : `${percentText(at.low)} – ${percentText(at.high)}`,
        ]
      }),
    ]),
  )
  const drawn = l.groups.some((g) => g.steps.length > 0) ? landmarkChart(l, horizon, w) : ''
  return section(w.curveTitle(l.landmark), paragraph('says', says) + drawn + free + details(w.showNumbers, numbers))
}

function knownSection(r: Report, w: Words): string {
  const at = r.coverage.known.find((k) => k.day === r.horizonDays)
  const says =
    at && at.followUpRate !== null
      ? w.knownSays(at.day, percentText(at.followUpRate), percentText(at.boundLow), percentText(at.boundHigh))
      : w.knownNone
  const numbers = table(
    [w.days, w.people, w.isEvent, w.isUnknown, w.isFree, w.followUp],
    r.coverage.known.map((k) => [
      String(k.day),
      countText(k.n),
      countText(k.events),
      countText(k.unknown),
      countText(k.noEvent),
      percentText(k.followUpRate),
    ]),
  )
  const byState = table(
    [w.stateAtDay(r.coverage.landmark), w.people, w.knownAtHorizon(r.horizonDays), w.coverageShare],
    r.coverage.followUpByState.map((x, i) => [
      w.states[x.state] ?? x.state,
      countText(x.n),
      percentText(x.known),
      percentText(r.coverage.byState[i]?.share ?? null),
    ]),
  )
  return section(
    w.knownTitle,
    paragraph('says', says) + knownChart(r.coverage.known, w) + details(w.showNumbers, numbers + byState),
  )
}

function naiveSection(r: Report, w: Words): string {
  const { naive, byDay } = r.naive
  const says = naive && byDay ? w.naiveSays(ratioText(naive), ratioText(byDay)) : w.naiveNone
  return section(w.naiveTitle, paragraph('says', says), 'aside')
}

const ratioText = (x: { ratio: number; low: number; high: number }) =>
  `${x.ratio.toFixed(2)} (${x.low.toFixed(2)} – ${x.high.toFixed(2)})`

function variantsSection(r: Report, w: Words, language: Language): string {
  const rows = r.variants.map((v) => [v.text[language], rateText(v.without), rateText(v.with), pText(v.p)])
  return section(
    w.variantsTitle,
    table([w.variant, w.withoutMentor, w.withMentor, 'p'], rows) + paragraph('note', w.perMonth),
  )
}

const rateText = (x: { rate: number | null; low: number | null; high: number | null }) =>
  `${numberText(x.rate)} (${intervalText(x.low, x.high)})`

function whoSection(r: Report, w: Words, language: Language): string {
  const a = r.analysis
  const dropped = a.dropped.every((d) => d.n !== null) ? a.dropped.reduce((sum, d) => sum + d.n!, 0) : null
  const tables =
    table(
      [w.reason, w.people],
      a.dropped.map((d) => [d.text[language], countText(d.n)]),
    ) +
    table(
      ['', w.people],
      a.ended.map((e) => [w.ended[e.reason] ?? e.reason, countText(e.n)]),
    )
  const late = a.measuredAfterMentoring.filter((x) => x.n !== 0)
  const after =
    late.length > 0
      ? paragraph('note', `${w.measuredAfter}: ${late.map((x) => `${x.covariate} (${countText(x.n)})`).join(', ')}.`)
      : ''
  const outside =
    a.overdoseDeathsOutside !== 0 ? paragraph('note', w.outsideDeaths(countText(a.overdoseDeathsOutside))) : ''
  return section(
    w.whoTitle,
    paragraph('says', w.whoSays(countText(a.people), countText(a.events), countText(dropped))) +
      tables +
      outside +
      after,
  )
}

function methodSection(r: Report, w: Words, language: Language): string {
  const rows: [string, string][] = [
    [w.horizon, w.daysUnit(r.horizonDays)],
    [w.protocolHash, r.protocolHash ?? w.notHashed],
    [w.dataHash, r.dataHash ?? w.notHashed],
    [
      w.definitions,
      Object.entries(r.definitions)
        .map(([k, v]) => `${k}: ${v}`)
        .join(' · '),
    ],
  ]
  const list = `<dl>${rows.map(([k, v]) => `<dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd>`).join('')}</dl>`
  const rules = protocolSchema.safeParse(r.protocol).data?.intercurrent ?? []
  const printed =
    rules.length > 0
      ? details(
          w.intercurrent,
          table(
            ['', ''],
            rules.map((x) => [x.event, x.handling]),
          ),
        )
      : ''
  const notes = r.notes.map((n) => paragraph('note', n[language])).join('')
  return section(w.methodTitle, list + notes + printed + paragraph('note', r.release ? w.release : w.internal))
}
