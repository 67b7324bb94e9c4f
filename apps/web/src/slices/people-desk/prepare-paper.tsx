import { prepareAgreement } from '@cairn/contract/agreements.ts'
import { getMentor } from '@cairn/contract/mentors.ts'
import { LANGUAGES } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './desk.module.css'
import type { Person } from './person.ts'

/** Puts the names and hours into the boundary agreement, so that it can be printed or read together. */
export function PreparePaper({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const go = useGo()
  const queries = useQueryClient()
  const mentorId = person.mentor?.id
  const mentor = useQuery({
    queryKey: ['mentors', 'one', mentorId],
    queryFn: () => call(getMentor, { params: { id: mentorId! } }),
    enabled: mentorId !== undefined,
  })
  const [id] = useState(newId)
  const [language, setLanguage] = useState(person.language)
  const [typed, setTyped] = useState<string>()
  const hours = typed ?? mentor.data?.hoursWords ?? ''
  const preparing = useMutation({
    mutationFn: () =>
      call(prepareAgreement, {
        params: { id: person.id },
        body: { id, document: 'boundary-agreement', language, hours: hours.trim() },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people', 'agreements', person.id] })
      go(`/desk/people/${person.id}`, { replace: true, search: { do: 'paper', paper: id } })
    },
  })
  const cancel = (
    <GoButton to={`/desk/people/${person.id}`} variant="subtle" color="slate">
      {t('shell:cancel')}
    </GoButton>
  )
  if (mentorId === undefined)
    return (
      <Stack gap="md" align="flex-start">
        <Text>{t('papers.noMentor', { name: person.name })}</Text>
        {cancel}
      </Stack>
    )
  if (mentor.isPending) return <PageSkeleton />
  if (mentor.isError) return <Fault error={mentor.error} retry={() => void mentor.refetch()} />
  return (
    <form
      className={styles['form']}
      data-dense
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (hours.trim() !== '') preparing.mutate()
      }}
    >
      <Title order={1} size="h2">
        {t('papers.prepareTitle', { name: person.name, mentor: person.mentor?.name })}
      </Title>
      <Pick
        label={t('papers.language')}
        value={language}
        options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
        onPick={setLanguage}
      />
      <TextInput
        label={t('papers.hours', { mentor: person.mentor?.name })}
        description={t('papers.hoursHint')}
        required
        maxLength={200}
        value={hours}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {preparing.isError && <Fault error={preparing.error} />}
      <Stack gap="xs" align="flex-start">
        <Button type="submit" disabled={hours.trim() === ''} loading={preparing.isPending}>
          {t('papers.prepareNow')}
        </Button>
        {cancel}
      </Stack>
    </form>
  )
}
