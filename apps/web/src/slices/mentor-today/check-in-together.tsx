import { NEEDS } from '@cairn/contract/check-ins.ts'
import { USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { Pick, Ticks } from '../mentoring/choice.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useSend } from '../mentoring/send.ts'
import { toggled } from '../mentoring/talk-form.ts'
import { zoneHere } from '../mentoring/when.ts'
import { beginTogether, isSomething, type TogetherForm, togetherBody } from './together-form.ts'

const STEPS = [1, 2, 3, 4, 5] as const

/** A check-in together: she says, I type. What is said about use cannot be read back. */
export function CheckInTogether({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const send = useSend()
  const [form, setForm] = useState<TogetherForm>(() => beginTogether(newId()))
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>()
  const patch = (change: Partial<TogetherForm>) => setForm((old) => ({ ...old, ...change }))

  async function save() {
    try {
      await send({
        id: form.id,
        kind: 'checkIn',
        path: `/people/${personId}/check-ins`,
        body: togetherBody(form, { now: Date.now(), zone: zoneHere(), reportId: newId() }),
      })
      setSaved(true)
    } catch (cause) {
      setError(cause)
    }
  }
  const back = (
    <GoButton to={`/mentor/people/${personId}`} variant={saved ? 'filled' : 'subtle'}>
      {t('backTo', { name })}
    </GoButton>
  )
  if (saved)
    return (
      <Stack gap="md">
        <Title order={1}>{t('together.saved')}</Title>
        <Text role="status">{form.use === 'yes' ? t('together.savedUse', { name }) : t('together.savedText')}</Text>
        {back}
      </Stack>
    )
  return (
    <Stack gap="lg">
      <Title order={1}>{t('together.checkInTitle', { name })}</Title>
      <Text className={styles['notice']}>{t('together.how', { name })}</Text>
      <Pick
        label={t('together.where')}
        value={form.mode}
        options={(['together', 'phone'] as const).map((value) => ({ value, label: t(`words:mode.${value}`) }))}
        onPick={(mode) => patch({ mode })}
      />
      {(['mood', 'urges', 'stress'] as const).map((field) => (
        <Pick
          key={field}
          label={t(`together.${field}`)}
          value={form[field]}
          options={STEPS.map((value) => ({
            value: value as number,
            label: t(`words:${field === 'mood' ? 'mood' : 'strength'}.${value}`),
          }))}
          onPick={(value) => patch({ [field]: form[field] === value ? null : value })}
        />
      ))}
      <Ticks
        label={t('together.needs')}
        values={form.needs}
        options={NEEDS.map((value) => ({ value, label: t(`words:needs.${value}`) }))}
        onToggle={(value) => patch({ needs: toggled(form.needs, value) })}
      />
      <div>
        <Pick
          label={t('together.use')}
          value={form.use}
          options={USE_ANSWERS.map((value) => ({ value, label: t(`together.answer.${value}`) }))}
          onPick={(use) => patch({ use })}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {t('together.useNote', { name })}
        </Text>
      </div>
      {error !== undefined && <Fault error={error} />}
      <Button disabled={!isSomething(form)} onClick={() => void save()}>
        {t('together.save')}
      </Button>
      {back}
    </Stack>
  )
}
