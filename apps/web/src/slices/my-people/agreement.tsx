import { getAgreement, signAgreement } from '@cairn/contract/agreements.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { dayWords } from '../../ui/dates.ts'
import { GoButton, usePart } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'

/** How we work together: the exact words, then both sign. */
export function AgreementScreen() {
  const { t, i18n } = useTranslation('my-people')
  const id = usePart('id')
  const queries = useQueryClient()
  const [signature] = useState(newId)
  const { data, error, refetch } = useQuery({
    queryKey: ['agreement', id],
    queryFn: () => call(getAgreement, { params: { id } }),
  })
  const sign = useMutation({
    mutationFn: (sha256: string) =>
      call(signAgreement, {
        params: { id },
        body: { id: signature, as: 'participant', done: { mode: 'self' }, sha256 },
      }),
    onSettled: () => queries.invalidateQueries(),
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const isMine = data.status === 'to_sign' && data.waitingFor.includes('participant')
  return (
    <Stack gap="lg" lang={data.language}>
      <Prose text={data.text} top={1} />
      <WhoSees action="agreement.read" mentorName={data.mentor?.name} />
      {data.signatures.length > 0 && (
        <Card tone="pine">
          {data.signatures.map((each) => (
            <Text key={each.as}>
              {t('agreement.signedBy', {
                name: each.person?.name ?? t(`agreement.as.${each.as}`),
                day: dayWords(each.on, i18n.language),
              })}
            </Text>
          ))}
        </Card>
      )}
      {sign.isError && <Fault error={sign.error} />}
      {isMine ? (
        <Stack gap="xs">
          <Title order={2}>{t('agreement.yourTurn')}</Title>
          <Button loading={sign.isPending} onClick={() => sign.mutate(data.sha256)}>
            {t('agreement.sign')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('agreement.ask')}
          </Text>
        </Stack>
      ) : (
        data.status === 'to_sign' && <Text>{t('agreement.waiting', { name: data.mentor?.name ?? '' })}</Text>
      )}
      <GoButton to="/my/people" variant="subtle">
        {t('shell:back')}
      </GoButton>
    </Stack>
  )
}
