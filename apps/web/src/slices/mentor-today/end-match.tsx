import { endMatch, listMatches } from '@cairn/contract/matching.ts'
import { Button, List, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'

/** The mentor ends it: nobody's fault, no reason asked, and what comes next is said before. */
export function EndMatch({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const queries = useQueryClient()
  const [next, setNext] = useState<'another' | 'without' | null>(null)
  const matches = useQuery({
    queryKey: ['mentor', 'matches', personId],
    queryFn: () => call(listMatches, { params: { id: personId } }),
  })
  const match = matches.data?.items.find(({ status }) => status === 'accepted')
  const ending = useMutation({
    mutationFn: () => call(endMatch, { params: { id: match!.id }, body: { wantsAnother: next === 'another' } }),
  })
  if (ending.isSuccess)
    return (
      <Stack gap="md">
        <Title order={1}>{t('end.done', { name })}</Title>
        <Text role="status">{t(next === 'another' ? 'end.doneAnother' : 'end.doneWithout', { name })}</Text>
        <Text>{t('end.thanks')}</Text>
        {/* Only now are the lists read again: this person's page is closed to me from here on. */}
        <GoButton to="/mentor/today" onClick={() => void queries.invalidateQueries({ queryKey: ['mentor'] })}>
          {t('toToday')}
        </GoButton>
      </Stack>
    )
  if (matches.isPending) return <PageSkeleton />
  return (
    <Stack gap="md">
      <Title order={1}>{t('end.title', { name })}</Title>
      <Text>{t('end.text')}</Text>
      <List spacing="xs">
        <List.Item>{t('end.tell', { name })}</List.Item>
        <List.Item>{t('end.what', { name })}</List.Item>
        <List.Item>{t('end.place', { name })}</List.Item>
      </List>
      <div className={styles['notice']}>
        <Text>{t('end.away')}</Text>
        <GoButton to="/mentor/me" variant="light" mt="xs">
          {t('end.toAway')}
        </GoButton>
      </div>
      {matches.isError && <Fault error={matches.error} retry={() => void matches.refetch()} />}
      {match && (
        <>
          <Pick
            label={t('end.wants', { name })}
            value={next}
            options={(['another', 'without'] as const).map((value) => ({ value, label: t(`end.${value}`) }))}
            onPick={setNext}
          />
          <Text size="sm" c="dimmed">
            {t('end.notSure', { name })}
          </Text>
          {ending.isError && <Fault error={ending.error} />}
          <Button variant="default" disabled={next === null} loading={ending.isPending} onClick={() => ending.mutate()}>
            {t('end.go')}
          </Button>
        </>
      )}
      <GoButton to={`/mentor/people/${personId}`} variant="subtle">
        {t('backTo', { name })}
      </GoButton>
    </Stack>
  )
}
