import { countText, percentText } from '@cairn/evaluation/report/html/markup.ts'
import type { Words } from '@cairn/evaluation/report/html/words-of-page.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { Chart } from './chart.tsx'
import { NumbersTable, ShowNumbers } from './numbers-table.tsx'
import styles from './study.module.css'

/** What is known by each day, and between which bounds the unknown could move it. */
export function Known({ report, words: w }: { report: Report; words: Words }) {
  const { known, followUpByState, byState, landmark } = report.coverage
  const at = known.find(({ day }) => day === report.horizonDays)
  const says =
    at && at.followUpRate !== null
      ? w.knownSays(at.day, percentText(at.followUpRate), percentText(at.boundLow), percentText(at.boundHigh))
      : w.knownNone
  const bounds = known.flatMap(({ day, boundLow, boundHigh, followUpRate }) =>
    boundLow === null || boundHigh === null
      ? []
      : [{ day: `${day}`, low: boundLow * 100, high: boundHigh * 100, known: percentText(followUpRate) }],
  )
  return (
    <section className={styles['section']}>
      <h2>{w.knownTitle}</h2>
      <p>{says}</p>
      {bounds.length > 0 && (
        <Chart
          label={says}
          draw={(Plot, width) =>
            Plot.plot({
              width,
              height: 90 + bounds.length * 40,
              marginLeft: 60,
              marginRight: width < 560 ? 56 : 130,
              marginBottom: 48,
              marginTop: 30,
              style: { background: 'transparent', fontSize: '14px', fontFamily: 'inherit' },
              x: {
                label: `${w.returned} (%)`,
                labelAnchor: 'left',
                labelOffset: 44,
                domain: [0, 100],
                grid: true,
                ticks: 5,
              },
              y: {
                label: w.days,
                labelAnchor: 'top',
                labelArrow: 'none',
                domain: bounds.map(({ day }) => day),
                tickSize: 0,
              },
              marks: [
                Plot.ruleY(bounds, {
                  y: 'day',
                  x1: 'low',
                  x2: 'high',
                  stroke: 'var(--study-without)',
                  strokeWidth: 10,
                  strokeOpacity: 0.6,
                }),
                Plot.text(bounds, {
                  y: 'day',
                  x: 100,
                  text: (bound: { known: string }) => (width < 560 ? bound.known : `${w.followUp}: ${bound.known}`),
                  dx: 8,
                  textAnchor: 'start',
                  fontSize: 12,
                  fill: 'currentColor',
                }),
              ],
            })
          }
        />
      )}
      <ShowNumbers label={w.showNumbers}>
        <NumbersTable
          head={[w.days, w.people, w.isEvent, w.isUnknown, w.isFree, w.followUp]}
          rows={known.map((one) => [
            String(one.day),
            countText(one.n),
            countText(one.events),
            countText(one.unknown),
            countText(one.noEvent),
            percentText(one.followUpRate),
          ])}
        />
        <NumbersTable
          head={[w.stateAtDay(landmark), w.people, w.knownAtHorizon(report.horizonDays), w.coverageShare]}
          rows={followUpByState.map((one, row) => [
            w.states[one.state] ?? one.state,
            countText(one.n),
            percentText(one.known),
            percentText(byState[row]?.share ?? null),
          ])}
        />
      </ShowNumbers>
    </section>
  )
}
