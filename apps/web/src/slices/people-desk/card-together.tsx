import { getBaseline, saveBaseline } from '@cairn/contract/baseline.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { dayOf } from '../../ui/days.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { CardFields } from '../my-card/card-fields.tsx'
import { type CardForm, EMPTY_CARD } from '../my-card/card-form.ts'
import styles from './desk.module.css'
import { beginDone, doneOf, isDone } from './done.ts'
import { DoneFields } from './done-fields.tsx'
import type { Person } from './person.ts'

/** Her card, entered with her, from a call or from paper. What it says about use is hers: it is never shown here again. */
export function CardTogether({ person }: { person: Person }) {
  const card = useQuery({
    queryKey: ['people', 'card', person.id],
    queryFn: () => call(getBaseline, { params: { id: person.id } }),
  })
  if (card.isPending) return <PageSkeleton rows={4} />
  if (card.isError) return <Fault error={card.error} retry={() => void card.refetch()} />
  return <Form key={card.data.version} person={person} version={card.data.version} answers={card.data.answers} />
}

function Form({ person, version, answers }: { person: Person; version: number; answers: CardForm | null }) {
  const { t } = useTranslation('desk-people')
  const go = useGo()
  const queries = useQueryClient()
  const today = dayOf(Date.now(), useSession().data?.timeZone ?? 'UTC')
  const [card, setCard] = useState<CardForm>(answers ?? EMPTY_CARD)
  const [done, setDone] = useState(() => beginDone(today))
  const [tried, setTried] = useState(false)
  const { name } = person
  const saving = useMutation({
    mutationFn: () =>
      call(saveBaseline, { params: { id: person.id }, body: { version, done: doneOf(done), answers: card } }),
    onSuccess: async () => {
      await Promise.all(['people', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      go(`/desk/people/${person.id}`, { replace: true })
    },
  })
  return (
    <form
      className={styles['form']}
      data-dense
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (isDone(done) && done.on <= today) saving.mutate()
      }}
    >
      <div>
        <Title order={1} size="h2">
          {t('card.title', { name })}
        </Title>
        <Text c="dimmed">{t('card.how', { name })}</Text>
      </div>
      <DoneFields form={done} onChange={setDone} latest={today} />
      {tried && !isDone(done) && (
        <Text c="var(--mantine-color-error)" role="alert">
          {t('doneFields.needed')}
        </Text>
      )}
      <CardFields
        card={card}
        onChange={setCard}
        lastDay={done.mode === 'paper' && done.on ? done.on : today}
        hersAlone={
          <Text size="sm" c="dimmed" mt={4}>
            {t(version === 0 ? 'card.hersAlone' : 'card.hersAloneKept', { name })}
          </Text>
        }
      />
      {saving.isError && <Fault error={saving.error} />}
      <Stack gap="xs" align="flex-start">
        <Button type="submit" loading={saving.isPending}>
          {t('shell:save')}
        </Button>
        <GoButton to={`/desk/people/${person.id}`} variant="subtle" color="slate">
          {t('shell:cancel')}
        </GoButton>
      </Stack>
    </form>
  )
}
