import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { Pick } from '../../ui/choices.tsx'
import { weekdayWords } from '../../ui/dates.ts'
import styles from './mentoring.module.css'
import type { TalkForm } from './talk-form.ts'

/** Same time next week, another time, or not yet. */
export function NextTime({
  label,
  form,
  suggested,
  onChange,
}: {
  label: string
  form: TalkForm
  suggested: { day: string; clock: string } | undefined
  onChange: (value: { day: string; clock: string } | null) => void
}) {
  const { t } = useTranslation('mentor-log')
  const [picking, setPicking] = useState(false)
  const language = currentLanguage()
  const isSame = form.nextTime !== null && !picking && form.nextTime.day === suggested?.day
  const value = picking ? 'pick' : isSame ? 'same' : form.nextTime ? 'pick' : 'notYet'
  const options = [
    ...(suggested ? [{ value: 'same', label: t('same', { day: weekdayWords(suggested.day, language) }) }] : []),
    { value: 'pick', label: t('pick') },
    { value: 'notYet', label: t('notYet') },
  ]
  return (
    <Stack gap="sm">
      <Pick
        label={label}
        value={value}
        options={options}
        onPick={(choice) => {
          setPicking(choice === 'pick')
          if (choice === 'same' && suggested) onChange(suggested)
          if (choice === 'pick') onChange(form.nextTime ?? suggested ?? { day: form.day, clock: form.clock })
          if (choice === 'notYet') onChange(null)
        }}
      />
      {value === 'pick' && form.nextTime && (
        <div className={styles['two']}>
          <TextInput
            type="date"
            aria-label={t('day')}
            value={form.nextTime.day}
            onChange={(event) => onChange({ day: event.currentTarget.value, clock: form.nextTime!.clock })}
          />
          <TextInput
            type="time"
            aria-label={t('clock')}
            value={form.nextTime.clock}
            onChange={(event) => onChange({ day: form.nextTime!.day, clock: event.currentTarget.value })}
          />
        </div>
      )}
    </Stack>
  )
}
