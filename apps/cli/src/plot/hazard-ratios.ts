import type { CoxTerm } from '@cairn/statistics/survival/cox.ts'
import { line, ratioTicks, round, svg, text } from './svg.ts'

/** Hazard ratios of a Cox model with their 95 % intervals on a logarithmic scale, one row a term. */
export function hazardRatiosPicture(terms: readonly CoxTerm[], title: string): string {
  const [rowHeight, top, left, plotWidth, right] = [24, 50, 220, 360, 190]
  const bottom = top + terms.length * rowHeight
  // A term with hardly any information must not press the others together.
  const limit = Math.log(100)
  const ends = terms
    .flatMap((t) => [Math.log(t.hrLow), Math.log(t.hrHigh)])
    .map((v) => Math.max(-limit, Math.min(limit, v)))
  const [low, high] = [Math.min(...ends, -0.1), Math.max(...ends, 0.1)]
  const x = (log: number) => left + (plotWidth * (Math.max(low, Math.min(high, log)) - low)) / (high - low)
  const parts = [
    text(10, 24, title, 'start', 'font-size="15" font-weight="600"'),
    line(x(0), top - 10, x(0), bottom, 'stroke="#999" stroke-dasharray="3 3"'),
    line(left, bottom, left + plotWidth, bottom),
    text(left + plotWidth / 2, bottom + 40, 'hazard ratio (log scale)', 'middle', 'fill="#555"'),
  ]
  terms.forEach((t, i) => {
    const y = top + (i + 0.5) * rowHeight
    const [a, b, c] = [Math.log(t.hrLow), Math.log(t.hr), Math.log(t.hrHigh)]
    parts.push(
      text(10, y + 4, t.term.slice(0, 30)),
      line(x(a), y, x(c), y, 'stroke="#0072B2" stroke-width="2"'),
      // An arrow where the interval goes on beyond the picture.
      ...[a < low ? '◂' : '', c > high ? '▸' : ''].map((mark, k) =>
        mark ? text(x(k ? high : low), y + 4, mark, k ? 'end' : 'start', 'fill="#0072B2"') : '',
      ),
      `<rect x="${round(x(b) - 4)}" y="${round(y - 4)}" width="8" height="8" fill="#0072B2"/>`,
      text(left + plotWidth + 12, y + 4, `${show(t.hr)} (${show(t.hrLow)}, ${show(t.hrHigh)})`),
    )
  })
  for (const at of ratioTicks(low, high)) {
    const ratio = String(Number(Math.exp(at).toPrecision(3)))
    parts.push(line(x(at), bottom, x(at), bottom + 5), text(x(at), bottom + 20, ratio, 'middle'))
  }
  return svg(
    left + plotWidth + right,
    bottom + 54,
    title,
    parts.filter((p) => p !== ''),
  )
}

function show(ratio: number): string {
  return ratio >= 1000 || ratio < 0.001 ? ratio.toExponential(1) : ratio.toPrecision(3)
}
