import { line, ratioTicks, round, svg, text, ticks } from './svg.ts'

/** One study of a forest or funnel plot, on the analysis scale. */
export interface PlottedStudy {
  readonly name: string
  readonly effect: number
  readonly variance: number
  readonly weight: number
}

/** The pooled effect, on the analysis scale. */
export interface PlottedMean {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly predictionLow: number | null
  readonly predictionHigh: number | null
}

const z95 = 1.959963984540054

/** Each study with its 95 % interval, a square as large as its weight, and the pooled effect as a diamond; beside it a funnel. */
export function forestPicture(
  studies: readonly PlottedStudy[],
  mean: PlottedMean,
  isRatio: boolean,
  title: string,
): string {
  const [rowHeight, top, left, plotWidth, funnelWidth] = [20, 50, 220, 360, 300]
  const rows = studies.length + 2
  const bottom = top + rows * rowHeight
  const ends = studies.flatMap((s) => [s.effect - z95 * Math.sqrt(s.variance), s.effect + z95 * Math.sqrt(s.variance)])
  const most = Math.min(
    Math.max(...ends.map(Math.abs)),
    4 * Math.max(...studies.map((s) => Math.abs(s.effect)), Math.abs(mean.high), Math.abs(mean.low), 0.1),
  )
  const [low, high] = [Math.max(Math.min(...ends, 0), -most), Math.min(Math.max(...ends, 0), most)]
  const x = (v: number) => left + (plotWidth * (Math.min(high, Math.max(low, v)) - low)) / (high - low)
  const label = (v: number) => (isRatio ? Math.exp(v) : v).toPrecision(3)
  const parts = [
    text(10, 24, title, 'start', 'font-size="15" font-weight="600"'),
    line(x(0), top - 10, x(0), bottom, 'stroke="#999" stroke-dasharray="3 3"'),
  ]
  studies.forEach((s, i) => {
    const y = top + (i + 0.5) * rowHeight
    const half = z95 * Math.sqrt(s.variance)
    const size = 3 + 0.6 * Math.sqrt(s.weight)
    parts.push(
      text(10, y + 4, s.name.slice(0, 30)),
      line(x(s.effect - half), y, x(s.effect + half), y),
      `<rect x="${round(x(s.effect) - size)}" y="${round(y - size)}" width="${round(2 * size)}" height="${round(2 * size)}" fill="#0072B2"/>`,
      text(left + plotWidth + 10, y + 4, `${label(s.effect)} (${label(s.effect - half)}, ${label(s.effect + half)})`),
    )
  })
  const y = top + (studies.length + 1) * rowHeight
  if (mean.predictionLow !== null && mean.predictionHigh !== null)
    parts.push(line(x(mean.predictionLow), y, x(mean.predictionHigh), y, 'stroke="#D55E00" stroke-width="2"'))
  parts.push(
    text(10, y + 4, 'pooled', 'start', 'font-weight="600"'),
    `<polygon points="${round(x(mean.low))},${round(y)} ${round(x(mean.estimate))},${round(y - 7)} ${round(x(mean.high))},${round(y)} ${round(x(mean.estimate))},${round(y + 7)}" fill="#D55E00"/>`,
    text(
      left + plotWidth + 10,
      y + 4,
      `${label(mean.estimate)} (${label(mean.low)}, ${label(mean.high)})`,
      'start',
      'font-weight="600"',
    ),
    line(left, bottom, left + plotWidth, bottom),
  )
  for (const t of isRatio ? ratioTicks(low, high) : ticks(low, high))
    parts.push(line(x(t), bottom, x(t), bottom + 5), text(x(t), bottom + 20, String(Number(label(t))), 'middle'))
  // Funnel: effect against standard error, the most exact on top.
  const [fx, ft] = [left + plotWidth + 200, top]
  const fb = Math.max(bottom, top + 200)
  const worst = Math.max(...studies.map((s) => Math.sqrt(s.variance))) * 1.05
  const px = (v: number) => fx + funnelWidth / 2 + ((v - mean.estimate) / (z95 * worst * 1.2)) * (funnelWidth / 2)
  const py = (se: number) => ft + ((fb - ft) * se) / worst
  parts.push(
    `<polygon points="${round(px(mean.estimate))},${round(ft)} ${round(px(mean.estimate - z95 * worst))},${round(fb)} ${round(px(mean.estimate + z95 * worst))},${round(fb)}" fill="#eee"/>`,
    line(px(mean.estimate), ft, px(mean.estimate), fb, 'stroke="#999"'),
    line(fx, fb, fx + funnelWidth, fb),
    text(fx + funnelWidth / 2, ft - 12, 'effect against standard error', 'middle', 'fill="#555"'),
    text(px(mean.estimate), fb + 20, label(mean.estimate), 'middle'),
  )
  for (const s of studies) {
    const cx = Math.min(fx + funnelWidth, Math.max(fx, px(s.effect)))
    parts.push(
      `<circle cx="${round(cx)}" cy="${round(py(Math.sqrt(s.variance)))}" r="3.5" fill="#0072B2" opacity="0.8"/>`,
    )
  }
  return svg(fx + funnelWidth + 20, Math.max(bottom, fb) + 40, title, parts)
}
