import type { listAsksTogether, MyAsk } from '@cairn/contract/outcomes.ts'
import { type Language, SUBSTANCES } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { phoneTime } from '../../offline/phone-time.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { listWords, rangeWords } from '../../ui/dates.ts'
import { Field } from '../../ui/field.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { useSend } from '../mentoring/send.ts'
import { listDays } from '../outcomes/calendar.ts'
import { useAsksTogether } from './asks-together.ts'
import { HandedOver } from './handed-over.tsx'
import { UseTogether } from './use-together.tsx'

type Asks = z.output<(typeof listAsksTogether)['schema']['response'][200]>

/** Her open questions about days, answered on this phone: unknown days only, on a page that is hers. */
export function DaysTogether({ personId, name, language }: { personId: string; name: string; language: Language }) {
  const { t } = useTranslation('mentor-today')
  const asks = useAsksTogether(personId)
  // As it was when it was opened: what arrives at the server changes the list, not what she is looking at.
  const [held, setHeld] = useState<Asks>()
  if (asks.data && !held) setHeld(asks.data)
  const [ask] = held?.open ?? []
  if (held && ask)
    return (
      <HandedOver personId={personId} name={name} language={language}>
        {(done) => <Page personId={personId} ask={ask} mayKnow={held.mayKnow} onDone={done} />}
      </HandedOver>
    )
  const back = (
    <GoButton to={`/mentor/people/${personId}`} variant="subtle">
      {t('backTo', { name })}
    </GoButton>
  )
  if (asks.isError)
    return (
      <Fault error={asks.error} retry={() => void asks.refetch()}>
        {back}
      </Fault>
    )
  return held ? <Empty title={t('together.noDays')} action={back} /> : <PageSkeleton />
}

function Page({
  personId,
  ask,
  mayKnow,
  onDone,
}: {
  personId: string
  ask: z.output<typeof MyAsk>
  mayKnow: Asks['mayKnow']
  onDone: () => void
}) {
  const { t, i18n } = useTranslation('my-days')
  const send = useSend()
  const [id] = useState(newId)
  const [answer, setAnswer] = useState<'no' | 'yes' | 'rather_not_say' | null>(null)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>()
  const unknown = listDays(ask.unknown)
  const { alwaysTellSupervisor } = mayKnow

  async function save() {
    try {
      await send({
        id,
        kind: 'other',
        path: `/follow-ups/${ask.id}/answer`,
        body: {
          id,
          ...phoneTime(),
          answer,
          days: [],
          otherDaysWithoutUse: answer === 'no',
          course: null,
          mayKnow: null,
          supervisorToldSaid: alwaysTellSupervisor,
          done: { mode: 'together' },
        },
      })
    } catch (cause) {
      setError(cause)
      return
    }
    window.scrollTo(0, 0)
    if (answer === 'yes') setSaved(true)
    else onDone()
  }

  if (saved)
    return (
      <UseTogether
        personId={personId}
        id={id}
        questions={{
          mayKnow,
          // A mentor may not read her card, so the list stands in its plain order.
          substances: [...SUBSTANCES],
          hers: 0,
          from: unknown[0] ?? ask.about.from,
          to: unknown.at(-1) ?? ask.about.to,
          only: unknown,
          asksOthers: true,
        }}
        onDone={onDone}
      />
    )
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text>
          {unknown.length === 0
            ? t('allKnown')
            : t('told', { told: ask.knownDays, of: ask.knownDays + unknown.length })}
        </Text>
        <Text fw={600}>
          {t('whatAbout', {
            days: listWords(
              (unknown.length === 0 ? [ask.about] : ask.unknown.slice(0, 6)).map(({ from, to }) =>
                rangeWords(from, to, i18n.language),
              ),
              i18n.language,
            ),
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('medicine')}
        </Text>
      </div>
      {alwaysTellSupervisor && (
        <Card tone="amber">
          <Prose
            text={t('supervisorTold:text', { organization: t('handed.program'), supervisor: t('handed.supervisor') })}
          />
        </Card>
      )}
      <Field question={t('ask.question')} foot={<WhoSees action="use.read" mentorName={mayKnow.mentor?.name} />}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            choices={[
              { value: 'no' as const, label: t('ask.no') },
              { value: 'yes' as const, label: t('ask.some') },
              { value: 'rather_not_say' as const, label: t('ask.rather_not_say') },
            ]}
            value={answer}
            onChange={setAnswer}
          />
        )}
      </Field>
      {error !== undefined && <Fault error={error} />}
      <Button disabled={answer === null} onClick={() => void save()}>
        {t('shell:save')}
      </Button>
    </Stack>
  )
}
