import { type Agreement, getAgreement, revokeAgreement, signAgreement } from '@cairn/contract/agreements.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { dayWords } from '../../ui/dates.ts'
import { Dialog } from '../../ui/dialog.tsx'
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
    <Stack gap="lg">
      <div lang={data.language}>
        <Prose text={data.text} top={1} />
      </div>
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
      {data.status === 'revoked' && data.revocation && (
        <Text role="status">{t('agreement.revoked', { day: dayWords(data.revocation.on, i18n.language) })}</Text>
      )}
      {(data.status === 'signed' || (data.status === 'to_sign' && !isMine)) && <TakeBack agreement={data} />}
      <GoButton to="/my/people" variant="subtle">
        {t('shell:back')}
      </GoButton>
    </Stack>
  )
}

/** Her signature back, from today on: what happens next is said before. */
function TakeBack({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('my-people')
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const name = agreement.mentor?.name ?? t('agreement.as.mentor')
  const taking = useMutation({
    mutationFn: () => call(revokeAgreement, { params: { id: agreement.id }, body: { done: { mode: 'self' } } }),
    onSuccess: () => setOpen(false),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Button variant="subtle" color="slate" onClick={() => setOpen(true)}>
        {t('takeBack.open')}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t('takeBack.title')}>
        <Stack gap="sm">
          <Text>{t('takeBack.from')}</Text>
          <Text>{t('takeBack.stays', { name })}</Text>
          <Text>{t('takeBack.next', { name })}</Text>
          {taking.isError && <Fault error={taking.error} />}
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate()}>
            {t('takeBack.do')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('takeBack.keep')}</Button>
        </Stack>
      </Dialog>
    </>
  )
}
