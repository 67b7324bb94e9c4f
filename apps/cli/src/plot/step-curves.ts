import { colours, line, round, svg, text, ticks } from './svg.ts'

/** A curve that goes up or down in steps, from its value at time 0 to the end of what is known. */
export interface StepCurve {
  readonly name: string
  /** Curves of one number have one colour. */
  readonly colour: number
  readonly isDashed: boolean
  readonly from: 0 | 1
  readonly end: number
  readonly steps: readonly {
    readonly time: number
    readonly value: number
    readonly low: number | null
    readonly high: number | null
  }[]
}

/** Step curves with their 95 % intervals over time, and a legend; shares from 0 to 1, or as far as the curves reach when they rise from 0. */
export function stepCurvesPicture(curves: readonly StepCurve[], title: string): string {
  const [width, left, right, top, plotHeight] = [720, 70, 20, 40, 320]
  const bottom = top + plotHeight
  const last = Math.max(...curves.map((c) => c.end), 1e-9)
  const rises = curves.every((c) => c.from === 0)
  const reached = Math.max(...curves.flatMap((c) => c.steps.map((s) => Math.max(s.value, s.high ?? 0))), 0.05)
  const most = rises ? Math.min(1, reached * 1.05) : 1
  const x = (t: number) => left + ((width - left - right) * t) / last
  const y = (v: number) => bottom - (plotHeight * Math.min(most, Math.max(0, v))) / most
  const parts = [text(left, 22, title, 'start', 'font-size="15" font-weight="600"')]
  for (const v of rises ? ticks(0, most, 5) : [0, 0.25, 0.5, 0.75, 1])
    parts.push(line(left, y(v), width - right, y(v), 'stroke="#ddd"'), text(left - 8, y(v) + 4, String(v), 'end'))
  for (const t of ticks(0, last))
    parts.push(line(x(t), bottom, x(t), bottom + 5), text(x(t), bottom + 20, String(t), 'middle'))
  parts.push(line(left, bottom, width - right, bottom))
  curves.forEach((curve, k) => {
    const colour = colours[curve.colour % colours.length]!
    const dash = curve.isDashed ? ' stroke-dasharray="6 4"' : ''
    const path = [`M${round(x(0))},${round(y(curve.from))}`]
    const [upper, lower] = [[`${round(x(0))},${round(y(curve.from))}`], [`${round(x(0))},${round(y(curve.from))}`]]
    let [high, low] = [curve.from as number, curve.from as number]
    for (const s of curve.steps) {
      const px = round(x(s.time))
      path.push(`H${px}V${round(y(s.value))}`)
      upper.push(`${px},${round(y(high))}`)
      lower.push(`${px},${round(y(low))}`)
      high = s.high ?? s.value
      low = s.low ?? s.value
      upper.push(`${px},${round(y(high))}`)
      lower.push(`${px},${round(y(low))}`)
    }
    path.push(`H${round(x(curve.end))}`)
    upper.push(`${round(x(curve.end))},${round(y(high))}`)
    lower.push(`${round(x(curve.end))},${round(y(low))}`)
    const row = bottom + 52 + k * 18
    parts.push(
      `<polygon points="${[...upper, ...lower.reverse()].join(' ')}" fill="${colour}" opacity="0.1"/>`,
      `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
      line(left, row - 4, left + 30, row - 4, `stroke="${colour}" stroke-width="2"${dash}`),
      text(left + 40, row, curve.name),
    )
  })
  return svg(width, bottom + 60 + curves.length * 18, title, parts)
}
