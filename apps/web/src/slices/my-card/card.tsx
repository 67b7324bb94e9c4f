import { getBaseline, saveBaseline } from '@cairn/contract/baseline.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { CardFields } from './card-fields.tsx'
import { type CardForm, EMPTY_CARD } from './card-form.ts'

/** Two minutes about you: substances and goals, what helps, what a mentor should have lived through. */
export function CardScreen() {
  const { t } = useTranslation('my-card')
  const { personId } = usePlace()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['baseline', personId],
    queryFn: () => call(getBaseline, { params: { id: personId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [card, setCard] = useState<CardForm>(EMPTY_CARD)
  useEffect(() => {
    if (data?.answers) setCard(data.answers)
  }, [data])
  const save = useMutation({
    mutationFn: () =>
      call(saveBaseline, {
        params: { id: personId },
        body: { version: data?.version ?? 0, done: { mode: 'self' }, answers: card },
      }),
    onSuccess: (saved) => {
      queries.setQueryData(['baseline', personId], saved)
      void queries.invalidateQueries({ queryKey: ['my-today'] })
      window.scrollTo(0, 0)
    },
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton rows={4} />
  if (save.isSuccess)
    return (
      <Stack gap="md">
        <Title order={1}>{t('thanks')}</Title>
        <Text>{t('saved')}</Text>
        <GoButton to="/my/people/wishes">{t('toWishes')}</GoButton>
        <GoButton to="/my/today" variant="default">
          {t('toToday')}
        </GoButton>
      </Stack>
    )
  return (
    <Stack gap="xl">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text>{t('lead')}</Text>
        <WhoSees action="baseline.read" />
      </div>
      <CardFields card={card} onChange={setCard} hersAlone={<WhoSees action="use.read" />} />
      {save.isError && <Fault error={save.error} />}
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        {t('shell:save')}
      </Button>
    </Stack>
  )
}
