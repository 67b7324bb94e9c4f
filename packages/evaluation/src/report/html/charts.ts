import type { Report } from '../schema.ts'
import { countText, escapeHtml, inHundredText, numberText } from './markup.ts'
import type { Words } from './words-of-page.ts'

/** Width of every chart in its own units. */
export const WIDTH = 780

export const at = (x: number) => x.toFixed(1)

/** Rates of the four states: a dot with its interval, the figure beside it. */
export function rateChart(rates: Report['asItHappened']['rates'], words: Words): string {
  const [left, right, row] = [110, WIDTH - 170, 44]
  const most = Math.max(1, ...rates.map((r) => Math.min(r.high ?? 0, 3 * Math.max(...rates.map((x) => x.rate ?? 0)))))
  const x = (value: number) => left + (Math.min(value, most) / most) * (right - left)
  const height = rates.length * row + 44
  const ticks = ticksTo(most)
  const grid = ticks
    .map(
      (t) =>
        `<line class="grid" x1="${at(x(t))}" x2="${at(x(t))}" y1="8" y2="${height - 36}"/><text class="soft" x="${at(x(t))}" y="${height - 20}" text-anchor="middle">${t}</text>`,
    )
    .join('')
  const marks = rates
    .map((r, i) => {
      const y = 8 + row * (i + 0.5)
      const label = `<text x="0" y="${y + 5}">${escapeHtml(words.states[r.state] ?? r.state)}</text>`
      if (r.rate === null || r.low === null || r.high === null)
        return `${label}<text class="soft" x="${right + 16}" y="${y + 5}">${words.none}</text>`
      return `${label}<line class="whisker" x1="${at(x(r.low))}" x2="${at(x(r.high))}" y1="${y}" y2="${y}"/><circle class="dot" cx="${at(x(r.rate))}" cy="${y}" r="6"/><text x="${right + 16}" y="${y + 5}">${numberText(r.rate)} <tspan class="soft">(${numberText(r.low)} – ${numberText(r.high)})</tspan></text>`
    })
    .join('')
  const unit = `<text class="soft" x="${left}" y="${height - 2}">${escapeHtml(words.perMonth)}</text>`
  return svg(height + 6, words.ratesTitle, grid + marks + unit)
}

/** Round steps from 0 to a little under the end of an axis. */
export function ticksTo(most: number): number[] {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? power * 10
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)))
}

type Landmark = Report['asItHappened']['landmarks'][number]
type Curve = Landmark['groups'][number]

/** Two risk curves from the landmark to the horizon, with bands, direct labels and numbers at risk. */
export function landmarkChart(landmark: Landmark, horizon: number, words: Words): string {
  const [left, right, top, bottom] = [52, WIDTH - 190, 12, 272]
  const highest = Math.max(
    0.2,
    ...landmark.groups.flatMap((g) =>
      g.steps.filter((s) => s.day <= horizon).map((s) => Math.min(1, s.high ?? s.risk)),
    ),
  )
  const most = Math.min(1, Math.ceil(highest * 10) / 10)
  const x = (day: number) => left + ((day - landmark.landmark) / (horizon - landmark.landmark)) * (right - left)
  const y = (risk: number) => bottom - (Math.min(risk, most) / most) * (bottom - top)
  const levels = ticksTo(most * 100).filter((t) => t <= most * 100)
  const grid = levels
    .map(
      (t) =>
        `<line class="grid" x1="${left}" x2="${right}" y1="${at(y(t / 100))}" y2="${at(y(t / 100))}"/><text class="soft" x="${left - 8}" y="${at(y(t / 100) + 5)}" text-anchor="end">${t}\u202f%</text>`,
    )
    .join('')
  const drawn = landmark.groups.map((g) => curvePaths(g, landmark.landmark, horizon, x, y)).join('')
  const days = spaced(
    landmark.groups[0]?.atRisk.map((r) => r.day).filter((d) => d <= horizon) ?? [],
    horizon - landmark.landmark,
  )
  const axis = days
    .map((d) => `<text class="soft" x="${at(x(d))}" y="${bottom + 20}" text-anchor="middle">${d}</text>`)
    .join('')
  const unit = `<text class="soft" x="${right + 28}" y="${bottom + 20}">${escapeHtml(words.days)}</text>`
  const risks = [...landmark.groups]
    .reverse()
    .map((g, i) => atRiskRow(g, days, x, bottom + 70 + i * 22, words))
    .join('')
  const title = `<text class="soft" x="${left}" y="${bottom + 48}">${escapeHtml(words.atRisk)}</text>`
  return svg(
    bottom + 106,
    words.curveTitle(landmark.landmark),
    grid + drawn + endLabels(landmark.groups, horizon, right, y, words) + axis + unit + title + risks,
  )
}

/** Days that do not crowd each other on the axis. */
export function spaced(days: readonly number[], length: number): number[] {
  const out: number[] = []
  for (const day of days) if (out.length === 0 || day - out.at(-1)! >= length * 0.08) out.push(day)
  return out
}

function curvePaths(g: Curve, from: number, to: number, x: (d: number) => number, y: (r: number) => number): string {
  const last = g.atRisk.findLast((r) => (r.n ?? 0) > 0)?.day ?? from
  const end = Math.min(to, Math.max(last, g.steps.at(-1)?.day ?? from))
  const steps = g.steps.filter((s) => s.day <= end)
  if (steps.length === 0) return ''
  const stair = (points: readonly { day: number; value: number }[]) =>
    points
      .map((p, i) => (i === 0 ? `M${at(x(p.day))},${at(y(p.value))}` : `H${at(x(p.day))}V${at(y(p.value))}`))
      .join('') + `H${at(x(end))}`
  const line = stair(steps.map((s) => ({ day: s.day, value: s.risk })))
  const banded = steps.filter((s) => s.low !== null && s.high !== null)
  const upper = banded
    .map((s, i) => (i === 0 ? `M${at(x(s.day))},${at(y(s.high!))}` : `H${at(x(s.day))}V${at(y(s.high!))}`))
    .join('')
  const back = [...banded]
    .reverse()
    .map((s, i) => `${i === 0 ? `H${at(x(end))}V${at(y(s.low!))}` : `V${at(y(s.low!))}`}H${at(x(s.day))}`)
    .join('')
  const band = banded.length > 0 ? `<path class="${g.group}-band" d="${upper}${back}Z"/>` : ''
  return `${band}<path class="${g.group}-line" d="${line}"/>`
}

/** Labels at the curves' ends, pushed apart when they would touch. */
function endLabels(
  groups: readonly Curve[],
  horizon: number,
  right: number,
  y: (r: number) => number,
  words: Words,
): string {
  const labels = groups
    .filter((g) => g.n !== null && g.n > 0)
    .map((g) => {
      const risk = g.steps.findLast((s) => s.day <= horizon)?.risk ?? 0
      const name = g.group === 'with' ? words.withLabel : words.withoutLabel
      return {
        group: g.group,
        y: y(risk) + 5,
        text: name(g.riskAtHorizon ? `: ${inHundredText(g.riskAtHorizon.risk)}\u202f%` : ''),
      }
    })
    .sort((a, b) => a.y - b.y)
  const [a, b] = labels
  if (a && b && b.y - a.y < 20) {
    const middle = (a.y + b.y) / 2
    a.y = middle - 10
    b.y = middle + 10
  }
  return labels
    .map((l) => `<text class="${l.group}-text" x="${right + 10}" y="${at(l.y)}">${escapeHtml(l.text)}</text>`)
    .join('')
}

function atRiskRow(g: Curve, days: readonly number[], x: (d: number) => number, y: number, words: Words): string {
  const name = g.group === 'with' ? words.withLabel('') : words.withoutLabel('')
  const cells = days
    .map(
      (d) =>
        `<text class="${g.group}-text" x="${at(x(d))}" y="${y}" text-anchor="middle">${countText(g.atRisk.find((r) => r.day === d)?.n ?? null)}</text>`,
    )
    .join('')
  return `${cells}<text class="${g.group}-text" x="${WIDTH - 162}" y="${y}">${escapeHtml(name)}</text>`
}

/** What is known on each ask day: returned, not known, not returned, as shares of one bar. */
export function knownChart(known: Report['coverage']['known'], words: Words): string {
  const rows = known.filter(
    (k) => k.n !== null && k.n > 0 && k.events !== null && k.unknown !== null && k.noEvent !== null,
  )
  const [left, right, row] = [70, WIDTH - 90, 40]
  const width = right - left
  const bars = rows
    .map((k, i) => {
      const y = 34 + i * row
      const total = k.events! + k.unknown! + k.noEvent!
      let from = left
      const parts = [
        ['is-event', k.events!],
        ['is-unknown', k.unknown!],
        ['is-free', k.noEvent!],
      ] as const
      const drawn = parts
        .map(([name, n]) => {
          const w = (n / total) * width
          const rect = `<rect class="${name}" x="${at(from)}" y="${y}" width="${at(w)}" height="26"/>`
          const text =
            w > 44 && name === 'is-free'
              ? `<text class="on-bar" x="${at(from + w - 10)}" y="${y + 18}" text-anchor="end">${inHundredText(n / total)}\u202f%</text>`
              : w > 34 && name === 'is-event'
                ? `<text class="on-bar" x="${at(from + 8)}" y="${y + 18}">${inHundredText(n / total)}\u202f%</text>`
                : ''
          from += w
          return rect + text
        })
        .join('')
      return `<text x="0" y="${y + 18}">${escapeHtml(words.daysUnit(k.day).replace(/^(\d+) .*/, '$1'))}</text>${drawn}<text class="soft" x="${right + 10}" y="${y + 18}">n = ${countText(k.n)}</text>`
    })
    .join('')
  const key = `<text class="without-text" x="${left}" y="20">${escapeHtml(words.isEvent)}</text><text class="soft" x="${left + width / 2}" y="20" text-anchor="middle">${escapeHtml(words.isUnknown)}</text><text class="with-text" x="${right}" y="20" text-anchor="end">${escapeHtml(words.isFree)}</text>`
  const hatch =
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--paper)"/><rect width="2.5" height="6" fill="var(--slate)"/></pattern></defs>'
  return svg(34 + rows.length * row + 4, words.knownTitle, hatch + key + bars)
}

export function svg(height: number, title: string, content: string): string {
  return `<figure class="chart"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${content}</svg></figure>`
}
