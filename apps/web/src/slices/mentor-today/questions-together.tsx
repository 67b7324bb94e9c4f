import { getAssessmentSchedule, getInstrument, type InstrumentPage } from '@cairn/contract/assessments.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { dayOf, zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useKept, usePerson } from '../mentoring/reads.ts'
import { useSend } from '../mentoring/send.ts'

type Instrument = z.output<typeof InstrumentPage>

/** A questionnaire together: in her language, each question may be skipped. */
export function QuestionsTogether({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const language = usePerson(personId).data?.language ?? 'en'
  const schedule = useKept('assessment-schedule', () => call(getAssessmentSchedule))
  const ids = [...new Set(schedule.data?.entries.map(({ instrumentId }) => instrumentId))]
  const [chosen, setChosen] = useState<string>()
  const instrument = useKept(
    `instrument/${chosen}/${language}`,
    () => call(getInstrument, { params: { instrumentId: chosen! }, query: { language } }),
    { enabled: chosen !== undefined },
  )
  const back = (
    <GoButton to={`/mentor/people/${personId}`} variant="subtle">
      {t('backTo', { name })}
    </GoButton>
  )
  if (schedule.isPending) return <PageSkeleton />
  if (schedule.isError) return <Fault error={schedule.error} retry={() => void schedule.refetch()} />
  return (
    <Stack gap="lg">
      <Title order={1}>{t('together.questionsTitle', { name })}</Title>
      {ids.length === 0 && <Empty title={t('together.noQuestions')} />}
      {ids.length > 0 && (
        <Pick
          label={t('together.which')}
          value={chosen ?? null}
          options={ids.map((value) => ({ value, label: t(`together.instruments.${value}`, { defaultValue: value }) }))}
          onPick={setChosen}
        />
      )}
      {chosen && instrument.isPending && <PageSkeleton rows={2} />}
      {instrument.isError && <Fault error={instrument.error} retry={() => void instrument.refetch()} />}
      {chosen && instrument.data && <Items key={chosen} instrument={instrument.data} personId={personId} />}
      {back}
    </Stack>
  )
}

function Items({ instrument, personId }: { instrument: Instrument; personId: string }) {
  const { t } = useTranslation('mentor-today')
  const send = useSend()
  const [id] = useState(newId)
  const [answers, setAnswers] = useState<Record<string, number | null>>({})
  const [saved, setSaved] = useState(false)
  async function save() {
    const now = Date.now()
    await send({
      id,
      kind: 'other',
      path: `/people/${personId}/assessments`,
      body: {
        id,
        recordedAt: new Date(now).toISOString(),
        zone: zoneHere(),
        day: dayOf(now, zoneHere()),
        instrumentId: instrument.id,
        version: instrument.version,
        language: instrument.language,
        answers,
        done: { mode: 'together' },
      },
    })
    setSaved(true)
  }
  if (saved)
    return (
      <Text className={styles['notice']} role="status">
        {t('together.savedText')}
      </Text>
    )
  return (
    <Stack gap="lg" lang={instrument.language}>
      <Text>{instrument.instruction}</Text>
      {instrument.wording === 'working' && (
        <Text size="sm" c="dimmed">
          {instrument.wordingNote}
        </Text>
      )}
      {instrument.items.map((item) => (
        <Pick
          key={item.id}
          label={item.text}
          value={answers[item.id] ?? null}
          options={item.options}
          onPick={(value) => setAnswers((old) => ({ ...old, [item.id]: value }))}
        />
      ))}
      <Button disabled={Object.keys(answers).length === 0} onClick={() => void save()}>
        {t('together.save')}
      </Button>
    </Stack>
  )
}
