import { useTranslation } from 'react-i18next'
import { dayWords, listWords } from '../../ui/dates.ts'
import { weeksOf } from './calendar.ts'
import styles from './days.module.css'

export type DayState = 'used' | 'not_used' | 'unknown'

/** A calendar of her own days: round and full for a day with use, a check for one without, an open ring for one not told. */
export function DayCalendar({
  from,
  to,
  stateOf,
  canTap,
  onTap,
  anchors = {},
  labelledBy,
}: {
  from: string
  to: string
  stateOf: (day: string) => DayState
  canTap: (day: string) => boolean
  onTap: (day: string) => void
  /** Things that a day may be remembered by: 'talk with Dana'. */
  anchors?: Readonly<Record<string, readonly string[]>>
  labelledBy: string
}) {
  const { t, i18n } = useTranslation('my-days')
  const language = i18n.language
  const sunday = Array.from({ length: 7 }, (_, at) => new Date(Date.UTC(2026, 10, 1 + at, 12)))
  const month = (day: string) =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { month: 'short', timeZone: 'UTC' })
  return (
    <table className={styles.calendar} aria-labelledby={labelledBy}>
      <thead>
        <tr>
          {sunday.map((date) => (
            <th
              key={date.getTime()}
              scope="col"
              abbr={date.toLocaleDateString(language, { weekday: 'long', timeZone: 'UTC' })}
            >
              {date.toLocaleDateString(language, { weekday: 'narrow', timeZone: 'UTC' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(from, to).map((week, row) => (
          <tr key={row}>
            {week.map((day, at) => {
              if (!day) return <td key={at} />
              const state = stateOf(day)
              const things = anchors[day] ?? []
              const label = `${dayWords(day, language)}: ${t(`states.${state}`)}${things.length ? `. ${listWords(things, language)}` : ''}`
              const isFirst = day === from || day.endsWith('-01')
              return (
                <td key={at}>
                  <button
                    type="button"
                    className={styles.day}
                    data-state={state}
                    disabled={!canTap(day)}
                    aria-label={label}
                    aria-pressed={canTap(day) ? state === 'used' : undefined}
                    onClick={() => onTap(day)}
                  >
                    <span aria-hidden="true">
                      {isFirst && <span className={styles.month} data-month={month(day)} />}
                      {Number(day.slice(8))}
                    </span>
                    {things.length > 0 && <span className={styles.anchor} />}
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the signs of the calendar mean, in words. */
export function DayLegend({ states }: { states: readonly DayState[] }) {
  const { t } = useTranslation('my-days')
  return (
    <ul className={styles.legend}>
      {states.map((state) => (
        <li key={state}>
          <span className={styles.sample} data-state={state} aria-hidden="true" />
          {t(`states.${state}`)}
        </li>
      ))}
    </ul>
  )
}
