import { addAssessment, getInstrument } from '@cairn/contract/assessments.ts'
import { CallError } from '@cairn/contract/call.ts'
import { findInstrument } from '@cairn/instruments/catalogue.ts'
import { offeredIn } from '@cairn/instruments/definition.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { phoneTime } from '../../offline/phone-time.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { usePart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { AfterThis, SittingPlace } from '../my-today/sitting.tsx'
import { ResultWords } from './my-results.tsx'

/** Any questionnaire: one renderer for all, from its definition. A skipped question stays skipped. */
export function QuestionsScreen() {
  const { t } = useTranslation('my-questions')
  const instrumentId = usePart('instrument')
  const path = `/my/questions/${instrumentId}`
  const queries = useQueryClient()
  // The questions stay in the language in which they were begun: a score belongs to the words that were read.
  const [language, setLanguage] = useState(currentLanguage)
  const [id] = useState(newId)
  const [answers, setAnswers] = useState<Record<string, number | null>>({})
  const page = useQuery({
    queryKey: ['instrument', instrumentId, language],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call(getInstrument, { params: { instrumentId }, query: { language } }),
  })
  const send = useMutation({
    mutationFn: () =>
      call(addAssessment, {
        body: { id, ...phoneTime(), instrumentId, version: page.data!.version, language, answers },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['my-assessments'] })
      void queries.invalidateQueries({ queryKey: ['my-today'] })
      window.scrollTo(0, 0)
    },
  })

  if (send.data)
    return (
      <Stack gap="md">
        <Title order={1}>{t('thanks')}</Title>
        <Card>
          <ResultWords result={send.data} />
          <Text size="sm" c="dimmed">
            {t('notVerdict')}
          </Text>
        </Card>
        <AfterThis path={path} back={t('toToday')} />
      </Stack>
    )
  if (page.error instanceof CallError && page.error.problem.code === 'not_offered') {
    const definition = findInstrument(instrumentId)
    const reason = definition && offeredIn(definition, language).reason
    return (
      <Stack gap="md">
        <Title order={1}>{t('notOffered')}</Title>
        <Text>{reason?.[language] ?? page.error.problem.title}</Text>
        <Button onClick={() => setLanguage(language === 'en' ? 'es' : 'en')}>{t('inOther')}</Button>
        <AfterThis path={path} back={t('toToday')} />
      </Stack>
    )
  }
  if (page.isError) return <Fault error={page.error} retry={() => void page.refetch()} />
  if (!page.data) return <PageSkeleton rows={4} />
  const answered = Object.values(answers).filter((answer) => answer !== null).length
  return (
    <Stack gap="xl" lang={page.data.language}>
      <div>
        <SittingPlace path={path} />
        <Title order={1}>{page.data.title}</Title>
        <Text fz="lg">{page.data.instruction}</Text>
        {page.data.wording === 'working' && (
          <Text size="sm" c="dimmed">
            {page.data.wordingNote}
          </Text>
        )}
        <WhoSees action="assessment.read" />
      </div>
      {page.data.items.map((item, at) => (
        <Card key={item.id}>
          <Field question={`${at + 1}. ${item.text}`}>
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={item.options}
                value={answers[item.id] ?? null}
                onChange={(value) => setAnswers({ ...answers, [item.id]: value })}
              />
            )}
          </Field>
        </Card>
      ))}
      <Text size="sm" c="dimmed">
        {t('skipFine')}
      </Text>
      {send.isError && <Fault error={send.error} />}
      <Button loading={send.isPending} disabled={answered === 0} onClick={() => send.mutate()}>
        {t('send')}
      </Button>
      <Text size="xs" c="dimmed">
        {page.data.licence}
      </Text>
    </Stack>
  )
}
