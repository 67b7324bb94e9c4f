import type { MentorToday } from '@cairn/contract/today.ts'
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Go, GoButton } from '../../ui/go.tsx'
import { Closing } from '../mentoring/closing.tsx'
import styles from '../mentoring/mentoring.module.css'
import { linksTo } from '../mentoring/reach.ts'
import { usePerson } from '../mentoring/reads.ts'
import { QuickLog } from './quick-log.tsx'

type Line = MentorToday['people'][number]

/** Somebody who needs me: a reason that a stranger may read, and one tap to call, write or log. */
export function PersonNeed({ line: { person, need, tie } }: { line: Line }) {
  const { t } = useTranslation('mentor-today')
  const [closing, setClosing] = useState(false)
  const card = usePerson(person.id)
  const { call, message } = linksTo(card.data?.contact)
  const item = need!.items[0]
  if (!item) return null
  const isUrgent = item.safety || item.overdue
  return (
    <section className={`${styles['card']} ${isUrgent ? styles['urgent'] : styles['need']}`}>
      <Stack gap="sm">
        <div>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Go to={`/mentor/people/${person.id}`} className={styles['name'] ?? ''}>
              {person.name}
            </Go>
            <Badge variant="light" color={isUrgent ? 'coral' : 'amber'} tt="none" size="lg">
              {t(`words:levels.${need!.level}`)}
            </Badge>
          </Group>
          <Text>
            {need!.items.map(({ reason }) => reason).join(' · ')}
            {tie !== 'mentor' && <span className={styles['quiet']}> · {t(`words:ties.${tie}`)}</span>}
          </Text>
          {card.data && (
            <Text size="sm" fw={card.data.leaveMessage ? 400 : 700}>
              {t(card.data.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}
            </Text>
          )}
        </div>
        {closing || item.safety ? (
          <Closing item={item} onDone={() => setClosing(false)} />
        ) : (
          <>
            <div className={styles['actions']}>
              {call && (
                <Button component="a" href={call} px="xs">
                  {t('call')}
                </Button>
              )}
              {message && (
                <Button component="a" href={message} variant={call ? 'light' : 'filled'} px="xs">
                  {t('write')}
                </Button>
              )}
              <GoButton to="/mentor/log" search={{ with: person.id }} variant="light" px="xs">
                {t('log')}
              </GoButton>
            </div>
            <QuickLog personId={person.id} />
            <Button variant="subtle" color="slate" size="md" mih={48} onClick={() => setClosing(true)}>
              {t('howDidItGo')}
            </Button>
          </>
        )}
      </Stack>
    </section>
  )
}
