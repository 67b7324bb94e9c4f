import { NEEDS } from '@cairn/contract/check-ins.ts'
import { type MayKnowChoices, USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import { type Language, SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { listWords, rangeWords } from '../../ui/dates.ts'
import { addDays, dayOf, zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useSend } from '../mentoring/send.ts'
import { toggled } from '../mentoring/talk-form.ts'
import { useAsksTogether } from './asks-together.ts'
import { HandedOver } from './handed-over.tsx'
import { beginTogether, isSomething, lastDays, type TogetherForm, togetherBody } from './together-form.ts'
import { UseTogether } from './use-together.tsx'

const STEPS = [1, 2, 3, 4, 5] as const
/** Not read yet on this phone: the question of who may know waits, and so nobody is told. */
const NOBODY_KNOWN: z.output<typeof MayKnowChoices> = { choices: [], mentor: null, alwaysTellSupervisor: false }

/** A check-in together: she says, I type. What is said about use cannot be read back. */
export function CheckInTogether({ personId, name, language }: { personId: string; name: string; language: Language }) {
  const { t } = useTranslation('mentor-today')
  const send = useSend()
  const [form, setForm] = useState<TogetherForm>(() => beginTogether(newId()))
  const [reportId] = useState(newId)
  const asks = useAsksTogether(personId).data
  // As it was when the question was first seen: what is sent changes the list, not what she is looking at.
  const [week, setWeek] = useState<readonly { from: string; to: string }[]>()
  if (asks && !week) setWeek(asks.week)
  const mayKnow = asks?.mayKnow ?? NOBODY_KNOWN
  const today = dayOf(Date.now(), zoneHere())
  const about = week ?? lastDays(today)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>()
  const patch = (change: Partial<TogetherForm>) => setForm((old) => ({ ...old, ...change }))

  async function save() {
    try {
      await send({
        id: form.id,
        kind: 'checkIn',
        path: `/people/${personId}/check-ins`,
        body: togetherBody(form, {
          now: Date.now(),
          zone: zoneHere(),
          reportId,
          supervisorToldSaid: mayKnow.alwaysTellSupervisor,
          about,
        }),
      })
      setSaved(true)
      window.scrollTo(0, 0)
    } catch (cause) {
      setError(cause)
    }
  }
  const back = (
    <GoButton to={`/mentor/people/${personId}`} variant={saved ? 'filled' : 'subtle'}>
      {t('backTo', { name })}
    </GoButton>
  )
  if (saved && form.use === 'yes') {
    const questions = {
      mayKnow,
      // A mentor may not read her card, so the list stands in its plain order.
      substances: [...SUBSTANCES],
      hers: 0,
      from: about[0]?.from ?? addDays(today, -13),
      to: today,
      asksOthers: about.length > 0,
    }
    return (
      <HandedOver personId={personId} name={name} language={language} onCall={form.mode === 'phone'}>
        {(done) => <UseTogether personId={personId} id={reportId} questions={questions} onDone={done} />}
      </HandedOver>
    )
  }
  if (saved)
    return (
      <Stack gap="md">
        <Title order={1}>{t('together.saved')}</Title>
        <Text role="status">{t('together.savedText')}</Text>
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
      {mayKnow.alwaysTellSupervisor && (
        <div className={styles['amber']}>
          <Prose
            text={t('supervisorTold:text', {
              organization: t('my-days:handed.program'),
              supervisor: t('my-days:handed.supervisor'),
            })}
          />
        </div>
      )}
      {about.length > 0 ? (
        <div>
          <Pick
            label={
              week
                ? t('together.useAbout', {
                    days: listWords(
                      week.map(({ from, to }) => rangeWords(from, to, currentLanguage())),
                      currentLanguage(),
                    ),
                  })
                : t('together.use')
            }
            value={form.use}
            options={USE_ANSWERS.map((value) => ({ value, label: t(`together.answer.${value}`) }))}
            onPick={(use) => patch({ use })}
          />
          <Text size="sm" c="dimmed" mt={4}>
            {t('together.useNote', { name })}
          </Text>
        </div>
      ) : (
        <Button
          variant={form.use === 'yes' ? 'light' : 'subtle'}
          aria-pressed={form.use === 'yes'}
          onClick={() => patch({ use: form.use === 'yes' ? null : 'yes' })}
        >
          {t('together.tellUse', { name })}
        </Button>
      )}
      {error !== undefined && <Fault error={error} />}
      <Button disabled={!isSomething(form)} onClick={() => void save()}>
        {t('together.save')}
      </Button>
      {back}
    </Stack>
  )
}
