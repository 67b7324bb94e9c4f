import { type SurvivalCurve, survivalAt } from '@cairn/statistics/survival/kaplan-meier.ts'
import { colours, line, round, svg, text, ticks } from './svg.ts'

/** Kaplan–Meier curves with their intervals, a mark at each censoring, and the number at risk underneath. */
export function survivalCurvesPicture(curves: readonly SurvivalCurve[], title: string): string {
  const names = curves.map(({ group }) => (group.length > 60 ? `${group.slice(0, 59)}…` : group))
  // The names stand left of the numbers at risk; the margin is as wide as the longest.
  const left = Math.max(120, 40 + 7.5 * Math.max(...names.map((name) => name.length)))
  const [width, right, top, plotHeight] = [600 + left, 20, 40, 320]
  const bottom = top + plotHeight
  const last = Math.max(...curves.map((c) => c.steps.at(-1)?.time ?? 0), 1e-9)
  const x = (t: number) => left + ((width - left - right) * t) / last
  const y = (s: number) => bottom - plotHeight * s
  const parts = [text(left, 22, title, 'start', 'font-size="15" font-weight="600"')]
  for (const s of [0, 0.25, 0.5, 0.75, 1])
    parts.push(line(left, y(s), width - right, y(s), 'stroke="#ddd"'), text(left - 8, y(s) + 4, String(s), 'end'))
  const at = ticks(0, last)
  for (const t of at) parts.push(line(x(t), bottom, x(t), bottom + 5), text(x(t), bottom + 20, String(t), 'middle'))
  parts.push(line(left, bottom, width - right, bottom))
  curves.forEach((curve, g) => {
    const colour = colours[g % colours.length]!
    // Colours come again; what they are drawn with does not.
    const dash = g < colours.length ? '' : ` stroke-dasharray="${3 * Math.floor(g / colours.length)} 3"`
    const path = [`M${round(x(0))},${round(y(1))}`]
    const [upper, lower] = [[`${round(x(0))},${round(y(1))}`], [`${round(x(0))},${round(y(1))}`]]
    let [high, low] = [1, 1]
    for (const s of curve.steps) {
      const px = round(x(s.time))
      path.push(`H${px}V${round(y(s.survival))}`)
      upper.push(`${px},${round(y(high))}`)
      lower.push(`${px},${round(y(low))}`)
      high = s.high ?? high
      low = s.low ?? (s.survival === 1 ? 1 : low)
      upper.push(`${px},${round(y(high))}`)
      lower.push(`${px},${round(y(low))}`)
      if (s.censored > 0)
        parts.push(
          line(x(s.time), y(s.survival) - 4, x(s.time), y(s.survival) + 4, `stroke="${colour}" stroke-width="1"`),
        )
    }
    parts.push(
      `<polygon points="${[...upper, ...lower.reverse()].join(' ')}" fill="${colour}" opacity="0.12"/>`,
      `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
    )
    const row = bottom + 62 + g * 18
    parts.push(text(left - 28, row, names[g]!, 'end', `fill="${colour}"`))
    if (dash)
      parts.push(line(left - 24, row + 5, left - 24 - 7.5 * names[g]!.length, row + 5, `stroke="${colour}"${dash}`))
    for (const t of at)
      parts.push(
        text(x(t), row, String(Number((survivalAt(curve, t)?.atRisk ?? 0).toFixed(1))), 'middle', `fill="${colour}"`),
      )
  })
  parts.push(text(left, bottom + 42, 'at risk', 'start', 'fill="#555"'))
  return svg(width, bottom + 62 + curves.length * 18, title, parts)
}
