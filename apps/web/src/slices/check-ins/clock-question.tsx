import { getHealth } from '@cairn/contract/identity.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { OneOf } from '../../ui/choices.tsx'
import { dayWords } from '../../ui/dates.ts'
import { Field } from '../../ui/field.tsx'
import { daysOff } from './check-form.ts'

/** The server's day where this phone is, if the two clocks differ by a whole day or more; undefined: nothing to ask. */
export function useOtherDay(): string | undefined {
  const { data } = useQuery({
    queryKey: ['clock'],
    retry: false,
    staleTime: 10 * 60_000,
    queryFn: async () => {
      const response = await fetch(`/api${getHealth.url}`, { cache: 'no-store' }).catch(() => undefined)
      const server = Date.parse(response?.headers.get('date') ?? '')
      if (Number.isNaN(server) || daysOff(Date.now(), server) === 0) return null
      const zone = Temporal.Now.timeZoneId()
      return Temporal.Instant.fromEpochMilliseconds(server).toZonedDateTimeISO(zone).toPlainDate().toString()
    },
  })
  return data ?? undefined
}

/** A clock more than a day off is asked about, never corrected. */
export function ClockQuestion({
  phoneDay,
  otherDay,
  value,
  onChange,
}: {
  phoneDay: string
  otherDay: string
  value: string | null
  onChange: (day: string | null) => void
}) {
  const { t, i18n } = useTranslation('my-check')
  return (
    <Field question={t('clock.question')} hint={t('clock.hint')}>
      {(labelledBy) => (
        <OneOf
          labelledBy={labelledBy}
          choices={[phoneDay, otherDay].map((day) => ({ value: day, label: dayWords(day, i18n.language) }))}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
