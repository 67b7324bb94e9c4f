import { getAttendance, recordAttendance } from '@cairn/contract/calendar.ts'
import { findPeople } from '@cairn/contract/people.ts'
import { ATTENDANCES, type Attendance } from '@cairn/program/calendar/vocabulary.ts'
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { weekdayWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { type GroupLine, sayClock } from './group-form.ts'

type Someone = { id: string; name: string }

/** Who came to one session, by list: those of the last times stand there, and anybody of the program can be added. */
export function WhoCame({ group, sessionId }: { group: GroupLine; sessionId: string }) {
  const { t } = useTranslation('desk-groups')
  const queries = useQueryClient()
  const language = currentLanguage()
  const list = useQuery({
    queryKey: ['groups', 'came', sessionId],
    queryFn: () => call(getAttendance, { params: { id: sessionId } }),
  })
  const [marks, setMarks] = useState<Record<string, Attendance | ''>>({})
  const [added, setAdded] = useState<readonly Someone[]>([])
  const before = list.data?.people ?? []
  const rows = [
    ...before.map(({ person, status }) => ({ person, mark: marks[person.id] ?? status ?? '' })),
    ...added
      .filter(({ id }) => !before.some(({ person }) => person.id === id))
      .map((person) => ({ person, mark: marks[person.id] ?? ('came' as const) })),
  ]
  const people = rows.flatMap(({ person, mark }) => (mark === '' ? [] : [{ personId: person.id, status: mark }]))
  const saving = useMutation({
    mutationFn: () => call(recordAttendance, { params: { id: sessionId }, body: { people } }),
    onSuccess: async () => {
      setAdded([])
      setMarks({})
      await queries.invalidateQueries({ queryKey: ['groups'] })
    },
  })
  const change = (id: string, mark: Attendance | '') => {
    saving.reset()
    setMarks((old) => ({ ...old, [id]: mark }))
  }
  const back = (
    <GoButton to="/desk/groups" search={{ open: group.id }} variant="subtle" color="slate">
      {t('shell:back')}
    </GoButton>
  )
  if (list.isPending) return <PageSkeleton rows={4} />
  if (list.isError)
    return (
      <Fault error={list.error} retry={() => void list.refetch()}>
        {back}
      </Fault>
    )
  const { day, time } = list.data.occurrence
  return (
    <div className={styles['form']}>
      <Title order={1} size="h2">
        {t('came.heading', { name: group.name[language] })}
      </Title>
      <Text c="dimmed">
        {weekdayWords(day, language)} · {sayClock(time, language)}
      </Text>
      {rows.length === 0 && <Text>{t('came.nobody')}</Text>}
      <Stack gap="xs">
        {rows.map(({ person, mark }) => (
          <Group key={person.id} justify="space-between" gap="xs">
            <Text fw={600}>{person.name}</Text>
            <NativeSelect
              aria-label={person.name}
              value={mark}
              onChange={(event) => change(person.id, event.currentTarget.value as Attendance | '')}
              data={[
                { value: '', label: t('came.unknown') },
                ...ATTENDANCES.map((value) => ({ value, label: t(`came.${value}`) })),
              ]}
            />
          </Group>
        ))}
      </Stack>
      <AddSomebody
        known={rows.map(({ person }) => person.id)}
        onAdd={(person) => {
          saving.reset()
          setAdded((old) => [...old, person])
        }}
      />
      <Text size="sm" c="dimmed">
        {t('came.readers')}
      </Text>
      {saving.isError && <Fault error={saving.error} />}
      <Group gap="xs">
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('form.save')}
        </Button>
        {back}
        {saving.isSuccess && <Text role="status">{t('came.saved')}</Text>}
      </Group>
    </div>
  )
}

/** A name that is typed goes in the request's body, never into the address. */
function AddSomebody({ known, onAdd }: { known: readonly string[]; onAdd: (person: Someone) => void }) {
  const { t } = useTranslation('desk-groups')
  const [text, setText] = useState('')
  const sought = text.trim()
  const found = useQuery({
    queryKey: ['groups', 'find', sought],
    queryFn: () => call(findPeople, { body: { text: sought } }),
    enabled: sought.length > 1,
  })
  const people = (found.data?.items ?? []).filter(({ id }) => !known.includes(id)).slice(0, 6)
  return (
    <div>
      <TextInput
        label={t('came.add')}
        description={t('came.addHint')}
        maxLength={80}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {sought.length > 1 && (
        <Group gap="xs" mt="xs">
          {people.map(({ id, name }) => (
            <Button
              key={id}
              size="sm"
              variant="default"
              onClick={() => {
                onAdd({ id, name })
                setText('')
              }}
            >
              {name}
            </Button>
          ))}
          {found.data && people.length === 0 && <Text c="dimmed">{t('came.notFound')}</Text>}
        </Group>
      )}
    </div>
  )
}
