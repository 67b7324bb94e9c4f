import { getAttendance } from '@cairn/contract/calendar.ts'
import { ATTENDANCES, type Attendance } from '@cairn/program/calendar/vocabulary.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { keepAndSend } from '../../offline/outbox.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Pick } from '../../ui/choices.tsx'
import { momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './mentoring.module.css'
import { useKept, useMyPeople } from './reads.ts'

/** Who came to a group, by list; kept on the phone without a network. */
export function GroupAttendance({ id }: { id: string }) {
  const { t } = useTranslation('mentor-log')
  const place = usePlace()
  const list = useKept(`attendance/${id}`, () => call(getAttendance, { params: { id } }))
  const [marks, setMarks] = useState<Record<string, Attendance>>({})
  const [saved, setSaved] = useState(false)
  const mine = useMyPeople()
  const [added, setAdded] = useState<readonly { id: string; name: string }[]>([])

  if (list.isPending) return <PageSkeleton rows={4} />
  if (list.isError)
    return (
      <Fault error={list.error} retry={() => void list.refetch()}>
        <GoButton to="/mentor/today" variant="subtle">
          {t('toToday')}
        </GoButton>
      </Fault>
    )
  const { occurrence } = list.data
  // Somebody of mine who comes for the first time is added here; anybody else by the desk.
  const first = added.filter(({ id: one }) => !list.data.people.some(({ person }) => person.id === one))
  const people = [...list.data.people, ...first.map((person) => ({ person, status: null }))]
  const others = (mine.data?.items ?? []).filter(({ person }) => !people.some((one) => one.person.id === person.id))
  const markOf = (personId: string, before: Attendance | null) => marks[personId] ?? before
  const filled = people.flatMap(({ person, status }) => {
    const mark = markOf(person.id, status)
    return mark ? [{ personId: person.id, status: mark }] : []
  })

  async function save() {
    const { accountId, organizationId, role } = place
    await keepAndSend({
      id: newId(),
      accountId,
      organizationId,
      role,
      kind: 'other',
      method: 'PUT',
      path: `/occurrences/${id}/attendance`,
      body: { people: filled },
    })
    setSaved(true)
  }

  return (
    <Stack gap="md">
      <Title order={1}>{t('group.title', { name: occurrence.name?.[currentLanguage()] ?? '' })}</Title>
      <Text c="dimmed">{momentWords(occurrence.startsAt, Date.now(), currentLanguage(), zoneHere())}</Text>
      {people.length === 0 && <Empty title={t('group.empty')}>{t('group.emptyHow')}</Empty>}
      {people.map(({ person, status }) => (
        <div key={person.id} className={styles['card']}>
          <Pick
            label={person.name}
            value={markOf(person.id, status)}
            options={ATTENDANCES.map((value) => ({ value, label: t(`group.${value}`) }))}
            onPick={(value) => {
              setSaved(false)
              setMarks((old) => ({ ...old, [person.id]: value }))
            }}
          />
        </div>
      ))}
      {others.length > 0 && (
        <details className={styles['fold']}>
          <summary>{t('group.add')}</summary>
          <Group gap="xs">
            {others.map(({ person }) => (
              <Button
                key={person.id}
                variant="default"
                mih={48}
                onClick={() => {
                  setSaved(false)
                  setAdded((old) => [...old, person])
                  setMarks((old) => ({ ...old, [person.id]: 'came' }))
                }}
              >
                {person.name}
              </Button>
            ))}
          </Group>
        </details>
      )}
      {saved ? (
        <>
          <Text role="status">{t('group.saved')}</Text>
          <GoButton to="/mentor/today" fullWidth>
            {t('toToday')}
          </GoButton>
        </>
      ) : (
        people.length > 0 && (
          <Button fullWidth disabled={filled.length === 0} onClick={() => void save()}>
            {t('save')}
          </Button>
        )
      )}
    </Stack>
  )
}
