import { HOUR_KINDS } from '@cairn/contract/mentors.ts'
import { Button, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { Pick } from '../../ui/choices.tsx'
import { dayOf, zoneHere } from '../../ui/days.ts'
import styles from '../mentoring/mentoring.module.css'
import { useSend } from '../mentoring/send.ts'

/** Hours and miles beside talks; talks count by themselves. */
export function Hours() {
  const { t } = useTranslation('mentor-me')
  const send = useSend()
  const [day, setDay] = useState(() => dayOf(Date.now(), zoneHere()))
  const [kind, setKind] = useState<(typeof HOUR_KINDS)[number] | null>(null)
  const [minutes, setMinutes] = useState(60)
  const [miles, setMiles] = useState(0)
  const [saved, setSaved] = useState(false)
  async function save() {
    const id = newId()
    await send({ id, kind: 'other', path: '/mentor/hours', body: { id, day, kind, minutes, miles } })
    setSaved(true)
    setKind(null)
  }
  return (
    <details className={styles['fold']} onToggle={() => setSaved(false)}>
      <summary>{t('hours.add')}</summary>
      <Stack gap="md" pt="xs">
        <Text size="sm" c="dimmed">
          {t('hours.note')}
        </Text>
        <Pick
          label={t('hours.what')}
          value={kind}
          options={HOUR_KINDS.map((value) => ({ value, label: t(`hours.${value}`) }))}
          onPick={(value) => {
            setSaved(false)
            setKind(value)
          }}
        />
        <TextInput
          type="date"
          label={t('hours.day')}
          value={day}
          max={dayOf(Date.now(), zoneHere())}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <div className={styles['two']}>
          <NumberInput
            label={t('hours.length')}
            size="lg"
            min={0}
            max={1440}
            value={minutes}
            onChange={(value) => setMinutes(Number(value))}
          />
          <NumberInput
            label={t('hours.miles')}
            size="lg"
            min={0}
            max={2000}
            value={miles}
            onChange={(value) => setMiles(Number(value))}
          />
        </div>
        {saved && <Text role="status">{t('hours.saved')}</Text>}
        <Button disabled={kind === null || minutes + miles === 0} onClick={() => void save()}>
          {t('hours.save')}
        </Button>
      </Stack>
    </details>
  )
}
