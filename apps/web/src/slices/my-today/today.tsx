import type { MyToday } from '@cairn/contract/today.ts'
import { Stack, Text, Title } from '@mantine/core'
import { IconChevronRight, IconHeartHandshake, IconRipple } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { readAhead, useKept } from '../../offline/use-kept.ts'
import { useOnline } from '../../offline/use-outbox.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { whenWords } from '../../ui/dates.ts'
import { Go, GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { SignInNotice } from '../getting-in/sign-in-notice.tsx'
import { PathPicture } from '../my-me/path-picture.tsx'
import { dueTarget } from './due.ts'
import { CHECK_PAGE, PATH, TODAY } from './readings.ts'
import { beginSitting, endSitting } from './sitting.tsx'
import { TalkCards } from './talk-cards.tsx'
import styles from './today.module.css'

/** Today: the one thing due, the next meeting, Ride it out, what I need, my path. */
export function TodayScreen() {
  const { t, i18n } = useTranslation('my-today')
  const online = useOnline()
  const place = usePlace()
  useEffect(endSitting, [])
  useEffect(() => {
    // Behind the screen, so that nothing competes with it.
    const later = setTimeout(() => void readAhead(CHECK_PAGE, place), 2000)
    return () => clearTimeout(later)
  }, [place])
  const today = useKept(TODAY.name, TODAY.read)
  const path = useKept(PATH.name, PATH.read)
  if (today.isError)
    return (
      <Stack gap="lg">
        <Fault error={today.error} retry={() => void today.refetch()} />
        <Ways />
      </Stack>
    )
  if (!today.data) return <PageSkeleton rows={4} />
  const { name, hello, due, sitting, nextMeeting, checkedInToday } = today.data
  const offersCheckIn = (sitting?.things ?? [due]).some((thing) => thing?.kind === 'check_in')
  return (
    <Stack gap="md">
      <Title order={1}>{t('hello', { name })}</Title>
      {!online && <Text c="dimmed">{t('offline')}</Text>}
      <SignInNotice />
      {hello && (
        <Card tone="pine">
          <Text>
            {t(hello.greeter ? 'greeting.by' : 'greeting.byTeam', {
              name: hello.greeter ?? '',
              when: whenWords(hello.by, i18n.language, Date.now()),
            })}
          </Text>
        </Card>
      )}
      {sitting ? <SittingCard sitting={sitting} /> : <Due due={due} />}
      <TalkCards />
      <Card labelledBy="next">
        <Title order={2} id="next" className={styles.label ?? ''}>
          {t('next')}
        </Title>
        {nextMeeting ? (
          <div>
            <Text fw={600}>{t('nextWith', { with: nextMeeting.with })}</Text>
            <Text>
              {whenWords(nextMeeting.startsAt, i18n.language, Date.now())} ·{' '}
              {t('minutes', { count: nextMeeting.minutes })}
            </Text>
            {(nextMeeting.how || nextMeeting.place) && (
              <Text c="dimmed">
                {[nextMeeting.how && t(`my-words:ways.${nextMeeting.how}`, nextMeeting.how), nextMeeting.place]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            )}
          </div>
        ) : (
          <Text c="dimmed">{t('noNext')}</Text>
        )}
      </Card>
      <Ways />
      {!offersCheckIn && !checkedInToday && (
        <GoButton to="/my/check" variant="default">
          {t('checkAgain')}
        </GoButton>
      )}
      {path.data && (
        <Card labelledBy="path">
          <Title order={2} id="path" className={styles.label ?? ''}>
            {t('path.title')}
          </Title>
          <Text fw={650} fz="lg">
            {path.data.daysInRecovery === 0 ? t('path.first') : t('path.days', { count: path.data.daysInRecovery })}
          </Text>
          <PathPicture days={path.data.daysInRecovery} />
          <Text size="sm" c="dimmed">
            {t('path.never')}
          </Text>
          <Go to="/my/me">{t('path.see')}</Go>
        </Card>
      )}
    </Stack>
  )
}

function Due({ due }: { due: MyToday['due'] }) {
  const { t } = useTranslation('my-today')
  if (!due)
    return (
      <Card tone="quiet">
        <Text>{t('nothing')}</Text>
      </Card>
    )
  const { to, count, values } = dueTarget(due)
  return (
    <Card labelledBy="due">
      <Title order={2} id="due">
        {t(`due.${due.kind}.title`, values)}
      </Title>
      <Text c="dimmed">{t(`due.${due.kind}.text`, { ...values, ...(count !== undefined && { count }) })}</Text>
      <GoButton to={to}>{t(`due.${due.kind}.go`)}</GoButton>
    </Card>
  )
}

/** What is open at the same time, as one sitting: one after another, and a way to stop after any of them. */
function SittingCard({ sitting }: { sitting: NonNullable<MyToday['sitting']> }) {
  const { t } = useTranslation('my-today')
  const { things, minutes } = sitting
  return (
    <Card labelledBy="due">
      <Title order={2} id="due">
        {t(`sitting.title_${things.length}`)}
      </Title>
      <Text c="dimmed">{t('sitting.about', { count: minutes })}</Text>
      <ol className={styles.things}>
        {things.map((thing) => {
          const { to, count, values } = dueTarget(thing)
          return (
            <li key={to}>
              <Text fw={600}>{t(`due.${thing.kind}.title`, values)}</Text>
              <Text size="sm" c="dimmed">
                {t(`due.${thing.kind}.text`, { ...values, ...(count !== undefined && { count }) })}
              </Text>
            </li>
          )
        })}
      </ol>
      <GoButton to={dueTarget(things[0]!).to} onClick={() => beginSitting(things)}>
        {t('sitting.go')}
      </GoButton>
    </Card>
  )
}

function Way({ to, icon, title, hint }: { to: string; icon: ReactNode; title: string; hint: string }) {
  return (
    <Go to={to} className={styles.way}>
      {icon}
      <span>
        <strong>{title}</strong>
        <span className={styles.hint}>{hint}</span>
      </span>
      <IconChevronRight size={20} aria-hidden />
    </Go>
  )
}

/** What is always there, with a network and without. */
function Ways() {
  const { t } = useTranslation('my-today')
  return (
    <div className={styles.ways}>
      <Way to="/my/wave" icon={<IconRipple size={28} aria-hidden />} title={t('wave')} hint={t('waveHint')} />
      <Way to="/my/check" icon={<IconHeartHandshake size={28} aria-hidden />} title={t('need')} hint={t('needHint')} />
    </div>
  )
}
