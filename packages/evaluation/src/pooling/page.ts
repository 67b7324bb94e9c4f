import { countText, details, escapeHtml, paragraph, percentText, table } from '../report/html/markup.ts'
import { htmlPage, section } from '../report/html/page.ts'
import type { Language } from '../report/html/words-of-page.ts'
import { FOREST_STYLE, type ForestRow, forestPlot } from './forest.ts'
import { countNotes, hundredText, rangeText, ratioNotes, ratioText, riskNotes, sumText } from './notes.ts'
import { POOL_WORDS, type PoolWords } from './page-texts.ts'
import type { Pooled, PooledComparison, PooledLottery, PooledObservational, RandomEffects } from './pooled.ts'

/**
 * Pooled programs as one HTML page that needs nothing else: no request, no script, both themes, printable.
 * Everything that came from outside is escaped.
 */
export function renderPooled(pooled: Pooled, language: Language): string {
  const w = POOL_WORDS[language]
  return htmlPage({
    language,
    title: w.question,
    heading: w.heading(pooled.programs.length),
    line: w.line(pooled.horizonDays, `${pooled.protocolHash.slice(0, 12)}…`),
    style: FOREST_STYLE,
    sections: [
      answerSection(pooled, w, language),
      ...(pooled.lottery ? [lotterySection(pooled.lottery, pooled, w, language)] : []),
      ...pooled.observational.map((o) => observationalSection(o, pooled, w, language)),
      ...(pooled.notPooled.length > 0 ? [notPooledSection(pooled, w, language)] : []),
      programsSection(pooled, w, language),
      methodSection(pooled, w),
    ],
  })
}

function answerSection(pooled: Pooled, w: PoolWords, language: Language): string {
  const { answer } = pooled
  return `<section class="answer">${paragraph('question', w.question)}${paragraph('sentence', answer.sentence[language])}${reasons(answer, w, language)}${pooled.cautions.map((c) => paragraph('note', c[language])).join('')}</section>`
}

function reasons(answer: Pooled['answer'], w: PoolWords, language: Language): string {
  if (answer.reasons.length === 0) return ''
  return `${paragraph('question', w.needed)}<ul>${answer.reasons.map((r) => `<li>${escapeHtml(r.text[language])}</li>`).join('')}</ul>`
}

function lotterySection(l: PooledLottery, pooled: Pooled, w: PoolWords, language: Language): string {
  const content = [
    paragraph('says', w.lotterySays),
    riskPart(l, true, pooled, w, language),
    heading(w.ratioTitle),
    ratioPart(l, w),
  ]
  return section(w.lottery, content.join(''))
}

function observationalSection(o: PooledObservational, pooled: Pooled, w: PoolWords, language: Language): string {
  return section(
    w.observational(o.control, o.graceDays),
    paragraph('says', w.observationalSays) + riskPart(o, false, pooled, w, language),
  )
}

const heading = (text: string) => `<h3>${escapeHtml(text)}</h3>`

/** The sentence of this comparison where the page does not begin with it, its forest, what it rests on, and the numbers. */
function riskPart(c: PooledComparison, isLottery: boolean, pooled: Pooled, w: PoolWords, language: Language): string {
  const own =
    c.answer === pooled.answer ? '' : paragraph('says', c.answer.sentence[language]) + reasons(c.answer, w, language)
  const r = c.riskDifference
  const title = w.riskTitle(pooled.horizonDays)
  const interval = (i: Interval) => w.interval(hundredText(i.estimate), hundredText(i.low), hundredText(i.high))
  const rows: ForestRow[] = c.differences.map((d) => {
    const drawable = d.low !== null && d.high !== null ? { estimate: d.estimate, low: d.low, high: d.high } : null
    const figure = drawable ? interval(drawable) : hundredText(d.estimate)
    return {
      name: d.program,
      kind: 'program',
      interval: drawable,
      weight: d.weight,
      figure: d.weight === null ? `${figure}, ${w.noSe}` : figure,
    }
  })
  if (r)
    rows.push(
      { name: w.pooled(r.method), kind: 'pooled', interval: r, weight: null, figure: interval(r) },
      ...newProgram(r.random, w, hundredText),
    )
  const forest = forestPlot(rows, { isRatio: false, less: w.fewer, more: w.more, label: title })
  return `${own}${heading(title)}${forest}${paragraph('note', riskNotes(c, w).join(' '))}${countNotes(c, isLottery, w)
    .map((t) => paragraph('note', t))
    .join('')}${details(w.showNumbers, groupTable(c, isLottery, w))}`
}

interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

function ratioPart(l: PooledLottery, w: PoolWords): string {
  const ratio = (i: Interval) => w.interval(ratioText(i.estimate), ratioText(i.low), ratioText(i.high))
  const rows: ForestRow[] = l.logRanks.map((r) => ({
    name: r.program,
    kind: 'program',
    interval:
      r.logRatio === null || r.low === null || r.high === null
        ? null
        : { estimate: r.logRatio, low: r.low, high: r.high },
    weight: r.weight,
    figure: r.exp ? ratio(r.exp) : w.noEvents,
  }))
  const h = l.hazardRatio
  if (h) {
    const method = h.k === 1 ? 'one' : 'common'
    rows.push({ name: w.pooled(method), kind: 'pooled', interval: h, weight: null, figure: ratio(h.exp) })
    if (h.random) rows.push(randomRow(h.random, w, ratio))
    rows.push(...newProgram(h.random, w, (x) => ratioText(Math.exp(x))))
  }
  const numbers = table(
    [w.program, 'U', 'V', w.ratio, w.intervalName, w.weight],
    l.logRanks.map((r) => [
      r.program,
      sumText(r.u),
      sumText(r.v),
      r.exp ? ratioText(r.exp.estimate) : '–',
      rangeText(r.exp?.low ?? null, r.exp?.high ?? null, ratioText, w),
      r.weight.toFixed(1),
    ]),
  )
  const forest =
    rows.length > 0 ? forestPlot(rows, { isRatio: true, less: w.later, more: w.earlier, label: w.ratioTitle }) : ''
  return `${h ? paragraph('says', w.ratioSays) : ''}${forest}${paragraph('note', ratioNotes(l, w).join(' '))}${rows.length > 0 ? details(w.showNumbers, numbers) : ''}`
}

function randomRow(random: RandomEffects, w: PoolWords, text: (i: Interval) => string): ForestRow {
  const exp = { estimate: Math.exp(random.estimate), low: Math.exp(random.low), high: Math.exp(random.high) }
  return { name: w.pooled('random'), kind: 'pooled', interval: random, weight: null, figure: text(exp) }
}

function newProgram(random: RandomEffects | null, w: PoolWords, text: (x: number) => string): ForestRow[] {
  if (!random) return []
  const interval = { estimate: random.estimate, low: random.predictionLow, high: random.predictionHigh }
  return [
    {
      name: w.newProgram,
      kind: 'new',
      interval,
      weight: null,
      figure: w.range(text(random.predictionLow), text(random.predictionHigh)),
    },
  ]
}

function groupTable(c: PooledComparison, isLottery: boolean, w: PoolWords): string {
  const columns = [w.people, w.events, w.known]
  return table(
    [
      w.program,
      ...columns.map((name) => `${w.withMentor(isLottery)}: ${name}`),
      ...columns.map((name) => `${w.withoutMentor(isLottery)}: ${name}`),
      w.difference,
      w.intervalName,
      w.weight,
    ],
    c.groups.map((g, i) => {
      const d = c.differences[i]!
      const cells = (a: typeof g.with) => [countText(a.people), countText(a.events), percentText(a.known)]
      return [
        g.program,
        ...cells(g.with),
        ...cells(g.without),
        hundredText(d.estimate),
        rangeText(d.low, d.high, hundredText, w),
        d.weight === null ? '–' : d.weight.toFixed(1),
      ]
    }),
  )
}

function notPooledSection(pooled: Pooled, w: PoolWords, language: Language): string {
  return section(
    w.notPooledTitle,
    listed(pooled.notPooled.map((x) => [`${x.program}, ${w.analysis[x.analysis]}`, x.text[language]])),
  )
}

function programsSection(pooled: Pooled, w: PoolWords, language: Language): string {
  const rows = pooled.programs.map((p): [string, string] => {
    const own = [`${w.ownReport}: ${w.verdict(p.verdict)}.`, ...p.reasons.map((r) => r.text[language])].join(' ')
    return [p.program, `${p.dataCut} · ${w.enrolled(countText(p.enrolled))} · ${own}`]
  })
  return section(w.programsTitle, listed(rows))
}

/** Names with what is said of each; on a phone one under the other. */
const listed = (rows: readonly (readonly [string, string])[]) =>
  `<dl class="listed">${rows.map(([k, v]) => `<dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd>`).join('')}</dl>`

function methodSection(pooled: Pooled, w: PoolWords): string {
  const rows = [
    [w.protocol, pooled.protocolHash],
    [w.horizon, w.days(pooled.horizonDays)],
    [w.margin, w.inHundred(Number((100 * pooled.margin).toFixed(2)).toString())],
  ] as const
  return section(w.methodTitle, listed(rows) + paragraph('note', w.releases))
}
