import { escapeHtml } from '../report/html/markup.ts'

/** One line of a forest plot, on the analysis scale (a difference, or the logarithm of a ratio). */
export interface ForestRow {
  readonly name: string
  /** Null where there is nothing to draw; `figure` says why. */
  readonly interval: { readonly estimate: number; readonly low: number; readonly high: number } | null
  /** `program` a square as large as its weight, `pooled` a diamond, `new` the range for a further program. */
  readonly kind: 'program' | 'pooled' | 'new'
  readonly weight: number | null
  /** The numbers beside it, already in words. */
  readonly figure: string
}

export interface ForestScale {
  readonly isRatio: boolean
  /** What lies left and right of no difference. */
  readonly less: string
  readonly more: string
  /** What the plot is, for people who do not see it. */
  readonly label: string
}

/** Rules for the forest; it stands in three columns, and on a phone each picture under its name and numbers. */
export const FOREST_STYLE = `
h3{font-size:1rem;margin:20px 0 4px}
.forest{margin:8px 0 12px;font-variant-numeric:tabular-nums;font-size:.95rem}
.forest .row{display:grid;grid-template-columns:minmax(0,30%) minmax(0,1fr) 17.5em;column-gap:16px;align-items:center;break-inside:avoid}
.forest .name{grid-column:1;grid-row:1;overflow-wrap:anywhere}
.forest .figure{grid-column:3;grid-row:1;text-align:right}
.forest .figure small{color:var(--soft);font-size:.88em;font-weight:400;display:inline-block;min-width:4.2em}
.forest .picture{grid-column:2;grid-row:1;align-self:stretch;position:relative;min-height:40px}
.forest .picture>svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.forest .axis .picture{min-height:50px}
.forest .pooled{font-weight:600}
.forest .zero{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 4}
.forest .diamond{fill:var(--amber-fill)}
.forest .new-line{stroke:var(--amber-fill);stroke-width:2;stroke-dasharray:6 4}
.forest .hollow{fill:var(--card);stroke:var(--slate);stroke-width:2}
.forest .arrow{fill:none;stroke:var(--pine);stroke-width:2}
.listed{grid-template-columns:minmax(0,32%) minmax(0,1fr)}
@media (max-width:560px){.listed{grid-template-columns:1fr}}
@media (max-width:700px){.forest .row{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:12px;padding-top:8px}.forest .name{max-width:100%}.forest .figure{margin-left:auto}.forest .figure small{min-width:0}.forest .picture{flex:0 0 100%;min-height:30px}}
`

/** A forest plot: one line a program, then the pooled lines and the axis. It fits any width, since it is placed in percent. */
export function forestPlot(rows: readonly ForestRow[], scale: ForestScale): string {
  const [from, to] = rangeOf(rows)
  const x = (value: number) => ((Math.min(to, Math.max(from, value)) - from) / (to - from)) * 100
  const at = (percent: number) => `${Number(percent.toFixed(2))}%`
  const zero = `<line class="zero" x1="${at(x(0))}" x2="${at(x(0))}" y1="0" y2="100%"/>`
  const lines = rows.map((row) => {
    const picture = row.interval ? drawn(row, row.interval, x, at, [from, to]) : ''
    const weight = row.weight === null ? '' : `${row.weight.toFixed(1)}\u202f%`
    return `<div class="row${row.kind === 'program' ? '' : ' pooled'}"><span class="name">${escapeHtml(row.name)}</span><span class="figure">${escapeHtml(row.figure)} <small>${weight}</small></span><div class="picture"><svg aria-hidden="true">${zero}${picture}</svg></div></div>`
  })
  const ticks = (scale.isRatio ? ratioTicks(from, to) : hundredTicks(from, to))
    .map(
      (t) =>
        `<line class="grid" x1="${at(x(t.at))}" x2="${at(x(t.at))}" y1="0" y2="6"/><text class="soft" x="${at(x(t.at))}" y="22" text-anchor="middle">${t.text}</text>`,
    )
    .join('')
  const sides = `<text class="soft" x="0" y="42">← ${escapeHtml(scale.less)}</text><text class="soft" x="100%" y="42" text-anchor="end">${escapeHtml(scale.more)} →</text>`
  const axis = `<div class="row axis"><span class="name"></span><span class="figure"></span><div class="picture"><svg aria-hidden="true"><line class="grid" x1="0" x2="100%" y1="0" y2="0"/>${ticks}${sides}</svg></div></div>`
  return `<figure class="forest" aria-label="${escapeHtml(scale.label)}">${lines.join('')}${axis}</figure>`
}

type Interval = NonNullable<ForestRow['interval']>

/** All intervals and no difference; an interval without end does not push the others together. */
function rangeOf(rows: readonly ForestRow[]): [number, number] {
  const drawable = rows.flatMap((r) => (r.interval ? [r.interval] : []))
  const ends = drawable.flatMap((i) => [i.low, i.high])
  const pooled = rows.flatMap((r) => (r.kind === 'pooled' && r.interval ? [r.interval.low, r.interval.high] : []))
  const largest = (values: readonly number[]) => Math.max(0, ...values.map(Math.abs))
  const most = Math.min(largest(ends), 2 * Math.max(largest(drawable.map((i) => i.estimate)), largest(pooled), 0.02))
  const [low, high] = [Math.max(-most, Math.min(0, ...ends)), Math.min(most, Math.max(0, ...ends))]
  const room = 0.06 * (high - low || 1)
  return [low - room, high + room]
}

function drawn(
  row: ForestRow,
  i: Interval,
  x: (value: number) => number,
  at: (percent: number) => string,
  [from, to]: readonly [number, number],
): string {
  const line = (name: string) => `<line class="${name}" x1="${at(x(i.low))}" x2="${at(x(i.high))}" y1="50%" y2="50%"/>`
  if (row.kind === 'new') return line('new-line')
  if (row.kind === 'pooled') {
    const [low, high] = [x(i.low), x(i.high)]
    const middle = high > low ? ((x(i.estimate) - low) / (high - low)) * 100 : 50
    return `<g transform="translate(0,-8)"><svg x="${at(low)}" y="50%" viewBox="0 0 100 16" preserveAspectRatio="none" ${size(at(Math.max(0.6, high - low)), '16px')}><polygon class="diamond" points="0,8 ${middle.toFixed(1)},0 100,8 ${middle.toFixed(1)},16"/></svg></g>`
  }
  if (row.weight === null) return `${line('whisker')}<circle class="hollow" cx="${at(x(i.estimate))}" cy="50%" r="5"/>`
  const side = 5 + 1.3 * Math.sqrt(row.weight)
  const half = side / 2
  const square = `<rect class="dot" x="${at(x(i.estimate))}" y="50%" width="${side.toFixed(1)}" height="${side.toFixed(1)}" transform="translate(${(-half).toFixed(1)},${(-half).toFixed(1)})"/>`
  const arrow = (end: string, path: string) =>
    `<svg x="${end}" y="50%" overflow="visible" ${size('1px', '1px')}><path class="arrow" d="${path}"/></svg>`
  const cut = `${i.low < from ? arrow('0%', 'M6,-4L0,0L6,4') : ''}${i.high > to ? arrow('100%', 'M-6,-4L0,0L-6,4') : ''}`
  return line('whisker') + square + cut
}

/** Of a picture in a picture: some browsers go by the attributes, some by the style. */
const size = (width: string, height: string) =>
  `width="${width}" height="${height}" style="width:${width};height:${height}"`

interface Tick {
  readonly at: number
  readonly text: string
}

/** Round differences in 100 people; at most five, so that they stand apart on a phone. */
function hundredTicks(from: number, to: number): Tick[] {
  const span = 100 * (to - from)
  const power = 10 ** Math.floor(Math.log10(span / 4))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => span / s <= 5) ?? 10 * power
  const out: Tick[] = []
  for (let n = Math.ceil((100 * from) / step); n * step <= 100 * to; n++) {
    const value = Number((n * step).toPrecision(6))
    out.push({ at: value / 100, text: String(value).replace('-', '−') })
  }
  return out
}

/** Round ratios, 1 among them: the coarsest row that shows three or more. */
function ratioTicks(from: number, to: number): Tick[] {
  const rows = [
    [0.01, 0.1, 1, 10, 100],
    [0.05, 0.2, 1, 5, 20],
    [0.25, 0.5, 1, 2, 4],
    [0.5, 0.7, 1, 1.4, 2],
    [0.8, 0.9, 1, 1.1, 1.25],
  ]
  const inside = rows.map((row) => row.filter((r) => Math.log(r) >= from && Math.log(r) <= to))
  return (inside.find((row) => row.length >= 3) ?? [1]).map((r) => ({ at: Math.log(r), text: String(r) }))
}
