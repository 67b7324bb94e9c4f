import { countText, inHundredText, numberText, percentText } from '@cairn/evaluation/report/html/markup.ts'
import type { Words } from '@cairn/evaluation/report/html/words-of-page.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { Chart } from './chart.tsx'
import { type CurvePoint, curveEnds, curvePoints } from './chart-data.ts'
import { NumbersTable, ShowNumbers } from './numbers-table.tsx'
import styles from './study.module.css'

type Landmark = Report['asItHappened']['landmarks'][number]

const COLOR: Readonly<Record<string, string>> = { with: 'var(--study-with)', without: 'var(--study-without)' }

/** Landmark curves with their intervals, named at their ends, with the number followed underneath. */
export function Curves({ landmark, horizon, words: w }: { landmark: Landmark; horizon: number; words: Words }) {
  const riskOf = (group: string) => landmark.groups.find((one) => one.group === group)?.riskAtHorizon?.risk ?? null
  const [withRisk, withoutRisk] = [riskOf('with'), riskOf('without')]
  const says =
    withRisk === null || withoutRisk === null
      ? w.curveSaysLittle(landmark.landmark, horizon)
      : w.curveSays(landmark.landmark, horizon, inHundredText(withRisk), inHundredText(withoutRisk))
  const points = curvePoints(landmark, horizon)
  const nameOf = (group: string) => (group === 'with' ? w.withLabel('') : w.withoutLabel(''))
  const difference = landmark.freeDaysDifference
  const days = landmark.groups[0]?.atRisk.filter(({ day }) => day <= horizon).map(({ day }) => day) ?? []
  const top = Math.min(
    100,
    Math.max(20, Math.ceil(Math.max(...points.map(({ high, risk }) => high ?? risk), 0) / 10) * 10),
  )
  return (
    <section className={styles['section']}>
      <h2>{w.curveTitle(landmark.landmark)}</h2>
      <p>{says}</p>
      {points.length > 0 && (
        <Chart
          label={says}
          draw={(Plot, width) => {
            const right = width < 560 ? 20 : 150
            const of = (group: string) => points.filter((point) => point.group === group)
            return Plot.plot({
              width,
              height: Math.max(240, Math.min(360, width * 0.5)),
              marginRight: right,
              marginLeft: 44,
              marginTop: 34,
              marginBottom: 48,
              style: { background: 'transparent', fontSize: '13px', fontFamily: 'inherit' },
              x: { label: w.days, labelOffset: 44, domain: [landmark.landmark, horizon], ticks: width < 560 ? 4 : 8 },
              y: { label: `${w.returned} (%)`, domain: [0, top], grid: true, ticks: 5 },
              marks: [
                Plot.ruleY([0], { stroke: 'var(--mantine-color-dimmed)' }),
                ...landmark.groups.map(({ group }) =>
                  Plot.areaY(
                    of(group).filter(({ low, high }) => low !== null && high !== null),
                    {
                      x: 'day',
                      y1: 'low',
                      y2: 'high',
                      curve: 'step-after',
                      fill: COLOR[group] ?? 'gray',
                      fillOpacity: 0.15,
                    },
                  ),
                ),
                ...landmark.groups.map(({ group }) =>
                  Plot.lineY(of(group), {
                    x: 'day',
                    y: 'risk',
                    curve: 'step-after',
                    stroke: COLOR[group] ?? 'gray',
                    strokeWidth: 2.5,
                    ...(group === 'without' && { strokeDasharray: '6 4' }),
                  }),
                ),
                Plot.text(curveEnds(points, top * 0.09), {
                  x: 'day',
                  y: 'labelAt',
                  text: (end: CurvePoint) => nameOf(end.group),
                  fill: (end: CurvePoint) => COLOR[end.group] ?? 'gray',
                  fontWeight: 600,
                  fontSize: 14,
                  ...(width < 560 ? { textAnchor: 'end' as const, dy: -10 } : { textAnchor: 'start' as const, dx: 8 }),
                }),
              ],
            })
          }}
        />
      )}
      <NumbersTable
        head={[w.atRisk, ...days.map((day) => `${day}`)]}
        rows={landmark.groups.map((group) => [
          nameOf(group.group),
          ...days.map((day) => countText(group.atRisk.find((one) => one.day === day)?.n ?? null)),
        ])}
      />
      {difference && (
        <p className={styles['note']}>
          {w.freeDays(
            numberText(difference.estimate),
            numberText(difference.low),
            numberText(difference.high),
            landmark.landmark,
            horizon,
          )}
        </p>
      )}
      <ShowNumbers label={w.showNumbers}>
        <NumbersTable
          head={[w.days, ...landmark.groups.flatMap(({ group }) => [`${nameOf(group)}: ${w.returned}`, w.interval])]}
          rows={days.map((day) => [
            String(day),
            ...landmark.groups.flatMap(({ steps }) => {
              const at = steps.findLast((step) => step.day <= day)
              return [
                percentText(at?.risk ?? null),
                at?.low == null || at.high === null ? w.none : `${percentText(at.low)} – ${percentText(at.high)}`,
              ]
            }),
          ])}
        />
      </ShowNumbers>
    </section>
  )
}
