import type { LotteryComparison } from '../comparison-schema.ts'
import { at, spaced, svg, ticksTo, WIDTH } from './charts.ts'
import { escapeHtml, inHundredText } from './markup.ts'

type Drawn = Pick<LotteryComparison, 'horizonDays' | 'curves'>
type Labels = Readonly<Record<'with' | 'without', (risk: string) => string>>

/** Two risk curves from day 0 to the horizon, each named at its end. */
export function comparisonChart(c: Drawn, title: string, days: string, labels: Labels): string {
  const [left, right, top, bottom] = [52, WIDTH - 190, 12, 252]
  const highest = Math.max(0.2, ...c.curves.flatMap((curve) => curve.steps.map((s) => s.risk)))
  const most = Math.min(1, Math.ceil(highest * 10) / 10)
  const x = (day: number) => left + (Math.min(day, c.horizonDays) / c.horizonDays) * (right - left)
  const y = (risk: number) => bottom - (Math.min(risk, most) / most) * (bottom - top)
  const grid = ticksTo(most * 100)
    .filter((t) => t <= most * 100)
    .map(
      (t) =>
        `<line class="grid" x1="${left}" x2="${right}" y1="${at(y(t / 100))}" y2="${at(y(t / 100))}"/><text class="soft" x="${left - 8}" y="${at(y(t / 100) + 5)}" text-anchor="end">${t}\u202f%</text>`,
    )
    .join('')
  const lines = c.curves
    .map(({ arm, steps }) => {
      const path = steps.map((s) => `H${at(x(s.day))}V${at(y(s.risk))}`).join('')
      return `<path class="${arm}-line" d="M${at(x(0))},${at(y(0))}${path}H${at(x(c.horizonDays))}"/>`
    })
    .join('')
  const ends = c.curves
    .map(({ arm, steps }) => {
      const risk = steps.at(-1)?.risk ?? 0
      return { arm, y: y(risk) + 5, text: labels[arm](`: ${inHundredText(risk)}\u202f%`) }
    })
    .sort((a, b) => a.y - b.y)
  const [upper, lower] = ends
  if (upper && lower && lower.y - upper.y < 20) {
    const middle = (upper.y + lower.y) / 2
    upper.y = middle - 10
    lower.y = middle + 10
  }
  const named = ends
    .map((e) => `<text class="${e.arm}-text" x="${right + 10}" y="${at(e.y)}">${escapeHtml(e.text)}</text>`)
    .join('')
  const ticks = spaced(ticksTo(c.horizonDays), c.horizonDays)
    .map((d) => `<text class="soft" x="${at(x(d))}" y="${bottom + 20}" text-anchor="middle">${d}</text>`)
    .join('')
  const unit = `<text class="soft" x="${right + 28}" y="${bottom + 20}">${escapeHtml(days)}</text>`
  return svg(bottom + 30, title, grid + lines + named + ticks + unit)
}
