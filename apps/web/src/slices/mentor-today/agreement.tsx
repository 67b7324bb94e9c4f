import { getAgreement, listAgreements, prepareAgreement, signAgreement } from '@cairn/contract/agreements.ts'
import { Button, Checkbox, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'

import styles from '../mentoring/mentoring.module.css'
import { useMyMentorPage, usePerson } from '../mentoring/reads.ts'

/** How we work together: the exact words, then my signature. Both sign. */
export function Agreement({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const { personId: me } = usePlace()
  const list = useQuery({
    queryKey: ['mentor', 'agreements', personId],
    queryFn: () => call(listAgreements, { params: { id: personId } }),
  })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Fault error={list.error} retry={() => void list.refetch()} />
  const line = list.data.items.find(
    ({ document, status, mentor }) =>
      // What was signed with a mentor before me is not ours.
      document === 'boundary-agreement' && mentor?.id === me && (status === 'to_sign' || status === 'signed'),
  )
  return (
    <Stack gap="md">
      <Title order={1}>{t('agreement.title', { name })}</Title>
      {line ? <Sign id={line.id} name={name} /> : <Prepare personId={personId} />}
      <GoButton to={`/mentor/people/${personId}`} variant="subtle">
        {t('backTo', { name })}
      </GoButton>
    </Stack>
  )
}

/** Nobody has put the names in yet: my hours are the one thing that is asked. */
function Prepare({ personId }: { personId: string }) {
  const { t } = useTranslation('mentor-today')
  const queries = useQueryClient()
  const me = useMyMentorPage()
  const person = usePerson(personId)
  const [hours, setHours] = useState<string>()
  const [id] = useState(newId)
  const value = hours ?? me.data?.hoursWords ?? ''
  const preparing = useMutation({
    mutationFn: () =>
      call(prepareAgreement, {
        params: { id: personId },
        body: {
          id,
          document: 'boundary-agreement',
          language: person.data?.language ?? currentLanguage(),
          hours: value.trim(),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mentor', 'agreements'] }),
  })
  return (
    <>
      <Text>{t('agreement.prepare')}</Text>
      <TextInput
        label={t('agreement.hours')}
        description={t('agreement.hoursHint')}
        maxLength={200}
        value={value}
        onChange={(event) => setHours(event.currentTarget.value)}
      />
      {preparing.isError && <Fault error={preparing.error} />}
      <Button loading={preparing.isPending} disabled={value.trim() === ''} onClick={() => preparing.mutate()}>
        {t('agreement.read')}
      </Button>
    </>
  )
}

function Sign({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const queries = useQueryClient()
  const [read, setRead] = useState(false)
  const [signatureId] = useState(newId)
  const agreement = useQuery({
    queryKey: ['mentor', 'agreement', id],
    queryFn: () => call(getAgreement, { params: { id } }),
  })
  const signing = useMutation({
    mutationFn: (sha256: string) =>
      call(signAgreement, { params: { id }, body: { id: signatureId, as: 'mentor', done: { mode: 'self' }, sha256 } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mentor'] }),
  })
  if (agreement.isPending) return <PageSkeleton />
  if (agreement.isError) return <Fault error={agreement.error} retry={() => void agreement.refetch()} />
  const { text, sha256, waitingFor, status } = agreement.data
  const isMine = waitingFor.includes('mentor')
  return (
    <>
      <article className={styles['text']} lang={agreement.data.language}>
        <Prose text={text} />
      </article>
      {status === 'signed' ? (
        <Text className={styles['notice']} role="status">
          {t('agreement.both')}
        </Text>
      ) : isMine ? (
        <>
          <Checkbox
            label={t('agreement.iRead')}
            checked={read}
            onChange={(event) => setRead(event.currentTarget.checked)}
          />
          {signing.isError && <Fault error={signing.error} />}
          <Button fullWidth disabled={!read} loading={signing.isPending} onClick={() => signing.mutate(sha256)}>
            {t('agreement.sign')}
          </Button>
        </>
      ) : (
        <Text className={styles['notice']} role="status">
          {t('agreement.waits', { name })}
        </Text>
      )}
      {status === 'to_sign' && waitingFor.includes('participant') && (
        <SignTogether id={id} name={name} sha256={sha256} />
      )}
    </>
  )
}

/** Her signature on my phone, when we sit together: she reads it, or I read it aloud, and the tap is hers. */
function SignTogether({ id, name, sha256 }: { id: string; name: string; sha256: string }) {
  const { t } = useTranslation('mentor-today')
  const queries = useQueryClient()
  const [read, setRead] = useState(false)
  const [signatureId] = useState(newId)
  const signing = useMutation({
    mutationFn: () =>
      call(signAgreement, {
        params: { id },
        body: { id: signatureId, as: 'participant', done: { mode: 'together' }, sha256 },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mentor'] }),
  })
  return (
    <details className={styles['fold']}>
      <summary>{t('agreement.here', { name })}</summary>
      <Stack gap="sm">
        <Text>{t('agreement.hereText', { name })}</Text>
        <Checkbox
          label={t('agreement.hereRead', { name })}
          checked={read}
          onChange={(event) => setRead(event.currentTarget.checked)}
        />
        {signing.isError && <Fault error={signing.error} />}
        <Button variant="light" fullWidth disabled={!read} loading={signing.isPending} onClick={() => signing.mutate()}>
          {t('agreement.hereSign', { name })}
        </Button>
      </Stack>
    </details>
  )
}
