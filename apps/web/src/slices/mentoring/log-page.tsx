import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { timeWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { Go, useQueryPart } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import { GroupAttendance } from './group-attendance.tsx'
import { LogForm } from './log-form.tsx'
import { LogSaved, type SavedTalk } from './log-saved.tsx'
import styles from './mentoring.module.css'
import { useFreshAfterSending, useMentorToday } from './reads.ts'

/** /mentor/log: with whom first, unless the address names somebody; then one page. */
export function LogPage() {
  const { t } = useTranslation('mentor-log')
  const today = useMentorToday()
  const withId = useQueryPart('with')
  const groupId = useQueryPart('group')
  const [saved, setSaved] = useState<SavedTalk>()
  useFreshAfterSending()

  if (saved) return <LogSaved saved={saved} onAgain={() => setSaved(undefined)} />
  if (groupId) return <GroupAttendance id={groupId} />
  if (withId) return <LogForm key={withId} personId={withId} onSaved={setSaved} />
  if (today.isPending) return <PageSkeleton rows={4} />
  if (today.isError) return <Fault error={today.error} retry={() => void today.refetch()} />

  const { people, groups } = today.data
  return (
    <Stack gap="md">
      <Title order={1}>{t('who.title')}</Title>
      {people.length + groups.length === 0 && <Empty title={t('who.empty')}>{t('who.emptyHow')}</Empty>}
      {people.map(({ person, need, tie }) => (
        <Go key={person.id} to="/mentor/log" search={{ with: person.id }} className={styles['row']}>
          <span className={styles['name']}>{person.name}</span>
          <br />
          <span className={styles['quiet']}>
            {[tie === 'mentor' ? '' : t(`words:ties.${tie}`), need?.items[0]?.reason ?? '']
              .filter(Boolean)
              .join(' · ') || t('who.open')}
          </span>
        </Go>
      ))}
      {groups.length > 0 && (
        <>
          <Text fw={600} mt="sm">
            {t('who.groups')}
          </Text>
          {groups.map((group) => (
            <Go
              key={group.occurrenceId}
              to="/mentor/log"
              search={{ group: group.occurrenceId }}
              className={styles['row']}
            >
              <span className={styles['name']}>{group.with}</span>
              <br />
              <span className={styles['quiet']}>{timeWords(group.startsAt, currentLanguage(), zoneHere())}</span>
            </Go>
          ))}
        </>
      )}
    </Stack>
  )
}
