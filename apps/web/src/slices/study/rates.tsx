import { countText, intervalText, numberText, pText } from '@cairn/evaluation/report/html/markup.ts'
import type { Words } from '@cairn/evaluation/report/html/words-of-page.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { Chart } from './chart.tsx'
import { NumbersTable, ShowNumbers } from './numbers-table.tsx'
import styles from './study.module.css'

type Rate = Report['asItHappened']['rates'][number]

/** How often people returned to use, by the support they had had so far: a dot and its interval a line. */
export function Rates({ report, words: w }: { report: Report; words: Words }) {
  const { rates, byMentor, test, testByEventDay } = report.asItHappened
  const [without, withMentor] = [byMentor.without.rate, byMentor.with.rate]
  const says =
    without === null || withMentor === null
      ? w.ratesSaysLittle
      : w.ratesSays(numberText(without), numberText(withMentor))
  const lines = rates.filter(
    (one): one is Rate & { rate: number; low: number; high: number } =>
      one.rate !== null && one.low !== null && one.high !== null,
  )
  const nameOf = (state: string) => w.states[state] ?? state
  return (
    <section className={styles['section']}>
      <h2>{w.ratesTitle}</h2>
      <p>{says}</p>
      {lines.length > 0 && (
        <Chart
          label={says}
          draw={(Plot, width) =>
            Plot.plot({
              width,
              height: 80 + lines.length * 44,
              marginLeft: 90,
              marginRight: 60,
              marginBottom: 48,
              style: { background: 'transparent', fontSize: '14px', fontFamily: 'inherit' },
              x: {
                label: width < 560 ? '%' : w.perMonth,
                labelAnchor: 'left',
                labelOffset: 44,
                domain: [0, Math.max(...lines.map(({ high }) => high)) * 1.05],
                grid: true,
                ticks: width < 560 ? 4 : 8,
              },
              y: { label: null, domain: lines.map(({ state }) => nameOf(state)), tickSize: 0 },
              marks: [
                Plot.ruleY(lines, {
                  y: ({ state }: Rate) => nameOf(state),
                  x1: 'low',
                  x2: 'high',
                  stroke: 'var(--study-with)',
                  strokeWidth: 2.5,
                }),
                Plot.dot(lines, { y: ({ state }: Rate) => nameOf(state), x: 'rate', r: 6, fill: 'var(--study-with)' }),
                Plot.text(lines, {
                  y: ({ state }: Rate) => nameOf(state),
                  x: 'high',
                  text: ({ rate }: Rate) => numberText(rate),
                  dx: 8,
                  textAnchor: 'start',
                  fill: 'currentColor',
                }),
              ],
            })
          }
        />
      )}
      {test && (
        <p className={styles['note']}>
          {w.testSays(pText(test.p))} {w.testRange(pText(testByEventDay.first), pText(testByEventDay.last))}
        </p>
      )}
      <ShowNumbers label={w.showNumbers}>
        <NumbersTable
          head={[w.state, w.people, w.personDays, w.events, w.rate, w.interval]}
          rows={[...rates, byMentor.without, byMentor.with].map((one) => [
            nameOf(one.state),
            countText(one.people),
            countText(one.personDays),
            countText(one.events),
            numberText(one.rate),
            intervalText(one.low, one.high),
          ])}
        />
        <p className={styles['note']}>{w.perMonth}</p>
      </ShowNumbers>
    </section>
  )
}
