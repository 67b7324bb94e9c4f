import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { minutesWords, momentWords, relativeDay, timeWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { Go, GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import { SignInNotice } from '../getting-in/sign-in-notice.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useFreshAfterSending, useMentorToday } from '../mentoring/reads.ts'
import { Greetings } from './greetings.tsx'
import { PersonNeed } from './person-need.tsx'
import { Proposals } from './proposals.tsx'

/** /mentor/today: who needs me, then who said yes to me, then everybody else. */
export function TodayPage() {
  const { t } = useTranslation('mentor-today')
  const today = useMentorToday()
  useFreshAfterSending()
  if (today.isPending) return <PageSkeleton rows={4} />
  if (today.isError) return <Fault error={today.error} retry={() => void today.refetch()} />

  const { people, groups, toLog, awayUntil, onCall } = today.data
  const language = currentLanguage()
  const zone = zoneHere()
  // Somebody who only waits for a hello has a card of her own below.
  const needing = people.filter(({ need }) => need?.items.some(({ signal }) => signal !== 'not_greeted'))
  const others = people.filter(({ need }) => need === null)
  return (
    <Stack gap="md">
      <Title order={1}>{t('title')}</Title>
      <SignInNotice />
      {awayUntil && (
        <div className={styles['amber']}>
          <Text>{t('away', { day: relativeDay(awayUntil, today.data.today, language) })}</Text>
          <Go to="/mentor/me">{t('awayChange')}</Go>
        </div>
      )}
      {toLog.map(({ person, occurrenceId, startedAt, minutes }) => (
        <section key={occurrenceId} className={styles['card']}>
          <Stack gap="xs">
            <Text>
              <strong>{t('toLog', { name: person.name })}</strong>
              <br />
              <span className={styles['quiet']}>
                {timeWords(startedAt, language, zone)}, {minutesWords(minutes)}
              </span>
            </Text>
            <div className={styles['actions']}>
              <GoButton to="/mentor/log" search={{ with: person.id }}>
                {t('logIt')}
              </GoButton>
              <GoButton
                to="/mentor/log"
                search={{ with: person.id, outcome: 'participant_could_not_come' }}
                variant="light"
              >
                {t('couldNot')}
              </GoButton>
            </div>
          </Stack>
        </section>
      ))}
      {needing.map((line) => (
        <PersonNeed key={line.person.id} line={line} />
      ))}
      <Proposals />
      <Greetings />
      {others.length === people.length && people.length > 0 && <Text>{t('nobodyNeeds')}</Text>}
      {people.length === 0 && (
        <Empty
          title={t('empty')}
          action={
            <GoButton to="/mentor/me" variant="light">
              {t('toMe')}
            </GoButton>
          }
        >
          {t('emptyHow')}
        </Empty>
      )}
      {groups.length > 0 && (
        <section>
          <Title order={2} mb="xs">
            {t('groups')}
          </Title>
          <Stack gap="xs">
            {groups.map((group) => (
              <Go
                key={group.occurrenceId}
                to="/mentor/log"
                search={{ group: group.occurrenceId }}
                className={styles['row']}
              >
                <strong>{group.with}</strong>
                <br />
                <span className={styles['quiet']}>
                  {[timeWords(group.startsAt, language, zone), minutesWords(group.minutes), group.place]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </Go>
            ))}
          </Stack>
        </section>
      )}
      {others.length > 0 && (
        <section>
          <Title order={2} mb="xs">
            {t('others')}
          </Title>
          <Stack gap="xs">
            {others.map(({ person, lastTalkOn, next, tie }) => (
              <Go key={person.id} to={`/mentor/people/${person.id}`} className={styles['row']}>
                <strong>{person.name}</strong>
                {tie !== 'mentor' && <span className={styles['quiet']}> · {t(`words:ties.${tie}`)}</span>}
                <br />
                <span className={styles['quiet']}>
                  {lastTalkOn
                    ? t('lastTalk', { day: relativeDay(lastTalkOn, today.data.today, language) })
                    : t('noTalkYet')}
                  {next && (
                    <>
                      <br />
                      {t('nextTalk', { when: momentWords(next.startsAt, Date.now(), language, zone) })}
                    </>
                  )}
                </span>
              </Go>
            ))}
          </Stack>
        </section>
      )}
      <Text c="dimmed" size="sm">
        {onCall
          ? t('onCall', { name: onCall.name, until: momentWords(onCall.until, Date.now(), language, zone) })
          : t('nobodyOnCall')}
      </Text>
    </Stack>
  )
}
