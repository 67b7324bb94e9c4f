import { Button, Checkbox, CloseButton, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { weekdayWords } from '../../ui/dates.ts'
import type { Week } from './hours.ts'
import styles from './setup.module.css'

/** One stretch a weekday, Monday first. */
export function WeekFields({
  week,
  wrong,
  onChange,
}: {
  week: Week
  wrong: readonly number[]
  onChange: (next: Week) => void
}) {
  const { t } = useTranslation('setup')
  const names = new Intl.DateTimeFormat(currentLanguage() === 'es' ? 'es-US' : 'en-US', {
    weekday: 'long',
    timeZone: 'UTC',
  })
  const put = (at: number, day: Week[number]) => onChange(week.map((other, index) => (index === at ? day : other)))
  return (
    <div className={styles['days']}>
      {week.map((day, at) => {
        const name = names.format(Date.UTC(2026, 0, 5 + at))
        return (
          <div key={name} className={styles['day']}>
            <Checkbox
              label={name}
              checked={day !== null}
              onChange={(event) => put(at, event.currentTarget.checked ? { from: '09:00', until: '17:00' } : null)}
            />
            {day && (
              <div className={styles['times']}>
                <TextInput
                  type="time"
                  aria-label={t('hours.from', { day: name })}
                  value={day.from}
                  onChange={(event) => put(at, { ...day, from: event.currentTarget.value })}
                />
                <TextInput
                  type="time"
                  aria-label={t('hours.until', { day: name })}
                  value={day.until}
                  error={wrong.includes(at + 1) ? t('hours.wrong') : undefined}
                  onChange={(event) => put(at, { ...day, until: event.currentTarget.value })}
                />
              </div>
            )}
          </div>
        )
      })}
    </div>
  )
}

const isDay = (text: string): boolean => /^(20|21)\d\d-\d{2}-\d{2}$/.test(text)

/** Days on which nobody is here, in their order. */
export function Holidays({ days, onChange }: { days: readonly string[]; onChange: (days: readonly string[]) => void }) {
  const { t } = useTranslation('setup')
  const language = currentLanguage()
  const [day, setDay] = useState('')
  const thisYear = `${new Date().getFullYear()}-01-01`
  return (
    <div>
      <Text fw={600}>{t('hours.holidays')}</Text>
      <Text c="dimmed" size="sm" mb="xs">
        {t('hours.holidaysHint')}
      </Text>
      {days.length === 0 ? (
        <Text size="sm">{t('hours.noHolidays')}</Text>
      ) : (
        <ul className={styles['chips']}>
          {days.map((one) => {
            const said = weekdayWords(one, language, thisYear)
            return (
              <li key={one}>
                {said}
                <CloseButton
                  size="sm"
                  aria-label={t('hours.removeHoliday', { day: said })}
                  onClick={() => onChange(days.filter((other) => other !== one))}
                />
              </li>
            )
          })}
        </ul>
      )}
      <Group gap="sm" align="flex-end" mt="sm">
        <TextInput
          type="date"
          label={t('hours.holidayDay')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button
          variant="light"
          disabled={!isDay(day) || days.includes(day) || days.length >= 100}
          onClick={() => {
            onChange([...days, day].sort())
            setDay('')
          }}
        >
          {t('hours.addHoliday')}
        </Button>
      </Group>
    </div>
  )
}
